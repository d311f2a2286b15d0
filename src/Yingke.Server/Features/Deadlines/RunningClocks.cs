using Microsoft.EntityFrameworkCore;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Deadlines;

/// <summary>What features do with clocks: each within the caller's transaction, so that a clock and its subject never disagree.</summary>
internal static class RunningClocks
{
    /// <summary>Starts a clock; one of the same kind that runs for the subject is dropped, so that a new date may be near and pass anew.</summary>
    /// <param name="nearAt">When to warn; null for no warning, and none either if the clock starts after it.</param>
    public static async Task StartClock(this Db db, Guid shopId, string kind, Guid subjectId, string title, DateTimeOffset now, DateTimeOffset dueAt, CancellationToken cancel,
        DateTimeOffset? nearAt = null, Guid? agentId = null)
    {
        Need(db);
        await db.DropClock(shopId, kind, subjectId, now, cancel);
        db.Add(Clock(shopId, kind, subjectId, title, now, dueAt, nearAt, agentId));
    }

    /// <summary>A clock to add for a subject that is new itself: nothing can run for it yet.</summary>
    public static DueClock Clock(Guid shopId, string kind, Guid subjectId, string title, DateTimeOffset now, DateTimeOffset dueAt, DateTimeOffset? nearAt, Guid? agentId)
    {
        var near = nearAt > now && nearAt < dueAt ? nearAt : null;
        return new DueClock { ShopId = shopId, Kind = kind, SubjectId = subjectId, Title = title, AgentId = agentId, StartedAt = now, NearAt = near, DueAt = dueAt, NextAt = near ?? dueAt };
    }

    /// <summary>What was due is done. False if no such clock runs.</summary>
    public static Task<bool> MeetClock(this Db db, Guid shopId, string kind, Guid subjectId, DateTimeOffset now, CancellationToken cancel) =>
        db.End(shopId, kind, subjectId, ClockEnd.Met, now, cancel);

    /// <summary>What was due is not asked for any more. False if no such clock runs.</summary>
    public static Task<bool> DropClock(this Db db, Guid shopId, string kind, Guid subjectId, DateTimeOffset now, CancellationToken cancel) =>
        db.End(shopId, kind, subjectId, ClockEnd.Dropped, now, cancel);

    /// <summary>Ends everything that runs for the subject.</summary>
    public static async Task DropClocks(this Db db, Guid shopId, Guid subjectId, DateTimeOffset now, CancellationToken cancel)
    {
        Need(db);
        await db.Set<DueClock>().Where(c => c.ShopId == shopId && c.SubjectId == subjectId && c.EndedAt == null)
            .ExecuteUpdateAsync(c => c.SetProperty(x => x.EndedAt, now).SetProperty(x => x.End, ClockEnd.Dropped).SetProperty(x => x.NextAt, (DateTimeOffset?)null), cancel);
    }

    /// <summary>Somebody else must see to it now.</summary>
    public static async Task HandClocks(this Db db, Guid shopId, Guid subjectId, Guid? agentId, CancellationToken cancel)
    {
        Need(db);
        await db.Set<DueClock>().Where(c => c.ShopId == shopId && c.SubjectId == subjectId && c.EndedAt == null)
            .ExecuteUpdateAsync(c => c.SetProperty(x => x.AgentId, agentId), cancel);
    }

    private static async Task<bool> End(this Db db, Guid shopId, string kind, Guid subjectId, ClockEnd end, DateTimeOffset now, CancellationToken cancel)
    {
        Need(db);
        return await db.Set<DueClock>().Where(c => c.ShopId == shopId && c.SubjectId == subjectId && c.Kind == kind && c.EndedAt == null)
            .ExecuteUpdateAsync(c => c.SetProperty(x => x.EndedAt, now).SetProperty(x => x.End, end).SetProperty(x => x.NextAt, (DateTimeOffset?)null), cancel) > 0;
    }

    private static void Need(Db db)
    {
        if (db.Database.CurrentTransaction is null)
            throw new InvalidOperationException("Clocks are moved in the transaction of what they belong to.");
    }
}
