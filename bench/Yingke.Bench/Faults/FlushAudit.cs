using System.Diagnostics;
using System.Globalization;
using System.Text;
using Yingke.Bench.Rig;

namespace Yingke.Bench.Faults;

/// <summary>
/// Counts with strace what is flushed to the disk while messages are acknowledged (reliability I33). A sender who waits for each answer is
/// in a batch once at most, so that so many messages of one sender are at least so many batches, each of which must have been flushed.
/// </summary>
internal static class FlushAudit
{
    private const int Alone = 200;
    private const int Senders = 8;
    private const int Each = 50;

    public static async Task<int> Run()
    {
        if (!File.Exists("/usr/bin/strace"))
        {
            Figures.Say($"skipped: no strace here (Debian's package strace)");
            return 0;
        }
        var unflushed = 0;
        await using (var store = Store.Sqlite())
            unflushed += await Audit(store, server => [server.Pid]);
        if (Postgres.Bin is not null)
        {
            await using var postgres = await Postgres.Start();
            await using var store = await Store.On(postgres);
            unflushed += await Audit(store, _ => postgres.Pids);
        }
        return unflushed == 0 ? 0 : 1;
    }

    private static async Task<int> Audit(Store store, Func<Rig.Server, IReadOnlyList<int>> whoFlushes)
    {
        BenchShop shop;
        await using (var host = Host.Build(store.Arguments))
            shop = await BenchShop.Make(host, agents: Senders, capacity: 1, Senders);
        await using var server = await Rig.Server.Start(store);
        var people = shop.Pairs.Select(p => (Http: Viewer.Client(null, p.BuyerToken), p.Conversation)).ToList();
        await Send(server, people[0], 20, "warm");
        var alone = await Count(whoFlushes(server), () => Send(server, people[0], Alone, "alone"));
        var together = await Count(whoFlushes(server), () => Task.WhenAll(people.Select(p => Send(server, p, Each, "together"))));
        people.ForEach(p => p.Http.Dispose());
        if (alone is null || together is null)
        {
            Figures.Say($"skipped: strace may not look at other processes here");
            return 0;
        }
        Figures.Say($"{store.Name}: {Alone} messages one after the other, {alone} flushes (at least {Alone}); {Senders * Each} messages of {Senders} senders, {together} flushes (at least {Each})");
        return alone >= Alone && together >= Each ? 0 : 1;
    }

    private static async Task Send(Rig.Server server, (HttpClient Http, Guid Conversation) who, int count, string text)
    {
        for (var i = 0; i < count; i++)
        {
            using var body = new StringContent($$"""{"clientId":"{{text}}-{{i}}","text":"{{text}} {{i}}"}""", Encoding.UTF8, "application/json");
            using var answer = await who.Http.PostAsync(new Uri(server.Address, $"/api/v1/visitor/conversations/{who.Conversation}/messages"), body);
            answer.EnsureSuccessStatusCode();
        }
    }

    /// <summary>The flushes of these processes and their children while <paramref name="work"/> runs; null where they cannot be seen.</summary>
    private static async Task<int?> Count(IReadOnlyList<int> processes, Func<Task> work)
    {
        var file = Path.GetTempFileName();
        var start = new ProcessStartInfo("strace", ["-f", "-qq", "-e", "trace=fsync,fdatasync", "-o", file, .. processes.SelectMany(p => new[] { "-p", p.ToString(CultureInfo.InvariantCulture) })]) { RedirectStandardError = true };
        using var strace = Process.Start(start)!;
        await Task.Delay(2000);
        if (strace.HasExited)
            return null;
        await work();
        await Task.Delay(300);
        using (var stop = Process.Start("kill", ["-INT", strace.Id.ToString(CultureInfo.InvariantCulture)]))
            await stop.WaitForExitAsync();
        await strace.WaitForExitAsync();
        var lines = await File.ReadAllLinesAsync(file);
        File.Delete(file);
        // A call that was interrupted by another thread's line is resumed on a line of its own: counted where it begins.
        return lines.Count(l => l.Contains("fdatasync(", StringComparison.Ordinal) || l.Contains("fsync(", StringComparison.Ordinal));
    }
}
