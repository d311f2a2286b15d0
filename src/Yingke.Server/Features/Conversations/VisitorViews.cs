using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Conversations;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Routing;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Conversations;

/// <summary>A buyer's own conversation, and nothing that is not theirs to know.</summary>
internal sealed class VisitorViews(Db db, ShopDirectory shops, TimeProvider time)
{
    public Task<VisitorConversation?> One(Guid shopId, Guid buyerId, Guid id, CancellationToken cancel) =>
        Of(shopId, () => Mine(shopId, buyerId).SingleOrDefaultAsync(c => c.Id == id, cancel), cancel);

    /// <summary>The open one, else the last if it can still be rated or read on.</summary>
    public Task<VisitorConversation?> Latest(Guid shopId, Guid buyerId, CancellationToken cancel) =>
        Of(shopId, () => Mine(shopId, buyerId).OrderByDescending(c => c.Id).FirstOrDefaultAsync(cancel), cancel);

    private IQueryable<Conversation> Mine(Guid shopId, Guid buyerId) =>
        db.Set<Conversation>().AsNoTracking().Where(c => c.ShopId == shopId && c.BuyerId == buyerId);

    private async Task<VisitorConversation?> Of(Guid shopId, Func<Task<Conversation?>> find, CancellationToken cancel)
    {
        // Before a connection is held: the directory may have to look for itself, and nobody may wait for a second connection with one in hand.
        var (shop, names) = await shops.Find(shopId, cancel);
        await using var held = await db.HoldConnection(cancel);
        if (shop is null || await find() is not { } c)
            return null;
        // Who never had an agent has nobody to rate.
        var rating = c.AgentId is null ? null : await db.Set<Rating>().AsNoTracking().Where(r => r.ShopId == c.ShopId && r.ConversationId == c.Id).Select(r => (int?)r.Stars).SingleOrDefaultAsync(cancel);
        var (position, estimate) = c.State == ConversationState.Queued ? await Place(c, shop, cancel) : (null, null);
        var open = c.IsOpen || RatingWindow.IsOpen(c.ClosedAt, time.Now(), shop.Settings.Conversation.RatingHours);
        return new(
            c.Id, c.State, c.AgentId is { } agent ? new(names.GetValueOrDefault(agent, "—")) : null, position, estimate,
            c.State == ConversationState.Offline ? c.DueAt : null, c.OpenedAt, c.ClosedAt, c.HeadSeq, c.AgentReadSeq,
            rating is null && c.AgentId is not null && open, rating, await Before(c.ShopId, c.BuyerId, c.Id, cancel));
    }

    /// <summary>The conversation that the buyer had before this one.</summary>
    public Task<Guid?> Before(Guid shopId, Guid buyerId, Guid id, CancellationToken cancel) =>
        Mine(shopId, buyerId).Where(c => c.Id.CompareTo(id) < 0).OrderByDescending(c => c.Id).Select(c => (Guid?)c.Id).FirstOrDefaultAsync(cancel);

    private async Task<(int? Position, int? Estimate)> Place(Conversation c, Shop shop, CancellationToken cancel)
    {
        var place = await QueuePlaces.Of(db, shop, c, cancel);
        var (mean, capacity) = await QueuePlaces.Pace(db, shop.Id, time.Now(), cancel);
        return (place, QueuePlaces.Estimate(place, mean, capacity));
    }
}
