using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Performance;
using Yingke.Server.Features.Pay;
using Yingke.Server.Features.Performance.Scorecards;
using Yingke.Server.Tests.Clients;
using Yingke.Server.Tests.Hosting;

namespace Yingke.Server.Tests.Pay;

/// <summary>Pay: reckoned from closed scores and the ledger, closed for ever, seen by whom it concerns. (spec: performance.md, Bonus, deductions and wages)</summary>
public sealed class PayTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task A_month_is_paid_from_frozen_scores_settings_and_the_ledger()
    {
        var scene = await Paid.Set(server);
        var (zhu, hired) = (scene.Of(Cast.Zhu), scene.Of(Cast.Hired));
        // 15 of 20 and 20 of 20, nothing else: 35 of 40.
        await scene.Grade(zhu, "good", 1);
        await scene.Grade(hired, "poor", 2);
        await scene.Enter("praise", zhu, 5_000);
        await scene.Enter("loss", zhu, 12_345);
        await scene.Enter("other_penalty", hired, 5_000);
        (await scene.Owner.Post("pay/ledger", new { clientId = "c1", cause = "loss", company = "云客服", fen = 100_000, reason = "错发大单", day = scene.Day })).Ok();

        (await scene.Close(0)).Refused(409, "scores_not_frozen");
        var preview = (await scene.Owner.Get("pay?month=" + scene.Month)).As<PayMonth>();
        preview.Open.ShouldBe([scene.CardName]);
        preview.Preview!.Slips.Single(s => s.Slip.AgentId == zhu).Slip.ScoreIsFrozen.ShouldBeFalse();
        await scene.Freeze(0);
        var run = (await scene.Close(0)).As<PayRunView>();

        var pay = (await scene.Owner.Get($"pay/runs/{run.Id}")).As<RunAnswer>().Pay;
        var slip = pay.Slips.Single(s => s.Slip.AgentId == zhu).Slip;
        // (15 + 15) of 40 and 1000 yuan: attendance lost one lateness.
        (slip.Score, slip.Full, slip.ScoreIsFrozen).ShouldBe((30m, 40m, true));
        slip.Lines.Select(l => (l.Kind, l.Fen)).ShouldBe([(PayLineKind.Base, 200_000), (PayLineKind.Bonus, 75_000), (PayLineKind.Reward, 5_000), (PayLineKind.Loss, -12_345)], ignoreOrder: true);
        slip.TotalFen.ShouldBe(267_655);
        var settlement = pay.Settlements.ShouldHaveSingleItem();
        // 0 + 10 of 40 is below the pass mark: no bonus.
        (settlement.Agents, settlement.FeeFen, settlement.BonusFen, settlement.PenaltyFen, settlement.LossFen, settlement.TotalFen).ShouldBe((1, 700_000, 0, -5_000, -100_000, 595_000));
        pay.TotalFen.ShouldBe(pay.Slips.Where(s => s.Slip.Company is null).Sum(s => s.Slip.TotalFen) + settlement.TotalFen);
        pay.Slips.ShouldAllBe(s => s.Slip.TotalFen == s.Slip.Lines.Sum(l => l.Fen) && s.Head.TotalFen == s.Slip.TotalFen);

        var csv = (await scene.Owner.Get($"pay/export?runId={run.Id}&format=csv")).Ok();
        csv.Bytes.Take(3).ShouldBe([0xEF, 0xBB, 0xBF]);
        Encoding.UTF8.GetString(csv.Bytes).ShouldContain("小竹,,");
        Encoding.UTF8.GetString((await scene.Owner.Get($"pay/export?runId={run.Id}&kind=settlement&company={Uri.EscapeDataString("云客服")}&format=csv")).Ok().Bytes).ShouldContain("合计,,,,5950");
        (await scene.Owner.Get($"pay/export?runId={run.Id}&kind=settlement&company=无")).Refused(422, "invalid", "company");
    }

    [Fact]
    public async Task Over_target_pays_above_and_takes_off_below()
    {
        var scene = await Paid.Set(server, "over_target");
        await scene.Grade(scene.Of(Cast.Zhu), "excellent", 0);
        await scene.Grade(scene.Of(Cast.Hired), "poor", 4);
        (await scene.Owner.Post("scores/adjustments", new { clientId = "more", month = scene.Month, agentId = scene.Of(Cast.Zhu), points = 80, reason = "超额" })).Ok();
        await scene.Freeze(0);
        var run = (await scene.Close(0)).As<PayRunView>();
        var pay = (await scene.Owner.Get($"pay/runs/{run.Id}")).As<RunAnswer>().Pay;
        pay.Slips.Single(s => s.Slip.AgentId == scene.Of(Cast.Zhu)).Slip.Lines.Single(l => l.Kind == PayLineKind.Bonus).Fen.ShouldBe(20_000);
        var settlement = pay.Settlements.Single();
        (settlement.DeductionFen, settlement.TotalFen).ShouldBe((-140_000, 560_000));
    }

    [Fact]
    public async Task Agents_see_their_own_slip_only_and_a_companys_lead_the_companys()
    {
        var scene = await Paid.Set(server);
        await scene.Freeze(0);
        var run = (await scene.Close(0)).As<PayRunView>();
        var slips = (await scene.Owner.Get($"pay/runs/{run.Id}")).As<RunAnswer>().Pay.Slips;
        Guid SlipOf(Person person) => slips.Single(s => s.Slip.AgentId == scene.Of(person)).Head.Id;
        var (zhu, lead, hired) = ((await scene.Shop.SignIn(Cast.Zhu)).Api, (await scene.Shop.SignIn(Cast.Lead)).Api, (await scene.Shop.SignIn(Cast.Hired)).Api);
        (await zhu.Get("pay/slips")).As<SlipList>().Items.ShouldHaveSingleItem().Id.ShouldBe(SlipOf(Cast.Zhu));
        (await zhu.Get($"pay/slips/{SlipOf(Cast.Zhu)}")).As<SlipAnswer>().Slip.Name.ShouldBe(Cast.Zhu.Name);
        foreach (var (api, other) in new[] { (zhu, Cast.Lan), (zhu, Cast.Hired), (hired, Cast.Zhu), (lead, Cast.Zhu) })
            (await api.Get($"pay/slips/{SlipOf(other)}")).Refused(404, "not_found");
        (await lead.Get($"pay/slips/{SlipOf(Cast.Hired)}")).As<SlipAnswer>().Slip.Company.ShouldBe("云客服");
        var (own, theirs) = ((await zhu.Get($"pay/runs/{run.Id}")).As<RunAnswer>().Pay, (await lead.Get($"pay/runs/{run.Id}")).As<RunAnswer>().Pay);
        (own.Slips.Count, own.Settlements.Count, own.TotalFen).ShouldBe((1, 0, null));
        theirs.Slips.Select(s => s.Slip.Company).ShouldAllBe(c => c == "云客服");
        (theirs.Settlements.ShouldHaveSingleItem().Company, theirs.TotalFen).ShouldBe(("云客服", null));
        (await zhu.Get("pay?month=" + scene.Month)).As<PayMonth>().Preview.ShouldBeNull();
        var shown = (await lead.Get("pay?month=" + scene.Month)).As<PayMonth>().Preview!;
        shown.Slips.ShouldAllBe(s => s.Slip.Company == "云客服");
        Encoding.UTF8.GetString((await zhu.Get($"pay/export?runId={run.Id}&format=csv")).Ok().Bytes).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(2);
        await scene.Enter("praise", scene.Of(Cast.Lan), 1);
        (await zhu.Get("pay/ledger?month=" + scene.Month)).As<LedgerAnswer>().Items.ShouldBeEmpty();
        (await (await scene.Shop.SignIn(Cast.Supervisor)).Api.Post("pay/runs", new { month = scene.Month, after = 1, reason = "x" })).Refused(403, "forbidden");
    }

    [Fact]
    public async Task Of_two_who_close_at_once_one_run_wins_and_corrections_are_revisions()
    {
        var scene = await Paid.Set(server);
        await scene.Freeze(0);
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => scene.Close(0)));
        answers.Count(a => a.Status == 201).ShouldBe(1);
        answers.Where(a => a.Status != 201).ShouldAllBe(a => a.Code == "closed_meanwhile");
        (await server.Host.Look(db => db.Set<PaySlipRow>().Where(s => s.ShopId == scene.Shop.Id).Select(s => s.AgentId).ToListAsync())).ShouldBeUnique();
        (await scene.Close(1)).Refused(422, "invalid", "reason");
        await scene.Enter("praise", scene.Of(Cast.Zhu), 777);
        (await scene.Owner.Post("pay/runs", new { month = scene.Month, after = 1, reason = "补记表扬" })).Ok();
        var own = (await (await scene.Shop.SignIn(Cast.Zhu)).Api.Get("pay/slips")).As<SlipList>().Items.ShouldHaveSingleItem();
        (own.Revision, own.TotalFen).ShouldBe((2, 200_777 + 87_500));
        (await scene.Owner.Post("pay/runs", new { month = Month.Of(server.Clock.Now, TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai")).ToString(), after = 0 })).Refused(409, "month_not_over");
    }

    [Fact]
    public async Task Points_of_the_ledger_count_in_the_months_score_and_a_closed_month_keeps_its_own()
    {
        var scene = await Paid.Set(server);
        var zhu = scene.Of(Cast.Zhu);
        async Task<ScoreRow> Row() => (await scene.Owner.Get("scores?month=" + scene.Month)).As<ScoresAnswer>().Cards.Single().Now!.Rows.Single(r => r.AgentId == zhu);
        var before = await Row();
        async Task<Answer> Enter(string client, string cause, object? points, object? fen = null, string? company = null) =>
            await scene.Owner.Post("pay/ledger", new { clientId = client, cause, agentId = company is null ? zhu : (Guid?)null, company, fen, points, reason = "顾客来信", day = scene.Day });
        (await Enter("p1", "praise", 2)).Ok();
        (await Enter("p1", "praise", 2)).Ok();
        (await Enter("p2", "other_penalty", 0.5, 1_000)).Ok();
        (await Enter("p3", "praise", 2.005)).Refused(422, "invalid", "points");
        (await Enter("p3", "praise", -2)).Refused(422, "invalid", "points");
        (await Enter("p3", "praise", null)).Refused(422, "invalid", "fen");
        var now = await Row();
        (decimal.Parse(now.Score!, CultureInfo.InvariantCulture) - decimal.Parse(before.Score!, CultureInfo.InvariantCulture)).ShouldBe(1.5m);
        now.Adjustments.Select(a => (a.Points, a.Cause)).ShouldBe([(2m, "praise"), (-0.5m, "other_penalty")]);
        await scene.Freeze(0);
        var slip = (await scene.Owner.Get("pay?month=" + scene.Month)).As<PayMonth>().Preview!.Slips.Single(s => s.Slip.AgentId == zhu).Slip;
        slip.Lines.Where(l => l.Points is not null).Select(l => (l.Points!.Value, l.Fen)).ShouldBe([(2m, 0L), (-0.5m, -1_000L)]);
        (await Enter("p4", "praise", 10)).Ok();
        (await Row()).Score.ShouldNotBe(now.Score);
        var kept = (await scene.Owner.Get("pay?month=" + scene.Month)).As<PayMonth>().Preview!.Slips.Single(s => s.Slip.AgentId == zhu).Slip;
        kept.Score.ShouldBe(slip.Score, "the frozen score is the one that pays");
    }

    [Fact]
    public async Task A_paid_month_never_changes_whatever_changes_later()
    {
        const int Trials = 60;
        var scene = await Paid.Set(server);
        await scene.Freeze(0);
        await scene.Enter("praise", scene.Of(Cast.Zhu), 4_321);
        var run = (await scene.Close(0)).As<PayRunView>();
        var (stored, shown) = (await Stored(), (await scene.Owner.Get($"pay/runs/{run.Id}")).Text);
        var chance = new Random(20260228);
        var (moved, freezes, runs, version) = (0, 1, 1, 1L);
        for (var i = 0; i < Trials; i++)
        {
            var person = new[] { Cast.Zhu, Cast.Lan, Cast.Hired }[chance.Next(3)];
            switch (chance.Next(7))
            {
                case 0: await scene.Enter(chance.Next(2) == 0 ? "loss" : "prize", scene.Of(person), chance.Next(1, 90_000)); break;
                case 1: version = await scene.Settings(chance.Next(2) == 0 ? "share" : "over_target", version, chance.Next(100_000, 900_000)); break;
                case 2: await scene.Grade(scene.Of(person), new[] { "excellent", "good", "fair", "poor" }[chance.Next(4)], chance.Next(3)); break;
                case 3: await scene.Freeze(freezes++, "更正"); break;
                case 4: (await scene.Owner.Patch($"agents/{scene.Of(person)}", new { grade = new[] { "normal", "senior", "lead" }[chance.Next(3)], name = person.Name + i })).Ok(); break;
                case 5: (await scene.Owner.Patch($"agents/{scene.Of(Cast.Lan)}", new { company = chance.Next(2) == 0 ? "云客服" : "" })).Ok(); break;
                default: (await scene.Owner.Post("pay/runs", new { month = scene.Month, after = runs++, reason = "更正" })).Ok(); break;
            }
            (await Stored()).ShouldBe(stored);
            (await scene.Owner.Get($"pay/runs/{run.Id}")).Text.ShouldBe(shown);
            var now = (await scene.Owner.Get("pay?month=" + scene.Month)).As<PayMonth>().Preview!;
            now.TotalFen.ShouldBe(now.Slips.Where(s => s.Slip.Company is null).Sum(s => s.Slip.TotalFen) + now.Settlements.Sum(s => s.TotalFen));
            moved += JsonSerializer.Serialize(now.Slips.Select(s => s.Slip.TotalFen)) == JsonSerializer.Serialize(JsonDocument.Parse(shown).RootElement.GetProperty("pay").GetProperty("slips").EnumerateArray().Select(s => s.GetProperty("slip").GetProperty("totalFen").GetInt64())) ? 0 : 1;
        }
        (moved > Trials / 2, runs > 1, freezes > 1).ShouldBe((true, true, true));
        TestContext.Current.TestOutputHelper?.WriteLine($"{Trials} changes, {moved} with other standing pay, {runs} runs, {freezes} freezes");

        Task<string> Stored() => server.Host.Look(async db => JsonSerializer.Serialize(await db.Set<PaySlipRow>().Where(s => s.ShopId == scene.Shop.Id && s.RunId == run.Id).OrderBy(s => s.Id).ToListAsync())
            + JsonSerializer.Serialize(await db.Set<PayRun>().SingleAsync(r => r.ShopId == scene.Shop.Id && r.Id == run.Id)));
    }

    [Fact]
    public async Task What_is_recomputed_twice_is_the_same_and_the_database_keeps_what_is_closed()
    {
        var scene = await Paid.Set(server);
        await scene.Freeze(0);
        var run = (await scene.Close(0)).As<PayRunView>();
        var closed = (await scene.Owner.Get($"pay/runs/{run.Id}")).As<RunAnswer>().Pay;
        for (var i = 0; i < 3; i++)
        {
            var again = (await scene.Owner.Get("pay?month=" + scene.Month)).As<PayMonth>().Preview!;
            JsonSerializer.Serialize(again.Slips.Select(s => s.Slip).OrderBy(s => s.Name, StringComparer.Ordinal)).ShouldBe(JsonSerializer.Serialize(closed.Slips.Select(s => s.Slip).OrderBy(s => s.Name, StringComparer.Ordinal)));
            again.TotalFen.ShouldBe(closed.TotalFen);
        }
        await Should.ThrowAsync<Exception>(() => server.Host.Look(db => db.InTransaction(() => db.Set<PaySlipRow>().Where(s => s.ShopId == scene.Shop.Id).ExecuteUpdateAsync(s => s.SetProperty(x => x.TotalFen, 1)), CancellationToken.None)));
        await Should.ThrowAsync<Exception>(() => server.Host.Look(db => db.InTransaction(() => db.Set<PayRun>().Where(s => s.ShopId == scene.Shop.Id).ExecuteDeleteAsync(), CancellationToken.None)));
    }
}

/// <summary>A shop with three people on one scorecard, one of them of a company, and a pay scheme for it. The month is the one before the clock's.</summary>
internal sealed class Paid
{
    private int entered;

    private Paid(TestShop shop, Guid card, string name) => (Shop, Card, CardName) = (shop, card, name);

    public TestShop Shop { get; }
    public Guid Card { get; }
    public string CardName { get; }
    public Api Owner => Shop.Owner.Api;
    public string Month { get; private init; } = "";
    public string Day => Month + "-15";

    public static async Task<Paid> Set(ServerFixture server, string rule = "share")
    {
        var shop = await server.Shop();
        await shop.Hire(Cast.Lead, Cast.Hired);
        object[] items =
        [
            new { key = "quality", section = "professional", kind = "graded", name = "客服素质", full = 20, missing = "full" },
            new { key = "attendance", section = "basic", kind = "attendance", name = "出勤", full = 20, missing = "zero", losses = new { late = 5, leave = 5, absence = 10 } },
        ];
        var name = "方案 " + Guid.NewGuid().ToString("N")[..6];
        var card = (await shop.Owner.Api.Post("scorecards", new { name, role = "other", isPlatform = false, items })).As<ScorecardView>().Id;
        (await shop.Owner.Api.Put($"scorecards/{card}/agents", new { agentIds = new[] { shop.AgentId(Cast.Zhu), shop.AgentId(Cast.Lan), shop.AgentId(Cast.Hired) } })).Ok();
        var scene = new Paid(shop, card, name) { Month = Domain.Performance.Month.Of(server.Clock.Now, TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai")).Before.ToString() };
        await scene.Settings(rule, 0, 700_000);
        foreach (var person in new[] { Cast.Zhu, Cast.Lan, Cast.Hired })
            await scene.Grade(scene.Of(person), "good", 0);
        return scene;
    }

    public Guid Of(Person person) => Shop.AgentId(person);

    public async Task<long> Settings(string rule, long version, long feeFen) => (await Owner.Put("pay-settings", new
    {
        version, settings = new { serviceFeeFen = feeFen, schemes = new[] { new { key = "a", name = "甲", rule, scorecardIds = new[] { Card }, poolFen = 100_000, passPercent = 70, bonusBaseFen = 100_000, over = 100, under = 80, deductPercent = 20 } } },
    })).Ok().Json.GetProperty("version").GetInt64();

    public async Task Grade(Guid agent, string grade, int late)
    {
        (await Owner.Put("scores/marks", new { month = Month, scorecardId = Card, agentId = agent, key = "quality", mark = new { grade } })).Ok();
        (await Owner.Put("scores/marks", new { month = Month, scorecardId = Card, agentId = agent, key = "attendance", mark = new { late } })).Ok();
    }

    public async Task Enter(string cause, Guid agent, long fen) =>
        (await Owner.Post("pay/ledger", new { clientId = string.Create(CultureInfo.InvariantCulture, $"e{++entered}"), cause, agentId = agent, fen, reason = "依据", day = Day })).Ok();

    public async Task Freeze(int after, string? reason = null) => (await Owner.Post("scores/freezes", new { scorecardId = Card, month = Month, after, reason })).Ok();

    public Task<Answer> Close(int after) => Owner.Post("pay/runs", new { month = Month, after });
}
