using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Conversations;
using Yingke.Domain.Routing;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Platform.Jobs;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Routing;

/// <summary>
/// What happens by itself: lost connections, conversations of absent agents, idle conversations. Each looks for what is due and
/// checks again under the shop's lock, so that a second node or a restart changes nothing.
/// </summary>
internal sealed class Clocks(Db db, Dispatcher dispatcher, HeldLease lease, TimeProvider time)
{
    private const int AtOnce = 200;

    /// <summary>An agent whose last connection is gone for the shop's grace becomes offline (spec: routing.md, Presence).</summary>
    public async Task ExpirePresence(CancellationToken cancel)
    {
        var now = time.Now();
        var present = await (
            from a in db.Set<Agent>().AsNoTracking()
            join s in db.Set<Shop>() on a.ShopId equals s.Id
            where a.Presence != Presence.Offline
            select new { a.ShopId, a.Id, a.SeenAt, s.Settings }).ToListAsync(cancel);
        foreach (var agent in present.Where(a => IsLost(a.SeenAt, a.Settings, now)))
        {
            await dispatcher.Run(agent.ShopId, async turn =>
            {
                await lease.Confirm(turn.Db, cancel);
                var row = turn.Person(agent.Id).Row;
                if (row.Presence != Presence.Offline && IsLost(row.SeenAt, turn.Shop.Settings, turn.Now))
                    await ChangePresence.Apply(turn, agent.Id, Presence.Offline, null, PresenceCause.ConnectionLost);
            }, cancel);
        }
    }

    /// <summary>
    /// Open conversations of an offline agent whose buyer waits go back to the queue after a further grace. One that a supervisor gave to
    /// somebody who is still away has the same grace from then on.
    /// </summary>
    public async Task RerouteAbsent(CancellationToken cancel)
    {
        var now = time.Now();
        var waiting = await (
            from c in db.Set<Conversation>().AsNoTracking()
            join a in db.Set<Agent>() on new { c.ShopId, AgentId = c.AgentId!.Value } equals new { a.ShopId, AgentId = a.Id }
            join s in db.Set<Shop>() on c.ShopId equals s.Id
            where c.State == ConversationState.Active && c.WaitingSince != null && a.Presence == Presence.Offline
            orderby c.ShopId, c.Place
            select new { c.ShopId, c.Id, a.PresenceSince, s.Settings }).Take(AtOnce).ToListAsync(cancel);
        foreach (var conversation in waiting.Where(w => IsAbsent(w.PresenceSince, w.Settings, now)))
        {
            await dispatcher.Run(conversation.ShopId, async turn =>
            {
                await lease.Confirm(turn.Db, cancel);
                var held = await turn.Hold(conversation.Id);
                if (held is { State: ConversationState.Active, WaitingSince: not null, AgentId: { } agent }
                    && turn.Person(agent).Row is { Presence: Presence.Offline } row && IsAbsent(row.PresenceSince, turn.Shop.Settings, turn.Now)
                    && IsAbsent(held.AssignedAt ?? row.PresenceSince, turn.Shop.Settings, turn.Now))
                    await HandOver.SendBack(turn, held, "agent_offline");
            }, cancel);
        }
    }

    /// <summary>Closes what was answered and silent for the shop's time; what waits for an answer is never closed by a clock.</summary>
    public async Task CloseIdle(CancellationToken cancel)
    {
        var now = time.Now();
        foreach (var shop in await db.Set<Shop>().AsNoTracking().ToListAsync(cancel))
        {
            var before = now.AddMinutes(-shop.Settings.Conversation.AutoCloseMinutes);
            var idle = await db.Set<Conversation>().AsNoTracking()
                .Where(c => c.ShopId == shop.Id && c.State == ConversationState.Active && c.WaitingSince == null && (c.LastBuyerAt ?? c.OpenedAt) <= before)
                .OrderBy(c => c.OpenedAt).Select(c => c.Id).Take(AtOnce).ToListAsync(cancel);
            foreach (var id in idle)
            {
                await dispatcher.Run(shop.Id, async turn =>
                {
                    await lease.Confirm(turn.Db, cancel);
                    var held = await turn.Hold(id);
                    if (held is { State: ConversationState.Active, WaitingSince: null } && (held.LastBuyerAt ?? held.OpenedAt) <= turn.Now.AddMinutes(-turn.Shop.Settings.Conversation.AutoCloseMinutes))
                        await CloseConversation.Close(turn, held, ClosedBy.Timer, null, null, null);
                }, cancel);
            }
        }
    }

    private static bool IsLost(DateTimeOffset? seen, ShopSettings settings, DateTimeOffset now) =>
        seen is null || now - seen >= TimeSpan.FromSeconds(settings.Presence.ConnectionGraceSeconds);

    private static bool IsAbsent(DateTimeOffset since, ShopSettings settings, DateTimeOffset now) =>
        now - since >= TimeSpan.FromSeconds(settings.Presence.RerouteGraceSeconds);
}
