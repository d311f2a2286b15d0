using System.Collections.Concurrent;
using Yingke.Server.Platform.Jobs;
using Yingke.Server.Platform.Push;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Webhooks;

/// <summary>
/// Keeps deliveries going on this node: several webhooks at once, but few of one shop, so that the slow receivers of one do not hold up
/// another's. Messages are handed on by one node at a time, which keeps their order.
/// </summary>
internal sealed class WebhookPump : BackgroundService
{
    private const int AtOnce = 32;
    private const int OfOneShop = 4;
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(100);

    private readonly SemaphoreSlim woken = new(0);
    private readonly SemaphoreSlim feeding = new(1, 1);
    private readonly ConcurrentDictionary<(Guid ShopId, Guid Id), Task> running = new();
    private readonly IServiceScopeFactory scopes;
    private readonly NodeBus bus;
    private readonly TimeProvider time;
    private readonly ILogger<WebhookPump> log;
    private volatile HashSet<Guid> wanting = [];

    public WebhookPump(IServiceScopeFactory scopes, Signals signals, NodeBus bus, TimeProvider time, ILogger<WebhookPump> log)
    {
        (this.scopes, this.bus, this.time, this.log) = (scopes, bus, time, log);
        signals.Subscribe<ShopMoved>(moved => Wake(moved.Part == ShopPart.Webhooks));
        signals.Subscribe<LogMoved>(moved => Wake(wanting.Contains(moved.ShopId)));
    }

    public override void Dispose()
    {
        woken.Dispose();
        feeding.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await woken.WaitAsync(Look, stoppingToken))
                    await Task.Delay(Gather, stoppingToken);
                await Feed(stoppingToken);
                await Start(stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                log.LogWarning(failure, "Webhooks wait");
            }
        }
        await Task.WhenAll(running.Values);
    }

    /// <summary>Everything that is due now, to its end; also for tests that do not want to wait.</summary>
    public async Task Drain(CancellationToken cancel)
    {
        await Feed(cancel);
        while (await Start(cancel) || !running.IsEmpty)
            await Task.WhenAll(running.Values);
    }

    private async Task Feed(CancellationToken cancel)
    {
        await feeding.WaitAsync(cancel);
        try
        {
            await FeedAll(cancel);
        }
        finally
        {
            feeding.Release();
        }
    }

    private async Task FeedAll(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var feed = scope.ServiceProvider.GetRequiredService<FeedMessages>();
        wanting = [.. await feed.Shops(cancel)];
        if (wanting.Count == 0 || !await Leases.Take(scope.ServiceProvider.GetRequiredService<Db>(), "webhook-messages", bus.Node, time.Now(), null, cancel))
            return;
        foreach (var shopId in wanting)
        {
            while (await feed.Run(shopId, cancel))
                cancel.ThrowIfCancellationRequested();
        }
    }

    /// <summary>True if something was due, be it only what runs already.</summary>
    private async Task<bool> Start(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var due = await scope.ServiceProvider.GetRequiredService<DeliverWebhooks>().Due(AtOnce * 4, cancel);
        foreach (var (shopId, id) in due)
        {
            if (running.Count >= AtOnce)
                break;
            if (running.ContainsKey((shopId, id)) || running.Keys.Count(k => k.ShopId == shopId) >= OfOneShop)
                continue;
            // It must be in the list before it can take itself off.
            var listed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            running[(shopId, id)] = Work(listed.Task, shopId, id, cancel);
            listed.SetResult();
        }
        return due.Count > 0;
    }

    private async Task Work(Task listed, Guid shopId, Guid id, CancellationToken cancel)
    {
        await listed;
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<DeliverWebhooks>().Work(shopId, id, cancel);
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !cancel.IsCancellationRequested)
        {
            log.LogWarning(failure, "A webhook's deliveries wait");
        }
        catch (OperationCanceledException)
        {
            // The program ends; what was not sent stays in the database.
        }
        finally
        {
            running.TryRemove((shopId, id), out _);
        }
    }

    private Task Wake(bool something)
    {
        if (something && woken.CurrentCount == 0)
            woken.Release();
        return Task.CompletedTask;
    }
}
