using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Yingke.Bench.Rig;
using Yingke.Domain.Conversations;
using Yingke.Server.Platform.Storage;

namespace Yingke.Bench.Faults;

/// <summary>
/// Load, faults, healing, comparison. One node on SQLite is killed and started again; of two nodes on PostgreSQL one is killed while the
/// clients go to the other; PostgreSQL itself is killed under both.
/// </summary>
internal static class FaultRuns
{
    private const int Pairs = 100;

    public sealed record Outcome(string Name, Findings Findings, int Faults, IReadOnlyList<double> Recoveries);

    public static async Task<Outcome> KillNodeOnSqlite(int kills, double perSecond, (int Min, int Max) pause, string? sabotage = null)
    {
        await using var store = Store.Sqlite();
        var shop = await Prepare(store);
        var port = Postgres.FreePort();
        var server = await Launch(store, port, sabotage);
        var history = new History();
        var recoveries = new List<double>();
        await using (var talk = new Talk(shop, () => new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}")), history))
        {
            talk.Start(perSecond);
            for (var i = 0; i < kills; i++)
            {
                await Task.Delay(Random.Shared.Next(pause.Min, pause.Max));
                await server.Kill();
                var clock = Stopwatch.StartNew();
                server = await Launch(store, port, sabotage);
                recoveries.Add(await UntilAcknowledged(talk, clock));
            }
            await Task.Delay(1500);
            await talk.Quiesce();
        }
        await using (server)
            return new("kill -9 of the node, SQLite", await Compare(store, history), kills, recoveries);
    }

    public static async Task<Outcome> KillOneOfTwoNodes(Postgres postgres, int kills, double perSecond, (int Min, int Max) pause)
    {
        await using var store = await Store.On(postgres);
        var shop = await Prepare(store);
        var nodes = new[] { await Rig.Server.Start(store), await Rig.Server.Start(store) };
        var history = new History();
        var recoveries = new List<double>();
        await using (var talk = new Talk(shop, () => nodes[Random.Shared.Next(2)].Address, history))
        {
            talk.Start(perSecond);
            for (var i = 0; i < kills; i++)
            {
                await Task.Delay(Random.Shared.Next(pause.Min, pause.Max));
                var victim = i % 2;
                await nodes[victim].Kill();
                var clock = Stopwatch.StartNew();
                recoveries.Add(await UntilAcknowledged(talk, clock));
                nodes[victim] = await Rig.Server.Start(store);
            }
            await Task.Delay(1500);
            await talk.Quiesce();
        }
        var findings = await Compare(store, history);
        foreach (var node in nodes)
            await node.DisposeAsync();
        return new("kill -9 of one of two nodes, PostgreSQL", findings, kills, recoveries);
    }

    public static async Task<Outcome> KillPostgres(Postgres postgres, int kills, double perSecond, (int Min, int Max) pause)
    {
        await using var store = await Store.On(postgres);
        var shop = await Prepare(store);
        await using var first = await Rig.Server.Start(store);
        await using var second = await Rig.Server.Start(store);
        var history = new History();
        var recoveries = new List<double>();
        await using (var talk = new Talk(shop, () => (Random.Shared.Next(2) == 0 ? first : second).Address, history))
        {
            talk.Start(perSecond);
            for (var i = 0; i < kills; i++)
            {
                await Task.Delay(Random.Shared.Next(pause.Min, pause.Max));
                await postgres.Kill();
                await postgres.Relaunch();
                recoveries.Add(await UntilAcknowledged(talk, Stopwatch.StartNew()));
            }
            await Task.Delay(1500);
            await talk.Quiesce();
        }
        return new("kill -9 of PostgreSQL under two nodes", await Compare(store, history), kills, recoveries);
    }

    public static async Task<BenchShop> Prepare(Store store)
    {
        await using var host = Host.Build(store.Arguments);
        return await BenchShop.Make(host, agents: Pairs, capacity: 1, Pairs);
    }

    private static Task<Rig.Server> Launch(Store store, int port, string? sabotage) => sabotage is null
        ? Rig.Server.Start(store, port)
        : Rig.Server.Launch(Path.Combine(AppContext.BaseDirectory, "Yingke.Bench.dll"), ["sabotage", sabotage], store, port);

    /// <summary>Seconds until the next acknowledgement after a fault.</summary>
    public static async Task<double> UntilAcknowledged(Talk talk, Stopwatch clock)
    {
        var before = talk.Acknowledged;
        while (talk.Acknowledged == before && clock.Elapsed < TimeSpan.FromSeconds(60))
            await Task.Delay(20);
        return clock.Elapsed.TotalSeconds;
    }

    public static async Task<Findings> Compare(Store store, History history)
    {
        await using var host = Host.Build(store.Arguments);
        await using var scope = host.Services.CreateAsyncScope();
        var entries = await scope.ServiceProvider.GetRequiredService<Db>().Set<Entry>().OrderBy(e => e.ConversationId).ThenBy(e => e.Seq)
            .Select(e => new { e.ConversationId, e.Seq, e.ClientId, e.Text }).ToListAsync();
        var stored = entries.GroupBy(e => e.ConversationId).ToDictionary(g => g.Key, g => g.Select(e => new Seen(e.Seq, e.ClientId, e.Text)).ToList());
        return Checker.Check([.. history.Sent], stored, history.Shown);
    }
}
