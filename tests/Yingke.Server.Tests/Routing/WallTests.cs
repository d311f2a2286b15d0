using Yingke.Domain.Accounts;
using Yingke.Domain.Routing;
using Yingke.Server.Features.Routing.Wall;
using Yingke.Server.Tests.Clients;
using Yingke.Server.Tests.Hosting;

namespace Yingke.Server.Tests.Routing;

/// <summary>workbench.md 31–36: the wall, everybody's day, and who looks at what.</summary>
public sealed class WallTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task The_wall_counts_what_is_there_and_says_why_people_queue()
    {
        Morning();
        var shop = await server.Shop();
        var zhu = await shop.OnDuty(Cast.Zhu);
        await (await shop.SignIn(Cast.Lan)).Busy();
        await (await shop.SignIn(Cast.Lan)).Offline();
        await shop.Change(Cast.Zhu, new { capacity = 1 });
        var asked = server.Clock.Now;
        var id = await (await shop.Buyer()).Ask();
        await (await shop.Buyer()).Ask();
        Pass(61);
        var wall = await Wall(shop.Owner);
        (wall.Online, wall.Busy, wall.Active, wall.Queued, wall.OfflineMessages).ShouldBe((1, 0, 1, 1, 0));
        wall.QueueReason.ShouldBe(QueueReason.AllFull);
        (wall.LongestWaitSeconds, wall.Overdue).ShouldBe((61, 2));
        var state = wall.Agents.Single(a => a.Id == zhu.Id);
        (state.Open, state.Capacity, state.Today.Overdue, state.Connected).ShouldBe((1, 1, 1, false));
        state.OldestWaitingSince.ShouldBe(asked);
        (state.Today.OnlineSeconds, state.Today.OfflineSeconds).ShouldBe((61, 36_000));
        wall.Queue.ShouldHaveSingleItem().Position.ShouldBe(1);
        (await zhu.Close(id)).Ok();
        (await Wall(shop.Owner)).QueueReason.ShouldBeNull();
        await shop.Change(Cast.Zhu, new { capacity = 5, weight = 0 });
        await (await shop.Buyer()).Ask();
        (await Wall(shop.Owner)).QueueReason.ShouldBe(QueueReason.WeightZero);
    }

    [Fact]
    public async Task The_days_figures_come_from_what_was_said()
    {
        Morning();
        var shop = await server.Shop();
        var zhu = await shop.OnDuty(Cast.Zhu);
        var (first, second, unanswered) = (await shop.Buyer(), await shop.Buyer(), await shop.Buyer());
        var a = await first.Ask();
        Pass(10);
        await zhu.Say(a, "您好");
        await zhu.Say(a, "请问要哪款");
        var b = await second.Ask();
        Pass(30);
        await zhu.Say(b, "您好");
        await unanswered.Ask();
        (await zhu.Close(a)).Ok();
        (await zhu.Close(b)).Ok();
        (await first.Rate(a, 5)).Ok();
        (await second.Rate(b, 3)).Ok();
        Pass(2);
        var strip = (await zhu.Api.Get("desk/strip")).As<WallRoutes.DayStrip>();
        (strip.Received, strip.Messages, strip.AvgFirstResponseSeconds, strip.GoodRate).ShouldBe((2, 3, 20, 0.5));
        strip.ReplyRate!.Value.ShouldBe(2.0 / 3, 1e-9);
        var state = (await Wall(shop.Owner)).Agents.Single(s => s.Id == zhu.Id).Today;
        (state.Received, state.Messages, state.AvgFirstResponseSeconds, state.GoodRate).ShouldBe((2, 3, 20, 0.5));
        (await Wall(shop.Owner)).GoodRateToday.ShouldBe(0.5);
        var other = (await (await shop.OnDuty(Cast.Lan)).Api.Get("desk/strip")).As<WallRoutes.DayStrip>();
        (other.Received, other.Messages, other.ReplyRate, other.GoodRate).ShouldBe((0, 0, null, null));
        // The book keeps up with logs that move on, and begins anew with the day.
        await zhu.Say((await unanswered.Current()).Id, "您好");
        Pass(2);
        (await zhu.Api.Get("desk/strip")).As<WallRoutes.DayStrip>().Received.ShouldBe(3);
        server.Clock.Set(FakeClock.Start.AddDays(1));
        (await zhu.Api.Get("desk/strip")).As<WallRoutes.DayStrip>().Messages.ShouldBe(0);
    }

    [Fact]
    public async Task The_night_board_tells_answered_and_solved_apart()
    {
        // 23:00 in Shanghai, the night's first instant.
        server.Clock.Set(new DateTimeOffset(2026, 3, 5, 15, 0, 0, TimeSpan.Zero));
        var shop = await server.Shop();
        var (one, two, three) = (await shop.Buyer(), await shop.Buyer(), await shop.Buyer());
        await one.Ask();
        await two.Ask();
        server.Clock.Set(new DateTimeOffset(2026, 3, 6, 1, 0, 0, TimeSpan.Zero));
        await three.Ask();
        Pass(1);
        var early = await (await shop.Buyer()).Ask();
        Pass(2);
        (await Wall(shop.Owner)).Night.ShouldBe(new Night(3, 0, 0));
        var zhu = await shop.OnDuty(Cast.Zhu);
        await zhu.Say((await one.Current()).Id, "早上好");
        await zhu.Say((await two.Current()).Id, "早上好");
        (await zhu.Close((await two.Current()).Id)).Ok();
        Pass(2);
        var wall = await Wall(shop.Owner);
        wall.Night.ShouldBe(new Night(3, 2, 1));
        wall.NightRows.Select(r => r.Buyer.Id).ShouldBe([three.Id]);
        wall.NightRows.ShouldNotContain(r => r.Id == early);
        // A ticket solves as a close does, and both together count once.
        foreach (var talk in new[] { await one.Current(), await two.Current() })
            (await zhu.Api.Post("tickets", new { clientId = Guid.NewGuid().ToString("N"), kind = "other", title = "补发", conversationId = talk.Id })).Ok();
        Pass(2);
        (await Wall(shop.Owner)).Night.ShouldBe(new Night(3, 2, 2));
    }

    [Fact]
    public async Task A_supervisor_sets_presence_and_capacity_on_record_and_within_reach()
    {
        Morning();
        var shop = await server.Shop();
        var lead = new Person("lead", "外包组长", BuiltInPosts.OutsourcingLead, Groups.None, false);
        await shop.Hire(lead);
        await shop.Change(Cast.Zhu, new { company = "甲" });
        await shop.Change(lead, new { company = "甲" });
        var (zhu, lan) = (await shop.OnDuty(Cast.Zhu), await shop.OnDuty(Cast.Lan));
        var own = await shop.SignIn(lead);
        (await own.Api.Get("wall")).As<WallAnswer>().Agents.Select(a => a.Name).ShouldBe([Cast.Zhu.Name]);
        var state = (await own.Api.Put($"agents/{zhu.Id}/presence", new { presence = "busy", reason = "用餐" })).As<AgentState>();
        (state.Presence, state.Reason).ShouldBe((Presence.Busy, "用餐"));
        (await own.Api.Put($"agents/{zhu.Id}/presence", new { presence = "busy", reason = "没这条" })).Refused(422, "invalid", "reason");
        (await own.Api.Put($"agents/{zhu.Id}/capacity", new { capacity = 3 })).As<AgentState>().Capacity.ShouldBe(3);
        (await own.Api.Put($"agents/{zhu.Id}/capacity", new { capacity = -1 })).Refused(422, "invalid", "capacity");
        (await own.Api.Put($"agents/{lan.Id}/presence", new { presence = "offline" })).Refused(404, "not_found");
        (await own.Api.Put($"agents/{lan.Id}/capacity", new { capacity = 1 })).Refused(404, "not_found");
        (await lan.Api.Put($"agents/{zhu.Id}/capacity", new { capacity = 1 })).Refused(403, "forbidden");
        var audit = (await shop.Owner.Api.Get("audit?limit=100")).Json.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("action").GetString()).ToList();
        audit.Count(a => a == "agent.presence_set").ShouldBe(1);
        audit.Count(a => a == "agent.capacity_set").ShouldBe(1);
    }

    [Fact]
    public async Task Conversations_are_moved_in_bulk_each_by_itself()
    {
        Morning();
        var shop = await server.Shop();
        var (zhu, lan) = (await shop.OnDuty(Cast.Zhu), await shop.SignIn(Cast.Lan));
        var (a, b, closed) = (await (await shop.Buyer()).Ask(), await (await shop.Buyer()).Ask(), await (await shop.Buyer()).Ask());
        (await zhu.Close(closed)).Ok();
        var supervisor = await shop.SignIn(Cast.Supervisor);
        object To(params Guid[] ids) => new { conversationIds = ids, to = new { agentId = lan.Id }, reason = "交接班" };
        (await supervisor.Api.Post("conversations/moves", To(a))).As<WallRoutes.Moves>().Refused.Single().Code.ShouldBe("agent_unreachable");
        await lan.Online();
        var nobody = Guid.NewGuid();
        var moves = (await supervisor.Api.Post("conversations/moves", To(a, b, closed, nobody))).As<WallRoutes.Moves>();
        moves.Moved.ShouldBe([a, b], ignoreOrder: true);
        moves.Refused.ShouldBe([new(closed, "conversation_closed"), new(nobody, "not_found")], ignoreOrder: true);
        (await lan.Desk()).Conversations.Select(c => c.Id).ShouldBe([a, b], ignoreOrder: true);
        (await zhu.Api.Post("conversations/moves", To(a))).Refused(403, "forbidden");
    }

    [Fact]
    public async Task An_open_wall_hears_of_agents_and_each_company_of_its_own()
    {
        Morning();
        var shop = await server.Shop();
        var lead = new Person("lead", "外包组长", BuiltInPosts.OutsourcingLead, Groups.None, false);
        await shop.Hire(lead);
        await shop.Change(lead, new { company = "甲" });
        var zhu = await shop.OnDuty(Cast.Zhu);
        await using var wall = await (await shop.SignIn(Cast.Supervisor)).Connect();
        await using var foreign = await (await shop.SignIn(lead)).Connect();
        await using var self = await zhu.Connect();
        await using var colleague = await (await shop.SignIn(Cast.Lan)).Connect();
        await wall.Invoke("WatchWall", true);
        await foreign.Invoke("WatchWall", true);
        await Should.ThrowAsync<HubRefusal>(() => colleague.Invoke("WatchWall", true));
        await (await shop.Buyer()).Ask();
        bool Is(System.Text.Json.JsonElement[] a) => a[0].GetProperty("id").GetGuid() == zhu.Id && a[0].GetProperty("open").GetInt32() == 1 && a[0].TryGetProperty("oldestWaitingSince", out _);
        await wall.Next("agent", Is);
        await self.Next("agent", a => a[0].GetProperty("open").GetInt32() == 1);
        await HubProbe.Quiet();
        foreign.Pushes.ShouldNotContain(p => p.Method == "agent");
        colleague.Pushes.ShouldNotContain(p => p.Method == "agent");
    }

    [Fact]
    public async Task Who_looks_at_a_conversation_is_shown_to_its_agent_and_to_each_other()
    {
        Morning();
        var shop = await server.Shop();
        var (zhu, lin) = (await shop.OnDuty(Cast.Zhu), await shop.SignIn(Cast.Supervisor));
        var id = await (await shop.Buyer()).Ask();
        await using var serving = await zhu.Connect();
        await using var looking = await lin.Connect();
        await using var outsider = await (await shop.SignIn(Cast.Mei)).Connect();
        await looking.Invoke("View", id);
        var one = (await serving.Next("viewers")).Arguments[0];
        one.GetProperty("conversationId").GetGuid().ShouldBe(id);
        Names(one).ShouldBe(["林岚"]);
        (await zhu.Conversation(id)).Watchers.Select(w => w.Name).ShouldBe(["林岚"]);
        await looking.Invoke("Typing", id, "悄悄");
        await serving.Next("viewers", a => a[0].GetProperty("viewers").EnumerateArray().Any(v => v.GetProperty("typing").GetBoolean()));
        await outsider.Invoke("View", id);
        looking.Forget();
        serving.Forget();
        looking.Cut();
        await serving.Next("viewers", a => Names(a[0]).Length == 0);
        await HubProbe.Quiet();
        outsider.Pushes.ShouldNotContain(p => p.Method == "viewers");
        (await zhu.Conversation(id)).Watchers.ShouldBeEmpty();
    }

    private static string[] Names(System.Text.Json.JsonElement push) => [.. push.GetProperty("viewers").EnumerateArray().Select(v => v.GetProperty("name").GetString()!)];

    private void Morning() => server.Clock.Set(FakeClock.Start);

    private void Pass(int seconds) => server.Clock.Advance(TimeSpan.FromSeconds(seconds));

    private static async Task<WallAnswer> Wall(AgentClient supervisor) => (await supervisor.Api.Get("wall")).As<WallAnswer>();
}
