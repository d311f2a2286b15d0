using Yingke.Server.Platform.Push;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Platform.Jobs;

/// <summary>One line of the list of periodic jobs.</summary>
/// <param name="EveryNode">True for what concerns this node's own connections; false for what one node does for all, under a lease.</param>
internal sealed record PeriodicJob(string Name, TimeSpan Every, bool EveryNode, Func<IServiceProvider, CancellationToken, Task> Run);

/// <summary>Runs the list. A job that fails is logged and tried again at its next turn; none waits for another.</summary>
internal sealed class PeriodicJobs(
    IEnumerable<PeriodicJob> jobs, IServiceScopeFactory scopes, NodeBus bus, TimeProvider time, ILogger<PeriodicJobs> log) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(jobs.Select((job, i) => Repeat(job, (double)i / jobs.Count(), stoppingToken)));

    /// <summary>Whoever works under a lease has stopped by now: services end in the reverse order of their start, and this one starts before them.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await Leases.GiveUp(scope.ServiceProvider.GetRequiredService<Db>(), bus.Node, cancellationToken);
        }
        catch (Exception failure)
        {
            log.LogWarning("Leases run out by themselves: {Reason}", failure.Message);
        }
    }

    /// <summary>Each begins a little later than the one before: all at the same instant, they would be a hiccup of every message then.</summary>
    private async Task Repeat(PeriodicJob job, double offset, CancellationToken cancel)
    {
        await Task.Delay(job.Every * offset, time, cancel);
        using var timer = new PeriodicTimer(job.Every, time);
        while (await timer.WaitForNextTickAsync(cancel))
        {
            try
            {
                await RunOnce(job, cancel);
            }
            catch (Exception failure) when (failure is not OperationCanceledException || !cancel.IsCancellationRequested)
            {
                log.LogWarning(failure, "The job {Job} failed and is tried again", job.Name);
            }
        }
    }

    /// <summary>One turn of one job, also for tests that move the clock by hand.</summary>
    public async Task RunOnce(PeriodicJob job, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        if (!job.EveryNode && !await Leases.Take(scope.ServiceProvider.GetRequiredService<Db>(), job.Name, bus.Node, time.Now(), scope.ServiceProvider.GetRequiredService<HeldLease>(), cancel))
            return;
        await job.Run(scope.ServiceProvider, cancel);
    }
}
