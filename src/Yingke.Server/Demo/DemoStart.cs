using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Yingke.Server.Demo;

/// <summary>With <c>YINGKE_DEMO</c>: plants the demo shop once the program listens, and prints where to go and who to be.</summary>
internal sealed class DemoStart(PlantDemo plant, IServer server, IHostApplicationLifetime life, ILogger<DemoStart> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var listening = new TaskCompletionSource();
        await using var started = life.ApplicationStarted.Register(listening.SetResult);
        await listening.Task.WaitAsync(stoppingToken);
        var address = Address();
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

    /// <summary>As somebody on this machine types it.</summary>
    private Uri Address()
    {
        var first = server.Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return new Uri(first.Replace("//0.0.0.0", "//localhost", StringComparison.Ordinal).Replace("//[::]", "//localhost", StringComparison.Ordinal)
            .Replace("//*", "//localhost", StringComparison.Ordinal).Replace("//+", "//localhost", StringComparison.Ordinal));
    }
}
