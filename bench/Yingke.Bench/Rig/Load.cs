using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;

namespace Yingke.Bench.Rig;

/// <summary>One pair's addresses.</summary>
internal sealed record Line(string Conversation, string Post, string? Token, string Hub, string? Cookie);

/// <summary>The client: the same for both, one socket per agent, HTTP over kept connections.</summary>
internal sealed class Load : IAsyncDisposable
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

    /// <summary>Pairs of a shop, at the program itself.</summary>
    public static Task<Load> Connect(Uri server, BenchShop shop) => Connect(server, [.. shop.Pairs.Select(p => new Line(
        p.Conversation.ToString(), $"/api/v1/visitor/conversations/{p.Conversation}/messages", p.BuyerToken, "/hubs/desk", p.AgentCookie))]);

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
