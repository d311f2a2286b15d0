using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Accounts;
using Yingke.Domain.Conversations;
using Yingke.Domain.Routing;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Conversations;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Routing;

/// <summary>An agent's desk: what is theirs, what waits, and their presence.</summary>
internal static class DeskRoutes
{
    public sealed record DeskAnswer(
        DateTimeOffset ServerTime, IReadOnlyList<ConversationRow> Conversations, IReadOnlyList<ConversationRow> Queue, IReadOnlyList<ConversationRow> OfflineMessages,
        IReadOnlyList<ConversationRow> Starred, IReadOnlyList<ConversationRow> Recent, PresenceDay PresenceToday);

    public sealed record PresenceRequest(Presence? Presence, string? Reason);

    public sealed record PresenceView(Presence Presence, string? Reason, DateTimeOffset Since, PresenceCause Cause);

    public sealed record TargetAgent(Guid Id, string Name, Groups Groups, Presence Presence, int Open, int Capacity, bool Reachable, [property: WordsOf("offline", "on_call", "full")] string? Why);

    public sealed record TargetGroup([property: WordsOf("presale", "insale", "aftersale")] string Group, int Online, int Free);

    public sealed record TransferTargets(IReadOnlyList<TargetAgent> Agents, IReadOnlyList<TargetGroup> Groups, int QueueLength);

    public static void MapDesk(this IEndpointRouteBuilder api)
    {
        api.MapGet("/desk", Desk).WithTags("desk").RequireStaff(Permission.ImChat);
        api.MapPut("/presence", SetPresence).WithTags("desk").RequireStaff(Permission.ImChat);
        api.MapGet("/transfer-targets", Targets).WithTags("desk").RequireStaff(Permission.ImChat);
    }

    private static async Task<DeskAnswer> Desk(HttpContext http, Db db, Rows rows, ShopDirectory shops, TimeProvider time, CancellationToken cancel)
    {
        var agent = http.Agent()!;
        var now = time.Now();
        var (shopId, me) = (agent.ShopId, agent.AgentId);
        var mine = await rows.Load(shopId, me, c => c.Where(x => x.State == ConversationState.Active && x.AgentId == me).OrderBy(x => x.Id), cancel);
        var waiting = await rows.Load(shopId, me, c => c.Where(x => x.State == ConversationState.Queued || x.State == ConversationState.Offline).OrderBy(x => x.Place).Take(500), cancel);
        var starred = await rows.Load(shopId, me, c => c.VisibleTo(agent, db).Where(x => db.Set<Star>().Any(s => s.ShopId == shopId && s.AgentId == me && s.ConversationId == x.Id)).OrderByDescending(x => x.Id).Take(100), cancel);
        var recent = await rows.Load(shopId, me, c => c.Where(x => x.State == ConversationState.Closed && x.AgentId == me).OrderByDescending(x => x.ClosedAt).Take(50), cancel);
        var today = await PresenceDay.Of(db, await shops.Shop(shopId, cancel), me, now, cancel);
        return new(now, mine,
            [.. waiting.Where(w => w.State == ConversationState.Queued).OrderBy(w => w.Position)], [.. waiting.Where(w => w.State == ConversationState.Offline)],
            starred, recent, today);
    }

    private static async Task<PresenceView> SetPresence(PresenceRequest request, HttpContext http, Db db, ChangePresence change, CancellationToken cancel)
    {
        var agent = http.Agent()!;
        await change.Handle(agent.ShopId, agent.AgentId, request.Presence ?? throw Refusal.Invalid("presence"), request.Reason, PresenceCause.Self, cancel);
        var row = await db.Set<Agent>().AsNoTracking().SingleAsync(a => a.ShopId == agent.ShopId && a.Id == agent.AgentId, cancel);
        return new(row.Presence, row.PresenceReason, row.PresenceSince, row.PresenceCause);
    }

    /// <summary>Whom a conversation can be handed to, and why not to others.</summary>
    private static async Task<TransferTargets> Targets(HttpContext http, Db db, ShopDirectory shops, SeatRule rule, CancellationToken cancel)
    {
        var agent = http.Agent()!;
        var people = await DeskPerson.Load(db, rule, await shops.Shop(agent.ShopId, cancel), cancel);
        var queued = await db.Set<Conversation>().CountAsync(c => c.ShopId == agent.ShopId && c.State == ConversationState.Queued, cancel);
        var others = people.Where(p => p.Id != agent.AgentId && p.CanChat).OrderBy(p => p.Seat.Presence).ThenBy(p => p.Name, StringComparer.Ordinal).ToList();
        return new(
            [.. others.Select(p =>
            {
                var why = p.Seat.Presence == Presence.Offline ? "offline" : p.Seat.OnCall ? "on_call" : p.Seat.Open >= p.Seat.Capacity ? "full" : null;
                return new TargetAgent(p.Id, p.Name, p.Seat.Groups, p.Seat.Presence, p.Seat.Open, p.Seat.Capacity, why is null, why);
            })],
            [.. new[] { Groups.Presale, Groups.Insale, Groups.Aftersale }.Select(g => new TargetGroup(EnumConverters.Text(g),
                others.Count(p => p.Seat.Groups.HasFlag(g) && p.Seat.Presence != Presence.Offline),
                others.Where(p => p.Seat.Groups.HasFlag(g) && p.Seat.Presence != Presence.Offline).Sum(p => Math.Max(0, p.Seat.Capacity - p.Seat.Open))))],
            queued);
    }
}
