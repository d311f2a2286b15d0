namespace Yingke.Server.Tests.Hosting;

/// <summary>For one test class: a database of its own, one node on it, and new shops for the asking.</summary>
public sealed class ServerFixture : IAsyncLifetime
{
    private TestDatabase? database;
    private YingkeHost? host;

    public YingkeHost Host => host!;

    public FakeClock Clock { get; } = new();

    public async ValueTask InitializeAsync()
    {
        database = await TestDatabase.Copy();
        host = await YingkeHost.Start(database, Clock);
    }

    /// <summary>A shop with the named cast, everybody signed in, nobody on duty, no buyer yet: tests do not meet.</summary>
    public Task<TestShop> Shop() => TestShop.Open(Host);

    /// <summary>The same database under a program started anew.</summary>
    public async Task Restart()
    {
        await Host.DisposeAsync();
        host = await YingkeHost.Start(database!, Clock);
    }

    public async ValueTask DisposeAsync()
    {
        if (host is not null)
            await host.DisposeAsync();
        if (database is not null)
            await database.DisposeAsync();
    }
}

/// <summary>For one test class: two nodes on one PostgreSQL database; not to be had on SQLite, which is one process.</summary>
public sealed class TwoNodes : IAsyncLifetime
{
    private TestDatabase? database;

    public YingkeHost A { get; private set; } = null!;

    public YingkeHost B { get; private set; } = null!;

    public FakeClock Clock { get; } = new();

    public async ValueTask InitializeAsync()
    {
        if (!TestDatabase.IsPostgres)
            return;
        database = await TestDatabase.Copy();
        A = await YingkeHost.Start(database, Clock);
        B = await YingkeHost.Start(database, Clock);
    }

    public static void Need() => Assert.SkipUnless(TestDatabase.IsPostgres, "Several nodes need PostgreSQL.");

    public async ValueTask DisposeAsync()
    {
        if (database is null)
            return;
        await A.DisposeAsync();
        await B.DisposeAsync();
        await database.DisposeAsync();
    }
}
