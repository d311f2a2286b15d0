using System.Diagnostics;
using System.Globalization;
using Yingke.Bench.Rig;

namespace Yingke.Bench;

/// <summary>What an idle connection costs the server: its resident memory before and 60 s after 10,000 buyers' windows connected, their client being a process of its own.</summary>
internal static class IdleBench
{
    private const int Connections = 10_000;

    public static async Task Run()
    {
        await using var store = Store.Sqlite();
        BenchShop shop;
        await using (var host = Host.Build(store.Arguments))
            shop = await BenchShop.Make(host, agents: Connections / 100, capacity: 100, pairs: Connections);
        await using var server = await Rig.Server.Start(store);
        var tokens = Path.Combine(store.Folder, "tokens");
        await File.WriteAllLinesAsync(tokens, shop.Pairs.Select(p => p.BuyerToken));
        // A few connections first, so that what is loaded once is not counted.
        await using (var warm = await HubSocket.Connect(server.Address, "/hubs/visitor?access_token=" + Uri.EscapeDataString(shop.Pairs[0].BuyerToken), null, _ => { }))
            await Task.Delay(TimeSpan.FromSeconds(5));
        var before = server.ResidentBytes();
        using var clients = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Yingke.Bench.dll"), "idle-clients", server.Address.ToString(), tokens]) { RedirectStandardOutput = true })!;
        var connected = await clients.StandardOutput.ReadLineAsync();
        await Task.Delay(TimeSpan.FromSeconds(60));
        var after = server.ResidentBytes();
        clients.Kill();
        await clients.WaitForExitAsync();
        var count = int.Parse(connected ?? "0", CultureInfo.InvariantCulture);
        Figures.Say($"{count} idle connections: resident {before / 1048576.0:0} MiB before, {after / 1048576.0:0} MiB after 60 s");
        Figures.Ratio("kib-per-connection", count < Connections ? double.NaN : (after - before) / 1024.0 / count);
    }

    /// <summary>The clients' process: connects, says how many it holds, and holds them.</summary>
    public static async Task Hold(Uri server, string tokens)
    {
        var sockets = new List<HubSocket>();
        foreach (var chunk in (await File.ReadAllLinesAsync(tokens)).Chunk(100))
            sockets.AddRange(await Task.WhenAll(chunk.Select(t => HubSocket.Connect(server, "/hubs/visitor?access_token=" + Uri.EscapeDataString(t), null, _ => { }))));
        Console.WriteLine(sockets.Count(s => s.IsOpen).ToString(CultureInfo.InvariantCulture));
        await Task.Delay(TimeSpan.FromMinutes(10));
    }
}
