using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Yingke.Server.Features.Campaigns;
using Yingke.Server.Tests.Clients;
using Yingke.Server.Tests.Hosting;

namespace Yingke.Server.Tests.Campaigns;

/// <summary>spec: campaigns.md, Campaign: boards, targets, the hour and the review.</summary>
public sealed class CampaignTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task A_paid_order_is_on_every_open_board_and_stands_as_in_the_report()
    {
        var scene = await CampaignScene.Set(server);
        var id = (await scene.Add()).GetProperty("id").GetGuid();
        var (first, second) = (await scene.Served(scene.Zhu), await scene.Served(scene.Lan));
        CampaignScene.Teams(await scene.Board(id)).ShouldBe([("翠竹队", 0, 0L, 1), ("青松队", 0, 0L, 1)], ignoreOrder: true);
        await using var screen = await scene.Lan.Connect();
        await using var closed = await scene.Zhu.Connect();
        await screen.Invoke("WatchStandings", true);
        await scene.Pay(second, 12_800);
        var pushed = (await screen.Next("standings")).Arguments[0];
        CampaignScene.Teams(pushed).ShouldBe([("翠竹队", 1, 12_800L, 1), ("青松队", 0, 0L, 2)]);
        await scene.Pay(first, 5_000);
        await scene.Pay(first, 9_000);
        await scene.Pay("M-stranger", 100_000);
        var board = await scene.Board(id);
        CampaignScene.Teams(board).ShouldBe([("青松队", 2, 14_000L, 1), ("翠竹队", 1, 12_800L, 2)]);
        (board.GetProperty("orders").GetInt32(), board.GetProperty("fen").GetInt64()).ShouldBe((4, 126_800L));
        board.GetProperty("hours").EnumerateArray().Sum(h => h.GetProperty("fen").GetInt64()).ShouldBe(126_800);
        closed.Pushes.ShouldNotContain(p => p.Method == "standings", "who has no board open hears nothing");
        // The same money as the report's sales.
        var day = server.Clock.Now.AddHours(8).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        var report = (await scene.Owner.Get($"reports?from={day}&to={day}")).Ok().Json;
        report.GetProperty("agents").EnumerateArray().Single(a => a.GetProperty("id").GetGuid() == scene.Zhu.Id).GetProperty("figures").GetProperty("sales").GetProperty("sales").ToString().ShouldBe("14000");
        // What was read anew is what was kept.
        server.Clock.Advance(TimeSpan.FromMinutes(3));
        CampaignScene.Teams(await scene.Board(id)).ShouldBe(CampaignScene.Teams(board));
        await using var other = await (await server.Shop()).Owner.Connect();
        await other.Invoke("WatchStandings", true);
        await scene.Pay(first, 1_000);
        await screen.Next("standings", a => a[0].GetProperty("fen").GetInt64() == 127_800);
        other.Pushes.ShouldNotContain(p => p.Method == "standings", "another shop's");
    }

    [Fact]
    public async Task Whoever_has_no_goal_of_their_own_works_towards_their_groups_and_else_the_shops()
    {
        var scene = await CampaignScene.Set(server);
        var (zhu, mei) = (scene.Shop.AgentId(Cast.Zhu), await scene.Shop.SignIn(Cast.Mei));
        (await Own(scene.Zhu)).ShouldBeEmpty("nothing runs");
        var stopped = (await scene.Add(targets: Targets())).GetProperty("id").GetGuid();
        (await scene.Owner.Post($"campaigns/{stopped}/stop")).Ok();
        await scene.Add(fromHours: 1, targets: Targets());
        (await Own(scene.Zhu)).ShouldBeEmpty("one was stopped, one has not begun");
        var id = (await scene.Add(targets: Targets())).GetProperty("id").GetGuid();
        (await Own(scene.Zhu)).ShouldBe([("agent", "sales", 0, 20_000), ("agent", "orders", 0, 5)], "the measure that decides comes first");
        var member = await scene.Served(scene.Zhu);
        await scene.Pay(member, 12_800);
        server.Clock.Advance(TimeSpan.FromSeconds(3));
        (await Own(scene.Zhu)).ShouldBe([("agent", "sales", 12_800, 20_000), ("agent", "orders", 1, 5)]);
        (await Own(scene.Lan)).ShouldBe([("group", "sales", 12_800, 50_000)]);
        (await Own(mei)).ShouldBe([("shop", "orders", 1, 40)]);
        // A plan that changes holds at once, however fresh the board is.
        var made = (await scene.Owner.Get($"campaigns/{id}")).Ok().Json;
        (await scene.Owner.Put($"campaigns/{id}", new { version = 1, name = "双 11", startAt = made.GetProperty("startAt").GetDateTimeOffset(), endAt = made.GetProperty("endAt").GetDateTimeOffset(), targets = Targets()[2..] })).Ok();
        (await Own(scene.Zhu)).ShouldBe([("group", "sales", 12_800, 50_000)]);
        (await (await server.Shop()).Owner.Api.Get("campaigns/own-goals")).Ok().Json.GetProperty("items").GetArrayLength().ShouldBe(0, "another shop's");

        object[] Targets() =>
        [
            new { scope = "agent", group = Array.Empty<string>(), agentId = zhu, measure = "orders", value = 5 }, new { scope = "agent", group = Array.Empty<string>(), agentId = zhu, measure = "sales", value = 20_000 },
            new { scope = "group", group = new[] { "presale" }, measure = "sales", value = 50_000 }, new { scope = "shop", group = Array.Empty<string>(), measure = "orders", value = 40 },
        ];

        static async Task<(string, string, long, long)[]> Own(AgentClient who) => [.. (await who.Api.Get("campaigns/own-goals")).Ok().Json.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("goal"))
            .Select(g => (g.GetProperty("scope").GetString()!, g.GetProperty("measure").GetString()!, g.GetProperty("reached").GetInt64(), g.GetProperty("value").GetInt64()))];
    }

    [Fact]
    public async Task An_agent_is_told_their_place_in_the_group_and_no_colleagues_figure()
    {
        var scene = await CampaignScene.Set(server);
        var mei = await scene.Shop.SignIn(Cast.Mei);
        (await Places(scene.Zhu)).ShouldBe([("presale", null, 2)], "nobody has done anything yet");
        var (first, second) = (await scene.Served(scene.Zhu), await scene.Served(scene.Lan));
        await scene.Served(scene.Lan);
        server.Clock.Advance(TimeSpan.FromSeconds(3));
        (await Places(scene.Zhu)).ShouldBe([("presale", 2, 2)], "no sales yet: two buyers are before one");
        (await Places(scene.Lan)).ShouldBe([("presale", 1, 2)]);
        await scene.Pay(first, 9_900);
        server.Clock.Advance(TimeSpan.FromSeconds(3));
        (await Places(scene.Zhu)).ShouldBe([("presale", 1, 2)], "sales come before buyers received");
        (await Places(scene.Lan)).ShouldBe([("presale", 2, 2)]);
        (await Places(mei)).ShouldBe([("aftersale", null, 2)]);
        (await Places(scene.Shop.Owner)).ShouldBeEmpty();
        var told = (await scene.Lan.Api.Get("reports/today")).Ok();
        told.Text.ShouldNotContain("9900");
        told.Text.ShouldNotContain(scene.Zhu.Id.ToString());
        // Whoever was suspended serves no more.
        (await scene.Owner.Put($"agents/{scene.Lan.Id}/suspension")).Ok();
        server.Clock.Advance(TimeSpan.FromSeconds(3));
        (await Places(scene.Zhu)).ShouldBe([("presale", 1, 1)]);

        static async Task<(string, int?, int)[]> Places(AgentClient who) => [.. (await who.Api.Get("reports/today")).Ok().Json.GetProperty("ranks").EnumerateArray()
            .Select(r => (r.GetProperty("group")[0].GetString()!, r.TryGetProperty("rank", out var rank) && rank.ValueKind == JsonValueKind.Number ? rank.GetInt32() : (int?)null, r.GetProperty("of").GetInt32()))];
    }

    [Fact]
    public async Task Every_full_hour_is_announced_once_to_everybody_and_kept()
    {
        var scene = await CampaignScene.Set(server);
        server.Clock.Advance(NextHour().AddMinutes(30) - server.Clock.Now);
        var id = (await scene.Add(fromHours: 0, toHours: 3)).GetProperty("id").GetGuid();
        var member = await scene.Served(scene.Zhu);
        await scene.Pay(member, 6_600);
        await using var desk = await scene.Lan.Connect();
        await using var boss = await scene.Shop.Owner.Connect();
        await server.Host.RunJob("campaign-hours");
        (await Broadcasts(scene, id)).ShouldBeEmpty("no full hour has passed");
        server.Clock.Set(NextHour());
        await scene.Pay(member, 400);
        for (var i = 0; i < 3; i++)
            await server.Host.RunJob("campaign-hours");
        foreach (var probe in new[] { desk, boss })
        {
            var told = (await probe.Next("broadcast")).Arguments[0];
            (told.GetProperty("hourAt").GetDateTimeOffset(), told.GetProperty("standing").GetProperty("fen").GetInt64()).ShouldBe((server.Clock.Now, 6_600L), "what was paid on the hour is of the next");
            told.GetProperty("standing").GetProperty("top")[0].GetProperty("name").GetString().ShouldBe("小竹");
        }
        await HubProbe.Quiet();
        desk.Pushes.Count(p => p.Method == "broadcast").ShouldBe(1);
        // The program was away for two hours: they are written down, only the one of this moment is announced, and the last hour is the campaign's end.
        server.Clock.Set(NextHour().AddHours(1));
        await server.Host.RunJob("campaign-hours");
        var kept = await Broadcasts(scene, id);
        kept.Select(b => b.TryGetProperty("sentAt", out _)).ShouldBe([true, false, true]);
        kept[0].GetProperty("standing").GetProperty("fen").GetInt64().ShouldBe(7_000);
        await desk.Next("broadcast", a => a[0].GetProperty("hourAt").GetDateTimeOffset() == server.Clock.Now);
        server.Clock.Advance(TimeSpan.FromHours(5));
        await server.Host.RunJob("campaign-hours");
        (await Broadcasts(scene, id)).Count.ShouldBe(3, "the campaign ended at half past");
        await Should.ThrowAsync<Exception>(() => server.Host.Look(db => db.Set<HourlyBroadcast>().Where(b => b.ShopId == scene.Shop.Id).ExecuteDeleteAsync()));
    }

    [Fact]
    public async Task At_its_time_each_supervisor_gets_the_state_of_every_goal_once_a_day()
    {
        var scene = await CampaignScene.Set(server);
        // 12:30 in Shanghai.
        server.Clock.Set(new DateTimeOffset(server.Clock.Now.Date.AddDays(1).AddHours(4.5), TimeSpan.Zero));
        var member = await scene.Served(scene.Zhu);
        object[] targets = [new { scope = "shop", group = Array.Empty<string>(), measure = "orders", value = 2 }, new { scope = "agent", group = Array.Empty<string>(), agentId = scene.Lan.Id, measure = "sales", value = 1_000_000 }];
        var id = (await scene.Add(-4, 20, targets, reviewAt: "13:00")).GetProperty("id").GetGuid();
        await scene.Pay(member, 5_000, minutesAgo: 5);
        await scene.Pay(member, 5_000, minutesAgo: 65);
        await server.Host.RunJob("campaign-reviews");
        (await Reviews(scene, id)).ShouldBeEmpty();
        var supervisor = await scene.Shop.SignIn(Cast.Supervisor);
        await using var probe = await supervisor.Connect();
        server.Clock.Advance(TimeSpan.FromMinutes(31));
        for (var i = 0; i < 2; i++)
            await server.Host.RunJob("campaign-reviews");
        var review = (await Reviews(scene, id)).ShouldHaveSingleItem().GetProperty("review");
        review.GetProperty("goals").EnumerateArray().Select(g => (g.GetProperty("reached").GetInt64(), g.GetProperty("state").GetString())).ShouldBe([(2L, "met"), (0L, "behind")]);
        review.GetProperty("hours").EnumerateArray().Sum(h => h.GetProperty("orders").GetInt32()).ShouldBe(2);
        var alert = (await probe.Next("alert")).Arguments[0];
        (alert.GetProperty("kind").GetString(), alert.GetProperty("subjectId").GetGuid(), alert.GetProperty("text").GetString()).ShouldBe(("goal_review", id, "1 / 2"));
        (await scene.Owner.Get("alerts")).Json.GetProperty("items").EnumerateArray().Count(a => a.GetProperty("kind").GetString() == "goal_review").ShouldBe(1);
        (await scene.Zhu.Api.Get("alerts")).Json.GetProperty("items").EnumerateArray().ShouldNotContain(a => a.GetProperty("kind").GetString() == "goal_review");
    }

    [Fact]
    public async Task A_suggestion_changes_with_what_the_shop_sold()
    {
        var scene = await CampaignScene.Set(server);
        (await Suggested(scene)).TryGetProperty("orders", out _).ShouldBeFalse("nothing is known yet");
        var member = await scene.Served(scene.Zhu);
        await scene.Pay(member, 10_000);
        server.Clock.Advance(TimeSpan.FromDays(1));
        var one = await Suggested(scene);
        (one.GetProperty("orders").GetInt64(), one.GetProperty("fen").GetInt64()).ShouldBe((2, 20_000));
        await scene.Pay("M-more", 40_000, minutesAgo: 24 * 60);
        (await Suggested(scene)).GetProperty("fen").GetInt64().ShouldBe(100_000);
        var agents = (await Suggestion(scene)).EnumerateArray().Where(s => s.GetProperty("scope").GetString() == "agent").ToList();
        agents.ShouldHaveSingleItem().GetProperty("fen").GetInt64().ShouldBe(20_000, "a fifth of it was served by 小竹");
        (await scene.Owner.Get("campaigns/suggestion?startAt=2026-01-02T00:00:00Z&endAt=2026-01-01T00:00:00Z")).Refused(422, "invalid", "endAt");
        (await scene.Owner.Get("campaigns/suggestion?endAt=2026-01-01T00:00:00Z")).Refused(422, "invalid", "startAt");
    }

    [Fact]
    public async Task A_campaign_is_changed_by_the_version_that_was_seen_and_stopped_once_each_step_logged()
    {
        var scene = await CampaignScene.Set(server);
        var made = await scene.Add();
        var id = made.GetProperty("id").GetGuid();
        object Body(long version, double toHours = 20) => new { version, name = "双 11 返场", startAt = made.GetProperty("startAt").GetDateTimeOffset(), endAt = server.Clock.Now.AddHours(toHours) };
        (await scene.Owner.Put($"campaigns/{id}", Body(2))).Refused(409, "campaign_changed");
        (await scene.Owner.Put($"campaigns/{id}", Body(1, -1))).Refused(422, "invalid", "endAt");
        (await scene.Owner.Put($"campaigns/{id}", Body(1))).Ok().Json.GetProperty("plan").GetProperty("excluded").GetArrayLength().ShouldBe(6, "the default");
        (await scene.Zhu.Api.Post($"campaigns/{id}/stop")).Refused(403, "forbidden");
        var stopped = (await scene.Owner.Post($"campaigns/{id}/stop")).Ok().Json;
        (stopped.GetProperty("state").GetString(), stopped.GetProperty("endAt").GetDateTimeOffset()).ShouldBe(("stopped", server.Clock.Now));
        (await scene.Owner.Post($"campaigns/{id}/stop")).Refused(409, "campaign_over");
        (await scene.Owner.Put($"campaigns/{id}", Body(3))).Refused(409, "campaign_over");
        (await scene.Owner.Get("audit?limit=50")).Json.GetProperty("items").EnumerateArray().Select(a => a.GetProperty("action").GetString()!).Where(a => a.StartsWith("campaign.", StringComparison.Ordinal))
            .ShouldBe(["campaign.added", "campaign.changed", "campaign.stopped"], ignoreOrder: true);
        var foreign = (await server.Shop()).AgentId(Cast.Zhu);
        (await scene.Owner.Post("campaigns", new { name = "新", startAt = server.Clock.Now, endAt = server.Clock.Now.AddHours(1), targets = new[] { new { scope = "agent", group = Array.Empty<string>(), agentId = foreign, measure = "sales", value = 1 } } })).Refused(422, "invalid", "targets");
    }

    [Fact]
    public async Task Indicators_that_a_campaign_names_leave_the_scorecards_for_its_days_and_come_back_with_it()
    {
        // A day of its own in the middle of a month.
        server.Clock.Set(new DateTimeOffset(2026, 5, 10, 3, 0, 0, TimeSpan.Zero));
        var scene = await CampaignScene.Set(server);
        object Item(string id) => new { key = id, section = "basic", kind = "indicator", of = "all", indicator = id, full = 50, missing = "skip", curve = new { kind = "linear", worst = 120, best = 30 } };
        var card = (await scene.Owner.Post("scorecards", new { name = "售前", role = "other", isPlatform = false, items = new[] { Item("avg_response"), Item("receptions") } })).Ok().Json.GetProperty("id").GetGuid();
        (await scene.Owner.Put($"scorecards/{card}/agents", new { agentIds = new[] { scene.Zhu.Id } })).Ok();
        await scene.Served(scene.Zhu, secondsToAnswer: 10);
        server.Clock.Advance(TimeSpan.FromDays(1));
        await scene.Served(scene.Zhu, secondsToAnswer: 50);
        (await Figures()).ShouldBe(("30.000000", "2"));
        var campaign = await scene.Add(-1, 20, excluded: ["avg_response"]);
        (await Figures()).ShouldBe(("10.000000", "2"), "only the day before the campaign; what it does not name stays");
        var told = (await Sheet()).GetProperty("excluded").EnumerateArray().ShouldHaveSingleItem();
        (told.GetProperty("name").GetString(), told.GetProperty("from").GetString(), told.GetProperty("to").GetString(), told.GetProperty("indicators")[0].GetString()).ShouldBe(("双 11", "2026-05-11", "2026-05-12", "avg_response"));
        var body = new { version = 1, name = "双 11", startAt = campaign.GetProperty("startAt").GetDateTimeOffset(), endAt = campaign.GetProperty("endAt").GetDateTimeOffset(), excluded = Array.Empty<string>() };
        (await scene.Owner.Put($"campaigns/{campaign.GetProperty("id").GetGuid()}", body)).Ok();
        (await Figures()).ShouldBe(("30.000000", "2"));

        async Task<JsonElement> Sheet() => (await scene.Owner.Get("scores?month=2026-05")).Ok().Json.GetProperty("cards")[0].GetProperty("now");

        async Task<(string?, string?)> Figures()
        {
            var lines = (await Sheet()).GetProperty("rows")[0].GetProperty("lines");
            return (lines[0].GetProperty("figure").GetString(), lines[1].GetProperty("figure").GetString());
        }
    }

    private DateTimeOffset NextHour() => new DateTimeOffset(server.Clock.Now.UtcTicks - (server.Clock.Now.UtcTicks % TimeSpan.TicksPerHour), TimeSpan.Zero).AddHours(1);

    private static async Task<List<JsonElement>> Broadcasts(CampaignScene scene, Guid id) => [.. (await scene.Zhu.Api.Get($"campaigns/{id}/broadcasts")).Ok().Json.GetProperty("items").EnumerateArray()];

    private static async Task<List<JsonElement>> Reviews(CampaignScene scene, Guid id) => [.. (await scene.Owner.Get($"campaigns/{id}/reviews")).Ok().Json.GetProperty("items").EnumerateArray()];

    private async Task<JsonElement> Suggestion(CampaignScene scene)
    {
        var start = server.Clock.Now.AddDays(10).UtcDateTime;
        return (await scene.Owner.Get($"campaigns/suggestion?startAt={start:yyyy-MM-ddTHH:mm:ssZ}&endAt={start.AddDays(2):yyyy-MM-ddTHH:mm:ssZ}")).Ok().Json.GetProperty("items");
    }

    private async Task<JsonElement> Suggested(CampaignScene scene) => (await Suggestion(scene)).EnumerateArray().Single(s => s.GetProperty("scope").GetString() == "shop");
}
