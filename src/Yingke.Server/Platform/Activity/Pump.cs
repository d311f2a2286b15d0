using Microsoft.EntityFrameworkCore;
using Yingke.Server.Platform.Jobs;
using Yingke.Server.Platform.Push;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Platform.Activity;

/// <summary>
/// Hands facts to the reactions, oldest first, and removes them in the transaction that holds what the reactions wrote. One node pumps at a
/// time, so that facts keep their order; should it have slept past its lease, the row locks still keep a fact from being handled twice.
/// </summary>
internal sealed class Pump : BackgroundService
{
    private const int AtOnce = 100;
    private const string DueSql = "SELECT * FROM facts WHERE retry_at IS NULL OR retry_at <= {0} ORDER BY id LIMIT {1}";
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(2);

    /// <summary>Facts come in bursts; one commit for a burst is enough.</summary>
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(100);

    private readonly SemaphoreSlim woken = new(0);
    private readonly SemaphoreSlim pumping = new(1, 1);
    private readonly ILookup<string, Reaction> reactions;
    private readonly IServiceScopeFactory scopes;
    private readonly Signals signals;
    private readonly NodeBus bus;
    private readonly TimeProvider time;
    private readonly ILogger<Pump> log;

    public Pump(IEnumerable<Reaction> reactions, IServiceScopeFactory scopes, Signals signals, NodeBus bus, TimeProvider time, ILogger<Pump> log)
    {
        (this.scopes, this.signals, this.bus, this.time, this.log) = (scopes, signals, bus, time, log);
        this.reactions = reactions.SelectMany(r => r.Types, (reaction, type) => (type, reaction)).ToLookup(r => r.type, r => r.reaction);
        // Nearly every fact comes with a changed row; the rest waits for the next look.
        signals.Subscribe<LogMoved>(moved =>
        {
            if (moved.RowChanged)
                Wake();
            return Task.CompletedTask;
        });
    }

    /// <summary>There is a fact to handle: do not wait for the next look.</summary>
    public void Wake()
    {
        if (woken.CurrentCount == 0)
            woken.Release();
    }

    public override void Dispose()
    {
        woken.Dispose();
        pumping.Dispose();
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
                await Drain(stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                log.LogWarning(failure, "Facts wait: they could not be read");
            }
        }
    }

    /// <summary>Handles what is due, to its end; also for tests that do not want to wait.</summary>
    public async Task Drain(CancellationToken cancel)
    {
        await pumping.WaitAsync(cancel);
        try
        {
            while (await IsMine(cancel) && await Turn(AtOnce, cancel) == AtOnce)
                cancel.ThrowIfCancellationRequested();
        }
        finally
        {
            pumping.Release();
        }
    }

    private async Task<bool> IsMine(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await Leases.Take(scope.ServiceProvider.GetRequiredService<Db>(), "facts", bus.Node, time.Now(), null, cancel);
    }

    private async Task<int> Turn(int limit, CancellationToken cancel)
    {
        var taken = new List<Fact>();
        try
        {
            var aftermath = new Aftermath();
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<Db>();
            await db.InTransaction(async () =>
            {
                taken = await Due(db, limit, cancel);
                foreach (var fact in taken)
                {
                    foreach (var reaction in reactions[fact.Type])
                        await reaction.Run(scope.ServiceProvider, fact, aftermath, cancel);
                    db.Remove(fact);
                }
                await db.SaveChangesAsync(cancel);
                await bus.Notify(db, aftermath.Signals, cancel);
            }, cancel);
            foreach (var signal in aftermath.Signals)
                signals.Deliver(signal);
            return taken.Count;
        }
        catch (Exception failure) when (failure is not OperationCanceledException && taken.Count > 0)
        {
            if (taken.Count > 1)
            {
                // One that fails must not take the others along: each gets a transaction of its own.
                var handled = 0;
                for (var i = 0; i < taken.Count; i++)
                    handled += await Turn(1, cancel);
                return handled < taken.Count ? 0 : limit;
            }
            log.LogWarning(failure, "The reactions to a {Fact} failed and are tried again", taken[0].Type);
            await Postpone(taken[0], cancel);
            return 1;
        }
    }

    private Task<List<Fact>> Due(Db db, int limit, CancellationToken cancel) =>
        db.Set<Fact>().FromSqlRaw(db.Dialect.IsPostgres ? DueSql + " FOR UPDATE SKIP LOCKED" : DueSql, time.Now().Stored(), limit).AsTracking().ToListAsync(cancel);

    /// <summary>Later and later, an hour at most, and never given up: a fact is a promise.</summary>
    private async Task Postpone(Fact failed, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<Db>();
        var again = time.Now().AddSeconds(Math.Min(3600, Math.Pow(2, Math.Min(failed.Tries, 12))));
        using var turn = await db.Dialect.EnterWrite(cancel);
        await db.Set<Fact>().Where(f => f.ShopId == failed.ShopId && f.Id == failed.Id)
            .ExecuteUpdateAsync(f => f.SetProperty(x => x.Tries, failed.Tries + 1).SetProperty(x => x.RetryAt, again), cancel);
    }
}
