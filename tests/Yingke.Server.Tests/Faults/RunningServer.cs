using Yingke.Server.Tests.Hosting;

namespace Yingke.Server.Tests.Faults;

/// <summary>For one test class: a node on the real clock, its own jobs running.</summary>
public sealed class RunningServer : IAsyncLifetime
{
    private TestDatabase? database;

    public YingkeHost Host { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        database = await TestDatabase.Copy();
        Host = await YingkeHost.Start(database, new RunningClock());
    }

    /// <summary>A cable to the node.</summary>
    public FaultProxy Cable() => new("127.0.0.1", Host.Address.Port);

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await database!.DisposeAsync();
    }
}
