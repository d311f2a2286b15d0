using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Conversations;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Buyers;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Routing;

/// <summary>Where everybody in the queue stands, 1 = next, as the buyers are told it.</summary>
internal static class QueuePlaces
{
    public static async Task<Dictionary<Guid, int>> Of(Db db, Shop shop, CancellationToken cancel)
    {
        var vipFirst = shop.Settings.Queue.VipFirst;
        var waiting = await (
            from c in db.Set<Conversation>()
            join b in db.Set<Buyer>() on new { c.ShopId, c.BuyerId } equals new { b.ShopId, BuyerId = b.Id }
            where c.ShopId == shop.Id && c.State == ConversationState.Queued
            orderby vipFirst && b.Vip descending, c.Place
            select c.Id).ToListAsync(cancel);
        return waiting.Select((id, i) => (id, i)).ToDictionary(w => w.id, w => w.i + 1);
    }

    /// <summary>Of one conversation in the queue, counted by the index of the queue: thousands who wait are not read for the place of one.</summary>
    public static async Task<int> Of(Db db, Shop shop, Conversation conversation, CancellationToken cancel)
    {
        var (shopId, place) = (shop.Id, conversation.Place);
        var queued = db.Set<Conversation>().Where(c => c.ShopId == shopId && c.State == ConversationState.Queued);
        if (!shop.Settings.Queue.VipFirst)
            return await queued.CountAsync(c => c.Place < place, cancel) + 1;
        var buyers = db.Set<Buyer>().Where(b => b.ShopId == shopId);
        var vip = await buyers.AnyAsync(b => b.Id == conversation.BuyerId && b.Vip, cancel);
        return await queued.CountAsync(c => buyers.Any(b => b.Id == c.BuyerId && ((b.Vip && !vip) || (b.Vip == vip && c.Place < place))), cancel) + 1;
    }

    /// <summary>
    /// Seconds until the turn of place <paramref name="place"/>: place × mean length of the last hour's closed conversations ÷ places of the agents on duty.
    /// Null while there is nothing to judge from.
    /// </summary>
    public static int? Estimate(int place, double? meanSeconds, int capacity) =>
        meanSeconds is { } mean && capacity > 0 ? (int)Math.Ceiling(place * mean / capacity) : null;

    /// <summary>The two figures of <see cref="Estimate"/>.</summary>
    public static async Task<(double? MeanSeconds, int Capacity)> Pace(Db db, Guid shopId, DateTimeOffset now, CancellationToken cancel)
    {
        var since = now.AddHours(-1);
        var lengths = await db.Set<Conversation>().AsNoTracking()
            .Where(c => c.ShopId == shopId && c.State == ConversationState.Closed && c.ClosedAt > since && c.AssignedAt != null)
            .OrderByDescending(c => c.ClosedAt).Take(200).Select(c => new { c.AssignedAt, c.ClosedAt }).ToListAsync(cancel);
        var capacity = await db.Set<Agent>().Where(a => a.ShopId == shopId && a.ImEnabled && a.SuspendedAt == null && a.Presence != Domain.Routing.Presence.Offline).SumAsync(a => a.Capacity, cancel);
        return (lengths.Count == 0 ? null : lengths.Average(l => (l.ClosedAt!.Value - l.AssignedAt!.Value).TotalSeconds), capacity);
    }
}
