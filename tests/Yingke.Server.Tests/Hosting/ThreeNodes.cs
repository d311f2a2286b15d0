namespace Yingke.Server.Tests.Hosting;

/// <summary>Tests of what several nodes do at once, under one clock of their own: three nodes on PostgreSQL, one on SQLite, which is for one.</summary>
public abstract class ThreeNodes : IAsyncLifetime
{
    protected FakeClock Clock { get; } = new();

    protected List<YingkeHost> Nodes { get; } = [];

    protected TestDatabase? Database { get; private set; }

    public async ValueTask InitializeAsync()
    {
        Database = await TestDatabase.Copy();
        for (var i = 0; i < (TestDatabase.IsPostgres ? 3 : 1); i++)
            Nodes.Add(await YingkeHost.Start(Database, Clock));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in Nodes)
            await node.DisposeAsync();
        if (Database is not null)
            await Database.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
