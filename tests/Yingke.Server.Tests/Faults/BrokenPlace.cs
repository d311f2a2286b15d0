using System.Diagnostics;
using Npgsql;
using Yingke.Bench.Rig;
using Yingke.Server.Tests.Hosting;
using Node = Yingke.Bench.Rig.Server;

namespace Yingke.Server.Tests.Faults;

/// <summary>
/// For one test class: a PostgreSQL that may be killed, node A whose cable to it can be pulled, node B beside it, and further nodes as
/// processes. All on the real clock.
/// </summary>
public sealed class BrokenPlace : IAsyncLifetime
{
    /// <summary>
    /// How long a test waits for what must come. Reliability's own limits (1 to 20 s) are measured on machines that do nothing else; here a
    /// test prints what it took.
    /// </summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private Postgres? postgres;
    private Store? store;
    private TestDatabase? behindCable, direct;

    /// <summary>Between node A and PostgreSQL.</summary>
    public FaultProxy Cable { get; private set; } = null!;

    public YingkeHost A { get; private set; } = null!;

    public YingkeHost B { get; private set; } = null!;

    public static void Need() => Assert.SkipUnless(TestDatabase.IsPostgres && Postgres.Bin is not null, "Needs PostgreSQL's programs.");

    public async ValueTask InitializeAsync()
    {
        if (!TestDatabase.IsPostgres || Postgres.Bin is null)
            return;
        postgres = await Postgres.Start();
        store = await Store.On(postgres);
        Cable = new FaultProxy("127.0.0.1", postgres.Port);
        behindCable = TestDatabase.On(new NpgsqlConnectionStringBuilder(store.ConnectionString) { Port = Cable.Port }.ToString());
        direct = TestDatabase.On(store.ConnectionString!);
        B = await YingkeHost.Start(direct, new RunningClock());
        A = await YingkeHost.Start(behindCable, new RunningClock());
        // A node that is still warming up answers, but says that it is not ready: tests of readiness begin with one that is.
        foreach (var node in new[] { A, B })
            await Until(async () => (await node.Connect().Get("/readyz")).Status == 200, 4 * Patience);
    }

    /// <summary>A third node, as a process of its own, warm as a balancer would want it.</summary>
    internal async Task<Node> Third()
    {
        var node = await Node.Start(store!);
        await Until(async () => (await new Clients.Api(node.Address).Get("/readyz")).Status == 200, 4 * Patience);
        return node;
    }

    public Task KillPostgres() => postgres!.Kill();

    public Task StartPostgres() => postgres!.Relaunch();

    /// <summary>Every connection of the program, listeners and pools alike.</summary>
    public async Task<int> CutAllConnections()
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(store!.ConnectionString) { Pooling = false }.ToString());
        await connection.OpenAsync();
        await using var cut = new NpgsqlCommand("SELECT COUNT(pg_terminate_backend(pid))::int FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()", connection);
        return (int)(await cut.ExecuteScalarAsync())!;
    }

    public async ValueTask DisposeAsync()
    {
        if (postgres is null)
            return;
        await A.DisposeAsync();
        await B.DisposeAsync();
        await Cable.DisposeAsync();
        await behindCable!.DisposeAsync();
        await direct!.DisposeAsync();
        await store!.DisposeAsync();
        await postgres.DisposeAsync();
    }

    /// <summary>Asks until the answer is yes; how long that took.</summary>
    public static async Task<TimeSpan> Until(Func<Task<bool>> isSo, TimeSpan? patience = null)
    {
        var clock = Stopwatch.StartNew();
        while (!await isSo())
        {
            clock.Elapsed.ShouldBeLessThan(patience ?? Patience);
            await Task.Delay(50);
        }
        return clock.Elapsed;
    }

    internal static async Task Signal(Node node, string name)
    {
        using var kill = Process.Start("kill", ["-" + name, node.Pid.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }
}
