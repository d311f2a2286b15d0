using Yingke.Domain.Accounts;
using Yingke.Domain.Shifts;
using Yingke.Server.Features.Shifts;
using Yingke.Server.Tests.Clients;
using Yingke.Server.Tests.Hosting;

namespace Yingke.Server.Tests.Shifts;

/// <summary>spec: campaigns.md, Shifts: a day plan per role says what is done in which hour; agents tick it off, the supervisor sees it.</summary>
public sealed class DayPlanTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task A_day_is_ticked_off_and_followed_and_what_is_over_stays_as_it_was()
    {
        // 08:30 in the shop.
        server.Clock.Set(new DateTimeOffset(2026, 6, 1, 0, 30, 0, TimeSpan.Zero));
        var shop = await server.Shop();
        var (supervisor, zhu, mei) = (await shop.SignIn(Cast.Supervisor), await shop.SignIn(Cast.Zhu), await shop.SignIn(Cast.Mei));
        (await Own(zhu)).Tasks.ShouldBeEmpty("nothing is planned by itself");
        var shipped = (await supervisor.Api.Get("day-plans")).As<List<PostPlan>>().Where(p => p.Template is not null).Select(p => p.PostId).ToList();
        shipped.ShouldBe([shop.PostId(BuiltInPosts.Supervisor), shop.PostId(BuiltInPosts.Presale), shop.PostId(BuiltInPosts.Aftersale)], ignoreOrder: true);
        var plan = await Write(supervisor, shop, 0, new { hour = 14, text = "跟进未下单" }, new { hour = 9, text = "看交接" });
        plan.Tasks.Select(t => (t.Hour, t.Text)).ShouldBe([(9, "看交接"), (14, "跟进未下单")]);
        (await supervisor.Api.Put($"day-plans/{plan.PostId}", new { version = 0, tasks = Array.Empty<object>() })).Refused(409, "changed_meanwhile");
        (await zhu.Api.Put($"day-plans/{plan.PostId}", new { version = 1, tasks = Array.Empty<object>() })).Refused(403, "forbidden");
        var (nine, two) = (plan.Tasks[0].Id, plan.Tasks[1].Id);

        // Twice is once: the first time stands.
        server.Clock.Advance(TimeSpan.FromMinutes(10));
        var first = (await zhu.Api.Put($"day-plan/ticks/{nine}")).As<OwnDayPlan>().Tasks[0].DoneAt;
        server.Clock.Advance(TimeSpan.FromMinutes(10));
        (await zhu.Api.Put($"day-plan/ticks/{nine}")).As<OwnDayPlan>().Tasks.Select(t => (t.DoneAt, t.State)).ShouldBe([(first, DayTaskState.Done), (null, DayTaskState.Open)]);
        (await mei.Api.Put($"day-plan/ticks/{nine}")).Refused(404, "not_found");
        (await zhu.Api.Put($"day-plan/ticks/{two}")).Ok();
        (await zhu.Api.Delete($"day-plan/ticks/{two}")).As<OwnDayPlan>().Tasks[1].DoneAt.ShouldBeNull();
        (await zhu.Api.Delete($"day-plan/ticks/{two}")).Ok();

        // 10:00 exactly: Lan has done nothing, and what belongs to nine is late.
        server.Clock.Set(new DateTimeOffset(2026, 6, 1, 2, 0, 0, TimeSpan.Zero));
        (await Followed(supervisor)).ShouldBe(["小兰 0/1", "小竹 1/0"]);
        (await zhu.Api.Get("day-plans/progress")).Refused(403, "forbidden");

        // The next day the plan is another; yesterday keeps its own, with its ticks, and can no longer be ticked.
        server.Clock.Set(new DateTimeOffset(2026, 6, 1, 16, 0, 0, TimeSpan.Zero));
        var next = await Write(supervisor, shop, 1, new { id = nine, hour = 10, text = "看交接和公告" });
        next.Tasks.ShouldHaveSingleItem().Id.ShouldBe(nine, "changed words are the same task");
        (await Own(zhu)).Tasks.Select(t => (t.Text, t.DoneAt)).ShouldBe([("看交接和公告", null)]);
        (await zhu.Api.Get("day-plan?day=2026-06-01")).As<OwnDayPlan>().Tasks.Select(t => (t.Text, t.State)).ShouldBe([("看交接", DayTaskState.Done), ("跟进未下单", DayTaskState.Late)]);
        (await zhu.Api.Put($"day-plan/ticks/{two}")).Refused(404, "not_found");
        (await zhu.Api.Delete($"day-plan/ticks/{nine}")).Ok();
        (await Followed(supervisor, "?day=2026-06-01")).ShouldBe(["小兰 0/2", "小竹 1/1"], "what was ticked yesterday stays");

        // With a rota, only who is on it is waited for.
        var shift = (await supervisor.Api.Post("shifts", new { name = "早班", kind = "work", from = 540, to = 1080 })).As<ShiftView>().Id;
        (await supervisor.Api.Post("rota/entries", new { day = "2026-06-02", agentId = zhu.Id, shiftId = shift })).Ok();
        (await Followed(supervisor)).ShouldBe(["小竹 0/0"]);
    }

    private static async Task<PostPlan> Write(AgentClient supervisor, TestShop shop, int version, params object[] tasks) =>
        (await supervisor.Api.Put($"day-plans/{shop.PostId(BuiltInPosts.Presale)}", new { version, tasks })).As<PostPlan>();

    private static async Task<OwnDayPlan> Own(AgentClient agent) => (await agent.Api.Get("day-plan")).As<OwnDayPlan>();

    private static async Task<List<string>> Followed(AgentClient supervisor, string query = "") =>
        (await supervisor.Api.Get("day-plans/progress" + query)).As<DayProgress>().Posts.Single().People.Select(p => $"{p.Agent} {p.Done}/{p.Late}").ToList();
}
