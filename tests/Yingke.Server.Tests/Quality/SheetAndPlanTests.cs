using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Quality;
using Yingke.Server.Features.Quality.Inspections;
using Yingke.Server.Tests.History;
using Yingke.Server.Tests.Hosting;

namespace Yingke.Server.Tests.Quality;

/// <summary>spec: quality.md, Sheets; Inspection, Automatic pass and Sampling plans.</summary>
public sealed class SheetAndPlanTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task A_change_makes_a_new_version_and_what_was_drawn_keeps_its_own()
    {
        var bench = await Bench.Open(server);
        var zhu = await bench.Shop.OnDuty(Cast.Zhu);
        var drawn = await bench.Pick(await bench.Talk(zhu, "您好", "再见"));
        var sheets = (await bench.Inspector.Api.Get("inspection-sheets")).As<Sheets.SheetList>().Items;
        sheets.Select(s => (s.Key, s.Version, s.MadeBy)).ShouldBe([(ShippedSheets.VipServiceKey, 1, null), (ShippedSheets.HotlineKey, 1, null)]);
        var longer = sheets[0].Sheet with { Name = "会话服务 2", Sections = [.. sheets[0].Sheet.Sections, new("加项", 20, [new("extra", "额外", Deduct: 5)])] };
        (await bench.Inspector.Api.Put($"inspection-sheets/{sheets[0].Id}", new { sheet = longer })).Refused(403, "forbidden");
        var changed = (await bench.Supervisor.Api.Put($"inspection-sheets/{sheets[0].Id}", new { sheet = longer })).As<SheetView>();
        (changed.Key, changed.Version, changed.MadeBy, changed.Sheet.FullMarks()).ShouldBe((ShippedSheets.VipServiceKey, 2, Cast.Supervisor.Name, 120m));
        (await bench.Supervisor.Api.Put($"inspection-sheets/{sheets[0].Id}", new { sheet = longer })).Refused(409, "sheet_changed");
        (await bench.Supervisor.Api.Put($"inspection-sheets/{changed.Id}", new { sheet = longer with { Sections = [] } })).Refused(422, "invalid", "sheet.sections");

        var old = await Bench.One(bench.Inspector, drawn.Row.Id);
        (old.Sheet.Version, old.Result.Full).ShouldBe((1, 100m));
        (await bench.Inspector.Api.Post($"inspections/{drawn.Row.Id}/submission", new { version = old.Version, marks = new SheetMarks { Items = [new("extra", 1)] } })).Refused(422, "invalid", "marks.items");
        (await bench.Pick(await bench.Talk(zhu, "您好", "再见"))).Sheet.Version.ShouldBe(2);
        var added = (await bench.Supervisor.Api.Post("inspection-sheets", new { sheet = longer with { Name = "自定义" } })).As<SheetView>();
        (await bench.Inspector.Api.Get("inspection-sheets")).As<Sheets.SheetList>().Items.Select(s => s.Id).ShouldBe([changed.Id, sheets[1].Id, added.Id]);
    }

    [Fact]
    public async Task The_machine_reads_every_closed_talk_once_by_job_and_imported_ones_too()
    {
        var shop = await server.Shop();
        var bench = new Bench(shop, await shop.SignIn(Cast.Inspector), await shop.SignIn(Cast.Supervisor));
        var zhu = await shop.OnDuty(Cast.Zhu);
        var talk = await bench.Talk(zhu, "喂，不清楚", "好");
        var open = await (await shop.Buyer()).Ask();
        await server.Host.RunJob("machine-sheets");
        var first = await Sheets();
        first.Select(s => s.ConversationId).ShouldBe([talk]);
        (first[0].Agents.Single(), first[0].Messages, first[0].HitAgentId).ShouldBe((zhu.Id, 3, zhu.Id));
        first[0].Findings.Select(f => (f.Kind, f.Seq, f.Start)).ShouldBe([(FindingKind.Forbidden, 5L, 2), (FindingKind.Filler, 5L, 0), (FindingKind.Opening, 5L, null), (FindingKind.Closing, 6L, null)]);
        server.Clock.Advance(TimeSpan.FromMinutes(1));
        await server.Host.RunJob("machine-sheets");
        (await Sheets()).Single().MadeAt.ShouldBe(first[0].MadeAt);

        (await BareShop.Import(server.Host, shop.Id, Features.History.ImportMode.Strict, [
            .. Lines.People, Lines.Inflow("c1", "00"), Lines.Assign("c1", "01"), Lines.Says("c1", "02", "在吗"), Lines.Says("c1", "03", "我不清楚", "a1"),
            """{"type":"close","conversation":"c1","at":"2026-02-01T10:30:00.000+08:00"}"""])).Bad.ShouldBeEmpty();
        await server.Host.RunJob("machine-sheets");
        var all = await Sheets();
        all.Count.ShouldBe(2);
        all.Select(s => s.ConversationId).ShouldNotContain(open);
        all.Single(s => s.ConversationId != talk).Findings.Select(f => f.Kind).ShouldBe([FindingKind.Forbidden, FindingKind.Opening, FindingKind.Closing], ignoreOrder: true);

        Task<List<MachineSheet>> Sheets() => server.Host.Look(db => db.Set<MachineSheet>().Where(m => m.ShopId == shop.Id).ToListAsync());
    }

    [Fact]
    public async Task The_shops_own_words_decide_what_is_polite()
    {
        var bench = await Bench.Open(server);
        var zhu = await bench.Shop.OnDuty(Cast.Zhu);
        var settings = (await bench.Supervisor.Api.Get("quality-settings")).As<EditQualitySettings.QualitySettingsAnswer>();
        (await bench.Inspector.Api.Put("quality-settings", new { settings.Version, settings = new { slowSeconds = 15 } })).Refused(403, "forbidden");
        (await bench.Supervisor.Api.Put("quality-settings", new { settings.Version, settings = new { slowSeconds = 9 } })).Refused(422, "invalid", "settings.slowSeconds");
        (await bench.Supervisor.Api.Put("quality-settings", new { settings.Version, settings = new { slowSeconds = 15 } })).Ok();
        (await bench.Supervisor.Api.Put("quality-settings", new { settings.Version, settings = new { slowSeconds = 15 } })).Refused(409, "settings_changed");
        var version = (await bench.Supervisor.Api.Get("phrases/words")).Json.GetProperty("version").GetInt64();
        (await bench.Supervisor.Api.Put("phrases/words", new { version, openings = new[] { "欢迎光临松间" }, closings = new[] { "慢走" }, fillers = new[] { "嗯" } })).Ok();
        (await bench.Supervisor.Api.Post("phrases", new { text = "自己上网查", severity = "mark" })).Ok();
        var marked = await bench.Pick(await bench.Talk(zhu, "欢迎光临松间，您自己上网查", "您慢走"));
        marked.Findings.Select(f => (f.Kind, f.Words, f.IsGrave)).ShouldBe([(FindingKind.Forbidden, "自己上网查", false)]);
        (await bench.Draw((await bench.Plan(new(0, false, false, true, null))).Id)).ShouldBe(0, "a phrase that is only marked draws nothing");
        (await bench.Pick(await bench.Talk(zhu, "欢迎光临松间，嗯", "您慢走"))).Findings.Select(f => (f.Kind, f.Words)).ShouldBe([(FindingKind.Filler, "嗯")]);
        (await bench.Pick(await bench.Talk(zhu, "您好", "再见"))).Findings.Select(f => f.Kind).ShouldBe([FindingKind.Opening, FindingKind.Closing]);
    }

    [Fact]
    public async Task A_plan_draws_each_finished_week_by_itself_once_and_shares_the_work()
    {
        server.Clock.Set(FakeClock.Start);
        var bench = await Bench.Open(server);
        var (zhu, mei) = (await bench.Shop.OnDuty(Cast.Zhu), await bench.Shop.SignIn(Cast.Mei));
        for (var i = 0; i < 4; i++)
            await bench.Talk(zhu, "您好", "再见");
        var low = await (await bench.Shop.Buyer()).Ask();
        await zhu.Say(low, "您好，再见");
        var plan = await bench.Plan(new(2, true, true, true, null), inspectors: [bench.Inspector.Id, bench.Supervisor.Id]);
        (await bench.Supervisor.Api.Put($"sampling-plans/{plan.Id}", new { version = 7, name = "x", sheetKey = plan.SheetKey, rules = plan.Rules, inspectorIds = new[] { bench.Inspector.Id } })).Refused(409, "plan_changed");
        (await bench.Supervisor.Api.Post("sampling-plans", new { name = "x", sheetKey = plan.SheetKey, rules = plan.Rules, inspectorIds = new[] { mei.Id } })).Refused(422, "invalid", "inspectorIds");
        (await bench.Supervisor.Api.Post("sampling-plans", new { name = "x", sheetKey = "none", rules = plan.Rules, inspectorIds = new[] { bench.Inspector.Id } })).Refused(422, "invalid", "sheetKey");
        await server.Host.RunJob("inspection-draws");
        (await Drawn()).ShouldBe(0, "this week is not over");
        // Until Monday two in the morning.
        server.Clock.Set(new(2026, 3, 8, 17, 59, 0, TimeSpan.Zero));
        await server.Host.RunJob("inspection-draws");
        (await Drawn()).ShouldBe(0);
        server.Clock.Advance(TimeSpan.FromMinutes(2));
        await server.Host.RunJob("inspection-draws");
        (await Drawn()).ShouldBe(2);
        await server.Host.RunJob("inspection-draws");
        (await Drawn()).ShouldBe(2);
        var tasks = await server.Host.Look(db => db.Set<InspectionTask>().Where(t => t.ShopId == bench.Shop.Id).ToListAsync());
        tasks.Select(t => t.InspectorId).ShouldBe([bench.Inspector.Id, bench.Supervisor.Id], ignoreOrder: true);
        tasks.ShouldAllBe(t => t.Week == new DateOnly(2026, 3, 2).DayNumber && t.ConversationId != low);

        Task<int> Drawn() => server.Host.Look(db => db.Set<InspectionTask>().CountAsync(t => t.ShopId == bench.Shop.Id));
    }

    [Fact]
    public async Task Draws_at_the_same_moment_draw_nothing_twice()
    {
        var bench = await Bench.Open(server);
        var zhu = await bench.Shop.OnDuty(Cast.Zhu);
        for (var i = 0; i < 6; i++)
            await bench.Talk(zhu, "您好", "再见");
        var plan = await bench.Plan(new(3, false, false, false, null));
        var drawn = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => bench.Draw(plan.Id)));
        drawn.Sum().ShouldBe(3);
        (await Bench.Find(bench.Inspector, "view=mine")).Select(t => t.ConversationId).Distinct().Count().ShouldBe(3);
    }

    [Fact]
    public async Task A_complaint_and_a_low_rating_are_always_drawn()
    {
        var bench = await Bench.Open(server);
        var zhu = await bench.Shop.OnDuty(Cast.Zhu);
        var complained = await bench.Talk(zhu, "您好", "再见");
        (await zhu.Api.Post("tickets", new { clientId = "c1", kind = "complaint", title = "投诉", conversationId = complained })).Ok();
        var buyer = await bench.Shop.Buyer();
        var rated = await buyer.Ask();
        await zhu.Say(rated, "您好，再见");
        (await zhu.Close(rated)).Ok();
        (await buyer.Rate(rated, 2)).Ok();
        await bench.Talk(zhu, "您好", "再见");
        var plan = await bench.Plan(new(0, true, true, true, null));
        (await bench.Draw(plan.Id)).ShouldBe(2);
        (await Bench.Find(bench.Inspector, "view=mine")).Select(t => (t.ConversationId, t.Reasons.Single())).ShouldBe([(complained, DrawReason.Complaint), (rated, DrawReason.LowRating)], ignoreOrder: true);
    }
}
