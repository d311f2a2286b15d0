using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Yingke.Domain.Quality;
using Yingke.Server.Features.Alerts;
using Yingke.Server.Features.Performance;
using Yingke.Server.Features.Quality.Inspections;
using Yingke.Server.Platform.Activity;
using Yingke.Server.Platform.Web;
using Yingke.Server.Tests.Clients;
using Yingke.Server.Tests.Hosting;

namespace Yingke.Server.Tests.Quality;

/// <summary>spec: quality.md, Inspection.</summary>
public sealed class InspectionTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task From_the_draw_to_the_decision_with_every_revision_on_record()
    {
        server.Clock.Set(FakeClock.Start);
        var bench = await Bench.Open(server);
        var zhu = await bench.Shop.OnDuty(Cast.Zhu);
        var talk = await bench.Talk(zhu, "没有", "我不知道，啊");
        var plan = await bench.Plan(new(1, true, true, true, null));
        (await bench.Draw(plan.Id)).ShouldBe(1);
        (await bench.Draw(plan.Id)).ShouldBe(0, "a conversation is drawn once per plan and week");
        var row = (await Bench.Find(bench.Inspector, "view=mine")).ShouldHaveSingleItem();
        (row.ConversationId, row.Agent.Id, row.Inspector!.Id, row.Week).ShouldBe((talk, zhu.Id, bench.Inspector.Id, new DateOnly(2026, 3, 2)));
        row.Reasons.ShouldBe([DrawReason.Random, DrawReason.Hit]);
        (await zhu.Api.Get($"inspections/{row.Id}")).Refused(404, "not_found");

        var open = await Bench.One(bench.Inspector, row.Id);
        open.Findings.Select(f => (f.Kind, f.Words, f.Start, f.End)).ShouldBe([
            (FindingKind.Opening, null, null, null), (FindingKind.Forbidden, "我不知道", 0, 4), (FindingKind.Filler, "啊", 5, 6), (FindingKind.Closing, null, null, null)]);
        open.Result.Total.ShouldBe(100, "proposals count for nothing");
        (open.MayScore, open.MayAppeal, open.MayDecide).ShouldBe((true, false, false));
        var marks = new SheetMarks { Accepted = [0, 1], Rejected = [2], Items = [new("correct", 0) { Zero = [0], Evidence = [new(4)] }], Comment = "先核实再答" };
        var draft = (await bench.Inspector.Api.Put($"inspections/{row.Id}/draft", new { version = open.Version, marks })).As<InspectionAnswer>();
        (draft.Row.State, draft.Result.Total, draft.Row.Score).ShouldBe((InspectionState.Waiting, 70m, null));
        (await bench.Inspector.Api.Put($"inspections/{row.Id}/draft", new { version = open.Version, marks })).Refused(409, "inspection_changed");
        (await Attitude(bench, zhu.Id)).ShouldBeNull();

        var done = await bench.Submit(draft, marks);
        (done.Row.State, done.Row.Score, done.Row.Grade).ShouldBe((InspectionState.Submitted, 70m, "中"));
        (await bench.Inspector.Api.Post($"inspections/{row.Id}/submission", new { version = done.Version, marks })).Refused(409, "inspection_submitted");
        (await Attitude(bench, zhu.Id)).ShouldBe("70.000000");
        await Drain();
        (await Alerts(zhu)).ShouldContain(a => a.Kind == AlertKind.InspectionResult && a.SubjectId == row.Id);

        var own = (await zhu.Api.Get("inspections/own")).As<Page<InspectionRow>>().Items.ShouldHaveSingleItem();
        own.Score.ShouldBe(70);
        (await Bench.One(zhu, row.Id)).MayAppeal.ShouldBeTrue();
        (await zhu.Api.Post($"inspections/{row.Id}/appeal", new { text = " " })).Refused(422, "invalid", "text");
        var appealed = (await zhu.Api.Post($"inspections/{row.Id}/appeal", new { text = "当时仓库也没有答复" })).As<InspectionAnswer>();
        appealed.Row.State.ShouldBe(InspectionState.Appealed);
        (await zhu.Api.Post($"inspections/{row.Id}/appeal", new { text = "再说一次" })).Refused(409, "appealed_already");
        await Drain();
        (await Alerts(bench.Supervisor)).ShouldContain(a => a.Kind == AlertKind.InspectionAppealed && a.SubjectId == row.Id && a.Name == zhu.Name);

        (await bench.Inspector.Api.Post($"inspections/{row.Id}/decision", new { version = appealed.Version, text = "维持" })).Refused(403, "forbidden");
        (await Bench.Find(bench.Supervisor, "view=appeals")).ShouldHaveSingleItem();
        var decided = (await bench.Supervisor.Api.Post($"inspections/{row.Id}/decision", new { version = appealed.Version, text = "解答一项不扣", marks = marks with { Items = [] } })).As<InspectionAnswer>();
        (decided.Row.State, decided.Row.Score, decided.Row.Grade).ShouldBe((InspectionState.Decided, 85m, "良"));
        decided.Revisions.Select(r => (r.Number, r.Kind, r.By.Id, r.Score)).ShouldBe([
            (1, RevisionKind.Submitted, bench.Inspector.Id, 70m), (2, RevisionKind.Appealed, zhu.Id, 70m), (3, RevisionKind.Changed, bench.Supervisor.Id, 85m)]);
        decided.Revisions[0].Marks!.Items.ShouldHaveSingleItem("what was given first stays as it was");
        (await Attitude(bench, zhu.Id)).ShouldBe("85.000000");
        (await bench.Supervisor.Api.Post($"inspections/{row.Id}/decision", new { version = decided.Version, text = "再改" })).Refused(409, "inspection_not_appealed");
        await Drain();
        (await Alerts(zhu)).ShouldContain(a => a.Kind == AlertKind.AppealDecided);

        var evidence = (await bench.Supervisor.Api.Get("reports/evidence?from=2026-03-02&to=2026-03-02&section=all&indicator=attitude")).As<EvidenceAnswer>();
        evidence.Items.Select(e => (e.InspectionId, e.Score)).ShouldBe([(row.Id, 85m)]);
    }

    [Fact]
    public async Task An_appeal_is_in_time_for_three_days_and_upheld_leaves_the_score()
    {
        var bench = await Bench.Open(server);
        var zhu = await bench.Shop.OnDuty(Cast.Zhu);
        var (kept, late) = (await bench.Submit(await bench.Pick(await bench.Talk(zhu, "您好", "再见")), SheetMarks.None), await bench.Submit(await bench.Pick(await bench.Talk(zhu, "您好", "再见")), SheetMarks.None));
        kept.Row.AppealUntil.ShouldBe(kept.Row.SubmittedAt + TimeSpan.FromDays(3));
        server.Clock.Set(kept.Row.AppealUntil!.Value);
        var zhuLater = await bench.Shop.SignIn(Cast.Zhu);
        var appealed = (await zhuLater.Api.Post($"inspections/{kept.Row.Id}/appeal", new { text = "请复核" })).As<InspectionAnswer>();
        server.Clock.Set(late.Row.AppealUntil!.Value + TimeSpan.FromMilliseconds(1));
        (await zhuLater.Api.Post($"inspections/{late.Row.Id}/appeal", new { text = "请复核" })).Refused(409, "appeal_too_late");
        (await Bench.One(zhuLater, late.Row.Id)).MayAppeal.ShouldBeFalse();
        var supervisor = await bench.Shop.SignIn(Cast.Supervisor);
        var upheld = (await supervisor.Api.Post($"inspections/{kept.Row.Id}/decision", new { version = appealed.Version, text = "维持原分" })).As<InspectionAnswer>();
        (upheld.Row.Score, upheld.Revisions[^1].Kind).ShouldBe((100m, RevisionKind.Upheld));
    }

    [Fact]
    public async Task Nobody_inspects_or_decides_of_themself_and_everybody_sees_what_they_may()
    {
        var bench = await Bench.Open(server);
        var (zhu, lan) = (await bench.Shop.OnDuty(Cast.Zhu), await bench.Shop.SignIn(Cast.Lan));
        var talk = await bench.Talk(zhu, "您好", "再见");
        // The one who served is made an inspector, and a supervisor.
        await bench.Shop.Change(Cast.Zhu, new { postId = bench.Shop.PostId(Domain.Accounts.BuiltInPosts.Supervisor) });
        zhu = await bench.Shop.SignIn(Cast.Zhu);
        (await zhu.Api.Post("inspections", new { conversationId = talk, sheetKey = ShippedSheets.VipServiceKey })).Refused(409, "inspects_self");
        var both = await bench.Plan(new(1, false, false, false, null), inspectors: [zhu.Id]);
        (await bench.Draw(both.Id)).ShouldBe(1);
        var drawn = (await Bench.Find(bench.Supervisor, "view=unassigned")).ShouldHaveSingleItem("nobody but the inspected could have it");
        (await Bench.Find(zhu, "view=waiting")).ShouldBeEmpty("one's own is not seen before its result");
        (await zhu.Api.Get($"inspections/{drawn.Id}")).Refused(404, "not_found");
        (await zhu.Api.Put($"inspections/{drawn.Id}/draft", new { version = 0, marks = SheetMarks.None })).Refused(404, "not_found");
        (await bench.Supervisor.Api.Put($"inspections/{drawn.Id}/inspector", new { inspectorId = zhu.Id })).Refused(409, "inspects_self");
        (await bench.Supervisor.Api.Put($"inspections/{drawn.Id}/inspector", new { inspectorId = lan.Id })).Refused(422, "invalid", "inspectorId");
        (await bench.Inspector.Api.Put($"inspections/{drawn.Id}/inspector", new { inspectorId = bench.Inspector.Id })).Refused(403, "forbidden");
        var given = (await bench.Supervisor.Api.Put($"inspections/{drawn.Id}/inspector", new { inspectorId = bench.Inspector.Id })).As<InspectionAnswer>();
        (await bench.Supervisor.Api.Put($"inspections/{drawn.Id}/draft", new { version = given.Version, marks = SheetMarks.None })).Refused(409, "not_your_inspection");
        var done = await bench.Submit(given, SheetMarks.None);
        (await lan.Api.Get($"inspections/{drawn.Id}")).Refused(404, "not_found");
        (await lan.Api.Post($"inspections/{drawn.Id}/appeal", new { text = "不是我的" })).Refused(404, "not_found");
        (await lan.Api.Get("inspections/own")).As<Page<InspectionRow>>().Items.ShouldBeEmpty();
        (await bench.Inspector.Api.Post($"inspections/{drawn.Id}/appeal", new { text = "不是我的" })).Refused(409, "not_the_inspected");
        var appealed = (await zhu.Api.Post($"inspections/{drawn.Id}/appeal", new { text = "请复核" })).As<InspectionAnswer>();
        appealed.MayDecide.ShouldBeFalse();
        (await zhu.Api.Post($"inspections/{drawn.Id}/decision", new { version = appealed.Version, text = "自己改" })).Refused(409, "inspects_self");
    }

    [Fact]
    public async Task Two_inspectors_submit_at_once_and_one_score_counts()
    {
        var bench = await Bench.Open(server);
        var zhu = await bench.Shop.OnDuty(Cast.Zhu);
        var open = await bench.Pick(await bench.Talk(zhu, "您好", "再见"));
        (await bench.Inspector.Api.Post("inspections", new { conversationId = open.Row.ConversationId, sheetKey = ShippedSheets.HotlineKey })).Refused(409, "inspection_exists");
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => bench.Inspector.Api.Post($"inspections/{open.Row.Id}/submission", new { version = open.Version, marks = SheetMarks.None })));
        answers.Count(a => a.Status == 200).ShouldBe(1);
        answers.Where(a => a.Status != 200).ShouldAllBe(a => a.Status == 409);
        (await server.Host.Look(db => db.Set<Inspection>().CountAsync(i => i.ShopId == bench.Shop.Id))).ShouldBe(1);
        (await Bench.One(bench.Supervisor, open.Row.Id)).Revisions.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_call_is_inspected_by_the_hotlines_sheet()
    {
        var bench = await Bench.Open(server);
        var zhu = await bench.Shop.SignIn(Cast.Zhu);
        await bench.Shop.Change(Cast.Zhu, new { extension = "8021" });
        var line = await Hotline.Line.Connect(bench.Shop);
        var now = bench.Shop.Host.Clock.Now;
        foreach (var (what, seconds) in new[] { ("queued", 0), ("ringing", 2), ("answered", 5), ("ended", 65) })
            (await line.Report(new { call = "k1", @event = what, at = now.AddSeconds(seconds), phone = "0571-88001234", extension = "8021" })).Ok();
        var plan = await bench.Plan(new(2, true, false, false, 59), ShippedSheets.HotlineKey, SampleSubject.Calls);
        (await bench.Draw(plan.Id)).ShouldBe(1);
        var row = (await Bench.Find(bench.Inspector, "view=mine")).ShouldHaveSingleItem();
        (row.CallId is not null, row.Agent.Id).ShouldBe((true, zhu.Id));
        row.Reasons.ShouldBe([DrawReason.Random, DrawReason.TooLong]);
        var open = await Bench.One(bench.Inspector, row.Id);
        (open.Findings.Count, open.Call!.AnsweredAt).ShouldBe((0, now.AddSeconds(5)));
        var done = await bench.Submit(open, new() { Items = [new("cold", 1), new("filler", 3)] });
        done.Result.Sections.Select(s => s.Score).ShouldBe([30m, 38m, 27m]);
        var report = (await bench.Supervisor.Api.Get($"reports?from=2026-03-02&to=2030-01-01")).Status;
        report.ShouldBe(422, "too long a time");
        var day = DateOnly.FromDateTime(done.Row.SubmittedAt!.Value.ToOffset(TimeSpan.FromHours(8)).DateTime);
        (await bench.Supervisor.Api.Get($"reports?from={day:yyyy-MM-dd}&to={day:yyyy-MM-dd}")).As<ReportAnswer>().Agents.Single(a => a.Id == zhu.Id).Figures.Hotline["call_inspection"].ShouldBe("95.000000");
        (await bench.Supervisor.Api.Get("inspections/weeks?weeks=1")).As<WeeksAnswer>().Weeks[0].Results.ShouldBeEmpty("the hotline's sheet costs no points");
    }

    [Fact]
    public async Task A_week_costs_its_bands_and_never_more_than_three()
    {
        var bench = await Bench.Open(server);
        var zhu = await bench.Shop.OnDuty(Cast.Zhu);
        async Task Inspect(params string[] lost) => await bench.Submit(await bench.Pick(await bench.Talk(zhu, "您好", "再见")), new() { Items = [.. lost.Select(key => new ItemMark(key, 0) { Zero = [0] })] });
        async Task<WeekOfPoints> Week() => (await bench.Inspector.Api.Get("inspections/weeks?weeks=2")).As<WeeksAnswer>().Weeks[0];
        await Inspect("wording", "response");
        (await Week()).Points.ShouldBe(0, "80 costs nothing");
        await Inspect("wording", "response", "opening");
        (await Week()).Points.ShouldBe(1, "75");
        await Inspect("correct", "solution", "opening");
        (await Week()).Points.ShouldBe(3, "65 costs 2 more");
        await Inspect("correct", "solution", "patience");
        var week = await Week();
        (week.Sum, week.Points, string.Join(' ', week.Results.Select(r => r.Points))).ShouldBe((6, 3, "0 1 2 3"));
    }

    [Fact]
    public async Task Scores_rebuilt_are_those_that_were_live()
    {
        var bench = await Bench.Open(server);
        var zhu = await bench.Shop.OnDuty(Cast.Zhu);
        var done = await bench.Submit(await bench.Pick(await bench.Talk(zhu, "您好", "再见")), new() { Items = [new("wording", 0) { Zero = [0] }] });
        var live = await Attitude(bench, zhu.Id);
        await server.Host.Look(async db =>
        {
            (await db.Set<Inspection>().AsTracking().SingleAsync(i => i.ShopId == bench.Shop.Id)).Become(1);
            return await db.SaveChangesAsync();
        });
        (await Attitude(bench, zhu.Id)).ShouldNotBe(live);
        (await server.Host.Do<RebuildScores, int>(rebuild => rebuild.Run(bench.Shop.Id, CancellationToken.None))).ShouldBe(1);
        (await Attitude(bench, zhu.Id)).ShouldBe(live);
        await server.Host.Look(async db =>
        {
            db.Remove(await db.Set<Inspection>().SingleAsync(i => i.ShopId == bench.Shop.Id));
            return await db.SaveChangesAsync();
        });
        await server.Host.Do<RebuildScores, int>(rebuild => rebuild.Run(bench.Shop.Id, CancellationToken.None));
        (await Attitude(bench, zhu.Id)).ShouldBe(live);
        done.Row.Score.ShouldBe(90);
    }

    [Fact]
    public async Task Nobody_rewrites_a_revision_or_a_version()
    {
        var bench = await Bench.Open(server);
        var zhu = await bench.Shop.OnDuty(Cast.Zhu);
        await bench.Submit(await bench.Pick(await bench.Talk(zhu, "您好", "再见")), SheetMarks.None);
        await Should.ThrowAsync<System.Data.Common.DbException>(() => server.Host.Look(db => db.Set<InspectionRevision>().ExecuteDeleteAsync()));
        await Should.ThrowAsync<System.Data.Common.DbException>(() => server.Host.Look(db => db.Set<SheetVersion>().ExecuteDeleteAsync()));
    }

    private async Task<string?> Attitude(Bench bench, Guid agent)
    {
        var today = DateOnly.FromDateTime(server.Clock.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).DateTime);
        return (await bench.Supervisor.Api.Get($"reports?from={today:yyyy-MM-dd}&to={today:yyyy-MM-dd}")).As<ReportAnswer>().Agents.Single(a => a.Id == agent).Figures.All["attitude"];
    }

    private Task Drain() => server.Host.Services.GetRequiredService<Pump>().Drain(CancellationToken.None);

    private static async Task<IReadOnlyList<AlertView>> Alerts(AgentClient agent) => (await agent.Api.Get("alerts")).As<AlertRoutes.AlertList>().Items;
}
