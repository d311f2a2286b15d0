using System.Collections.Concurrent;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Buyers;

/// <summary>
/// Stores new visitors. Those who arrive while the previous ones are being committed share the next commit: a campaign's first seconds open thousands of
/// windows, and a durable commit each would hold up everything else that is written.
/// </summary>
internal sealed class NewVisitors(IServiceScopeFactory scopes)
{
    private const int AtOnce = 256;

    private readonly ConcurrentQueue<(Buyer Buyer, TaskCompletionSource Done)> waiting = new();
    private int running;

    public async Task Store(Buyer buyer, CancellationToken cancel)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        waiting.Enqueue((buyer, done));
        if (Interlocked.CompareExchange(ref running, 1, 0) == 0)
            _ = Task.Run(Work, CancellationToken.None);
        await done.Task.WaitAsync(cancel);
    }

    private async Task Work()
    {
        do
        {
            while (!waiting.IsEmpty)
            {
                var batch = new List<(Buyer Buyer, TaskCompletionSource Done)>();
                while (batch.Count < AtOnce && waiting.TryDequeue(out var next))
                    batch.Add(next);
                await Commit(batch);
            }
            Volatile.Write(ref running, 0);
            // Somebody may have come between the look and the write.
        }
        while (!waiting.IsEmpty && Interlocked.CompareExchange(ref running, 1, 0) == 0);
    }

    private async Task Commit(List<(Buyer Buyer, TaskCompletionSource Done)> batch)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<Db>();
            db.AddRange(batch.Select(b => b.Buyer));
            await db.SaveChangesAsync();
            batch.ForEach(b => b.Done.TrySetResult());
        }
        catch (Exception) when (batch.Count > 1)
        {
            // One of them broke the commit: each gets its own.
            foreach (var one in batch)
                await Commit([one]);
        }
        catch (Exception failure)
        {
            batch[0].Done.TrySetException(failure);
        }
    }
}
