using System.Net;
using System.Text.Json;
using Yingke.Bench.Rig;

namespace Yingke.Bench.Faults;

/// <summary>
/// A client that shows logs as ours do: pushes when they fit, one read of everything after the last seq when they do not, and after each
/// new connection. What it shows is recorded in the order of showing.
/// </summary>
internal sealed class Viewer(string name, Func<Uri> node, string hub, string? cookie, string? bearer, string messages, IReadOnlyList<Guid> conversations, History history) : IAsyncDisposable
{
    private readonly HttpClient http = Client(cookie, bearer);
    private readonly SemaphoreSlim showing = new(1, 1);
    private readonly CancellationTokenSource stop = new();
    private Task running = Task.CompletedTask;

    public void Start() => running = Run();

    public static HttpClient Client(string? cookie, string? bearer)
    {
        var http = new HttpClient(new SocketsHttpHandler { UseCookies = false, ConnectTimeout = TimeSpan.FromSeconds(2) }) { Timeout = TimeSpan.FromSeconds(8) };
        if (cookie is not null)
            http.DefaultRequestHeaders.Add("Cookie", cookie);
        if (bearer is not null)
            http.DefaultRequestHeaders.Authorization = new("Bearer", bearer);
        http.DefaultRequestHeaders.Add("X-Yingke", "1");
        return http;
    }

    private async Task Run()
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await using var socket = await HubSocket.Connect(node(), hub, cookie, frame => _ = Take(JsonDocument.Parse(frame.ToArray())));
                foreach (var conversation in conversations)
                    await CatchUp(conversation);
                while (socket.IsOpen)
                    await Task.Delay(200, stop.Token);
            }
            catch (Exception cut) when (cut is HttpRequestException or System.Net.WebSockets.WebSocketException or OperationCanceledException or IOException or JsonException)
            {
                // The node is gone; another, or the same again, in a moment.
            }
            if (!stop.IsCancellationRequested)
                await Task.Delay(Random.Shared.Next(100, 600));
        }
    }

    private async Task Take(JsonDocument frame)
    {
        using (frame)
        {
            var root = frame.RootElement;
            if (root.GetProperty("type").GetInt32() != 1 || root.GetProperty("target").GetString() != "entries")
                return;
            var arguments = root.GetProperty("arguments");
            var conversation = arguments[0].GetGuid();
            if (!conversations.Contains(conversation))
                return;
            try
            {
                await Show(conversation, Read(arguments[1]));
            }
            catch (Exception cut) when (cut is HttpRequestException or OperationCanceledException or IOException)
            {
                // Healed by the next push or connection.
            }
        }
    }

    private async Task Show(Guid conversation, List<Seen> entries)
    {
        await showing.WaitAsync();
        try
        {
            var shown = history.Shown.GetOrAdd((name, conversation), _ => []);
            var last = shown.Count == 0 ? 0 : shown[^1].Seq;
            if (entries.Count > 0 && entries[0].Seq > last + 1)
                entries = await After(conversation, last);
            lock (shown)
                shown.AddRange(entries.Where(e => e.Seq > last));
        }
        finally
        {
            showing.Release();
        }
    }

    public async Task CatchUp(Guid conversation)
    {
        while (true)
        {
            await showing.WaitAsync();
            int got;
            try
            {
                var shown = history.Shown.GetOrAdd((name, conversation), _ => []);
                var last = shown.Count == 0 ? 0 : shown[^1].Seq;
                var entries = await After(conversation, last);
                lock (shown)
                    shown.AddRange(entries.Where(e => e.Seq > last));
                got = entries.Count;
            }
            finally
            {
                showing.Release();
            }
            if (got < 500)
                return;
        }
    }

    private async Task<List<Seen>> After(Guid conversation, long seq)
    {
        using var answer = await http.GetAsync(new Uri(node(), FormattableString.Invariant($"{messages}/{conversation}/messages?after={seq}&limit=500")));
        if (answer.StatusCode != HttpStatusCode.OK)
            throw new HttpRequestException("no log: " + answer.StatusCode);
        using var page = JsonDocument.Parse(await answer.Content.ReadAsStreamAsync());
        return Read(page.RootElement.GetProperty("entries"));
    }

    private static List<Seen> Read(JsonElement entries) => [.. entries.EnumerateArray().Select(e => new Seen(
        e.GetProperty("seq").GetInt64(), e.TryGetProperty("clientId", out var id) ? id.GetString() : null, e.TryGetProperty("text", out var text) ? text.GetString() : null))];

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await running;
        http.Dispose();
        stop.Dispose();
        showing.Dispose();
    }
}
