using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Conversations;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Webhooks;

/// <summary>
/// Messages for webhooks that ask for them. The message log knows nothing of it and stays fast: conversations that moved on are found by
/// their head, and read on from a cursor that moves in the transaction of the deliveries.
/// </summary>
internal sealed class FeedMessages(Db db, QueueDeliveries deliveries, ShopDirectory shops, TimeProvider time)
{
    private const int AtOnce = 100;
    private const int EntriesAtOnce = 500;

    /// <summary>The shops that want messages.</summary>
    public async Task<List<Guid>> Shops(CancellationToken cancel) =>
        await db.Set<Webhook>().Where(w => w.Enabled && w.MessagesSince != null).Select(w => w.ShopId).Distinct().ToListAsync(cancel);

    /// <summary>True while there is more.</summary>
    public async Task<bool> Run(Guid shopId, CancellationToken cancel)
    {
        var listening = await db.Set<Webhook>().Where(w => w.ShopId == shopId && w.Enabled && w.MessagesSince != null).ToListAsync(cancel);
        if (listening.Count == 0)
            return false;
        var (since, closedSince) = (listening.Min(w => w.MessagesSince!.Value), time.Now().AddDays(-1));
        var cursors = db.Set<WebhookCursor>().Where(x => x.ShopId == shopId);
        var moved = await db.Set<Conversation>()
            .Where(c => c.ShopId == shopId && (c.State != ConversationState.Closed || c.ClosedAt >= closedSince) && c.LastAt >= since
                && !cursors.Any(x => x.ConversationId == c.Id && x.Seq >= c.HeadSeq))
            .OrderBy(c => c.LastAt).Select(c => c.Id).Take(AtOnce).ToListAsync(cancel);
        foreach (var id in moved)
        {
            await db.InTransaction(() => HandOn(shopId, id, listening, cancel), cancel);
            db.ChangeTracker.Clear();
        }
        return moved.Count == AtOnce;
    }

    private async Task HandOn(Guid shopId, Guid id, List<Webhook> listening, CancellationToken cancel)
    {
        var cursor = await db.Set<WebhookCursor>().AsTracking().SingleOrDefaultAsync(x => x.ShopId == shopId && x.ConversationId == id, cancel);
        var seen = cursor?.Seq ?? 0;
        var entries = await db.Set<Entry>().Where(e => e.ShopId == shopId && e.ConversationId == id && e.Seq > seen).OrderBy(e => e.Seq).Take(EntriesAtOnce).ToListAsync(cancel);
        if (entries.Count == 0 || await deliveries.Load(shopId, id, cancel) is not { } about)
            return;
        var names = await shops.Names(shopId, cancel);
        foreach (var message in entries.Where(e => e.IsMessage))
        {
            var sender = message.From switch { Sender.Buyer => about.Buyer.Name, Sender.Agent when message.SenderId is { } agent => names.GetValueOrDefault(agent, "—"), _ => null };
            deliveries.Queue(listening.Where(w => message.At >= w.MessagesSince), about with { Type = WebhookEvents.MessageCreated, At = message.At, Message = message, SenderName = sender });
        }
        if (cursor is null)
            db.Add(new WebhookCursor { ShopId = shopId, ConversationId = id, Seq = entries[^1].Seq });
        else
            cursor.Seq = entries[^1].Seq;
    }
}
