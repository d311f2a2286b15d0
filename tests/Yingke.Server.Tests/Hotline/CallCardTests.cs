using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Accounts;
using Yingke.Domain.Hotline;
using Yingke.Domain.Routing;
using Yingke.Server.Features.Hotline;
using Yingke.Server.Features.Tickets;
using Yingke.Server.Tests.Clients;
using Yingke.Server.Tests.Hosting;
using Yingke.Server.Tests.Orders;

namespace Yingke.Server.Tests.Hotline;

/// <summary>Who calls, what there is with them, and what the agent keeps of it.</summary>
public sealed class CallCardTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private const string Receiver = "13800002046";
    private static readonly Person Tong = new("xiaotong", "小桐", BuiltInPosts.Hotline, Groups.Aftersale, true);

    [Fact]
    public async Task The_caller_is_known_by_the_number_that_their_parcels_go_to_and_all_there_is_with_them_is_on_the_card()
    {
        var scene = await OrderScene.Set(server);
        await scene.Put("H1", "paid", paidHoursAgo: 1);
        var (tong, line) = await At(scene.Shop);
        (await scene.Agent.Api.Post("tickets", new { clientId = "t", kind = "inquiry", title = "问发票", conversationId = scene.Conversation })).Ok();
        await line.Tell("K0", "queued", phone: Receiver);
        await line.Tell("K0", "ended");
        await line.Tell("K1", "ringing", "801", "+86" + Receiver);
        var mine = (await tong.Api.Get("calls/current")).As<FindCalls.CurrentCalls>().Items.ShouldHaveSingleItem();
        var card = await Card(tong, mine.Id);
        (card.Buyer!.Name, card.Buyer.Orders, card.Buyer.Calls, card.Call.State).ShouldBe(("苏晓", 1, 1, CallState.Ringing));
        card.Orders.ShouldHaveSingleItem().Number.ShouldBe("H1");
        card.Tickets.ShouldHaveSingleItem().Title.ShouldBe("问发票");
        card.Calls.ShouldHaveSingleItem().State.ShouldBe(CallState.Abandoned);
        var talk = card.Talks.ShouldHaveSingleItem();
        (talk.Readable, talk.Text).ShouldBe((false, null), "another agent's open talk");
        (await Card(await scene.Shop.SignIn(Cast.Supervisor), mine.Id)).Talks.Single().Text.ShouldBe("我的快递到哪了");
        (await tong.Api.Get("calls/scripts")).As<EditHotlineSettings.CallScripts>().Items.ShouldContain(s => s.Title == "开场" && s.Text.Contains("小桐", StringComparison.Ordinal) && s.Text.Contains("松间茶铺", StringComparison.Ordinal));
        await line.Tell("K1", "ended");
        (await tong.Api.Get("calls/current")).As<FindCalls.CurrentCalls>().Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_number_of_nobody_becomes_a_new_buyer_and_takes_its_earlier_calls_along()
    {
        var shop = await server.Shop();
        var (tong, line) = await At(shop);
        await line.Tell("K0", "queued", phone: "13700000001");
        await line.Tell("K0", "ended");
        await line.Tell("K1", "answered", "801", "13700000001");
        var call = (await tong.Api.Get("calls/current")).As<FindCalls.CurrentCalls>().Items.Single();
        var card = await Card(tong, call.Id);
        (card.Buyer, card.Candidates.Count, card.Calls.Count).ShouldBe((null, 0, 1));
        (await tong.Api.Put($"calls/{call.Id}/buyer", new { name = "来电的王先生" })).Ok();
        (await tong.Api.Get("calls")).As<FindCalls.CallPage>().Items.Select(c => c.Buyer?.Name).ShouldBe(["来电的王先生", "来电的王先生"]);
        await line.Tell("K2", "ringing", "801", "013700000001");
        (await tong.Api.Get("calls/current")).As<FindCalls.CurrentCalls>().Items.ShouldContain(c => c.Buyer != null && c.Buyer.Name == "来电的王先生" && c.State == CallState.Ringing);
        (await tong.Api.Put($"calls/{call.Id}/buyer", new { })).Refused(422, "invalid", "buyerId");
        (await tong.Api.Put($"calls/{call.Id}/buyer", new { buyerId = Guid.NewGuid() })).Refused(422, "invalid", "buyerId");
        (await tong.Api.Put($"calls/{Guid.NewGuid()}/buyer", new { name = "谁" })).Refused(404, "not_found");
    }

    [Fact]
    public async Task Two_with_one_number_are_for_the_agent_to_choose_from()
    {
        var shop = await server.Shop();
        var (tong, line) = await At(shop);
        var (one, two) = (await shop.Buyer(), await shop.Buyer());
        await server.Host.Look(db => db.Set<Features.Buyers.Buyer>().Where(b => b.ShopId == shop.Id).ExecuteUpdateAsync(b => b.SetProperty(x => x.Phone, "13700000002")));
        await line.Tell("K", "ringing", "801", "13700000002");
        var call = (await tong.Api.Get("calls/current")).As<FindCalls.CurrentCalls>().Items.Single();
        (await Card(tong, call.Id)).Candidates.Select(c => c.Id).ShouldBe([one.Id, two.Id], ignoreOrder: true);
        (await tong.Api.Get("calls/buyers?q=13700000002")).As<RecordCall.FoundBuyers>().Items.Count.ShouldBe(2);
        (await tong.Api.Put($"calls/{call.Id}/buyer", new { buyerId = one.Id })).As<CallRow>().Buyer!.Id.ShouldBe(one.Id);
    }

    [Fact]
    public async Task The_record_keeps_note_and_category_and_a_ticket_names_its_call()
    {
        var shop = await server.Shop();
        var (tong, line) = await At(shop);
        await line.Tell("K", "answered", "801", "13700000003");
        var call = (await tong.Api.Get("calls/current")).As<FindCalls.CurrentCalls>().Items.Single();
        var category = (await tong.Api.Get("categories")).Json.GetProperty("items")[0];
        var kept = (await tong.Api.Put($"calls/{call.Id}/note", new { note = "  问发票怎么开 ", categoryId = category.GetProperty("id").GetGuid() })).As<CallRow>();
        (kept.Note, kept.NotedBy!.Id, kept.Category).ShouldBe(("问发票怎么开", tong.Id, category.GetProperty("name").GetString()));
        // What the exchange says meanwhile takes nothing of it away.
        await line.Tell("K", "ended");
        (await Card(tong, call.Id)).Call.ShouldSatisfyAllConditions(c => c.Note.ShouldBe("问发票怎么开"), c => c.CategoryId.ShouldNotBeNull(), c => c.State.ShouldBe(CallState.Answered));
        var ticket = (await tong.Api.Post("tickets", new { clientId = "k", kind = "inquiry", title = "开发票", origin = "call", subjectId = call.Id, subject = "来电", department = "仓库" })).As<TicketAnswer>();
        ticket.Row.Department.ShouldBe("仓库");
        (await Card(tong, call.Id)).Tickets.ShouldHaveSingleItem().Number.ShouldBe(ticket.Row.Number);
        (await tong.Api.Put($"calls/{call.Id}/note", new { note = new string('长', 4001) })).Refused(422, "invalid", "note");
        (await tong.Api.Put($"calls/{call.Id}/note", new { categoryId = Guid.NewGuid() })).Refused(422, "invalid", "categoryId");
    }

    [Fact]
    public async Task Numbers_are_masked_and_looking_at_one_is_a_right_and_is_logged()
    {
        var shop = await TestShop.Open(server.Host, staff: [.. Cast.Staff, Cast.Lead]);
        var (tong, line) = await At(shop);
        await line.Tell("K", "queued", phone: "13700000004");
        var call = await line.Call("13700000004");
        (await tong.Api.Post($"calls/{call.Id}/phone-reveal")).As<RecordCall.WholePhone>().Phone.ShouldBe("13700000004");
        (await shop.Owner.Api.Get("audit")).Json.GetProperty("items").EnumerateArray().ShouldContain(a => a.GetProperty("action").GetString() == "call.phone_revealed");
        var lead = await shop.SignIn(Cast.Lead);
        (await lead.Api.Get($"calls/{call.Id}")).Text.ShouldNotContain("13700000004");
        (await lead.Api.Post($"calls/{call.Id}/phone-reveal")).Status.ShouldBe(403);
        (await lead.Api.Get("calls?q=0004")).As<FindCalls.CallPage>().Items.ShouldBeEmpty("parts of a number find nothing");
    }

    [Fact]
    public async Task The_list_filters_counts_and_pages()
    {
        var shop = await server.Shop();
        var (tong, line) = await At(shop);
        for (var i = 0; i < 7; i++)
        {
            await line.Tell($"K{i}", "queued", phone: $"1370000010{i}");
            if (i % 3 == 0)
                await line.Tell($"K{i}", "answered", "801");
            await line.Tell($"K{i}", "ended");
            server.Clock.Advance(TimeSpan.FromSeconds(1));
        }
        async Task<FindCalls.CallPage> Find(string query) => (await tong.Api.Get("calls?" + query)).As<FindCalls.CallPage>();
        (await Find("")).Counts.ShouldBe(new(7, 3, 0, 4));
        (await Find("state=abandoned")).Items.Count.ShouldBe(4);
        (await Find("mine=true")).Items.Count.ShouldBe(3);
        (await Find("unnoted=true")).Items.Count.ShouldBe(3);
        (await Find($"agentId={Guid.NewGuid()}")).Items.ShouldBeEmpty();
        (await tong.Api.Get("calls/agents")).As<FindCalls.CallAgents>().Items.ShouldHaveSingleItem().Id.ShouldBe(tong.Id);
        var (first, second) = (await Find("limit=4"), default(FindCalls.CallPage));
        second = await Find($"limit=4&before={first.Next}");
        first.Items.Concat(second.Items).Select(c => c.Id).Distinct().Count().ShouldBe(7);
        first.Items.Concat(second.Items).Select(c => c.QueuedAt).ShouldBeInOrder(SortDirection.Descending);
        (await tong.Api.Get("calls?from=2026-13-01")).Status.ShouldBe(422);
        (await tong.Api.Get("calls?from=2026-03-02&to=2026-03-01")).Refused(422, "invalid", "from");
        (await tong.Api.Get($"calls?before={Guid.NewGuid()}")).Refused(422, "invalid", "before");
        (await tong.Api.Get("calls?state=singing")).Status.ShouldBe(422);
    }

    [Fact]
    public async Task Hours_and_scripts_are_the_shops_and_two_editors_do_not_meet()
    {
        var shop = await server.Shop();
        var shown = (await shop.Owner.Api.Get("hotline-settings")).As<EditHotlineSettings.HotlineAnswer>();
        shown.Settings.Weekly.Select(d => d.Day).ShouldBe([0, 1, 2, 3, 4]);
        shown.Settings.Weekly.ShouldAllBe(d => d.Open.Count == 1 && d.Open[0].From == new TimeOnly(9, 0) && d.Open[0].To == new TimeOnly(18, 0));
        new[] { "感谢等待", "复述确认", "询问其他", "感谢来电", "骚扰电话" }.ShouldBeSubsetOf(shown.Settings.Scripts.Select(s => s.Title));
        var all = new { version = 0, settings = new { weekly = Enumerable.Range(0, 7).Select(day => new { day, open = new[] { new { from = "00:00", to = "00:00" } } }), scripts = new[] { new { title = "好", text = "您好" } } } };
        (await shop.Owner.Api.Put("hotline-settings", all)).As<EditHotlineSettings.HotlineAnswer>().Version.ShouldBe(1);
        (await shop.Owner.Api.Put("hotline-settings", all)).Refused(409, "settings_changed");
        var line = await Line.Connect(shop);
        await line.Tell("K", "queued", phone: "13700000005");
        (await line.Call("13700000005")).AfterHours.ShouldBeFalse();
        object With(object weekly, object scripts) => new { version = 1, settings = new { weekly, scripts } };
        (await shop.Owner.Api.Put("hotline-settings", With(new[] { new { day = 7, open = Array.Empty<object>() } }, Array.Empty<object>()))).Refused(422, "invalid", "settings.weekly");
        (await shop.Owner.Api.Put("hotline-settings", With(Array.Empty<object>(), new[] { new { title = "", text = "您好" } }))).Refused(422, "invalid", "settings.scripts.title");
        (await shop.Owner.Api.Put("hotline-settings", With(Array.Empty<object>(), new[] { new { title = "好", text = "" } }))).Refused(422, "invalid", "settings.scripts.text");
    }

    private static async Task<(AgentClient, Line)> At(TestShop shop)
    {
        await shop.Hire(Tong);
        await shop.Change(Tong, new { extension = "801" });
        return (await shop.OnDuty(Tong), await Line.Connect(shop));
    }

    private static async Task<ShowCall.CallCard> Card(AgentClient agent, Guid id) => (await agent.Api.Get($"calls/{id}")).As<ShowCall.CallCard>();
}
