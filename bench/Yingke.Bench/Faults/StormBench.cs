using System.Diagnostics;
using System.Net;
using System.Net.WebSockets;
using System.Text;
using Yingke.Bench.Rig;

namespace Yingke.Bench.Faults;

/// <summary>
/// Everybody back at once: the node is killed under 5,000 open windows and started again. Each window comes back as ours do (a random wait
/// of up to ten seconds, again and again, then one read after the last seq) while 100 pairs go on sending.
/// </summary>
internal static class StormBench
{
    private const int Windows = 5_000;
    private const int Senders = 100;

    public static async Task Run()
    {
        await using var store = Store.Sqlite();
        BenchShop shop;
        await using (var host = Host.Build(store.Arguments))
            shop = await BenchShop.Make(host, agents: Windows / 100, capacity: 100, pairs: Windows);
        var port = Postgres.FreePort();
        var server = await Rig.Server.Start(store, port);
        var address = server.Address;
        using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false, MaxConnectionsPerServer = 400 }) { Timeout = TimeSpan.FromSeconds(30) };
        var windows = new List<HubSocket>();
        foreach (var chunk in shop.Pairs.Chunk(100))
            windows.AddRange(await Task.WhenAll(chunk.Select(p => Open(address, p))));

        await server.Kill();
        server = await Rig.Server.Start(store, port);
        await using var running = server;
        // From the moment on at which there is somebody to come back to.
        var clock = Stopwatch.StartNew();
        using var stop = new CancellationTokenSource();
        var sending = Task.WhenAll(shop.Pairs.Take(Senders).Select(p => Send(http, address, p, stop.Token)));
        var returned = await Task.WhenAll(shop.Pairs.Zip(windows, (pair, old) => Return(http, address, pair, old, clock)));
        await stop.CancelAsync();
        var sends = (await sending).SelectMany(s => s).ToList();
        foreach (var (_, socket) in returned)
            await socket.DisposeAsync();
        var back = returned.Select(r => r.Seconds).ToList();

        Figures.Say($"{Windows} windows cut at once: back after {Figures.Median(back):0.0} s (median), {back.Max():0.0} s (last); {sends.Count} sends meanwhile, {Figures.Median(sends):0.00} s (median), {sends.Max():0.00} s (slowest)");
        Figures.Ratio("storm-back-95-seconds", Figures.Percentile(back, 0.95));
        Figures.Ratio("storm-back-all-seconds", back.Max());
        Figures.Ratio("storm-send-p99-seconds", Figures.Percentile(sends, 0.99));
    }

    private static Task<HubSocket> Open(Uri server, Pair pair) =>
        HubSocket.Connect(server, "/hubs/visitor?access_token=" + Uri.EscapeDataString(pair.BuyerToken), null, _ => { });

    /// <summary>Seconds until the window is connected and has read what it missed, and its new socket.</summary>
    private static async Task<(double Seconds, HubSocket Socket)> Return(HttpClient http, Uri server, Pair pair, HubSocket old, Stopwatch clock)
    {
        await old.DisposeAsync();
        while (true)
        {
            await Task.Delay(TimeSpan.FromSeconds(10 * Random.Shared.NextDouble()));
            try
            {
                var socket = await Open(server, pair);
                using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(server, $"/api/v1/visitor/conversations/{pair.Conversation}/messages?after=1&limit=500"));
                request.Headers.Authorization = new("Bearer", pair.BuyerToken);
                using var answer = await http.SendAsync(request);
                if (answer.StatusCode == HttpStatusCode.OK && socket.IsOpen)
                    return (clock.Elapsed.TotalSeconds, socket);
                await socket.DisposeAsync();
            }
            catch (Exception refused) when (refused is HttpRequestException or WebSocketException or IOException or OperationCanceledException)
            {
                // Once more, after another wait.
            }
        }
    }

    /// <summary>Seconds that each of one buyer's messages took, one after the other, until it is stopped.</summary>
    private static async Task<List<double>> Send(HttpClient http, Uri server, Pair pair, CancellationToken stop)
    {
        var took = new List<double>();
        for (var number = 0; !stop.IsCancellationRequested; number++)
        {
            var clock = Stopwatch.StartNew();
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server, $"/api/v1/visitor/conversations/{pair.Conversation}/messages"));
            request.Headers.Authorization = new("Bearer", pair.BuyerToken);
            request.Content = new StringContent(FormattableString.Invariant($$"""{"clientId":"storm-{{number}}","text":"还在吗 {{number}}"}"""), Encoding.UTF8, "application/json");
            using var answer = await http.SendAsync(request, CancellationToken.None);
            if (answer.IsSuccessStatusCode)
                took.Add(clock.Elapsed.TotalSeconds);
            await Task.Delay(TimeSpan.FromSeconds(0.5 + Random.Shared.NextDouble()), CancellationToken.None);
        }
        return took;
    }
}
