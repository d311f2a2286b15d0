using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Deadlines;
using Yingke.Domain.Shifts;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Shifts;

internal sealed record PersonDay(Guid AgentId, string Agent, int Done, int Late, IReadOnlyList<DayTaskView> Tasks);

internal sealed record PostDay(Guid PostId, string Post, IReadOnlyList<DayTask> Tasks, IReadOnlyList<PersonDay> People);

/// <param name="ByRota">Those on the day's rota; without one everybody of the post who is not on leave.</param>
internal sealed record DayProgress(DateOnly Day, DateOnly Today, bool ByRota, IReadOnlyList<PostDay> Posts);

/// <summary>Who did what of a day's work, and what is late.</summary>
internal sealed class FollowDayPlans(Db db, ShopDirectory shops, TimeProvider time)
{
    public async Task<DayProgress> Of(Guid shopId, DateOnly? day, CancellationToken cancel)
    {
        var zone = (await shops.Shop(shopId, cancel)).Zone;
        var now = time.Now();
        var today = LocalDay.Of(now, zone);
        var (on, number) = (day ?? today, (day ?? today).DayNumber);
        var plans = (await db.Set<DayPlanRow>().Where(p => p.ShopId == shopId && p.FromDay <= number).ToListAsync(cancel))
            .GroupBy(p => p.PostId).Select(g => g.MaxBy(p => p.FromDay)!).Where(p => p.Tasks.Count > 0).ToDictionary(p => p.PostId);
        var posts = await db.Set<Post>().Where(p => p.ShopId == shopId).OrderBy(p => p.Id).Select(p => new { p.Id, p.Name }).ToListAsync(cancel);
        var ticks = await db.Set<DayTick>().Where(t => t.ShopId == shopId && t.Day == number).ToListAsync(cancel);
        var rota = await db.Set<RotaEntryRow>().Where(e => e.ShopId == shopId && e.Day == number).Select(e => e.AgentId).Distinct().ToListAsync(cancel);
        var away = await db.LeaveIn(shopId, number, number).Select(l => l.AgentId).ToListAsync(cancel);
        var end = LocalDay.End(on, zone);
        var names = await shops.Names(shopId, cancel);
        var agents = await db.Set<Agent>().Where(a => a.ShopId == shopId && a.CreatedAt < end && (a.SuspendedAt == null || a.SuspendedAt >= end)).Select(a => new { a.Id, a.PostId }).ToListAsync(cancel);
        return new(on, today, rota.Count > 0, [.. posts.Where(p => plans.ContainsKey(p.Id)).Select(p => new PostDay(p.Id, p.Name, plans[p.Id].Tasks, People(p.Id, plans[p.Id].Tasks)))]);

        // Whoever ticked something off was there, whatever the rota says.
        List<PersonDay> People(Guid post, IReadOnlyList<DayTask> tasks) =>
            [.. agents.Where(a => a.PostId == post && !away.Contains(a.Id) && (rota.Count == 0 || rota.Contains(a.Id))).Select(a => a.Id).Union(ticks.Where(t => t.PostId == post).Select(t => t.AgentId))
                .Select(id => Person(id, tasks)).OrderByDescending(p => p.Late).ThenBy(p => p.Agent, StringComparer.Ordinal)];

        PersonDay Person(Guid id, IReadOnlyList<DayTask> tasks)
        {
            var own = ticks.Where(t => t.AgentId == id).ToDictionary(t => t.TaskId, t => t.At);
            var views = tasks.Select(t => TickDayPlan.View(t, on, zone, own.TryGetValue(t.Id, out var at) ? at : null, now)).ToList();
            return new(id, names.GetValueOrDefault(id, "—"), views.Count(v => v.DoneAt is not null), views.Count(v => v.State is DayTaskState.Late), views);
        }
    }
}
