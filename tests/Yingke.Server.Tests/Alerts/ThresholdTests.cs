using System.Text.Json;
using Yingke.Domain.Accounts;
using Yingke.Domain.Alerts;
using Yingke.Domain.Routing;
using Yingke.Server.Features.Alerts;
using Yingke.Server.Tests.Clients;
using Yingke.Server.Tests.Hosting;

namespace Yingke.Server.Tests.Alerts;

/// <summary>design: workbench.md 37: alerts with thresholds of one's own.</summary>
public sealed class ThresholdTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task A_crossing_is_told_once_to_whom_it_is_for_and_says_when_it_is_over()
    {
        var shop = await Morning();
        var supervisor = await shop.SignIn(Cast.Supervisor);
        await using var heard = await Listen(shop.Owner);
        await using var unheard = await Listen(supervisor);
        (await Set(shop.Owner, "offline_messages", 2)).Ok();
        await (await shop.Buyer()).Ask();
        await Look();
        (await Thresholds(shop.Owner)).ShouldBeEmpty();
        await (await shop.Buyer()).Ask();
        await Look();
        await Look();
        var alert = (await Thresholds(shop.Owner)).ShouldHaveSingleItem();
        (alert.Measure, alert.Value, alert.Limit, alert.RecoveredAt).ShouldBe((AlertMeasure.OfflineMessages, 2, 2, null));
        (await heard.Next("alert", a => a[0].GetProperty("kind").GetString() == "threshold")).Arguments[0].GetProperty("value").GetInt32().ShouldBe(2);
        (await Thresholds(supervisor)).ShouldBeEmpty();
        (await Measure(shop.Owner, "offline_messages")).GetProperty("mine").GetProperty("isOn").GetBoolean().ShouldBeTrue();

        var zhu = await shop.OnDuty(Cast.Zhu);
        await Look();
        (await Thresholds(shop.Owner)).ShouldHaveSingleItem().RecoveredAt.ShouldBe(server.Clock.Now);
        (await heard.Next("alert", a => a[0].TryGetProperty("recoveredAt", out _))).Arguments[0].GetProperty("id").GetGuid().ShouldBe(alert.Id);
        // It flickers: nothing within the five minutes, and what stands at their end is told.
        await zhu.Offline();
        for (var i = 0; i < 2; i++)
            await (await shop.Buyer()).Ask();
        server.Clock.Advance(TimeSpan.FromMinutes(4));
        await Look();
        (await Thresholds(shop.Owner)).Count.ShouldBe(1);
        server.Clock.Advance(TimeSpan.FromMinutes(1));
        await Look();
        (await Thresholds(shop.Owner)).Count.ShouldBe(2);
        await HubProbe.Quiet();
        unheard.Pushes.ShouldNotContain(p => p.Method == "alert" && p.Arguments[0].GetProperty("kind").GetString() == "threshold");
    }

    [Fact]
    public async Task Of_two_nodes_that_see_the_same_crossing_one_tells_it()
    {
        TwoNodes.Need();
        var shop = await Morning();
        await using var other = await YingkeHost.Start(server.Host.Database, server.Clock);
        var owner = shop.Owner;
        for (var round = 1; round <= 5; round++)
        {
            (await Set(owner, "offline_messages", round)).Ok();
            await (await shop.Buyer()).Ask();
            // Both without their lease: as if one had slept past its own.
            await Task.WhenAll(new[] { server.Host, other }.Select(node => node.Do<Features.Alerts.Thresholds.WatchThresholds, bool>(async watch =>
            {
                await watch.Run(rates: false, CancellationToken.None);
                return true;
            })));
            (await Thresholds(owner)).Count.ShouldBe(round);
            server.Clock.Advance(TimeSpan.FromMinutes(5));
        }
    }

    [Fact]
    public async Task The_figures_are_the_walls_and_of_a_company_its_own()
    {
        var shop = await Morning();
        await shop.Hire(Cast.Lead, Cast.Hired);
        var lead = await shop.SignIn(Cast.Lead);
        var (zhu, yun) = (await shop.OnDuty(Cast.Zhu), await shop.OnDuty(Cast.Hired));
        var buyers = new List<VisitorClient>();
        for (var i = 0; i < 6; i++)
        {
            var buyer = await shop.Buyer();
            await buyer.Ask();
            buyers.Add(buyer);
        }
        server.Clock.Advance(TimeSpan.FromSeconds(200));
        var wall = (await shop.Owner.Api.Get("wall")).Json;
        (await Value(shop.Owner, "agents_online")).ShouldBe(wall.GetProperty("online").GetInt32());
        (await Value(shop.Owner, "open_total")).ShouldBe(wall.GetProperty("active").GetInt32());
        (await Value(shop.Owner, "agent_silence")).ShouldBe(wall.GetProperty("longestWaitSeconds").GetInt32());
        (await Value(shop.Owner, "open_total")).ShouldBe(6);
        (await Value(lead, "agents_online")).ShouldBe(1);
        (await Value(lead, "open_total")).ShouldBe(await Value(lead, "open_per_agent"));
        (await Value(lead, "open_total")).ShouldBe((await yun.Desk()).Conversations.Count);
        (await Measures(lead)).ShouldNotContain(m => m.GetProperty("measure").GetString() == "reply_rate");
        // Rates of a handful are no figures; then they are the report's and the wall's.
        (await Measure(shop.Owner, "satisfaction")).TryGetProperty("value", out _).ShouldBeFalse();
        var stars = 5;
        foreach (var (agent, row) in new[] { zhu, yun }.SelectMany(a => a.Desk().Result.Conversations.Select(c => (a, c))).ToList())
        {
            await agent.Say(row.Id, "您好");
            (await agent.Close(row.Id, "已解决")).Ok();
            var buyer = buyers.Single(b => b.Id == row.Buyer.Id);
            (await buyer.Rate(row.Id, stars--)).Ok();
            stars = Math.Max(stars, 1);
        }
        (await Value(shop.Owner, "satisfaction")).ShouldBe(33);
        (await Set(shop.Owner, "satisfaction", 90)).Ok();
        await Look();
        (await Thresholds(shop.Owner)).ShouldBeEmpty("rates are looked at by a slower job");
        await server.Host.RunJob("alert-rates");
        (await Thresholds(shop.Owner)).ShouldHaveSingleItem().Value.ShouldBe(33);
        // At night nobody has to be online.
        (await Set(shop.Owner, "agents_online", 5)).Ok();
        await Look();
        (await Thresholds(shop.Owner)).Count.ShouldBe(2);
        server.Clock.Set(new DateTimeOffset(2026, 3, 2, 19, 0, 0, TimeSpan.Zero));
        (await Measure(shop.Owner, "agents_online")).TryGetProperty("value", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task Each_sets_what_is_theirs_and_it_rests_while_the_right_is_gone()
    {
        var shop = await Morning();
        await shop.Hire(new Person("tousu", "客诉专员", BuiltInPosts.Complaints, Groups.None, false), Cast.Lead);
        var (zhu, inspector, officer, lead) = (await shop.SignIn(Cast.Zhu), await shop.SignIn(Cast.Inspector), await shop.SignIn(new Person("tousu", "", BuiltInPosts.Complaints, Groups.None, false)), await shop.SignIn(Cast.Lead));
        (await Measures(zhu)).ShouldBeEmpty();
        (await Names(inspector)).ShouldBe(["inspections_waiting"]);
        (await Names(officer)).ShouldBe(["open_complaints"]);
        (await Set(zhu, "queue_length", 5)).Refused(422, "invalid", "measure");
        (await Set(shop.Owner, "queue_length", 0)).Refused(422, "invalid", "limit");
        (await Set(shop.Owner, "satisfaction", 101)).Refused(422, "invalid", "limit");
        (await shop.Owner.Api.Put("alerts/thresholds", new { measure = "queue_length", enabled = true, limit = 5, quietMinutes = 1441, page = true, push = false, webhook = false })).Refused(422, "invalid", "quietMinutes");
        (await lead.Api.Put("alerts/thresholds", new { measure = "queue_length", enabled = true, limit = 5, quietMinutes = 5, page = true, push = false, webhook = true })).Refused(403, "forbidden");
        (await zhu.Api.Put("alerts/choices", new { kind = "complaint", page = false, push = false, webhook = false })).Refused(422, "invalid", "kind");
        // A private address is no push service.
        (await zhu.Api.Post("alerts/push/subscriptions", new { endpoint = "https://127.0.0.1/x", p256dh = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4", auth = "BTBZMqHH6r4Tts7J_aSIgg" }))
            .Refused(422, "invalid", "endpoint");
        (await zhu.Api.Post("alerts/push/subscriptions", new { endpoint = "https://push.example.com/x", p256dh = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw5", auth = "BTBZMqHH6r4Tts7J_aSIgg" }))
            .Refused(422, "invalid", "p256dh");

        var supervisor = await shop.SignIn(Cast.Supervisor);
        (await Set(supervisor, "offline_messages", 1)).Ok();
        await shop.Change(Cast.Supervisor, new { postId = shop.PostId(BuiltInPosts.ReadOnly) });
        await (await shop.Buyer()).Ask();
        await Look();
        await shop.Change(Cast.Supervisor, new { postId = shop.PostId(BuiltInPosts.Supervisor) });
        (await Thresholds(supervisor)).ShouldBeEmpty();
        await Look();
        (await Thresholds(supervisor)).Count.ShouldBe(1);
        // Switched off it keeps its limit and looks at nothing.
        (await Set(supervisor, "offline_messages", 1, enabled: false)).Ok();
        await (await shop.Buyer()).Ask();
        server.Clock.Advance(TimeSpan.FromHours(1));
        await Look();
        (await Thresholds(supervisor)).Count.ShouldBe(1);
        (await Measure(supervisor, "offline_messages")).GetProperty("mine").GetProperty("limit").GetInt32().ShouldBe(1);
    }

    private Task<TestShop> Morning()
    {
        server.Clock.Set(FakeClock.Start);
        return server.Shop();
    }

    private Task Look() => server.Host.RunJob("alert-thresholds");

    private static Task<Answer> Set(AgentClient agent, string measure, int limit, bool enabled = true) =>
        agent.Api.Put("alerts/thresholds", new { measure, enabled, limit, quietMinutes = 5, page = true, push = false, webhook = false });

    private static async Task<List<AlertView>> Thresholds(AgentClient agent) => [.. (await agent.Api.Get("alerts")).As<AlertRoutes.AlertList>().Items.Where(a => a.Kind == AlertKind.Threshold)];

    private static async Task<List<JsonElement>> Measures(AgentClient agent) => [.. (await agent.Api.Get("alerts/choices")).Json.GetProperty("measures").EnumerateArray()];

    private static async Task<List<string>> Names(AgentClient agent) => (await Measures(agent)).ConvertAll(m => m.GetProperty("measure").GetString()!);

    private static async Task<JsonElement> Measure(AgentClient agent, string measure) => (await Measures(agent)).Single(m => m.GetProperty("measure").GetString() == measure);

    private static async Task<int> Value(AgentClient agent, string measure) => (await Measure(agent, measure)).GetProperty("value").GetInt32();

    /// <summary>Connected, and known to be.</summary>
    private static async Task<HubProbe> Listen(AgentClient agent)
    {
        var probe = await agent.Connect();
        await probe.Invoke("View", new object?[] { null });
        return probe;
    }
}
