using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Yingke.Server.Features.Pay;
using Yingke.Server.Features.Performance;
using Yingke.Server.Platform.Activity;
using Yingke.Server.Tests.Hosting;

namespace Yingke.Server.Tests.Pay;

/// <summary>奖惩: one cause, one row; by hand with a reason, from facts once; never changed, only taken off by another row. (spec: performance.md, Ledger)</summary>
public sealed class LedgerTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task An_entry_has_a_cause_a_bearer_an_amount_and_a_reason_and_is_taken_once()
    {
        var shop = await server.Shop();
        await shop.Hire(Cast.Hired);
        var (api, zhu) = (shop.Owner.Api, shop.AgentId(Cast.Zhu));
        object Entry(string cause = "praise", Guid? agent = null, string? company = null, long fen = 5_000, string reason = "顾客来信", string? day = null, string client = "c1") =>
            new { clientId = client, cause, agentId = agent ?? (company is null ? zhu : null), company, fen, reason, day };
        var first = (await api.Post("pay/ledger", Entry())).As<LedgerItem>();
        (first.Fen, first.Kind, first.AgentName, first.ByName).ShouldBe((5_000, RowKind.Reward, Cast.Zhu.Name, Cast.Owner.Name));
        (await api.Post("pay/ledger", Entry())).As<LedgerItem>().Id.ShouldBe(first.Id);
        (await api.Post("pay/ledger", Entry("loss", client: "c2"))).As<LedgerItem>().Fen.ShouldBe(-5_000);
        (await api.Post("pay/ledger", Entry("loss", company: "云客服", client: "c3"))).As<LedgerItem>().Company.ShouldBe("云客服");
        (await api.Post("pay/ledger", Entry("other_penalty", fen: -5_000, client: "c4"))).Refused(422, "invalid", "fen");
        (await api.Post("pay/ledger", Entry("other_penalty", fen: 0, client: "c4"))).Refused(422, "invalid", "fen");
        (await api.Post("pay/ledger", Entry("callback_missed", client: "c4"))).Refused(422, "invalid", "cause");
        (await api.Post("pay/ledger", Entry(company: "别家", client: "c4"))).Refused(422, "invalid", "company");
        (await api.Post("pay/ledger", Entry(agent: zhu, company: "云客服", client: "c4"))).Refused(422, "invalid", "agentId");
        (await api.Post("pay/ledger", Entry(reason: " ", client: "c4"))).Refused(422, "invalid", "reason");
        (await api.Post("pay/ledger", Entry(day: "2030-01-01", client: "c4"))).Refused(422, "invalid", "day");
        (await api.Get("pay/ledger")).As<LedgerAnswer>().Items.Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_row_is_taken_off_by_another_once()
    {
        var shop = await server.Shop();
        var row = (await shop.Owner.Api.Post("pay/ledger", new { clientId = "c", cause = "other_penalty", agentId = shop.AgentId(Cast.Zhu), fen = 5_000, reason = "漏登记" })).As<LedgerItem>();
        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => shop.Owner.Api.Post($"pay/ledger/{row.Id}/reversal", new { reason = "核实无误" })));
        answers.Count(a => a.Status == 201).ShouldBe(1);
        answers.Where(a => a.Status != 201).ShouldAllBe(a => a.Code == "reversed_already");
        var items = (await shop.Owner.Api.Get("pay/ledger")).As<LedgerAnswer>().Items;
        (items.Count, items.Sum(i => i.Fen), items.Single(i => i.Id == row.Id).Reversed).ShouldBe((2, 0, true));
        (await shop.Owner.Api.Post($"pay/ledger/{items.Single(i => i.Id != row.Id).Id}/reversal", new { reason = "再来" })).Refused(409, "is_reversal");
        (await (await shop.SignIn(Cast.Zhu)).Api.Post($"pay/ledger/{row.Id}/reversal", new { reason = "我撤" })).Refused(403, "forbidden");
    }

    [Theory]
    [InlineData(false, false, 1)]
    [InlineData(true, false, 0)]
    [InlineData(false, true, 0)]
    public async Task A_message_left_within_hours_is_fined_if_nobody_answers_by_the_end_of_the_next_day(bool byChat, bool byPhone, int rows)
    {
        var shop = await server.Shop();
        (await shop.Owner.Api.Put("pay-settings", new { version = 0, settings = new { points = new { offline_unanswered = 0.75 } } })).Ok();
        await ToTen(shop);
        var buyer = await shop.Buyer();
        var talk = await buyer.Ask("product_detail", "有人吗");
        await server.Host.Services.GetRequiredService<Pump>().Drain(CancellationToken.None);
        (await Duties(shop)).ShouldHaveSingleItem().SettledAt.ShouldBeNull();
        if (byChat)
        {
            var zhu = await shop.OnDuty(Cast.Zhu);
            await zhu.Say(talk, "在的，刚看到");
        }
        if (byPhone)
        {
            var call = new { call = Guid.NewGuid().ToString("N"), at = server.Clock.Now };
            var line = await Hotline.Line.Connect(shop);
            await server.Host.Look(async db =>
            {
                (await db.Set<Features.Buyers.Buyer>().AsTracking().SingleAsync(b => b.ShopId == shop.Id && b.Id == buyer.Id)).Phone = "13900005678";
                return await db.SaveChangesAsync();
            });
            (await shop.Owner.Api.Patch($"agents/{shop.AgentId(Cast.Zhu)}", new { extension = "801" })).Ok();
            (await line.Report(new { call.call, @event = "queued", call.at, phone = "13900005678" }, new { call.call, @event = "ringing", call.at, extension = "801" }, new { call.call, @event = "answered", call.at, extension = "801" }, new { call.call, @event = "ended", at = call.at.AddMinutes(1) })).Ok();
        }
        server.Clock.Advance(TimeSpan.FromHours(37.9));
        await server.Host.RunJob("offline-duties");
        (await Rows(shop)).ShouldBeEmpty();
        server.Clock.Advance(TimeSpan.FromHours(0.2));
        await server.Host.RunJob("offline-duties");
        await server.Host.RunJob("offline-duties");
        var fined = await Rows(shop);
        fined.Count.ShouldBe(rows);
        fined.ShouldAllBe(r => r.Fen == -5_000 && r.Points == -0.75m && r.ConversationId == talk);
        (await Duties(shop)).ShouldHaveSingleItem().SettledAt.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_card_is_an_answer_like_words()
    {
        var shop = await server.Shop();
        await ToTen(shop);
        var buyer = await shop.Buyer();
        var talk = await buyer.Ask("product_detail", "配什么喝好");
        await server.Host.Services.GetRequiredService<Pump>().Drain(CancellationToken.None);
        var zhu = await shop.OnDuty(Cast.Zhu);
        object Item(string id) => new { id, title = "茶 " + id, priceFen = 100 };
        (await zhu.Api.Post($"conversations/{talk}/order-cards", new { clientId = "c1", title = "早春搭配", items = new[] { Item("P1"), Item("P2") } })).Ok();
        await server.Host.Services.GetRequiredService<Pump>().Drain(CancellationToken.None);
        server.Clock.Advance(TimeSpan.FromHours(39));
        await server.Host.RunJob("offline-duties");
        (await Duties(shop)).ShouldHaveSingleItem().AnsweredAt.ShouldNotBeNull();
        (await Rows(shop)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_message_left_after_hours_is_fined_only_through_its_call_back()
    {
        var shop = await server.Shop();
        await ToTen(shop);
        server.Clock.Advance(TimeSpan.FromHours(14));
        var buyer = await shop.Buyer();
        var talk = await buyer.Ask("product_detail", "睡了吗");
        await server.Host.Services.GetRequiredService<Pump>().Drain(CancellationToken.None);
        (await Duties(shop)).ShouldBeEmpty();
        server.Clock.Advance(TimeSpan.FromDays(3));
        await server.Host.RunJob("clocks");
        await server.Host.RunJob("offline-duties");
        await server.Host.Services.GetRequiredService<Pump>().Drain(CancellationToken.None);
        (await Rows(shop)).ShouldHaveSingleItem().Cause.ShouldBe("callback_missed");
    }

    [Fact]
    public async Task A_breached_shipping_deadline_costs_what_the_shop_has_set()
    {
        var shop = await server.Shop();
        (await shop.Owner.Api.Put("pay-settings", new { version = 0, settings = new { shippingLateFen = 2_000, points = new { shipping_late = 3 } } })).Ok();
        var placed = server.Clock.Now;
        (await shop.Owner.Api.Put("orders/N1", new
        {
            buyer = new { memberId = "m1", name = "苏晓" }, state = "paid", totalFen = 100, placedAt = placed, paidAt = placed, updatedAt = placed, promisedShipAt = placed.AddHours(3), lines = new[] { new { title = "茶", priceFen = 100, totalFen = 100 } },
        })).Ok();
        await server.Host.Services.GetRequiredService<Pump>().Drain(CancellationToken.None);
        server.Clock.Advance(TimeSpan.FromDays(4));
        await server.Host.RunJob("clocks");
        await server.Host.Services.GetRequiredService<Pump>().Drain(CancellationToken.None);
        (await Rows(shop)).ShouldContain(r => r.Cause == "shipping_late" && r.Fen == -2_000 && r.Points == -3);
    }

    /// <summary>Ten in the morning in the shop, a day of its own.</summary>
    private async Task ToTen(TestShop shop)
    {
        var local = server.Clock.Now.ToOffset(TimeSpan.FromHours(8));
        server.Clock.Advance(new DateTimeOffset(local.Date.AddDays(1).AddHours(10), TimeSpan.FromHours(8)) - local);
        await shop.Owner.Api.Get("session");
    }

    private Task<List<OfflineDuty>> Duties(TestShop shop) => server.Host.Look(db => db.Set<OfflineDuty>().Where(d => d.ShopId == shop.Id).ToListAsync());

    private Task<List<LedgerRow>> Rows(TestShop shop) => server.Host.Look(db => db.Set<LedgerRow>().Where(r => r.ShopId == shop.Id).ToListAsync());
}
