using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Alerts.WebPush;

/// <summary>What the browser shows, in the words of its reader.</summary>
/// <param name="Place">The page that opens on a click.</param>
internal sealed record Notice(Guid Id, string Title, string Body, string Place);

/// <summary>Puts a notice before each of somebody's browsers, in the open transaction.</summary>
internal sealed class QueuePushes(Db db)
{
    public async Task Queue(Guid shopId, Guid agentId, Notice notice, DateTimeOffset now, CancellationToken cancel)
    {
        var body = JsonSerializer.Serialize(notice, Stored.Json);
        foreach (var id in await db.Set<PushSubscription>().Where(s => s.ShopId == shopId && s.AgentId == agentId).Select(s => s.Id).ToListAsync(cancel))
            db.Add(new PushMessage { ShopId = shopId, SubscriptionId = id, Topic = SealedMessage.Text(notice.Id.ToByteArray()), Body = body, CreatedAt = now, RetryAt = now });
    }
}
