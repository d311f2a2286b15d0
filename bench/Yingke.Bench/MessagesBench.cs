using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Yingke.Bench.Rig;

namespace Yingke.Bench;

/// <summary>
/// Messages end to end: a buyer's POST, its durable commit, the acknowledgement, the push to the agent's socket. 500 pairs, each sending
/// the next when both have arrived; then a tenth of that rate for latency. The program and the bare relay take turns in one run, with
/// the same client.
/// </summary>
internal static class MessagesBench
{
    private const int Pairs = 500;
    private const int Rounds = 3;
    // Both compile their hot paths first, and the machine has two cores for it.
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(12);
    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(6);

    /// <param name="only"><c>sqlite</c> or <c>postgres</c>; both when null.</param>
    public static async Task Run(string? only)
    {
        if (only is null or "sqlite")
        {
            await using var store = Store.Sqlite();
            await using var relay = Store.Sqlite();
            await Compare(store, relay);
        }
        if (only == "sqlite")
            return;
        if (Postgres.Bin is null)
        {
            Figures.Say($"no PostgreSQL here: its half is left out");
            return;
        }
        await using var postgres = await Postgres.Start();
        await using (var store = await Store.On(postgres))
        await using (var relay = await Store.On(postgres))
            await Compare(store, relay);
    }

    private static async Task Compare(Store store, Store relayStore)
    {
        BenchShop desk;
        await using (var host = Host.Build(store.Arguments))
            desk = await BenchShop.Make(host, agents: Pairs, capacity: 1, Pairs);
        await using var server = await Rig.Server.Start(store);
        await using var relay = await Rig.Server.Launch(Path.Combine(AppContext.BaseDirectory, "Yingke.Bench.dll"),
            ["relay", relayStore.Name, relayStore.Folder, relayStore.ConnectionString ?? "-"], relayStore, Postgres.FreePort());
        await using var ours = await Load.Connect(server.Address, desk.Pairs.Select(p => new Line(
            p.Conversation.ToString(), $"/api/v1/visitor/conversations/{p.Conversation}/messages", p.BuyerToken, "/hubs/desk", p.AgentCookie)).ToList());
        await using var bare = await Load.Connect(relay.Address, Enumerable.Range(0, Pairs).Select(i => new Line(
            "c" + i, "/send", null, "/hub", null)).ToList());
        List<double> ourRates = [], bareRates = [];
        for (var round = 0; round < Rounds; round++)
        {
            ourRates.Add(await ours.Saturate(round == 0 ? WarmUp : TimeSpan.FromSeconds(1), Measured));
            bareRates.Add(await bare.Saturate(round == 0 ? WarmUp : TimeSpan.FromSeconds(1), Measured));
        }
        var (rate, limit) = (Figures.Median(ourRates), Figures.Median(bareRates));
        Figures.Say($"{store.Name}: {rate:0} messages/s end to end ({Spread(ourRates)}), bare relay {limit:0} ({Spread(bareRates)}); {Pairs} pairs, {Rounds} rounds of {Measured.TotalSeconds:0} s");
        List<double> ourP99 = [], bareP99 = [], ourP50 = [], bareP50 = [];
        for (var round = 0; round < Rounds; round++)
        {
            Note(await ours.Pace(limit / 10, Measured), ourP50, ourP99);
            Note(await bare.Pace(limit / 10, Measured), bareP50, bareP99);
        }
        Figures.Say($"{store.Name}: from send to the peer's event at {limit / 10:0} messages/s: median {Figures.Median(ourP50):0.0} ms, p99 {Figures.Median(ourP99):0.0} ms ({Spread(ourP99)}), bare relay {Figures.Median(bareP50):0.0}, {Figures.Median(bareP99):0.0} ms ({Spread(bareP99)})");
        Figures.Ratio("end-to-end-" + store.Name, rate / limit);
        Figures.Ratio("latency-" + store.Name, Figures.Median(ourP99) / Figures.Median(bareP99));
    }

    private static void Note(List<double> latencies, List<double> medians, List<double> p99s)
    {
        medians.Add(Figures.Median(latencies));
        p99s.Add(Figures.Percentile(latencies, 0.99));
    }

    private static string Spread(List<double> values) => string.Create(CultureInfo.InvariantCulture, $"{values.Min():0.#}–{values.Max():0.#}");

