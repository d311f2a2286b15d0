using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Hotline;
using Yingke.Domain.Routing;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Routing;
using Yingke.Server.Platform.Jobs;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Hotline;

/// <summary>
/// Presence is shared with chat: whoever is rung or talks is busy and gets nothing new until the last of the calls is over, then has the
/// earlier presence back, unless they, a supervisor or a lost connection changed it meanwhile (spec: tickets-hotline.md, 400 hotline).
/// </summary>
internal sealed class EngageAgents(Db db, Dispatcher dispatcher, HeldLease lease, TimeProvider time)
{
    public const string Reason = "通话";

    /// <summary>An exchange that fell silent in the middle of a call must not keep an agent from chatting for ever.</summary>
    private static readonly TimeSpan LongestTalk = TimeSpan.FromHours(2);
    private static readonly TimeSpan LongestRing = TimeSpan.FromMinutes(5);

    /// <summary>The job: lets go of those of whose calls nothing was heard for so long.</summary>
    public async Task LetGo(CancellationToken cancel)
    {
        var before = time.Now() - LongestRing;
        var engaged = await (
            from e in db.Set<Engagement>()
            join c in db.Set<Call>() on new { e.ShopId, e.CallId } equals new { c.ShopId, CallId = c.Id }
            where c.HeardAt < before
            select c).Distinct().OrderBy(c => c.HeardAt).Take(100).ToListAsync(cancel);
        foreach (var call in engaged.Where(c => IsSilent(c, time.Now())))
        {
            await dispatcher.Run(call.ShopId, async turn =>
            {
                await lease.Confirm(turn.Db, cancel);
                if (await turn.Db.Set<Call>().AsTracking().SingleOrDefaultAsync(c => c.ShopId == call.ShopId && c.Id == call.Id) is { } held)
                    await Settle(turn, held);
            }, cancel);
        }
    }

    /// <summary>Within a turn of the desk: busy are those whom the call engages now, and no others.</summary>
    /// <returns>Whom it engaged before or engages now.</returns>
    public static async Task<IReadOnlyList<Guid>> Settle(DispatchTurn turn, Call call)
    {
        var db = turn.Db;
        var before = await db.Set<Engagement>().AsTracking().Where(e => e.ShopId == call.ShopId && e.CallId == call.Id).ToListAsync();
        var now = IsSilent(call, turn.Now) ? [] : call.Engaged();
        foreach (var engagement in before.Where(e => !now.Contains(e.AgentId)))
            await Release(turn, engagement);
        foreach (var agent in now.Where(a => !before.Exists(e => e.AgentId == a)))
            await Engage(turn, agent, call);
        await db.SaveChangesAsync();
        return [.. before.Select(e => e.AgentId).Union(now)];
    }

    private static async Task Engage(DispatchTurn turn, Guid agentId, Call call)
    {
        if (turn.FindPerson(agentId)?.Row is not { SuspendedAt: null } row)
            return;
        var earlier = await turn.Db.Set<Engagement>().Where(e => e.ShopId == call.ShopId && e.AgentId == agentId).FirstOrDefaultAsync();
        turn.Db.Add(new Engagement
        {
            ShopId = call.ShopId, AgentId = agentId, CallId = call.Id, Since = turn.Now,
            Presence = earlier?.Presence ?? row.Presence, Reason = earlier is null ? row.PresenceReason : earlier.Reason, Cause = earlier?.Cause ?? row.PresenceCause,
        });
        // Who is off duty takes no chats anyway, and does not come on duty by answering the telephone.
        if (earlier is null && row.Presence != Presence.Offline)
            await ChangePresence.Apply(turn, agentId, Presence.Busy, Reason, PresenceCause.Call);
    }

    private static async Task Release(DispatchTurn turn, Engagement engagement)
    {
        turn.Db.Remove(engagement);
        if (await turn.Db.Set<Engagement>().AnyAsync(e => e.ShopId == engagement.ShopId && e.AgentId == engagement.AgentId && e.CallId != engagement.CallId))
            return;
        if (turn.FindPerson(engagement.AgentId)?.Row is { Presence: Presence.Busy, PresenceCause: PresenceCause.Call })
            await ChangePresence.Apply(turn, engagement.AgentId, engagement.Presence, engagement.Reason, PresenceCause.Call, engagement.Cause);
    }

    private static bool IsSilent(Call call, DateTimeOffset now) => now - call.Heard[^1].At > (call.AnsweredAt is null ? LongestRing : LongestTalk);
}
