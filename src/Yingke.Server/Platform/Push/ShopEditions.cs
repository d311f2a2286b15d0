using System.Collections.Concurrent;

namespace Yingke.Server.Platform.Push;

/// <summary>
/// Something that each shop has in numbered editions and that is costly to make: made once and kept until somebody says that it changed. Every five
/// seconds it is looked at again, in case that nobody was heard.
/// </summary>
internal abstract class ShopEditions<T> where T : class
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);
    private readonly ConcurrentDictionary<Guid, Kept> kept = new();
    private readonly TimeProvider time;

    protected ShopEditions(ShopPart part, Signals signals, TimeProvider time)
    {
        this.time = time;
        signals.Subscribe<ShopMoved>(moved =>
        {
            if (moved.Part == part)
                Stale(moved.ShopId);
            return Task.CompletedTask;
        });
    }

    private sealed record Kept(Task<T> Edition, long At, bool IsStale = false);

    /// <summary>Without the database, but for one look every five seconds.</summary>
    public async ValueTask<T> Of(Guid shopId, CancellationToken cancel)
    {
        if (kept.TryGetValue(shopId, out var known) && known is { IsStale: false, Edition.IsFaulted: false } && time.GetElapsedTime(known.At) < Fresh)
            return known.Edition.IsCompletedSuccessfully ? known.Edition.Result : await known.Edition.WaitAsync(cancel);
        // Whoever comes while it is loaded waits for the same look.
        var fresh = new Kept(Load(shopId, known?.Edition is { IsCompletedSuccessfully: true } before ? before.Result : null), time.GetTimestamp());
        kept[shopId] = fresh;
        return await fresh.Edition.WaitAsync(cancel);
    }

    /// <summary>The next question looks at the version.</summary>
    public void Stale(Guid shopId)
    {
        while (kept.TryGetValue(shopId, out var known) && !known.IsStale && !kept.TryUpdate(shopId, known with { IsStale = true }, known))
        {
        }
    }

    /// <summary>What there is now; <paramref name="before"/> itself where it is still that.</summary>
    protected abstract Task<T> Load(Guid shopId, T? before);
}
