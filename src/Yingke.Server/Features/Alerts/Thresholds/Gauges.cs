using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Accounts;
using Yingke.Domain.Alerts;
using Yingke.Domain.Conversations;
using Yingke.Domain.Quality;
using Yingke.Domain.Routing;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Conversations;
using Yingke.Server.Features.Deadlines;
using Yingke.Server.Features.Performance;
using Yingke.Server.Features.Routing;
using Yingke.Server.Features.Routing.Wall;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Alerts.Thresholds;

/// <summary>
/// The figures of a shop at one moment, read at most once each for all who set thresholds: what the wall shows, of the conversations that are open, the clocks
/// that run, and the day's report. Who supervises one company gets its agents' figures; what waits for anybody counts for all.
/// </summary>
internal sealed class Gauges(Db db, Shop shop, TodayFigures today, DateTimeOffset now)
{
    /// <summary>Rates of a handful say nothing.</summary>
    public const int FewestRatings = 5;
    public const int FewestConsulted = 10;

    private List<Open>? open;
    private List<Person>? people;
    private List<Clock>? clocks;
    private List<Stars>? ratings;

    private sealed record Open(Guid? AgentId, ConversationState State, DateTimeOffset? WaitingSince);

    private sealed record Person(Guid Id, string? Company, Presence Presence);

    private sealed record Clock(Guid? AgentId, bool Passed);

    private sealed record Stars(Guid? AgentId, bool Good);

    /// <summary>Null where there is none: nobody rated, hardly anybody came.</summary>
    public async Task<int?> Read(AlertMeasure measure, CurrentAgent viewer, CancellationToken cancel) => measure switch
    {
        AlertMeasure.QueueLength => (await Conversations(viewer, cancel)).Count(c => c.State == ConversationState.Queued),
        AlertMeasure.LongestWait => Longest(await Conversations(viewer, cancel), ConversationState.Queued),
        AlertMeasure.AgentSilence => Longest(await Conversations(viewer, cancel), ConversationState.Active),
        AlertMeasure.OpenTotal => (await Conversations(viewer, cancel)).Count(c => c.State == ConversationState.Active),
        AlertMeasure.OpenPerAgent => (await Conversations(viewer, cancel)).Where(c => c.State == ConversationState.Active).GroupBy(c => c.AgentId).Select(g => g.Count()).DefaultIfEmpty().Max(),
        AlertMeasure.OfflineMessages => (await Conversations(viewer, cancel)).Count(c => c.State == ConversationState.Offline),
        // At night nobody has to be there.
        AlertMeasure.AgentsOnline => Due.IsOpen(shop, Channel.Web, now) ? (await Agents(viewer, cancel)).Count(a => a.Presence == Presence.Online) : null,
        AlertMeasure.DeadlinesNear => await Clocks(viewer, false, cancel),
        AlertMeasure.DeadlinesOverdue => await Clocks(viewer, true, cancel),
        AlertMeasure.Satisfaction => await Satisfaction(viewer, cancel),
        AlertMeasure.ReplyRate => await ReplyRate(cancel),
        AlertMeasure.OpenComplaints => await db.Set<Complaint>().CountAsync(c => c.ShopId == shop.Id && c.State == ComplaintState.Open && (c.AgentId == null || c.AgentId != viewer.AgentId), cancel),
        AlertMeasure.InspectionsWaiting => await db.Set<InspectionTask>().CountAsync(t => t.ShopId == shop.Id && t.State == InspectionState.Waiting && (t.InspectorId == null || t.InspectorId == viewer.AgentId), cancel),
        AlertMeasure.AppealsOpen => await db.Set<InspectionTask>().CountAsync(t => t.ShopId == shop.Id && t.State == InspectionState.Appealed, cancel),
        _ => throw new ArgumentOutOfRangeException(nameof(measure)),
    };

    private static bool SeesAll(CurrentAgent viewer) => viewer.Reach(Permission.ImSupervise) == Scope.All;

    private async Task<List<Open>> Conversations(CurrentAgent viewer, CancellationToken cancel)
    {
        open ??= await db.Set<Conversation>().Where(c => c.ShopId == shop.Id && c.State != ConversationState.Closed).Select(c => new Open(c.State == ConversationState.Active ? c.AgentId : null, c.State, c.WaitingSince)).ToListAsync(cancel);
        if (SeesAll(viewer))
            return open;
        var mine = (await Agents(viewer, cancel)).Select(a => a.Id).ToHashSet();
        return open.FindAll(c => c.AgentId is not { } agent || mine.Contains(agent));
    }

    private async Task<List<Person>> Agents(CurrentAgent viewer, CancellationToken cancel)
    {
        people ??= await db.Set<Agent>().Where(a => a.ShopId == shop.Id && a.SuspendedAt == null).Select(a => new Person(a.Id, a.Company, a.ImEnabled ? a.Presence : Presence.Offline)).ToListAsync(cancel);
        return SeesAll(viewer) ? people : people.FindAll(a => a.Company == viewer.Company);
    }

    /// <summary>Seconds that the one who waits longest has waited; nobody waits: none.</summary>
    private int? Longest(List<Open> some, ConversationState state) =>
        some.Where(c => c.State == state).Min(c => c.WaitingSince) is { } since ? (int)Math.Clamp((now - since).TotalSeconds, 0, int.MaxValue) : 0;

    private async Task<int> Clocks(CurrentAgent viewer, bool passed, CancellationToken cancel)
    {
        clocks ??= await db.Set<DueClock>().Where(c => c.ShopId == shop.Id && c.EndedAt == null && (c.DueAt <= now || (c.NearAt != null && c.NearAt <= now))).Select(c => new Clock(c.AgentId, c.DueAt <= now)).ToListAsync(cancel);
        var mine = SeesAll(viewer) ? null : (await Agents(viewer, cancel)).Select(a => a.Id).ToHashSet();
        return clocks.Count(c => c.Passed == passed && (mine is null || (c.AgentId is { } agent && mine.Contains(agent))));
    }

    private async Task<int?> Satisfaction(CurrentAgent viewer, CancellationToken cancel)
    {
        var start = Today.Of(shop, now).Start;
        ratings ??= await db.Set<Rating>().Where(r => r.ShopId == shop.Id && r.At >= start).Select(r => new Stars(r.AgentId, r.Stars >= 4)).ToListAsync(cancel);
        var mine = SeesAll(viewer) ? null : (await Agents(viewer, cancel)).Select(a => a.Id).ToHashSet();
        var some = ratings.FindAll(r => mine is null || (r.AgentId is { } agent && mine.Contains(agent)));
        return some.Count < FewestRatings ? null : 100 * some.Count(r => r.Good) / some.Count;
    }

    private async Task<int?> ReplyRate(CancellationToken cancel)
    {
        var row = await today.OfShop(shop, cancel);
        var consulted = row[Domain.Performance.Section.All, "consulted"];
        return consulted is { } many && many.CompareTo(FewestConsulted) >= 0 && row[Domain.Performance.Section.All, "reply_rate"] is { } rate ? (int)(100 * rate.Numerator / rate.Denominator) : null;
    }
}
