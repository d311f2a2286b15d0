using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Accounts;
using Yingke.Domain.AfterSales;
using Yingke.Domain.Conversations;
using Yingke.Domain.Deadlines;
using Yingke.Domain.Routing;
using Yingke.Domain.Tickets;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Buyers;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Shifts;

internal enum OwnWorkKind { Conversation, Ticket, Callback, Application }

/// <param name="Number">What people call it by; null for what has none.</param>
/// <param name="Waiting">Of a conversation: the buyer waits for an answer.</param>
/// <param name="ToQueue">Whether it may go back to where everybody finds it, without naming a colleague.</param>
internal sealed record OwnWork(OwnWorkKind Kind, Guid Id, string? Number, string? Buyer, string? Text, DateTimeOffset? DueAt, bool Waiting, bool ToQueue);

/// <param name="Takes">What their post works on; of conversations only while they can be reached.</param>
internal sealed record OwnWorkColleague(Guid Id, string Name, Presence Presence, IReadOnlyList<OwnWorkKind> Takes);

internal sealed record OwnWorkAnswer(IReadOnlyList<OwnWork> Items, IReadOnlyList<OwnWorkColleague> Colleagues);

/// <summary>What is still open of somebody who goes off duty: chats, applications, tickets, and the call-backs of the days that have come (spec: accounts.md, going off duty).</summary>
internal sealed class FindOwnWork(Db db, ShopDirectory shops, TimeProvider time)
{
    public const int AtMost = 200;

    public async Task<OwnWorkAnswer> Of(CurrentAgent me, CancellationToken cancel) => new(await Items(me, cancel), await Colleagues(me, cancel));

    private async Task<List<OwnWork>> Items(CurrentAgent me, CancellationToken cancel)
    {
        var zone = (await shops.Shop(me.ShopId, cancel)).Zone;
        var tomorrow = LocalDay.End(LocalDay.Of(time.Now(), zone), zone);
        var talks = await db.Set<Conversation>().Where(c => c.ShopId == me.ShopId && c.State == ConversationState.Active && c.AgentId == me.AgentId).OrderBy(c => c.Id).Take(AtMost).ToListAsync(cancel);
        var tickets = await db.Set<Ticket>().OpenOf(me.ShopId, me.AgentId).OrderBy(t => t.ResolveDueAt).ThenBy(t => t.Id).Take(AtMost).ToListAsync(cancel);
        var callbacks = await db.Set<Callback>().Where(c => c.ShopId == me.ShopId && c.AgentId == me.AgentId && c.State == CallbackState.Planned && c.DayAt < tomorrow).OrderBy(c => c.DueAt).ThenBy(c => c.Id).Take(AtMost).ToListAsync(cancel);
        var applications = await db.Set<Application>().OpenOf(me.ShopId, me.AgentId).OrderBy(a => a.DueAt == null).ThenBy(a => a.DueAt).ThenBy(a => a.Id).Take(AtMost).ToListAsync(cancel);
        var buyerIds = talks.Select(c => c.BuyerId).Concat(tickets.Select(t => t.BuyerId).Concat(applications.Select(a => a.BuyerId)).OfType<Guid>()).Concat(callbacks.Select(c => c.BuyerId)).Distinct().ToList();
        var buyers = await db.Set<Buyer>().Where(b => b.ShopId == me.ShopId && buyerIds.Contains(b.Id)).ToDictionaryAsync(b => b.Id, b => b.Name, cancel);
        string? Name(Guid? id) => id is { } known ? buyers.GetValueOrDefault(known) : null;
        return
        [
            .. talks.Select(c => new OwnWork(OwnWorkKind.Conversation, c.Id, null, Name(c.BuyerId), c.LastText, null, c.WaitingSince is not null, ToQueue: true)),
            .. callbacks.Select(c => new OwnWork(OwnWorkKind.Callback, c.Id, null, Name(c.BuyerId), c.Note, c.DueAt, false, ToQueue: false)),
            .. applications.Select(a => new OwnWork(OwnWorkKind.Application, a.Id, a.Number, Name(a.BuyerId), a.Reason, a.DueAt, false, ToQueue: false)),
            .. tickets.Select(t => new OwnWork(OwnWorkKind.Ticket, t.Id, $"#{t.Number}", Name(t.BuyerId), t.Title, t.RepliedAt is null ? t.ReplyDueAt : t.ResolveDueAt, false, ToQueue: t.Department is not null)),
        ];
    }

    private async Task<List<OwnWorkColleague>> Colleagues(CurrentAgent me, CancellationToken cancel)
    {
        var tickets = (await db.People(me.ShopId, Permission.TicketsHandle, cancel)).Select(p => p.Id).ToHashSet();
        var applications = (await db.People(me.ShopId, Permission.AftersaleHandle, cancel)).Select(p => p.Id).ToHashSet();
        var chats = (await db.People(me.ShopId, Permission.ImChat, cancel)).Where(p => p.ImEnabled && p.Presence != Presence.Offline).Select(p => p.Id).ToHashSet();
        var agents = await db.Set<Agent>().Where(a => a.ShopId == me.ShopId && a.SuspendedAt == null && a.Id != me.AgentId).OrderBy(a => a.Name).Select(a => new { a.Id, a.Name, a.Presence }).ToListAsync(cancel);
        return [.. agents.Select(a => new OwnWorkColleague(a.Id, a.Name, a.Presence, [.. Takes(a.Id)])).Where(c => c.Takes.Count > 0)];

        IEnumerable<OwnWorkKind> Takes(Guid id)
        {
            if (chats.Contains(id))
                yield return OwnWorkKind.Conversation;
            if (tickets.Contains(id))
            {
                yield return OwnWorkKind.Ticket;
                yield return OwnWorkKind.Callback;
            }
            if (applications.Contains(id))
                yield return OwnWorkKind.Application;
        }
    }
}

internal static class OwnWorkQueries
{
    public static IQueryable<Ticket> OpenOf(this IQueryable<Ticket> tickets, Guid shopId, Guid agentId) =>
        tickets.Where(t => t.ShopId == shopId && t.AssigneeId == agentId && t.State != TicketState.Resolved && t.State != TicketState.Closed);

    /// <summary>Of whom it was handed to, else of its reviewer, else of who opened it.</summary>
    public static IQueryable<Application> OpenOf(this IQueryable<Application> applications, Guid shopId, Guid agentId) =>
        applications.Where(a => a.ShopId == shopId && a.State != ApplicationState.Closed && a.State != ApplicationState.Withdrawn && (a.HandlerId ?? a.ReviewerId ?? a.AppliedBy) == agentId);
}
