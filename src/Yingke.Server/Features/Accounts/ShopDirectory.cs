using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Yingke.Server.Platform.Push;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Accounts;

/// <summary>Shops and the names of their agents, which nearly every answer needs: kept until somebody says that they changed, five seconds at most.</summary>
internal sealed class ShopDirectory
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);
    private readonly ConcurrentDictionary<Guid, (Task<Known> Known, long At)> known = new();
    private readonly ConcurrentDictionary<string, Guid> ofKeys = new();
    private readonly IServiceScopeFactory scopes;
    private readonly TimeProvider time;

    public ShopDirectory(IServiceScopeFactory scopes, Signals signals, TimeProvider time)
    {
        (this.scopes, this.time) = (scopes, time);
        signals.Subscribe<ShopMoved>(moved =>
        {
            // Loads and last assignments change all the time; names and settings do not.
            if (moved.Part is ShopPart.Settings || moved is { Part: ShopPart.Agents, AgentId: null })
                known.TryRemove(moved.ShopId, out _);
            return Task.CompletedTask;
        });
    }

    private sealed record Known(Shop? Shop, IReadOnlyDictionary<Guid, string> Names, IReadOnlyDictionary<Guid, string?> Companies);

    public async Task<Shop> Shop(Guid id, CancellationToken cancel) =>
        (await Get(id, cancel)).Shop ?? throw Platform.Web.Refusal.NotFound();

    /// <summary>Both at once, for who must not come back for the other; no shop where there is none.</summary>
    public async Task<(Shop? Shop, IReadOnlyDictionary<Guid, string> Names)> Find(Guid id, CancellationToken cancel)
    {
        var found = await Get(id, cancel);
        return (found.Shop, found.Names);
    }

    /// <summary>The shop of the key that its pages carry, which never changes.</summary>
    public async Task<Shop> OfKey(string publicKey, CancellationToken cancel)
    {
        if (!ofKeys.TryGetValue(publicKey, out var id))
        {
            await using var scope = scopes.CreateAsyncScope();
            id = await scope.ServiceProvider.GetRequiredService<Db>().Set<Shop>().Where(s => s.PublicKey == publicKey).Select(s => (Guid?)s.Id).SingleOrDefaultAsync(cancel)
                ?? throw Platform.Web.Refusal.NotFound();
            ofKeys[publicKey] = id;
        }
        return await Shop(id, cancel);
    }

    public async Task<IReadOnlyDictionary<Guid, string>> Names(Guid shopId, CancellationToken cancel) => (await Get(shopId, cancel)).Names;

    /// <summary>The outsourcing company of an agent; null for the shop's own people.</summary>
    public async Task<string?> CompanyOf(Guid shopId, Guid agentId, CancellationToken cancel) => (await Get(shopId, cancel)).Companies.GetValueOrDefault(agentId);

    public void Forget(Guid shopId) => known.TryRemove(shopId, out _);

    private async Task<Known> Get(Guid id, CancellationToken cancel)
    {
        if (known.TryGetValue(id, out var loaded) && !loaded.Known.IsFaulted && time.GetElapsedTime(loaded.At) < Fresh)
            return await loaded.Known.WaitAsync(cancel);
        // Whoever comes while it is loaded waits for the same look.
        var fresh = (Known: Load(id), At: time.GetTimestamp());
        known[id] = fresh;
        return await fresh.Known.WaitAsync(cancel);
    }

    private async Task<Known> Load(Guid id)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<Db>();
        var shop = await db.Set<Shop>().AsNoTracking().SingleOrDefaultAsync(s => s.Id == id);
        var people = await db.Set<Agent>().AsNoTracking().Where(a => a.ShopId == id).Select(a => new { a.Id, a.Name, a.Company }).ToListAsync();
        return new(shop, people.ToDictionary(a => a.Id, a => a.Name), people.ToDictionary(a => a.Id, a => a.Company));
    }
}
