using Yingke.Server.Features.Conversations;
using Yingke.Server.Tests.Clients;
using Yingke.Server.Tests.Hosting;

namespace Yingke.Server.Tests.Orders;

public sealed class OrderTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task The_same_order_put_again_changes_nothing_and_the_later_word_wins()
    {
        var scene = await OrderScene.Set(server);
        var first = await scene.Put("N1", updatedHoursAgo: 1);
        var before = await Snapshot.Of(server.Host, scene.Shop.Id);
        await scene.Put("N1", updatedHoursAgo: 1);
        (await Snapshot.Of(server.Host, scene.Shop.Id)).ShouldBe(before);
        var paid = await scene.Put("N1", "paid", paidHoursAgo: 0.5, updatedHoursAgo: 0.5);
        (await scene.Put("N1", "placed", updatedHoursAgo: 0.7)).GetProperty("state").GetString().ShouldBe("paid");
        (paid.GetProperty("id").GetGuid(), paid.GetProperty("lines")[0].GetProperty("id").GetGuid()).ShouldBe((first.GetProperty("id").GetGuid(), first.GetProperty("lines")[0].GetProperty("id").GetGuid()));
    }

    [Fact]
    public async Task Many_puts_of_new_orders_of_one_new_member_at_once_make_each_order_once()
    {
        var scene = await OrderScene.Set(server);
        await Task.WhenAll(Enumerable.Range(0, 12).Select(i => scene.Put("P" + i % 4, member: "M-new")));
        var found = (await scene.Shop.Owner.Api.Get("orders?q=M-new")).Json.GetProperty("items");
        found.GetArrayLength().ShouldBe(4);
    }

    [Theory]
    [InlineData("1.23457E+17", "number")]
    public async Task A_damaged_number_is_refused(string number, string field)
    {
        var scene = await OrderScene.Set(server);
        (await scene.TryPut(number, scene.Document("placed"))).Refused(422, "invalid", field);
    }

    [Fact]
    public async Task Beside_the_chat_stand_the_buyers_orders_with_the_address_hidden_from_who_may_not_see_it()
    {
        var scene = await OrderScene.Set(server);
        await scene.Put("N1", "paid", paidHoursAgo: 1);
        var orders = (await scene.Agent.Api.Get($"buyers/{scene.Buyer.Id}/orders")).Json.GetProperty("items");
        orders[0].GetProperty("badge").GetString().ShouldBe("paid");
        orders[0].GetProperty("receiver").GetProperty("phone").GetString().ShouldNotBe("13800002046");
        orders[0].GetProperty("receiver").GetProperty("masked").GetBoolean().ShouldBeTrue();
        orders[0].GetProperty("shipBy").GetDateTimeOffset().ShouldBe(server.Clock.Now.AddHours(23));
        var he = await scene.Shop.SignIn(Cast.He);
        (await he.Api.Get($"orders/{orders[0].GetProperty("id").GetGuid()}")).Json.GetProperty("order").GetProperty("receiver").GetProperty("phone").GetString().ShouldBe("138****2046");
    }

    [Fact]
    public async Task The_receivers_phone_is_masked_for_everybody_and_revealing_it_is_logged()
    {
        var scene = await OrderScene.Set(server);
        var id = (await scene.Put("T-phone", "paid", paidHoursAgo: 1)).GetProperty("id").GetGuid();
        (await scene.Shop.Owner.Api.Get($"orders/{id}")).Json.GetProperty("order").GetProperty("receiver").GetProperty("phone").GetString().ShouldBe("138****2046");
        (await scene.Agent.Api.Post($"orders/{id}/phone-reveal")).Refused(403, "forbidden");
        var he = await scene.Shop.SignIn(Cast.He);
        (await he.Api.Post($"orders/{id}/phone-reveal")).Ok().Json.GetProperty("phone").GetString().ShouldBe("13800002046");
        (await (await server.Shop()).Owner.Api.Post($"orders/{id}/phone-reveal")).Refused(404, "not_found");
        var record = (await scene.Shop.Owner.Api.Get("audit?action=order.phone_revealed")).Json.GetProperty("items").EnumerateArray().ShouldHaveSingleItem();
        (record.GetProperty("actor").GetProperty("name").GetString(), record.GetProperty("subject").GetString()).ShouldBe((Cast.He.Name, "T-phone"));
    }

    [Fact]
    public async Task The_rows_of_the_desk_carry_the_badge_unpaid_first_and_are_found_by_number_and_product()
    {
        var scene = await OrderScene.Set(server);
        await scene.Put("N1", "placed", placedHoursAgo: 9);
        await scene.Put("N2", "shipped", paidHoursAgo: 1);
        var row = (await scene.Agent.Desk()).Conversations.Single();
        row.OrderBadge.ShouldBe(Domain.Orders.OrderBadge.Unpaid);
        foreach (var words in new[] { "N2", "云雾" })
            (await scene.Agent.Find("q=" + Uri.EscapeDataString(words))).Items.Select(c => c.Id).ShouldBe([scene.Conversation]);
        (await scene.Agent.Find("q=N3")).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_the_right_the_sentence_of_the_specification_is_the_answer()
    {
        var scene = await OrderScene.Set(server);
        var id = (await scene.Put("N1")).GetProperty("id").GetGuid();
        var refused = (await scene.Agent.Api.Post($"orders/{id}/confirmation")).Refused(403, "forbidden");
        refused.Json.GetProperty("detail").GetString().ShouldBe("该岗位无订单管理的权限,不允许操作订单按钮");
        refused.Json.GetProperty("permission").GetString().ShouldBe("orders.manage");
    }

    [Fact]
    public async Task What_has_not_left_is_changed_with_old_and_new_written_down()
    {
        var scene = await OrderScene.Set(server);
        var order = await scene.Put("N1");
        var (id, line) = (order.GetProperty("id").GetGuid(), order.GetProperty("lines")[0].GetProperty("id").GetGuid());
        var he = (await scene.Shop.SignIn(Cast.He)).Api;
        (await he.Post($"orders/{id}/confirmation")).Ok();
        (await he.Post($"orders/{id}/confirmation")).Refused(409, "already_confirmed");
        (await he.Put($"orders/{id}/note", new { note = "多放小样" })).Ok();
        (await he.Put($"orders/{id}/address", new { name = "周", phone = "13900000000", region = "上海", street = "衡山路 2 号" })).Ok();
        (await he.Put($"orders/{id}/line", new { lineId = line, quantity = 1 })).Ok().Json.GetProperty("totalFen").GetInt64().ShouldBe(7000);
        var changes = (await he.Get($"orders/{id}")).Json.GetProperty("changes").EnumerateArray().ToList();
        changes.ConvertAll(c => c.GetProperty("action").GetString()).ShouldBe(["order.line_changed", "order.address_changed", "order.note_changed", "order.confirmed", "order.received"]);
        changes[1].GetProperty("old").GetProperty("street").GetString().ShouldBe("龙井路 1 号");
        changes[0].GetProperty("old").GetProperty("totalFen").GetInt64().ShouldBe(13400);
        (await scene.Shop.Owner.Api.Get("audit?action=order.address_changed")).Text.ShouldContain("衡山路");
        await scene.Put("N1", "shipped", paidHoursAgo: 0.1, updatedHoursAgo: -1);
        (await he.Put($"orders/{id}/line", new { lineId = line, sku = "大" })).Refused(409, "order_not_unshipped");
    }

    [Fact]
    public async Task A_price_is_offered_accepted_once_and_a_stale_card_is_refused()
    {
        var scene = await OrderScene.Set(server);
        var id = (await scene.Put("N1", updatedHoursAgo: 2)).GetProperty("id").GetGuid();
        Task<Answer> Offer(string client, long discount) => scene.Agent.Api.Post($"orders/{id}/price-offers", new { clientId = client, conversationId = scene.Conversation, discountFen = discount });
        (await Offer("a", 1341)).Refused(409, "price_below_limit");
        var first = (await Offer("b", 300)).Ok().Json.GetProperty("id").GetGuid();
        (await Offer("b", 300)).Ok().Json.GetProperty("id").GetGuid().ShouldBe(first);
        var second = (await Offer("c", 500)).Ok().Json.GetProperty("id").GetGuid();
        (await scene.Buyer.Log(scene.Conversation)).Entries.Count(e => e.Kind == "card").ShouldBe(2);
        (await scene.Buyer.Api.Post($"visitor/price-offers/{first}/acceptance")).Refused(409, "price_offer_stale");
        var all = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => scene.Buyer.Api.Post($"visitor/price-offers/{second}/acceptance")));
        all.ShouldAllBe(a => a.Ok().Json.GetProperty("state").GetString() == "accepted");
        var order = (await scene.Agent.Api.Get($"orders/{id}")).Json;
        order.GetProperty("order").GetProperty("totalFen").GetInt64().ShouldBe(12900);
        order.GetProperty("changes").EnumerateArray().Count(c => c.GetProperty("action").GetString() == "price.accepted").ShouldBe(1);
        // The limit counts from what the order cost at first.
        (await Offer("d", 841)).Refused(409, "price_below_limit");
        var third = (await Offer("e", 840)).Ok().Json.GetProperty("id").GetGuid();
        await scene.Put("N1", "paid", paidHoursAgo: 0.1);
        (await scene.Buyer.Api.Post($"visitor/price-offers/{third}/acceptance")).Refused(409, "price_offer_stale");
        (await Offer("f", 1)).Refused(409, "order_not_unpaid");
        (await (await OrderScene.Arrive(scene.Shop, "M2", "别人")).Api.Get($"visitor/price-offers/{third}")).Refused(404, "not_found");
    }

    [Theory]
    [InlineData("repriced")]
    [InlineData("closed")]
    [InlineData("cancelled")]
    [InlineData("quantity")]
    [InlineData("details")]
    public async Task Whatever_happened_to_the_order_since_makes_a_price_card_stale(string what)
    {
        var scene = await OrderScene.Set(server);
        var made = await scene.Put("N1", updatedHoursAgo: 2);
        var (id, line) = (made.GetProperty("id").GetGuid(), made.GetProperty("lines")[0].GetProperty("id").GetGuid());
        Task<Answer> Offer(string client, long discount) => scene.Agent.Api.Post($"orders/{id}/price-offers", new { clientId = client, conversationId = scene.Conversation, discountFen = discount });
        var card = (await Offer("a", 300)).Ok().Json.GetProperty("id").GetGuid();
        (await scene.Buyer.Api.Get($"visitor/price-offers/{card}")).Json.GetProperty("stale").GetBoolean().ShouldBeFalse();
        if (what is "repriced" or "closed")
            await scene.Put("N1", what == "closed" ? "closed" : "placed", updatedHoursAgo: 1, fen: what == "closed" ? 12800 : 12000);
        else if (what == "cancelled")
            (await scene.Shop.Owner.Api.Post($"orders/{id}/cancellation", new { reason = "缺货" })).Ok();
        else if (what == "quantity")
            (await scene.Shop.Owner.Api.Put($"orders/{id}/line", new { lineId = line, quantity = 1 })).Ok();
        else
            await OrderImportTests.Run(scene.Shop, System.Text.Encoding.UTF8.GetBytes("订单编号,标题,价格,购买数量,商品属性,订单状态\r\nN1,明前云雾绿茶 新包装,64,2,,等待买家付款\r\n"));
        var before = (await scene.Shop.Owner.Api.Get($"orders/{id}")).Json.GetProperty("order");
        (await scene.Buyer.Api.Get($"visitor/price-offers/{card}")).Json.GetProperty("stale").GetBoolean().ShouldBeTrue();
        (await scene.Buyer.Api.Post($"visitor/price-offers/{card}/acceptance")).Refused(409, "price_offer_stale");
        var after = (await scene.Shop.Owner.Api.Get($"orders/{id}")).Json;
        after.GetProperty("order").ToString().ShouldBe(before.ToString());
        if (what is "closed" or "cancelled")
            return;
        // A card of the order as it now is holds, and the latest stands first.
        var anew = (await Offer("b", 200)).Ok().Json.GetProperty("id").GetGuid();
        (await scene.Agent.Api.Get($"orders/{id}")).Json.GetProperty("offers").EnumerateArray().Select(o => o.GetProperty("id").GetGuid()).ShouldBe([anew, card]);
        var total = (await scene.Buyer.Api.Post($"visitor/price-offers/{anew}/acceptance")).Ok().Json.GetProperty("newTotalFen").GetInt64();
        var accepted = (await scene.Shop.Owner.Api.Get($"orders/{id}")).Json.GetProperty("order");
        accepted.GetProperty("totalFen").GetInt64().ShouldBe(total);
        accepted.GetProperty("lines").EnumerateArray().Sum(l => l.GetProperty("totalFen").GetInt64()).ShouldBe(total - accepted.GetProperty("freightFen").GetInt64());
    }

    [Fact]
    public async Task Reminders_go_once_to_whom_they_may_and_say_why_not_to_the_others()
    {
        var scene = await OrderScene.Set(server);
        var id = (await scene.Put("N1", placedHoursAgo: 3)).GetProperty("id").GetGuid();
        var later = (await scene.Put("N2", placedHoursAgo: 1)).GetProperty("id").GetGuid();
        var young = (await scene.Put("N3", member: "M9", placedHoursAgo: 0.4)).GetProperty("id").GetGuid();
        var silent = (await scene.Put("N4", member: "M8", placedHoursAgo: 1)).GetProperty("id").GetGuid();
        var list = (await scene.Agent.Api.Get("payment-reminders")).Json;
        list.GetProperty("remind").EnumerateArray().Select(r => r.GetProperty("orderId").GetGuid()).ShouldBe([id]);
        list.GetProperty("others").EnumerateArray().ToDictionary(r => r.GetProperty("orderId").GetGuid(), r => r.GetProperty("why").GetString())
            .ShouldBe(new Dictionary<Guid, string?> { [silent] = "no_window", [later] = "another_first", [young] = "too_young" }, ignoreOrder: true);
        var all = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => scene.Agent.Api.Post("payment-reminders", new { orderIds = new[] { id } })));
        all.Sum(a => a.Ok().Json.GetProperty("sent").GetArrayLength()).ShouldBe(1);
        var sent = (await scene.Buyer.Log(scene.Conversation)).Entries.Where(e => e is { From: Domain.Conversations.Sender.System, Kind: "text" }).Select(e => e.Text!).ToList();
        sent.Count(t => t.Contains("云雾", StringComparison.Ordinal) || t.Contains("地址", StringComparison.Ordinal)).ShouldBe(1);
        (await scene.Agent.Api.Post("payment-reminders", new { orderIds = new[] { later } })).Json.GetProperty("skipped")[0].GetProperty("why").GetString().ShouldBe("buyer_reminded_today");
        server.Clock.Advance(TimeSpan.FromHours(1));
        await scene.Put("N1", "paid", placedHoursAgo: 4, paidHoursAgo: 0);
        var report = (await scene.Agent.Api.Get("payment-reminders/report")).Json;
        (report.GetProperty("sent").GetInt32(), report.GetProperty("paid").GetInt32()).ShouldBe((1, 1));
    }

    [Fact]
    public async Task Reminders_go_by_themselves_where_the_shop_wants_it_within_its_hours()
    {
        var scene = await OrderScene.Set(server);
        await scene.Put("N1");
        await server.Host.RunJob("payment-reminders");
        (await scene.Agent.Api.Get("payment-reminders/report")).Json.GetProperty("sent").GetInt32().ShouldBe(0);
        await scene.Shop.Set(s => s with { Orders = s.Orders with { Reminders = s.Orders.Reminders with { Automatic = true } } });
        await server.Host.RunJob("payment-reminders");
        await server.Host.RunJob("payment-reminders");
        (await scene.Agent.Api.Get("payment-reminders/report")).Json.GetProperty("sent").GetInt32().ShouldBe(1);
        var bad = await scene.Shop.Owner.Api.Get("settings");
        var settings = bad.As<Features.Accounts.SettingsDocument>();
        (await scene.Shop.Owner.Api.Put("settings", settings with { Orders = settings.Orders with { Reminders = settings.Orders.Reminders with { Templates = ["亲，赶紧付款"] } } }))
            .Refused(422, "demand_in_template", "orders.reminders.templates");
    }

    [Fact]
    public async Task Cards_of_an_order_and_of_a_pairing_stand_in_the_talk_of_their_buyer_only()
    {
        var scene = await OrderScene.Set(server);
        var (own, other) = ((await scene.Put("N1")).GetProperty("id").GetGuid(), (await scene.Put("N2", member: "M7")).GetProperty("id").GetGuid());
        var card = (await scene.Agent.Api.Post($"conversations/{scene.Conversation}/order-cards", new { clientId = "c1", orderId = own })).As<Appendix>().Entry;
        (card.Kind, card.Data!.Card!.Kind, card.Data.Card.PriceFen).ShouldBe(("card", "order", 13400));
        (await scene.Agent.Api.Post($"conversations/{scene.Conversation}/order-cards", new { clientId = "c2", orderId = other })).Refused(422, "invalid", "orderId");
        var items = new[] { new { id = "a", title = "盖碗", priceFen = 16800 }, new { id = "b", title = "银针", priceFen = 19800 } };
        (await scene.Agent.Api.Post($"conversations/{scene.Conversation}/order-cards", new { clientId = "c3", title = "白茶入门", items })).As<Appendix>().Entry.Data!.Card!.PriceFen.ShouldBe(36600);
        (await scene.Buyer.Log(scene.Conversation)).Entries[^1].Data!.Card!.Items!.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Exceptions_are_verified_once_and_pages_of_the_visit_are_seen()
    {
        var scene = await OrderScene.Set(server);
        var id = (await scene.Put("N1", "paid", paidHoursAgo: 1)).GetProperty("id").GetGuid();
        var he = (await scene.Shop.SignIn(Cast.He)).Api;
        var made = (await he.Post($"orders/{id}/exceptions", new { reportedBy = "buyer", reason = "少发" })).Ok().Json;
        made.GetProperty("dueAt").GetDateTimeOffset().ShouldBe(server.Clock.Now.AddHours(24));
        var path = $"order-exceptions/{made.GetProperty("id").GetGuid()}/result";
        (await he.Put(path, new { result = "补发" })).Ok();
        (await he.Put(path, new { result = "再补" })).Refused(409, "already_verified");
        foreach (var url in new[] { "https://a.cn/1", "https://a.cn/1", "https://a.cn/2" })
            (await scene.Buyer.Api.Post("visitor/pages", new { title = "页", url })).Status.ShouldBe(204);
        (await scene.Agent.Api.Get($"buyers/{scene.Buyer.Id}/pages")).Json.GetProperty("items").GetArrayLength().ShouldBe(2);
        server.Clock.Advance(TimeSpan.FromHours(3));
        (await scene.Agent.Api.Get($"buyers/{scene.Buyer.Id}/pages")).Json.GetProperty("items").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task A_buyer_sees_the_orders_of_nobody_else()
    {
        var scene = await OrderScene.Set(server);
        await scene.Put("N1");
        var other = (await scene.Put("N2", member: "M7")).GetProperty("id").GetGuid();
        (await scene.Buyer.Api.Get("visitor/orders")).Json.GetProperty("items").GetArrayLength().ShouldBe(1);
        (await scene.Buyer.Api.Get($"visitor/orders/{other}")).Refused(404, "not_found");
        (await (await scene.Shop.Buyer()).Api.Get("visitor/orders")).Json.GetProperty("items").GetArrayLength().ShouldBe(0);
    }
}
