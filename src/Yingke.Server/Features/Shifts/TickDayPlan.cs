using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Deadlines;
using Yingke.Domain.Shifts;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Shifts;

internal sealed record DayTaskView(Guid Id, int Hour, string Text, DateTimeOffset DueAt, DateTimeOffset? DoneAt, DayTaskState State);

internal sealed record OwnDayPlan(DateOnly Day, DateOnly Today, string Post, IReadOnlyList<DayTaskView> Tasks);

/// <summary>今日工作: one's own day, ticked off; a tick may be taken back as long as the day lasts.</summary>
internal sealed class TickDayPlan(Db db, ShopDirectory shops, TimeProvider time)
{
    public async Task<OwnDayPlan> Show(CurrentAgent me, DateOnly? day, CancellationToken cancel)
    {
        var zone = (await shops.Shop(me.ShopId, cancel)).Zone;
        var today = LocalDay.Of(time.Now(), zone);
        var (on, post) = (day ?? today, await Post(me, cancel));
        var plan = await db.PlanOf(me.ShopId, post.Id, on.DayNumber, cancel);
        var ticks = await db.Set<DayTick>().Where(t => t.ShopId == me.ShopId && t.Day == on.DayNumber && t.AgentId == me.AgentId).ToDictionaryAsync(t => t.TaskId, t => t.At, cancel);
        return new(on, today, post.Name, [.. (plan?.Tasks ?? []).Select(t => View(t, on, zone, ticks.TryGetValue(t.Id, out var at) ? at : null, time.Now()))]);
    }

    /// <summary>Of today only; a second tick changes nothing, the first one's time stands.</summary>
    public async Task<OwnDayPlan> Tick(CurrentAgent me, Guid taskId, CancellationToken cancel)
    {
        var (today, post) = await OfToday(me, taskId, cancel);
        try
        {
            await db.InTransaction(async () =>
            {
                if (await Held(me, today, taskId, cancel) is null)
                    db.Add(new DayTick { ShopId = me.ShopId, Day = today, AgentId = me.AgentId, TaskId = taskId, PostId = post, At = time.Now() });
            }, cancel);
        }
        catch (DbUpdateException twice) when (db.Dialect.UniqueViolation(twice) is not null)
        {
            db.ChangeTracker.Clear();
        }
        return await Show(me, null, cancel);
    }

    public async Task<OwnDayPlan> Untick(CurrentAgent me, Guid taskId, CancellationToken cancel)
    {
        var (today, _) = await OfToday(me, taskId, cancel);
        await db.InTransaction(async () =>
        {
            if (await Held(me, today, taskId, cancel) is { } tick)
                db.Remove(tick);
        }, cancel);
        return await Show(me, null, cancel);
    }

    public static DayTaskView View(DayTask task, DateOnly day, TimeZoneInfo zone, DateTimeOffset? doneAt, DateTimeOffset now)
    {
        var due = DayPlan.DueAt(day, task.Hour, zone);
        return new(task.Id, task.Hour, task.Text, due, doneAt, DayPlan.StateOf(doneAt, due, now));
    }

    private async Task<(int Day, Guid Post)> OfToday(CurrentAgent me, Guid taskId, CancellationToken cancel)
    {
        var today = LocalDay.Of(time.Now(), (await shops.Shop(me.ShopId, cancel)).Zone).DayNumber;
        var post = await Post(me, cancel);
        return (await db.PlanOf(me.ShopId, post.Id, today, cancel))?.Tasks.Any(t => t.Id == taskId) == true ? (today, post.Id) : throw Refusal.NotFound();
    }

    private Task<Post> Post(CurrentAgent me, CancellationToken cancel) =>
        db.Set<Post>().SingleAsync(p => p.ShopId == me.ShopId && db.Set<Agent>().Any(a => a.ShopId == me.ShopId && a.Id == me.AgentId && a.PostId == p.Id), cancel);

    private Task<DayTick?> Held(CurrentAgent me, int day, Guid taskId, CancellationToken cancel) =>
        db.Set<DayTick>().AsTracking().SingleOrDefaultAsync(t => t.ShopId == me.ShopId && t.Day == day && t.AgentId == me.AgentId && t.TaskId == taskId, cancel);
}
