using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Webhooks;

/// <summary>
/// Works off one webhook's deliveries in order. A webhook that fails is left alone for a while, longer each time; its deliveries wait and
/// keep their order, those of others do not notice.
/// </summary>
internal sealed class DeliverWebhooks(Db db, WebhookClient client, TimeProvider time)
{
    private static readonly TimeSpan Claim = TimeSpan.FromSeconds(40);
    private static readonly TimeSpan Shift = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);
    private static readonly TimeSpan Patience = TimeSpan.FromHours(24);

    /// <summary>A receiver that says no to one body, and would block the others for a day.</summary>
    private const int TriesOfRefused = 5;

    /// <summary>Webhooks that have something to send, not claimed by any node and not resting after a failure.</summary>
    public async Task<List<(Guid ShopId, Guid Id)>> Due(int limit, CancellationToken cancel)
    {
        var now = time.Now();
        return [.. (await db.Set<Webhook>()
            .Where(w => w.Enabled && (w.RetryAt == null || w.RetryAt <= now) && (w.ClaimedUntil == null || w.ClaimedUntil < now)
                && db.Set<WebhookDelivery>().Any(d => d.ShopId == w.ShopId && d.WebhookId == w.Id && d.State == DeliveryState.Pending))
            .OrderBy(w => w.LastAt).Take(limit).Select(w => new { w.ShopId, w.Id }).ToListAsync(cancel)).Select(w => (w.ShopId, w.Id))];
    }

    /// <summary>Claims the webhook and sends what waits, until nothing does, one fails, or it is somebody else's turn.</summary>
    public async Task Work(Guid shopId, Guid id, CancellationToken cancel)
    {
        if (!await Take(shopId, id, cancel))
            return;
        try
        {
            var since = Stopwatch.StartNew();
            while (since.Elapsed < Shift && await Next(shopId, id, cancel))
                cancel.ThrowIfCancellationRequested();
        }
        finally
        {
            using var turn = await db.Dialect.EnterWrite(CancellationToken.None);
            await db.Set<Webhook>().Where(w => w.ShopId == shopId && w.Id == id).ExecuteUpdateAsync(w => w.SetProperty(x => x.ClaimedUntil, (DateTimeOffset?)null), CancellationToken.None);
        }
    }

    private async Task<bool> Take(Guid shopId, Guid id, CancellationToken cancel)
    {
        var now = time.Now();
        using var turn = await db.Dialect.EnterWrite(cancel);
        return await db.Set<Webhook>().Where(w => w.ShopId == shopId && w.Id == id && (w.ClaimedUntil == null || w.ClaimedUntil < now))
            .ExecuteUpdateAsync(w => w.SetProperty(x => x.ClaimedUntil, now + Claim), cancel) == 1;
    }

    private async Task<bool> Next(Guid shopId, Guid id, CancellationToken cancel)
    {
        db.ChangeTracker.Clear();
        var webhook = await db.Set<Webhook>().AsTracking().SingleOrDefaultAsync(w => w.ShopId == shopId && w.Id == id && w.Enabled, cancel);
        var delivery = await db.Set<WebhookDelivery>().AsTracking().Where(d => d.ShopId == shopId && d.WebhookId == id && d.State == DeliveryState.Pending).OrderBy(d => d.Id).FirstOrDefaultAsync(cancel);
        if (webhook is null || delivery is null)
            return false;
        var attempt = await client.Send(webhook, delivery, cancel);
        Note(webhook, delivery, attempt, time.Now());
        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateConcurrencyException)
        {
            return false; // deleted meanwhile
        }
        return webhook.RetryAt is null;
    }

    /// <summary>What an attempt changes.</summary>
    public static void Note(Webhook webhook, WebhookDelivery delivery, Attempt attempt, DateTimeOffset now)
    {
        delivery.Tries++;
        (delivery.TriedAt, delivery.Status, delivery.Error) = (now, attempt.Status, attempt.Error);
        (webhook.LastAt, webhook.LastStatus, webhook.LastError) = (now, attempt.Status, attempt.Error);
        if (attempt.Error is null)
        {
            delivery.State = DeliveryState.Done;
            (webhook.Failures, webhook.RetryAt) = (0, null);
            return;
        }
        if (now - delivery.QueuedAt >= Patience || attempt.IsDefinite && delivery.Tries >= TriesOfRefused)
            delivery.State = DeliveryState.Dead;
        webhook.Failures++;
        webhook.RetryAt = delivery.State == DeliveryState.Dead && attempt.IsDefinite ? null : now + Rest(webhook.Failures, Random.Shared.NextDouble());
    }

    /// <summary>5 s, 10 s, 20 s … up to an hour, a fifth more or less, so that receivers which failed together are not asked together.</summary>
    public static TimeSpan Rest(int failures, double chance) =>
        Longest.TotalSeconds < 5 * Math.Pow(2, failures - 1) ? Longest * (0.8 + (0.4 * chance)) : TimeSpan.FromSeconds(5 * Math.Pow(2, failures - 1)) * (0.8 + (0.4 * chance));
}
