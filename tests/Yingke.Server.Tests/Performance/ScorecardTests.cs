using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Performance;
using Yingke.Server.Features.Performance;
using Yingke.Server.Features.Performance.Scorecards;
using Yingke.Server.Tests.Clients;
using Yingke.Server.Tests.Hosting;

namespace Yingke.Server.Tests.Performance;

/// <summary>Scorecards: composed, previewed, marked by hand, closed for ever, and who sees which row. (spec: performance.md, Scorecards)</summary>
public sealed class ScorecardTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task A_platforms_scorecard_is_made_from_its_template_and_keeps_its_base_indicators()
    {
        var shop = await server.Shop();
        var options = (await shop.Owner.Api.Get("scorecards/options")).Ok().Json;
        var template = options.GetProperty("templates").EnumerateArray().Single(t => t.GetProperty("key").GetString() == "platform-presale");
        var made = (await shop.Owner.Api.Post("scorecards", new { name = "售前", role = "presale", isPlatform = true, items = template.GetProperty("items"), offers = template.GetProperty("offers") })).As<ScorecardView>();
        (made.Full, made.Items.Count, made.Version).ShouldBe((100, 3, 1));

        var without = template.GetProperty("items").EnumerateArray().Where(i => i.GetProperty("indicator").GetString() != "avg_response").ToList();
        (await shop.Owner.Api.Put($"scorecards/{made.Id}", new { version = 1, name = "售前", items = without })).Refused(422, "base_indicator_missing", "items");
        (await shop.Owner.Api.Post("scorecards", new { name = "售前 2", role = "presale", isPlatform = true, items = without })).Refused(422, "base_indicator_missing", "items");

        object Line(string of, string id, object curve) => new { key = id, section = "professional", kind = "indicator", of, indicator = id, full = 30, missing = "skip", curve };
        var more = template.GetProperty("items").EnumerateArray().Select(i => (object)i).Append(Line("sales", "conversion", new { kind = "linear", worst = 5, best = 5 })).ToList();
        (await shop.Owner.Api.Put($"scorecards/{made.Id}", new { version = 1, name = "售前", items = more })).Refused(422, "invalid_curve", "items[3].curve");
        more[3] = Line("hotline", "call_20s", new { kind = "linear", worst = 5, best = 50 });
        var changed = (await shop.Owner.Api.Put($"scorecards/{made.Id}", new { version = 1, name = "售前", items = more })).As<ScorecardView>();
        (changed.Full, changed.Version).ShouldBe((130, 2));
        (await shop.Owner.Api.Put($"scorecards/{made.Id}", new { version = 1, name = "售前", items = more })).Refused(409, "changed_meanwhile");
        (await shop.Owner.Api.Post("scorecards", new { name = "售前", role = "presale", isPlatform = true, items = more })).Refused(409, "name_taken", "name");
        (await (await shop.SignIn(Cast.Zhu)).Api.Get("scorecards")).Refused(403, "forbidden");
    }

    [Fact]
    public async Task The_sheet_of_a_golden_month_is_the_report_through_the_curves()
    {
        var shop = await Golden150();
        var card = await Card(shop.Api, Cards.Chats(), await Everybody(shop.Api));
        var sheet = (await Sheets(shop.Api)).Cards.Single().Now!;
        var report = (await shop.Api.Get("reports?from=2026-03-01&to=2026-03-31")).As<ReportAnswer>();
        sheet.ScorecardId.ShouldBe(card);
        var seen = 0;
        foreach (var row in sheet.Rows)
        {
            var figures = report.Agents.Single(a => a.Id == row.AgentId).Figures;
            row.Lines.Select(l => l.Figure).ShouldBe([figures.All["good_rate"], figures.All["avg_response"], figures.Sales["conversion"]]);
            var good = Points(figures.All["good_rate"], v => 40 * Math.Clamp((v * 100 - 80) / 18, 0, 1));
            var response = Points(figures.All["avg_response"], v => 40 * Math.Clamp((v - 120) / (30 - 120), 0, 1)) ?? 0;
            var conversion = Points(figures.Sales["conversion"], v => v * 100 >= 60 ? 20 : Math.Max(0, 20 - 2 * Math.Floor((60 - v * 100) / 5))) ?? 20;
            var score = good is null ? (response + conversion) * 100 / 60 : good.Value + response + conversion;
            decimal.Parse(row.Score!, CultureInfo.InvariantCulture).ShouldBe(score, 0.011m, row.Name);
            (decimal.Parse(row.Basic!, CultureInfo.InvariantCulture) + decimal.Parse(row.Professional!, CultureInfo.InvariantCulture)).ShouldBe(score, 0.011m, row.Name);
            seen++;
        }
        seen.ShouldBeGreaterThan(3);
    }

    [Fact]
    public async Task A_scheme_is_tried_on_a_month_before_it_is_saved()
    {
        var shop = await Golden150();
        var people = await Everybody(shop.Api);
        Task<Answer> Try(object[] items, Guid? scorecardId = null, string role = "presale", string? month = "2026-03") => shop.Api.Post("scorecards/preview", new { scorecardId, month, role, isPlatform = false, items, agentIds = people });
        var tried = (await Try(Cards.Chats())).As<SheetDocument>();
        (await shop.Api.Get("scorecards")).Ok().Json.GetProperty("items").GetArrayLength().ShouldBe(0, "nothing of it is kept");

        var card = await Card(shop.Api, Cards.Chats(), people);
        tried.Rows.Count.ShouldBeGreaterThan(3);
        JsonSerializer.Serialize(tried.Rows).ShouldBe(JsonSerializer.Serialize((await Sheets(shop.Api)).Cards.Single().Now!.Rows));

        var without = (await Try([.. Cards.Chats().Skip(1)], card)).As<SheetDocument>();
        (without.Full, without.ScorecardId).ShouldBe((60, card));
        without.Rows.Select(r => r.Score).ShouldNotBe(tried.Rows.Select(r => r.Score));
        (await Sheets(shop.Api)).Cards.Single().Now!.Full.ShouldBe(100, "what is kept is as it was");

        // Of last month unless another is asked for.
        JsonSerializer.Serialize((await Try(Cards.Chats(), month: null)).As<SheetDocument>()).ShouldBe(JsonSerializer.Serialize(tried));
        var before = (await Try(Cards.Chats(), month: "2026-02")).As<SheetDocument>();
        (before.Month, before.Rows.Any(r => r.Lines.Any(l => l.Figure is not null))).ShouldBe(("2026-02", false), "nobody served in February");

        (await Try([])).Refused(422, "invalid", "items");
        (await Try(Cards.Chats(), month: "2026-13")).Refused(422, "invalid", "month");
        (await Try(Cards.Chats(), Guid.CreateVersion7())).Refused(404, "not_found");
    }

    [Fact]
    public async Task A_change_of_a_scorecard_is_tried_with_what_was_noted_on_it_for_whom_it_names_and_nothing_is_kept()
    {
        var shop = await server.Shop();
        var (api, zhu, lan) = (shop.Owner.Api, shop.AgentId(Cast.Zhu), shop.AgentId(Cast.Lan));
        var card = await Card(api, Cards.Graded(), [zhu, lan]);
        var month = Month.Of(server.Clock.Now, TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai")).Before.ToString();
        foreach (var agentId in new[] { zhu, lan })
            (await api.Put("scores/marks", new { month, scorecardId = card, agentId, key = "refund_rate", mark = new { value = 6.5 } })).Ok();
        var kept = await Kept();
        async Task<IEnumerable<string?>> Points(Guid? scorecardId, params Guid[] agentIds) =>
            (await api.Post("scorecards/preview", new { scorecardId, role = "other", isPlatform = false, items = Cards.Graded(), agentIds })).As<SheetDocument>().Rows.OrderBy(r => r.AgentId == lan).Select(r => r.Lines[2].Points);
        (await Points(card, zhu, lan)).ShouldBe(["20.000000", "20.000000"]);
        (await Points(card, lan)).ShouldBe(["20.000000"]);
        (await Points(null, zhu, lan)).ShouldBe([null, null], "a new one has nothing noted on it");
        (await Kept()).ShouldBe(kept);

        Task<string> Kept() => server.Host.Look(async db => JsonSerializer.Serialize(new
        {
            Cards = await db.Set<ScorecardRow>().Where(c => c.ShopId == shop.Id).OrderBy(c => c.Id).ToListAsync(), Agents = await db.Set<ScorecardAgent>().Where(a => a.ShopId == shop.Id).OrderBy(a => a.AgentId).ToListAsync(),
            Marks = await db.Set<ScoreMark>().Where(m => m.ShopId == shop.Id).OrderBy(m => m.AgentId).ToListAsync(), Frozen = await db.Set<FrozenScores>().CountAsync(f => f.ShopId == shop.Id),
            Adjustments = await db.Set<ScoreAdjustment>().CountAsync(a => a.ShopId == shop.Id),
        }));
    }

    [Fact]
    public async Task Grades_attendance_entered_numbers_and_adjustments_make_the_score()
    {
        var shop = await server.Shop();
        var (zhu, api) = (shop.AgentId(Cast.Zhu), shop.Owner.Api);
        var card = await Card(api, Cards.Graded(), [zhu]);
        var month = Month.Of(server.Clock.Now, TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai")).ToString();
        Task<Answer> Mark(string key, object? mark) => api.Put("scores/marks", new { month, scorecardId = card, agentId = zhu, key, mark });
        (await Mark("quality", new { grade = "good" })).Ok();
        (await Mark("attendance", new { late = 1, leave = 0, absence = 1 })).Ok();
        (await Mark("refund_rate", new { value = 6.5 })).Ok();
        (await Mark("refund_rate", new { })).Refused(422, "invalid", "mark.value");
        (await Mark("attendance", new { late = 32 })).Refused(422, "invalid", "mark.late");
        (await Mark("quality", new { value = 3 })).Refused(422, "invalid", "mark.grade");
        (await Mark("nothing", new { value = 3 })).Refused(422, "invalid", "key");
        var adjustment = new { clientId = "a1", month, agentId = zhu, points = 2.5, reason = "顾客表扬" };
        var id = (await api.Post("scores/adjustments", adjustment)).As<AdjustmentView>().Id;
        (await api.Post("scores/adjustments", adjustment)).As<AdjustmentView>().Id.ShouldBe(id);
        (await api.Post("scores/adjustments", new { clientId = "a2", month, agentId = zhu, points = 0, reason = "无" })).Refused(422, "invalid", "points");
        (await api.Post("scores/adjustments", new { clientId = "a2", month, agentId = zhu, points = 1, reason = " " })).Refused(422, "invalid", "reason");
        // 15 + 5 + 20 of 70, and 2.5 beside.
        (await One(api, month)).ShouldBe(("42.50", 2.5m));
        (await api.Delete($"scores/adjustments/{id}")).Ok();
        (await One(api, month)).ShouldBe(("40.00", 0));
        (await Mark("quality", null)).Ok();
        // Quality is left out: 25 of 50, that is 35 of 70.
        (await One(api, month)).ShouldBe(("35.00", 0));
        var audit = (await api.Get("audit")).Text;
        audit.ShouldContain("score.marked");
        audit.ShouldContain("score.adjusted");
    }

    [Fact]
    public async Task A_month_that_is_not_over_or_has_nobody_is_not_frozen_and_of_two_who_freeze_one_is_told()
    {
        var shop = await server.Shop();
        var api = shop.Owner.Api;
        var now = Month.Of(server.Clock.Now, TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"));
        var card = await Card(api, Cards.Graded(), []);
        Task<Answer> Freeze(Month month, int after, string? reason = null) => api.Post("scores/freezes", new { scorecardId = card, month = month.ToString(), after, reason });
        (await Freeze(now.Before, 0)).Refused(409, "nobody_on_scorecard");
        (await api.Put($"scorecards/{card}/agents", new { agentIds = new[] { shop.AgentId(Cast.Zhu) } })).Ok();
        (await Freeze(now, 0)).Refused(409, "month_not_over");
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Freeze(now.Before, 0)));
        answers.Count(a => a.Status == 201).ShouldBe(1);
        answers.Where(a => a.Status != 201).ShouldAllBe(a => a.Code == "frozen_meanwhile");
        (await Freeze(now.Before, 1)).Refused(422, "invalid", "reason");
        (await Freeze(now.Before, 1, "补录")).As<FrozenSheet>().Frozen.Revision.ShouldBe(2);
    }

    [Fact]
    public async Task A_closed_month_never_changes_whatever_changes_later()
    {
        const int Trials = 60;
        var shop = await Golden150();
        var people = await Everybody(shop.Api);
        var card = await Card(shop.Api, Cards.Chats(), people);
        (await shop.Api.Post("scores/adjustments", new { clientId = "first", month = "2026-03", agentId = people[0], points = 3, reason = "表扬" })).Ok();
        var frozen = (await shop.Api.Post("scores/freezes", new { scorecardId = card, month = "2026-03", after = 0 })).As<FrozenSheet>();
        var (stored, shown, sheet) = (await Document(frozen.Frozen.Id), (await shop.Api.Get($"scores/frozen/{frozen.Frozen.Id}")).Text, await Csv(frozen.Frozen.Id));
        var chance = new Random(20260331);
        var (moved, version, revision) = (0, 1L, 1);
        for (var i = 0; i < Trials; i++)
        {
            switch (chance.Next(6))
            {
                case 0:
                    var items = JsonSerializer.SerializeToNode(Cards.Chats())!.AsArray();
                    items[chance.Next(3)]!["full"] = chance.Next(1, 90);
                    version = (await shop.Api.Put($"scorecards/{card}", new { version, name = "方案 " + i, items })).As<ScorecardView>().Version;
                    break;
                case 1:
                    (await shop.Api.Put($"scorecards/{card}/agents", new { agentIds = people.Where(_ => chance.Next(3) > 0).Append(people[0]).Distinct() })).Ok();
                    break;
                case 2:
                    (await shop.Api.Post("scores/adjustments", new { clientId = "a" + i, month = "2026-03", agentId = people[chance.Next(people.Count)], points = chance.Next(1, 9), reason = "补" })).Ok();
                    break;
                case 3:
                    (await shop.Api.Patch($"agents/{people[chance.Next(people.Count)]}", new { name = "改名" + i, company = chance.Next(2) == 0 ? "云客服" : "" })).Ok();
                    break;
                case 4:
                    await server.Host.Look(db => db.InTransaction(() => db.Set<StintRow>().Where(s => s.ShopId == shop.Id && s.AgentId == people[0]).ExecuteUpdateAsync(s => s.SetProperty(x => x.ResponseMs, x => x.ResponseMs + 70_000), CancellationToken.None), CancellationToken.None));
                    break;
                default:
                    revision = (await shop.Api.Post("scores/freezes", new { scorecardId = card, month = "2026-03", after = revision, reason = "更正 " + i })).As<FrozenSheet>().Frozen.Revision;
                    break;
            }
            (await Document(frozen.Frozen.Id)).ShouldBe(stored);
            (await shop.Api.Get($"scores/frozen/{frozen.Frozen.Id}")).Text.ShouldBe(shown);
            (await Csv(frozen.Frozen.Id)).ShouldBe(sheet);
            moved += (await Sheets(shop.Api)).Cards.Single().Now!.Rows.Select(r => r.Score).SequenceEqual(frozen.Sheet.Rows.Select(r => r.Score)) ? 0 : 1;
        }
        // Otherwise nothing was tried: the standing scores did move, and corrections did make revisions.
        moved.ShouldBeGreaterThan(Trials / 2);
        revision.ShouldBeGreaterThan(1);
        TestContext.Current.TestOutputHelper?.WriteLine($"{Trials} changes, {moved} with other standing scores, {revision} revisions");

        Task<string> Document(Guid id) => server.Host.Look(db => db.Set<FrozenScores>().Where(f => f.ShopId == shop.Id && f.Id == id).Select(f => f.Document).SingleAsync());
        async Task<string> Csv(Guid id) => (await shop.Api.Get($"scores/export?frozenId={id}&format=csv")).Ok().Text;
    }

    [Fact]
    public async Task The_database_itself_keeps_a_closed_month_from_being_changed()
    {
        var shop = await server.Shop();
        var card = await Card(shop.Owner.Api, Cards.Graded(), [shop.AgentId(Cast.Zhu)]);
        var month = Month.Of(server.Clock.Now, TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai")).Before.ToString();
        (await shop.Owner.Api.Post("scores/freezes", new { scorecardId = card, month, after = 0 })).Ok();
        await Should.ThrowAsync<Exception>(() => server.Host.Look(db => db.InTransaction(() => db.Set<FrozenScores>().Where(f => f.ShopId == shop.Id).ExecuteUpdateAsync(f => f.SetProperty(x => x.Document, "{}")), CancellationToken.None)));
        await Should.ThrowAsync<Exception>(() => server.Host.Look(db => db.InTransaction(() => db.Set<FrozenScores>().Where(f => f.ShopId == shop.Id).ExecuteDeleteAsync(), CancellationToken.None)));
    }

    [Fact]
    public async Task An_agent_sees_their_own_row_a_company_its_own_and_neither_is_told_of_the_others()
    {
        var shop = await server.Shop();
        await shop.Hire(Cast.Lead, Cast.Hired);
        var (zhu, hired) = (shop.AgentId(Cast.Zhu), shop.AgentId(Cast.Hired));
        var ours = await Card(shop.Owner.Api, Cards.Graded(), [zhu]);
        var mixed = await Card(shop.Owner.Api, Cards.Graded(), [hired, shop.AgentId(Cast.Lan)]);
        var month = Month.Of(server.Clock.Now, TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai")).Before.ToString();
        var ids = new List<Guid>();
        foreach (var card in new[] { ours, mixed })
            ids.Add((await shop.Owner.Api.Post("scores/freezes", new { scorecardId = card, month, after = 0 })).As<FrozenSheet>().Frozen.Id);
        foreach (var (person, own, other, name) in new[] { (Cast.Zhu, ids[0], ids[1], Cast.Zhu.Name), (Cast.Lead, ids[1], ids[0], Cast.Hired.Name), (Cast.Hired, ids[1], ids[0], Cast.Hired.Name) })
        {
            var api = (await shop.SignIn(person)).Api;
            var cards = (await api.Get($"scores?month={month}")).As<ScoresAnswer>().Cards;
            cards.ShouldHaveSingleItem().Now!.Rows.ShouldHaveSingleItem().Name.ShouldBe(name);
            cards[0].Frozen.ShouldHaveSingleItem().Id.ShouldBe(own);
            (await api.Get($"scores/frozen/{own}")).As<FrozenSheet>().Sheet.Rows.ShouldHaveSingleItem().Name.ShouldBe(name);
            (await api.Get($"scores/frozen/{other}")).Refused(404, "not_found");
            (await api.Get($"scores/export?frozenId={other}")).Refused(404, "not_found");
            (await api.Get($"scores/export?scorecardId={(own == ids[0] ? mixed : ours)}&month={month}")).Refused(404, "not_found");
            (await api.Get($"scores/export?frozenId={own}&format=csv")).Ok().Text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(2);
        }
    }

    [Fact]
    public async Task The_file_has_numbers_as_numbers_and_no_formula_of_anybody()
    {
        var shop = await server.Shop();
        var zhu = shop.AgentId(Cast.Zhu);
        (await shop.Owner.Api.Patch($"agents/{zhu}", new { name = "=1+1" })).Ok();
        var card = await Card(shop.Owner.Api, Cards.Graded(), [zhu]);
        var month = Month.Of(server.Clock.Now, TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai")).Before.ToString();
        (await shop.Owner.Api.Put("scores/marks", new { month, scorecardId = card, agentId = zhu, key = "refund_rate", mark = new { value = 4.5 } })).Ok();
        var csv = (await shop.Owner.Api.Get($"scores/export?scorecardId={card}&month={month}&format=csv")).Ok();
        csv.Bytes.Take(3).ShouldBe([0xEF, 0xBB, 0xBF]);
        Encoding.UTF8.GetString(csv.Bytes).Split("\r\n")[1].ShouldBe("'=1+1,,—,—,—,20,0.045,30,28,42,0,70,70");
        var xlsx = (await shop.Owner.Api.Get($"scores/export?scorecardId={card}&month={month}&language=en-US")).Ok();
        using var zip = new ZipArchive(new MemoryStream(xlsx.Bytes));
        using var reader = new StreamReader(zip.GetEntry("xl/worksheets/sheet1.xml")!.Open());
        var sheet = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
        sheet.ShouldContain("<is><t>=1+1</t></is>");
        sheet.ShouldContain("<c s=\"2\"><v>0.045</v></c>");
        sheet.ShouldNotContain("<f>");
    }

    private async Task<FiguresShop> Golden150()
    {
        var shop = await FiguresShop.Open(server.Host);
        await shop.Import(await File.ReadAllLinesAsync(Path.Combine(Hosting.Golden.Folder, "history-150.jsonl"), TestContext.Current.CancellationToken));
        // March of the histories is over.
        if (server.Clock.Now < new DateTimeOffset(2026, 4, 1, 0, 0, 0, TimeSpan.Zero))
            server.Clock.Advance(new DateTimeOffset(2026, 4, 1, 0, 0, 0, TimeSpan.Zero) - server.Clock.Now);
        return await shop.At(server.Host);
    }

    private static async Task<List<Guid>> Everybody(Api api) =>
        [.. (await api.Get("scorecards/options")).Ok().Json.GetProperty("people").EnumerateArray().Select(p => p.GetProperty("id").GetGuid())];

    private static async Task<Guid> Card(Api api, object[] items, IReadOnlyList<Guid> agents)
    {
        var id = (await api.Post("scorecards", new { name = "方案 " + Guid.NewGuid().ToString("N")[..6], role = "other", isPlatform = false, items })).As<ScorecardView>().Id;
        (await api.Put($"scorecards/{id}/agents", new { agentIds = agents })).Ok();
        return id;
    }

    private static async Task<ScoresAnswer> Sheets(Api api) => (await api.Get("scores?month=2026-03")).As<ScoresAnswer>();

    private static async Task<(string?, decimal)> One(Api api, string month) =>
        (await api.Get($"scores?month={month}")).As<ScoresAnswer>().Cards.Single().Now!.Rows.Single() is var row ? (row.Score, row.Adjustments.Sum(a => a.Points)) : default;

    private static decimal? Points(string? figure, Func<decimal, decimal> curve) => figure is null ? null : curve(decimal.Parse(figure, CultureInfo.InvariantCulture));
}
