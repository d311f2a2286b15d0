using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Yingke.Domain.Tickets;
using Yingke.Server.Features.Alerts;
using Yingke.Server.Features.Performance;
using Yingke.Server.Features.Tickets.Callbacks;
using Yingke.Server.Platform.Activity;
using Yingke.Server.Tests.Clients;
using Yingke.Server.Tests.Hosting;

namespace Yingke.Server.Tests.Tickets;

/// <summary>spec: tickets-hotline.md, Call-backs; performance.md, one cause, one row.</summary>
public sealed class CallbackTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    /// <summary>00:30 on a Tuesday in Shanghai.</summary>
    private static readonly DateTimeOffset Night = new(2026, 3, 2, 16, 30, 0, TimeSpan.Zero);
    private static readonly DateOnly Wednesday = new(2026, 3, 4);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_message_left_at_night_is_called_back_the_next_day_and_any_answer_completes_it(bool byCard)
    {
        var (shop, buyer, _) = await LeftAtNight();
        var planned = (await List(shop.Owner)).ShouldHaveSingleItem();
        (planned.Cause, planned.State, planned.Day).ShouldBe((CallbackCause.OfflineMessage, CallbackState.Planned, Wednesday));
        server.Clock.Advance(TimeSpan.FromHours(9));
        var zhu = await shop.OnDuty(Cast.Zhu);
        await Settle();
        (await List(shop.Owner)).Single().State.ShouldBe(CallbackState.Planned, "assigned is not answered");
        var talk = (await buyer.Current()).Id;
        object Item(string id) => new { id, title = "茶 " + id, priceFen = 100 };
        if (byCard)
            (await zhu.Api.Post($"conversations/{talk}/order-cards", new { clientId = "c1", title = "早春搭配", items = new[] { Item("P1"), Item("P2") } })).Ok();
        else
            await zhu.Say(talk, "抱歉久等了");
        await Settle();
        var done = (await List(shop.Owner)).Single();
        (done.State, done.DoneBy!.Id).ShouldBe((CallbackState.Done, zhu.Id));
        server.Clock.Advance(TimeSpan.FromDays(3));
        await Settle();
        (await Ledger(shop)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Missed_it_costs_once_whatever_happens_later()
    {
        var (shop, buyer, _) = await LeftAtNight();
        (await shop.Owner.Api.Put("pay-settings", new { version = 0, settings = new Yingke.Domain.Performance.PaySettings { Points = new Dictionary<string, decimal> { ["callback_missed"] = 1.5m } } })).Ok();
        server.Clock.Set(new DateTimeOffset(2026, 3, 4, 15, 59, 59, 999, TimeSpan.Zero));
        await Settle();
        (await Ledger(shop)).ShouldBeEmpty();
        server.Clock.Advance(TimeSpan.FromMilliseconds(1));
        for (var i = 0; i < 3; i++)
            await Settle();
        (await List(shop.Owner)).Single().State.ShouldBe(CallbackState.Missed);
        (await Ledger(shop)).Select(r => (r.Cause, r.Fen, r.Points)).ShouldBe([(SettleCallbacks.Missed, -5000L, (decimal?)-1.5m)]);
        var linlan = await shop.SignIn(Cast.Supervisor);
        (await linlan.Api.Get("alerts")).As<AlertRoutes.AlertList>().Items.Count(a => a.Kind == AlertKind.CallbackMissed).ShouldBe(1);
        var zhu = await shop.OnDuty(Cast.Zhu);
        await zhu.Say((await buyer.Current()).Id, "来晚了");
        server.Clock.Advance(TimeSpan.FromDays(-2));
        await Settle();
        server.Clock.Advance(TimeSpan.FromDays(4));
        await Settle();
        (await Ledger(shop)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task An_answer_before_the_day_ended_counts_though_we_looked_later()
    {
        var (shop, buyer, _) = await LeftAtNight();
        server.Clock.Set(new DateTimeOffset(2026, 3, 4, 15, 59, 0, TimeSpan.Zero));
        var zhu = await shop.OnDuty(Cast.Zhu);
        var talk = (await buyer.Current()).Id;
        await zhu.Say(talk, "您好");
        server.Clock.Advance(TimeSpan.FromHours(10));
        await zhu.Say(talk, "还在吗");
        await Settle();
        (await List(shop.Owner)).Single().State.ShouldBe(CallbackState.Done);
        (await Ledger(shop)).ShouldBeEmpty();
    }

    [Fact]
    public async Task In_service_hours_a_message_that_nobody_takes_is_no_call_back()
    {
        server.Clock.Set(FakeClock.Start);
        var shop = await server.Shop();
        await (await shop.Buyer()).Ask();
        await Settle();
        (await List(shop.Owner, "2026-03-02", "2026-03-05")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_complaint_is_called_back_the_next_day_and_only_by_somebody()
    {
        server.Clock.Set(FakeClock.Start);
        var shop = await server.Shop();
        var zhu = await shop.OnDuty(Cast.Zhu);
        var talk = await (await shop.Buyer()).Ask();
        (await zhu.Api.Post("tickets", new { clientId = "c1", kind = "complaint", title = "茶叶受潮", conversationId = talk })).Ok();
        var planned = (await List(zhu, "2026-03-03")).ShouldHaveSingleItem();
        (planned.Cause, planned.TicketNumber, planned.Agent!.Id).ShouldBe((CallbackCause.Complaint, 1, zhu.Id));
        await zhu.Say(talk, "已登记");
        await Settle();
        (await zhu.Api.Post($"callbacks/{planned.Id}/completion", new { result = " " })).Refused(422, "invalid", "result");
        var lan = await shop.SignIn(Cast.Lan);
        (await zhu.Api.Post($"callbacks/{planned.Id}/assignment", new { agentId = lan.Id })).Ok();
        (await lan.Api.Post($"callbacks/{planned.Id}/completion", new { result = "买家满意" })).As<CallbackRow>().State.ShouldBe(CallbackState.Done);
        (await lan.Api.Post($"callbacks/{planned.Id}/completion", new { result = "再来一次" })).Refused(409, "callback_done");
    }

    [Fact]
    public async Task Visits_are_planned_in_bulk_dealt_out_and_answered()
    {
        server.Clock.Set(FakeClock.Start);
        var shop = await server.Shop();
        var (zhu, lan) = (await shop.OnDuty(Cast.Zhu), await shop.SignIn(Cast.Lan));
        for (var i = 0; i < 5; i++)
            await (await shop.Buyer()).Ask();
        var candidates = (await zhu.Api.Get("callbacks/candidates?days=7")).As<CallbackRoutes.Candidates>().Items;
        candidates.Count.ShouldBe(5);
        var plan = new { clientId = "v1", title = "新茶回访", day = "2026-03-02", buyerIds = candidates.Select(c => c.Id), agentIds = new[] { zhu.Id, lan.Id }, questions = new[] { "满意吗？", "还会再买吗？" } };
        foreach (var answer in await Task.WhenAll(zhu.Api.Post("callbacks/visits", plan)))
            answer.As<PlanCallbacks.Planned>().Count.ShouldBe(5);
        (await zhu.Api.Post("callbacks/visits", plan)).As<PlanCallbacks.Planned>().Count.ShouldBe(5, "sent twice, planned once");
        var visits = await List(zhu, "2026-03-02");
        visits.GroupBy(v => v.Agent!.Id).Select(g => g.Count()).ShouldBe([3, 2], ignoreOrder: true);
        var done = (await zhu.Api.Post($"callbacks/{visits[0].Id}/completion", new { result = "已答", answers = new[] { "很满意", "会" } })).As<CallbackRow>();
        (done.Questions.Count, done.Answers!.Count).ShouldBe((2, 2));
    }

    private async Task<(TestShop Shop, VisitorClient Buyer, Guid Talk)> LeftAtNight()
    {
        server.Clock.Set(Night);
        var shop = await server.Shop();
        var buyer = await shop.Buyer();
        var talk = await buyer.Ask("product_detail", "我的茶什么时候发货？");
        await Settle();
        return (shop, buyer, talk);
    }

    private async Task Settle()
    {
        await server.Host.Services.GetRequiredService<Pump>().Drain(CancellationToken.None);
        await server.Host.RunJob("answered-callbacks");
        await server.Host.RunJob("clocks");
        await server.Host.Services.GetRequiredService<Pump>().Drain(CancellationToken.None);
    }

    private Task<List<LedgerRow>> Ledger(TestShop shop) => server.Host.Look(db => db.Set<LedgerRow>().Where(r => r.ShopId == shop.Id).ToListAsync());

    private static async Task<IReadOnlyList<CallbackRow>> List(AgentClient agent, string from = "2026-03-04", string? to = null) =>
        (await agent.Api.Get($"callbacks?from={from}&to={to ?? from}")).As<CallbackRoutes.CallbackList>().Items;
}
