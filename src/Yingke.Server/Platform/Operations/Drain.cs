using System.Runtime.InteropServices;
using Microsoft.Extensions.Options;
using Yingke.Server.Platform.Push;

namespace Yingke.Server.Platform.Operations;

/// <summary>Section <c>Drain</c> of the configuration.</summary>
internal sealed class DrainOptions
{
    /// <summary>Over how long the open sockets are asked to move, and how long they are waited for.</summary>
    public double Seconds { get; set; } = 6;
}

/// <summary>
/// The end of the program in good order: told to stop, it first says that it is not ready, asks every socket to go elsewhere, each at a
/// moment of its own, and only then stops listening and finishes what it took in. A second signal ends it at once.
/// </summary>
internal sealed class Drain(Readiness readiness, Sockets sockets, IHostApplicationLifetime life, IOptions<DrainOptions> options, ILogger<Drain> log) : IHostLifetime, IDisposable
{
    private readonly List<PosixSignalRegistration> signals = [];
    private int told;

    public Task WaitForStartAsync(CancellationToken cancellationToken)
    {
        foreach (var signal in new[] { PosixSignal.SIGTERM, PosixSignal.SIGINT, PosixSignal.SIGQUIT })
            signals.Add(PosixSignalRegistration.Create(signal, Told));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void Told(PosixSignalContext context)
    {
        // The runtime would end the process otherwise.
        context.Cancel = true;
        if (Interlocked.Increment(ref told) > 1)
        {
            life.StopApplication();
            return;
        }
        // Somebody at the keyboard waits for his prompt.
        var over = context.Signal == PosixSignal.SIGINT ? TimeSpan.FromSeconds(Math.Min(1, options.Value.Seconds)) : TimeSpan.FromSeconds(options.Value.Seconds);
        _ = Task.Run(async () =>
        {
            await Run(over);
            life.StopApplication();
        });
    }

    /// <summary>Empties the node of sockets, as far as they let themselves be moved within <paramref name="over"/>.</summary>
    public async Task Run(TimeSpan over)
    {
        readiness.IsDraining = true;
        if (sockets.Count == 0)
            return;
        log.LogInformation("Draining {Sockets} sockets", sockets.Count);
        try
        {
            await sockets.Move(over);
            for (var waited = TimeSpan.Zero; sockets.Count > 0 && waited < over; waited += TimeSpan.FromMilliseconds(100))
                await Task.Delay(100);
        }
        catch (Exception failure)
        {
            // They will notice the end of the connection.
            log.LogWarning(failure, "Not every socket was told to move");
        }
    }

    public void Dispose() => signals.ForEach(s => s.Dispose());
}
