using Microsoft.EntityFrameworkCore;
using Yingke.Server.Features.Pay;
using Yingke.Server.Features.Performance;
using Yingke.Server.Tests.Hosting;

namespace Yingke.Server.Tests.Pay;

/// <summary>Monthly reports, clean quarters and suggestions, and the rows that come of them. (spec: performance.md, Ledger; accounts.md, Suggestions)</summary>
public sealed class MonthEndTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task A_report_is_due_by_the_end_of_the_5th_and_costs_once_where_it_is_late()
    {
        server.Clock.Set(new DateTimeOffset(2026, 3, 20, 2, 0, 0, TimeSpan.Zero));
        var shop = await server.Shop();
        var (zhu, lan) = (await shop.SignIn(Cast.Zhu), await shop.SignIn(Cast.Lan));
        (await shop.Owner.Api.Put("pay-settings", new { version = 0, settings = new { points = new { report_late = 0.5 } } })).Ok();
        (await zhu.Api.Put("monthly-reports/own", Report(true))).Refused(409, "month_not_over");
        (await zhu.Api.Put("monthly-reports/own", Report(false))).Ok();
        // The last millisecond of the 5th in the shop.
        server.Clock.Set(new DateTimeOffset(2026, 4, 5, 15, 59, 59, 999, TimeSpan.Zero));
        (zhu, lan) = (await shop.SignIn(Cast.Zhu), await shop.SignIn(Cast.Lan));
        var own = (await zhu.Api.Get("monthly-reports/own")).As<MonthlyReportView>();
        (own.Month, own.Done, own.SubmittedAt, own.Late).ShouldBe(("2026-03", "接待", null, false));
        own.Figures.All.Keys.ShouldContain("receptions");
        var before = (await zhu.Api.Get("monthly-reports/own?month=2026-02")).As<MonthlyReportView>();
        (before.DueAt, before.Late).ShouldBe((null, false), "the account is younger than the month");
        (await zhu.Api.Put("monthly-reports/own", Report(true, ""))).Refused(422, "invalid", "done");
        (await zhu.Api.Put("monthly-reports/own", Report(true))).As<MonthlyReportView>().Late.ShouldBeFalse();
        (await zhu.Api.Put("monthly-reports/own", Report(false))).Refused(409, "report_submitted");
        await server.Host.RunJob("month-ends");
        (await Rows(shop, SettleMonths.Late)).ShouldBeEmpty();
        server.Clock.Advance(TimeSpan.FromMilliseconds(1));
        (await lan.Api.Put("monthly-reports/own", Report(true))).As<MonthlyReportView>().Late.ShouldBeTrue();
        for (var i = 0; i < 3; i++)
            await server.Host.RunJob("month-ends");
        var fined = await Rows(shop, SettleMonths.Late);
        fined.Select(r => r.AgentId).ShouldBe(Cast.Agents.Where(p => p != Cast.Zhu).Select(p => (Guid?)shop.AgentId(p)), ignoreOrder: true);
        fined.ShouldAllBe(r => r.Fen == -5_000 && r.Points == -0.5m);

        var owner = (await shop.SignIn(Cast.Owner)).Api;
        var list = (await owner.Get("monthly-reports?month=2026-03")).As<MonthlyReportList>();
        list.Items.Count(i => i.SubmittedAt is not null).ShouldBe(2);
        var id = list.Items.Single(i => i.AgentId == zhu.Id).Id;
        (await owner.Get($"monthly-reports/{id}")).As<MonthlyReportView>().Done.ShouldBe("接待");
        (await lan.Api.Get($"monthly-reports/{id}")).Refused(404, "not_found");
        (await lan.Api.Get("monthly-reports?month=2026-03")).As<MonthlyReportList>().Items.ShouldHaveSingleItem().AgentId.ShouldBe(lan.Id);

        static object Report(bool submit, string done = "接待") => new { month = "2026-03", done, problems = "缺货", plans = "补货", submit };
    }

    [Fact]
    public async Task Whoever_served_a_quarter_without_an_upheld_complaint_is_rewarded_once()
    {
        server.Clock.Set(new DateTimeOffset(2026, 5, 4, 2, 0, 0, TimeSpan.Zero));
        var shop = await server.Shop();
        (await shop.Owner.Api.Put("pay-settings", new { version = 0, settings = new { cleanQuarterFen = 20_000, points = new { clean_quarter = 2 } } })).Ok();
        foreach (var person in new[] { Cast.Zhu, Cast.Lan })
        {
            var agent = await shop.OnDuty(person);
            var buyer = await shop.Buyer();
            var talk = await buyer.Ask();
            await agent.Say(talk, "您好");
            await agent.Offline();
        }
        await server.Host.Look(async db =>
        {
            db.Add(new LedgerRow { ShopId = shop.Id, Cause = Ledger.Complaint, SubjectId = Guid.NewGuid(), AgentId = shop.AgentId(Cast.Lan), Fen = -5_000, At = server.Clock.Now, Details = "投诉成立" });
            return await db.SaveChangesAsync();
        });
        await server.Host.RunJob("stints");
        server.Clock.Set(new DateTimeOffset(2026, 7, 5, 15, 59, 59, TimeSpan.Zero));
        await server.Host.RunJob("month-ends");
        (await Rows(shop, SettleMonths.CleanQuarter)).ShouldBeEmpty();
        server.Clock.Advance(TimeSpan.FromSeconds(1));
        for (var i = 0; i < 2; i++)
            await server.Host.RunJob("month-ends");
        var row = (await Rows(shop, SettleMonths.CleanQuarter)).ShouldHaveSingleItem();
        (row.AgentId, row.Fen, row.Points, row.Kind).ShouldBe((shop.AgentId(Cast.Zhu), 20_000, 2m, RowKind.Reward));
    }

    [Fact]
    public async Task A_suggestion_is_filed_decided_once_and_an_adopted_one_becomes_a_reward()
    {
        var shop = await server.Shop();
        (await shop.Owner.Api.Put("pay-settings", new { version = 0, settings = new { suggestionFen = 10_000, points = new { suggestion = 1.25 } } })).Ok();
        var (zhu, lan, linlan) = ((await shop.SignIn(Cast.Zhu)).Api, (await shop.SignIn(Cast.Lan)).Api, (await shop.SignIn(Cast.Supervisor)).Api);
        object Filed(string client) => new { clientId = client, subject = "加一条快捷短语", evidence = "一周问了 30 次" };
        var first = (await zhu.Post("suggestions", Filed("a"))).As<SuggestionView>();
        (await zhu.Post("suggestions", Filed("a"))).As<SuggestionView>().Id.ShouldBe(first.Id);
        var second = (await lan.Post("suggestions", Filed("a"))).As<SuggestionView>();
        (await zhu.Get("suggestions")).As<SuggestionList>().Items.ShouldHaveSingleItem().Id.ShouldBe(first.Id);
        (await linlan.Get("suggestions")).As<SuggestionList>().Items.Count.ShouldBe(2);
        (await zhu.Post($"suggestions/{first.Id}/decision", new { adopt = true })).Refused(403, "forbidden");
        (await linlan.Post($"suggestions/{second.Id}/decision", new { adopt = false })).Refused(422, "invalid", "reason");
        (await linlan.Post($"suggestions/{second.Id}/decision", new { adopt = false, reason = "已有" })).As<SuggestionView>().State.ShouldBe(SuggestionState.Declined);
        (await linlan.Post($"suggestions/{first.Id}/decision", new { adopt = true, rewardFen = -1 })).Refused(422, "invalid", "rewardFen");
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => linlan.Post($"suggestions/{first.Id}/decision", new { adopt = true })));
        answers.Count(a => a.Status == 200).ShouldBe(1);
        answers.Where(a => a.Status != 200).ShouldAllBe(a => a.Code == "decided_already");
        var row = (await Rows(shop, Suggest.Cause)).ShouldHaveSingleItem();
        (row.Fen, row.Points, row.AgentId, row.SubjectId).ShouldBe((10_000, 1.25m, shop.AgentId(Cast.Zhu), first.Id));
    }

    private Task<List<LedgerRow>> Rows(TestShop shop, string cause) => server.Host.Look(db => db.Set<LedgerRow>().Where(r => r.ShopId == shop.Id && r.Cause == cause).ToListAsync());
}
