namespace Yingke.Server.Demo;

/// <summary>With <c>YINGKE_DEMO</c>: plants the demo shop once the program listens, and prints where to go and who to be.</summary>
internal sealed class DemoStart(PlantDemo plant, OwnAddress own, IHostApplicationLifetime life, ILogger<DemoStart> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var listening = new TaskCompletionSource();
        await using var started = life.ApplicationStarted.Register(listening.SetResult);
        await listening.Task.WaitAsync(stoppingToken);
        var address = own.Here;
        try
        {
            var shop = await plant.Run(address, stoppingToken);
            Console.WriteLine(Sign.Of(address, shop is not null));
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            log.LogError(failure, "The demo shop could not be planted");
        }
    }
}
