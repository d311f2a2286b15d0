using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Conversations;
using Yingke.Domain.Orders;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Buyers;
using Yingke.Server.Features.Routing;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Conversations;

/// <summary>Conversations as the lists of staff show them.</summary>
internal sealed class Rows(Db db, ShopDirectory shops)
{
    /// <summary>Those that <paramref name="which"/> selects, with everything a list shows; <paramref name="viewer"/> is whose stars count.</summary>
    public async Task<List<ConversationRow>> Load(
        Guid shopId, Guid? viewer, Func<IQueryable<Conversation>, IQueryable<Conversation>> which, CancellationToken cancel)
    {
        // Before a connection is held: the directory may have to look for itself, and nobody may wait for a second connection with one in hand.
        var (shop, names) = await shops.Find(shopId, cancel);
        await using var held = await db.HoldConnection(cancel);
        var found = await which(db.Set<Conversation>().AsNoTracking().Where(c => c.ShopId == shopId)).ToListAsync(cancel);
        return shop is null || found.Count == 0 ? [] : await Of(shop, names, viewer, found, cancel);
    }

    public Task<List<ConversationRow>> Load(Guid shopId, Guid? viewer, List<Guid> ids, CancellationToken cancel) =>
        Load(shopId, viewer, c => c.Where(x => ids.Contains(x.Id)), cancel);

    public async Task<ConversationRow?> One(Guid shopId, Guid? viewer, Guid id, CancellationToken cancel) =>
        (await Load(shopId, viewer, c => c.Where(x => x.Id == id), cancel)).SingleOrDefault();

    private async Task<List<ConversationRow>> Of(Shop shop, IReadOnlyDictionary<Guid, string> names, Guid? viewer, List<Conversation> found, CancellationToken cancel)
    {
        var shopId = shop.Id;
        var ids = found.ConvertAll(c => c.Id);
        var buyerIds = found.Select(c => c.BuyerId).Distinct().ToList();
        var buyers = await db.Set<Buyer>().AsNoTracking().Where(b => b.ShopId == shopId && buyerIds.Contains(b.Id))
            .Select(b => new { b.Id, b.Name, b.Vip, Identified = b.MemberId != null }).ToDictionaryAsync(b => b.Id, cancel);
        var ratings = await db.Set<Rating>().AsNoTracking().Where(r => r.ShopId == shopId && ids.Contains(r.ConversationId)).ToDictionaryAsync(r => r.ConversationId, r => r.Stars, cancel);
        var stars = viewer is null ? [] : (await db.Set<Star>().AsNoTracking().Where(s => s.ShopId == shopId && s.AgentId == viewer && ids.Contains(s.ConversationId))
            .Select(s => s.ConversationId).ToListAsync(cancel)).ToHashSet();
        var unread = await Unread(shopId, found, cancel);
        var badges = await Badges(shopId, buyerIds, cancel);
        var places = await Places(shop, found, cancel);
        return found.ConvertAll(c =>
        {
            var buyer = buyers[c.BuyerId];
            return new ConversationRow(
                c.Id, c.State, c.Inquiry, c.Source, c.Channel, new(buyer.Id, buyer.Name, buyer.Vip, buyer.Identified),
                c.AgentId is { } agent ? new(agent, names.GetValueOrDefault(agent, "—")) : null,
                c.OpenedAt, c.AssignedAt, c.ClosedAt, c.WaitingSince, DueAt(shop, c), c.Product, c.Order, Last(c), c.HeadSeq, c.AgentReadSeq, c.BuyerReadSeq,
                unread.GetValueOrDefault(c.Id), stars.Contains(c.Id), places.TryGetValue(c.Id, out var place) ? place : null, ratings.TryGetValue(c.Id, out var given) ? given : null,
                badges.TryGetValue(c.BuyerId, out var badge) ? badge : null);
        });
    }

    private async Task<Dictionary<Guid, int>> Places(Shop shop, List<Conversation> found, CancellationToken cancel)
    {
        if (found.TrueForAll(c => c.State != ConversationState.Queued))
            return [];
        if (found is not [var single])
            return await QueuePlaces.Of(db, shop, cancel);
        return new() { [single.Id] = await QueuePlaces.Of(db, shop, single, cancel) };
    }

    /// <summary>Of each buyer the badge that matters most: an unpaid order before an application, and those before what the latest order says.</summary>
    private async Task<Dictionary<Guid, OrderBadge>> Badges(Guid shopId, List<Guid> buyerIds, CancellationToken cancel) =>
        (await db.Set<Buyer>().Where(b => b.ShopId == shopId && buyerIds.Contains(b.Id)).Select(b => new
        {
            b.Id,
            IsUnpaid = db.Set<Order>().Any(o => o.ShopId == shopId && o.BuyerId == b.Id && o.State == OrderState.Placed && o.OpenApplications == 0),
            HasApplication = db.Set<Order>().Any(o => o.ShopId == shopId && o.BuyerId == b.Id && o.OpenApplications > 0),
            Latest = db.Set<Order>().Where(o => o.ShopId == shopId && o.BuyerId == b.Id).OrderByDescending(o => o.Id).Select(o => (OrderState?)o.State).FirstOrDefault(),
        }).ToListAsync(cancel))
        .Where(b => b.Latest is not null)
        .ToDictionary(b => b.Id, b => b.IsUnpaid ? OrderBadge.Unpaid : b.HasApplication ? OrderBadge.Aftersale : Order.BadgeOf(b.Latest!.Value, 0));

    private static readonly EntryKind[] Said = [EntryKind.Text, EntryKind.Image, EntryKind.File, EntryKind.ProductCard, EntryKind.Card];

    /// <summary>Counted in the log, for those only where something waits behind the read mark: mostly few entries each.</summary>
    private async Task<Dictionary<Guid, int>> Unread(Guid shopId, List<Conversation> found, CancellationToken cancel)
    {
        var waiting = found.Where(c => c.IsOpen && c.WaitingSince is not null && c.HeadSeq > c.AgentReadSeq).Select(c => c.Id).ToList();
        return waiting.Count == 0 ? [] : await db.Set<Conversation>().Where(c => c.ShopId == shopId && waiting.Contains(c.Id))
            .Select(c => new { c.Id, Count = db.Set<Entry>().Count(e => e.ShopId == shopId && e.ConversationId == c.Id && e.Seq > c.AgentReadSeq && e.From == Sender.Buyer && Said.Contains(e.Kind)) })
            .ToDictionaryAsync(c => c.Id, c => c.Count, cancel);
    }

    public static DateTimeOffset? DueAt(Shop shop, Conversation c) => DueAt(shop, c.State, c.Channel, c.WaitingSince, c.DueAt);

    /// <summary>When an answer is due: of an offline message what its buyer was told, else by the rule for replies.</summary>
    public static DateTimeOffset? DueAt(Shop shop, ConversationState state, Channel channel, DateTimeOffset? waitingSince, DateTimeOffset? promised) =>
        state == ConversationState.Offline ? promised : waitingSince is { } since ? Due.Reply(shop, channel, since) : null;

    private static LastMessage? Last(Conversation c) =>
        c.LastSeq is { } seq ? new(seq, EntryViews.Kind(c.LastKind!.Value), c.LastFrom!.Value, c.LastText, c.LastAt!.Value) : null;
}
