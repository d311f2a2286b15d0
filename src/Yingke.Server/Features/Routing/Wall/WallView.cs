using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Accounts;
using Yingke.Domain.Conversations;
using Yingke.Domain.Routing;
using Yingke.Domain.Tickets;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Conversations;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Routing.Wall;

/// <summary>Why people queue.</summary>
internal enum QueueReason { NobodyOnline, AllFull, WeightZero }

internal sealed record Night(int Total, int Answered, int Solved);

/// <param name="OfflineRows">Offline messages, oldest first.</param>
/// <param name="NightRows">What came in the night and still waits for an answer.</param>
internal sealed record WallAnswer(
    DateTimeOffset ServerTime, int Online, int Busy, int Offline, int Active, int Queued, int OfflineMessages, int? LongestWaitSeconds, int Overdue, double? GoodRateToday, QueueReason? QueueReason,
    IReadOnlyList<AgentState> Agents, IReadOnlyList<ConversationRow> Queue, IReadOnlyList<ConversationRow> OfflineRows, IReadOnlyList<ConversationRow> NightRows, Night Night);

/// <summary>The shop at this moment. Who supervises one company sees its agents and their conversations, and what waits for anybody.</summary>
internal sealed class WallView(Db db, ShopDirectory shops, AgentStates states, DayBook book, Rows rows, TimeProvider time)
{
    private const int RowsShown = 500;

    private sealed record OpenConversation(Guid? AgentId, ConversationState State, Channel Channel, DateTimeOffset? WaitingSince, DateTimeOffset? DueAt);

    public async Task<WallAnswer> Of(CurrentAgent viewer, CancellationToken cancel)
    {
        var (shop, now) = (await shops.Shop(viewer.ShopId, cancel), time.Now());
        var today = Today.Of(shop, now);
        var everybody = await states.Of(shop.Id, null, cancel);
        var agents = everybody.FindAll(a => MaySee(viewer, a.Company));
        var ids = agents.ConvertAll(a => a.Id);
        var all = viewer.Reach(Permission.ImSupervise) == Scope.All;
        bool Mine(Guid? agent) => all || agent is null || ids.Contains(agent.Value);
        var open = (await db.Set<Conversation>().Where(c => c.ShopId == shop.Id && c.State != ConversationState.Closed)
            .Select(c => new OpenConversation(c.AgentId, c.State, c.Channel, c.WaitingSince, c.DueAt)).ToListAsync(cancel)).FindAll(c => Mine(c.State == ConversationState.Active ? c.AgentId : null));
        var waiting = await rows.Load(shop.Id, viewer.AgentId, c => c.Where(x => x.State == ConversationState.Queued || x.State == ConversationState.Offline).OrderBy(x => x.Place).Take(RowsShown), cancel);
        var night = await rows.Load(shop.Id, viewer.AgentId, c => c.VisibleTo(viewer, db)
            .Where(x => x.State != ConversationState.Closed && x.WaitingSince >= today.NightFrom && x.WaitingSince <= today.NightTo).OrderBy(x => x.WaitingSince).Take(RowsShown), cancel);
        var queued = open.Count(c => c.State == ConversationState.Queued);
        return new(now, agents.Count(a => a.Presence == Presence.Online), agents.Count(a => a.Presence == Presence.Busy), agents.Count(a => a.Presence == Presence.Offline),
            open.Count(c => c.State == ConversationState.Active), queued, open.Count(c => c.State == ConversationState.Offline), LongestWait(open, now),
            open.Count(c => Rows.DueAt(shop, c.State, c.Channel, c.WaitingSince, c.DueAt) < now), await GoodRate(shop.Id, all ? null : ids, today, cancel),
            queued == 0 ? null : Reason(everybody), agents,
            [.. waiting.Where(w => w.State == ConversationState.Queued).OrderBy(w => w.Position)], [.. waiting.Where(w => w.State == ConversationState.Offline)], night,
            await NightOf(shop.Id, (await book.Of(shop.Id, today.Since, cancel)).Where(t => Mine(t.AgentId)), today, cancel));
    }

    public static bool MaySee(CurrentAgent viewer, string? company) => viewer.Reach(Permission.ImSupervise) is { } reach && (reach == Scope.All || viewer.Company == company);

    private static int? LongestWait(List<OpenConversation> open, DateTimeOffset now) =>
        open.Where(c => c.State is not (ConversationState.Offline or ConversationState.Robot)).Min(c => c.WaitingSince) is { } since ? (int)Math.Max(0, (now - since).TotalSeconds) : null;

    /// <summary>Nobody is on duty; all places are taken; or those that are free belong to agents who take nobody but their own recent buyers.</summary>
    private static QueueReason Reason(List<AgentState> agents) =>
        !agents.Exists(a => a.IsReachable) ? QueueReason.NobodyOnline
        : agents.Exists(a => a.IsReachable && a.Open < a.Capacity) ? QueueReason.WeightZero : QueueReason.AllFull;

    private async Task<double?> GoodRate(Guid shopId, List<Guid>? agents, Today today, CancellationToken cancel)
    {
        var ratings = db.Set<Rating>().Where(r => r.ShopId == shopId && r.At >= today.Start && (agents == null || (r.AgentId != null && agents.Contains(r.AgentId.Value))));
        var sum = await ratings.GroupBy(_ => 1).Select(g => new { All = g.Count(), Good = g.Count(r => r.Stars >= 4) }).SingleOrDefaultAsync(cancel);
        return sum is null ? null : (double)sum.Good / sum.All;
    }

    /// <summary>Conversations in which a buyer wrote in the night: answered when nothing of it waits, solved when closed or when a ticket was opened from it (spec: routing.md, Service hours and deadlines).</summary>
    private async Task<Night> NightOf(Guid shopId, IEnumerable<DayTalk> talks, Today today, CancellationToken cancel)
    {
        var ofNight = talks.Where(t => t.Talk.Turns.Any(turn => today.IsNight(turn.Origin))).ToList();
        var open = ofNight.FindAll(t => !t.IsClosed).ConvertAll(t => (Guid?)t.Id);
        var handedOn = open.Count == 0 ? [] : (await db.Set<Ticket>().Where(t => t.ShopId == shopId && open.Contains(t.ConversationId)).Select(t => t.ConversationId!.Value).ToListAsync(cancel)).ToHashSet();
        return new(ofNight.Count, ofNight.Count(t => t.Talk.Turns.Where(turn => today.IsNight(turn.Origin)).All(turn => turn.AnsweredAt is not null)), ofNight.Count(t => t.IsClosed || handedOn.Contains(t.Id)));
    }
}