    /// <summary>One pair's addresses.</summary>
    private sealed record Line(string Conversation, string Post, string? Token, string Hub, string? Cookie);

    /// <summary>The client: the same for both, one socket per agent, HTTP over kept connections.</summary>
    private sealed class Load : IAsyncDisposable
    {
        private readonly HttpClient http;
        private readonly List<(Line Line, HubSocket Socket, Arrival Arrival)> lines = [];
        private int sent;

        private Load(HttpClient http) => this.http = http;

        /// <summary>What a socket waits for: the client id of the message under way.</summary>
        private sealed class Arrival
        {
            private volatile string expected = "";
            private TaskCompletionSource<long> seen = new(TaskCreationOptions.RunContinuationsAsynchronously);

            public Task<long> Expect(string clientId)
            {
                seen = new(TaskCreationOptions.RunContinuationsAsynchronously);
                expected = clientId;
                return seen.Task;
            }

            public void Frame(ReadOnlyMemory<byte> frame)
            {
                if (expected is { Length: > 0 } id && frame.Span.IndexOf(Encoding.ASCII.GetBytes(id)) >= 0)
                {
                    expected = "";
                    seen.TrySetResult(Stopwatch.GetTimestamp());
                }
            }
        }

        public static async Task<Load> Connect(Uri server, IReadOnlyList<Line> pairs)
        {
            var load = new Load(new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 512 }) { BaseAddress = server, Timeout = TimeSpan.FromSeconds(60) });
            foreach (var line in pairs)
            {
                var arrival = new Arrival();
                var socket = await HubSocket.Connect(server, line.Hub, line.Cookie, arrival.Frame);
                if (line.Cookie is null)
                    await socket.Send($$"""{"type":1,"target":"Join","arguments":["{{line.Conversation}}"]}""");
                load.lines.Add((line, socket, arrival));
            }
            await Task.Delay(500);
            return load;
        }

        /// <summary>Messages per second that arrived while everybody sends as fast as it is answered.</summary>
        public async Task<double> Saturate(TimeSpan warmUp, TimeSpan measured)
        {
            var stop = Stopwatch.StartNew();
            var arrived = 0;
            await Task.WhenAll(lines.Select(async l =>
            {
                while (stop.Elapsed < warmUp + measured)
                {
                    await Send(l.Line, l.Arrival);
                    if (stop.Elapsed > warmUp && stop.Elapsed < warmUp + measured)
                        Interlocked.Increment(ref arrived);
                }
            }));
            return arrived / measured.TotalSeconds;
        }

        /// <summary>Milliseconds from send to event, at a steady rate that waits for nobody.</summary>
        public async Task<List<double>> Pace(double perSecond, TimeSpan measured)
        {
            var latencies = new List<double>();
            var interval = TimeSpan.FromSeconds(lines.Count / perSecond);
            var clock = Stopwatch.StartNew();
            await Task.WhenAll(lines.Select(async (l, i) =>
            {
                // Spread over the interval, each on a beat of its own.
                for (var beat = interval * i / lines.Count; beat < measured; beat += interval)
                {
                    if (beat > clock.Elapsed)
                        await Task.Delay(beat - clock.Elapsed);
                    var start = Stopwatch.GetTimestamp();
                    var end = await Send(l.Line, l.Arrival);
                    lock (latencies)
                        latencies.Add(Stopwatch.GetElapsedTime(start, end).TotalMilliseconds);
                }
            }));
            return latencies;
        }

        private async Task<long> Send(Line line, Arrival arrival)
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"m{Interlocked.Increment(ref sent):x8}");
            var seen = arrival.Expect(id);
            using var request = new HttpRequestMessage(HttpMethod.Post, line.Post);
            request.Content = new StringContent(line.Token is null
                ? $$"""{"conversation":"{{line.Conversation}}","clientId":"{{id}}","text":"我的快递到哪了，麻烦帮忙看一下"}"""
                : $$"""{"clientId":"{{id}}","text":"我的快递到哪了，麻烦帮忙看一下"}""", Encoding.UTF8, "application/json");
            if (line.Token is not null)
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", line.Token);
            using var answer = await http.SendAsync(request);
            answer.EnsureSuccessStatusCode();
            return await seen.WaitAsync(TimeSpan.FromSeconds(30));
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var (_, socket, _) in lines)
                await socket.DisposeAsync();
            http.Dispose();
        }
    }
}
