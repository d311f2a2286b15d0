using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Yingke.Server.Features.Deadlines;
using Yingke.Server.Platform.Activity;
using Yingke.Server.Tests.Hosting;

namespace Yingke.Server.Tests.Deadlines;

/// <summary>A database, a node on it (two on PostgreSQL), and somebody who hears of every clock.</summary>
public sealed class Nodes : IAsyncLifetime
{
    private readonly ConcurrentDictionary<Guid, Fact> heard = new();
    private TestDatabase? database;

    public YingkeHost A { get; private set; } = null!;

    public YingkeHost B { get; private set; } = null!;

    public FakeClock Clock { get; } = new();

    public async ValueTask InitializeAsync()
    {
        database = await TestDatabase.Copy();
        A = await Start();
        B = TestDatabase.IsPostgres ? await Start() : A;
    }

    /// <summary>The first node again, on the same database.</summary>
    public async Task Restart()
    {
        await A.DisposeAsync();
        var old = A;
        A = await Start();
        B = B == old ? A : B;
    }

    /// <summary>The facts of clocks of one shop, once all are handled. A fact that is handled again after a failure is still the same fact.</summary>
    internal async Task<List<Fact>> Heard(Guid shop)
    {
        // While the other node holds the lease, this one may not.
        foreach (var node in new[] { A, B })
            await node.Services.GetRequiredService<Pump>().Drain(CancellationToken.None);
        return [.. heard.Values.Where(f => f.ShopId == shop)];
    }

    public async ValueTask DisposeAsync()
    {
        await A.DisposeAsync();
        if (B != A)
            await B.DisposeAsync();
        if (database is not null)
            await database.DisposeAsync();
    }

    private Task<YingkeHost> Start() => YingkeHost.Start(database!, Clock, services => services.AddSingleton(new Reaction("heard", [PassClocks.Near, PassClocks.Passed], (_, fact, _, _) =>
    {
        heard[fact.Id] = fact;
        return Task.CompletedTask;
    })));
}
