using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Tests.Clients;

/// <summary>One push: the method's name and its arguments.</summary>
public sealed record Pushed(string Method, JsonElement[] Arguments);

/// <summary>A socket that speaks SignalR's JSON protocol by hand, keeps every push in order, and can be cut.</summary>
public sealed class HubProbe : IAsyncDisposable
{
    private const char End = '\x1e';
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly ClientWebSocket socket;
    private readonly ConcurrentDictionary<string, TaskCompletionSource<JsonElement>> calls = new();
    private readonly SemaphoreSlim sending = new(1, 1);
    private readonly List<Pushed> pushes = [];
    private readonly Task reading;
    private int called;

    private HubProbe(ClientWebSocket socket)
    {
        this.socket = socket;
        reading = Read();
    }

    public IReadOnlyList<Pushed> Pushes
    {
        get
        {
            lock (pushes)
                return [.. pushes];
        }
    }

    /// <summary>Done when the connection is over, whoever ended it.</summary>
    public Task Ended => reading;

    public static async Task<HubProbe> Open(Uri server, string path, string? cookie, string? origin = null)
    {
        var probe = new HubProbe(await Dial(server, path, cookie, origin));
        await probe.Send("""{"protocol":"json","version":1}""" + End);
        await probe.Joined();
        return probe;
    }

    /// <summary>From the answer on no push is missed.</summary>
    private async Task Joined()
    {
        try
        {
            await Invoke("Ready");
        }
        catch (IOException)
        {
            // Shown the door: the tests of that look at the end of the connection.
        }
    }

    /// <summary>The bare socket, before any word of the protocol.</summary>
    public static async Task<ClientWebSocket> Dial(Uri server, string path, string? cookie, string? origin = null)
    {
        var socket = new ClientWebSocket();
        if (cookie is not null)
            socket.Options.SetRequestHeader("Cookie", cookie);
        if (origin is not null)
            socket.Options.SetRequestHeader("Origin", origin);
        socket.Options.CollectHttpResponseDetails = true;
        try
        {
            await socket.ConnectAsync(new UriBuilder(new Uri(server, path)) { Scheme = "ws" }.Uri, CancellationToken.None);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
        return socket;
    }

    /// <summary>Calls a method of the hub and waits until it is done; a refusal throws with its words.</summary>
    public async Task<JsonElement> Invoke(string method, params object?[] arguments)
    {
        var id = Interlocked.Increment(ref called).ToString(System.Globalization.CultureInfo.InvariantCulture);
        var done = calls[id] = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await Send(JsonSerializer.Serialize(new { type = 1, invocationId = id, target = method, arguments }, Stored.Json) + End);
        var answer = await done.Task.WaitAsync(Patience);
        return answer.TryGetProperty("error", out var error) ? throw new HubRefusal(error.GetString()!) : answer;
    }

    /// <summary>Any text, whether the protocol allows it or not.</summary>
    public async Task Send(string text)
    {
        await sending.WaitAsync();
        try
        {
            await socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, CancellationToken.None);
        }
        finally
        {
            sending.Release();
        }
    }

    public async Task SendBytes(byte[] bytes, WebSocketMessageType type) => await socket.SendAsync(bytes, type, true, CancellationToken.None);

    /// <summary>Waits for a push, also one that came already.</summary>
    public async Task<Pushed> Next(string method, Func<JsonElement[], bool>? which = null)
    {
        var since = Stopwatch.StartNew();
        while (since.Elapsed < Patience)
        {
            if (Pushes.FirstOrDefault(p => p.Method == method && (which is null || which(p.Arguments))) is { } found)
                return found;
            await Task.Delay(10);
        }
        throw new Xunit.Sdk.XunitException($"No push {method} came; these did: {string.Join(", ", Pushes.Select(p => p.Method))}");
    }

    /// <summary>The entries of a conversation in the order in which they were pushed.</summary>
    public IReadOnlyList<JsonElement> Entries(Guid conversation) =>
        [.. Pushes.Where(p => p.Method == "entries" && p.Arguments[0].GetGuid() == conversation).SelectMany(p => p.Arguments[1].EnumerateArray())];

    public async Task<IReadOnlyList<JsonElement>> EntriesUpTo(Guid conversation, long seq)
    {
        await Next("entries", a => a[0].GetGuid() == conversation && a[2].GetInt64() >= seq);
        return Entries(conversation);
    }

    /// <summary>Long enough that a push which was on its way has come: for those that must not.</summary>
    public static Task Quiet() => Task.Delay(300);

    public void Forget()
    {
        lock (pushes)
            pushes.Clear();
    }

    /// <summary>Without a word, as when a cable is pulled.</summary>
    public void Cut() => socket.Abort();

    public async ValueTask DisposeAsync()
    {
        socket.Abort();
        await reading;
        socket.Dispose();
        sending.Dispose();
    }

    private async Task Read()
    {
        var (buffer, text) = (new byte[64 * 1024], new MemoryStream());
        try
        {
            while (socket.State is WebSocketState.Open or WebSocketState.CloseSent)
            {
                var got = await socket.ReceiveAsync(buffer, CancellationToken.None);
                if (got.MessageType == WebSocketMessageType.Close)
                    break;
                text.Write(buffer, 0, got.Count);
                if (!got.EndOfMessage)
                    continue;
                foreach (var frame in Encoding.UTF8.GetString(text.ToArray()).Split(End, StringSplitOptions.RemoveEmptyEntries))
                    Take(JsonSerializer.Deserialize<JsonElement>(frame));
                text.SetLength(0);
            }
        }
        catch (Exception over) when (over is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            // Cut by us or by the server; Ended tells.
        }
        foreach (var call in calls.Values)
            call.TrySetException(new IOException("The connection ended."));
    }

    private void Take(JsonElement frame)
    {
        switch (frame.TryGetProperty("type", out var type) ? type.GetInt32() : 0)
        {
            case 1:
                lock (pushes)
                    pushes.Add(new(frame.GetProperty("target").GetString()!, [.. frame.GetProperty("arguments").EnumerateArray()]));
                break;
            case 3 when calls.TryRemove(frame.GetProperty("invocationId").GetString()!, out var call):
                call.TrySetResult(frame);
                break;
        }
    }
}

/// <summary>A hub method said no.</summary>
public sealed class HubRefusal(string words) : Exception(words);
