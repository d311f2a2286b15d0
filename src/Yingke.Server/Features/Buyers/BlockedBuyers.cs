using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Yingke.Server.Platform.Push;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Buyers;

/// <summary>Whom a shop has blocked: few, and asked for with every message, so kept until somebody says that they changed, five seconds at most.</summary>
internal sealed class BlockedBuyers
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);
    private readonly ConcurrentDictionary<Guid, (Task<HashSet<Guid>> Buyers, long At)> known = new();
    private readonly IServiceScopeFactory scopes;
    private readonly TimeProvider time;

    public BlockedBuyers(IServiceScopeFactory scopes, Signals signals, TimeProvider time)
    {
        (this.scopes, this.time) = (scopes, time);
        signals.Subscribe<ShopMoved>(moved =>
        {
            if (moved.Part == ShopPart.Buyers)
                Forget(moved.ShopId);
            return Task.CompletedTask;
        });
    }

    /// <summary>Refuses a blocked buyer. The answer says no more than that: why is the shop's own affair.</summary>
    public async Task Refuse(Guid shopId, Guid buyerId, CancellationToken cancel)
    {
        if ((await Of(shopId).WaitAsync(cancel)).Contains(buyerId))
            throw new Refusal(StatusCodes.Status403Forbidden, "buyer_blocked");
    }

    public void Forget(Guid shopId) => known.TryRemove(shopId, out _);

    private Task<HashSet<Guid>> Of(Guid shopId)
    {
        if (known.TryGetValue(shopId, out var loaded) && !loaded.Buyers.IsFaulted && time.GetElapsedTime(loaded.At) < Fresh)
            return loaded.Buyers;
        var fresh = Load(shopId);
        known[shopId] = (fresh, time.GetTimestamp());
        return fresh;
    }

    private async Task<HashSet<Guid>> Load(Guid shopId)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<Db>();
        return [.. await db.Set<Buyer>().Where(b => b.ShopId == shopId && b.BlockedAt != null).Select(b => b.Id).ToListAsync()];
    }
}
