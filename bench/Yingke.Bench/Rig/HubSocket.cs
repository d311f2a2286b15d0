using System.Net.WebSockets;
using System.Text;

namespace Yingke.Bench.Rig;

/// <summary>The least that speaks SignalR's JSON protocol over a raw WebSocket: a handshake, then frames that end with 0x1E.</summary>
internal sealed class HubSocket : IAsyncDisposable
{
    private const byte End = 0x1e;
    private readonly ClientWebSocket socket = new();
    private readonly CancellationTokenSource stop = new();
    private Task reading = Task.CompletedTask;

    /// <summary>Connects and hands every frame (its bytes, without the end mark) to <paramref name="onFrame"/>.</summary>
    public static async Task<HubSocket> Connect(Uri server, string path, string? cookie, Action<ReadOnlyMemory<byte>> onFrame)
    {
        var hub = new HubSocket();
        if (cookie is not null)
            hub.socket.Options.SetRequestHeader("Cookie", cookie);
        hub.socket.Options.KeepAliveInterval = TimeSpan.Zero;
        await hub.socket.ConnectAsync(new Uri(new UriBuilder(server) { Scheme = "ws" }.Uri, path), CancellationToken.None);
        await hub.Send("""{"protocol":"json","version":1}""");
        hub.reading = hub.Read(onFrame);
        return hub;
    }

    public Task Send(string frame) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(frame + (char)End), WebSocketMessageType.Text, true, stop.Token);

    /// <summary>True until the other side, or the network, ended it.</summary>
    public bool IsOpen => socket.State == WebSocketState.Open && !reading.IsCompleted;

    private async Task Read(Action<ReadOnlyMemory<byte>> onFrame)
    {
        var buffer = new byte[8 * 1024];
        var filled = 0;
        try
        {
            while (true)
            {
                var got = await socket.ReceiveAsync(buffer.AsMemory(filled), stop.Token);
                if (got.MessageType == WebSocketMessageType.Close)
                    return;
                filled += got.Count;
                var start = 0;
                while (buffer.AsSpan(start, filled - start).IndexOf(End) is var length and >= 0)
                {
                    if (length > 2)
                        onFrame(buffer.AsMemory(start, length));
                    start += length + 1;
                }
                buffer.AsSpan(start, filled - start).CopyTo(buffer);
                filled -= start;
                if (filled == buffer.Length)
                    Array.Resize(ref buffer, buffer.Length * 2);
            }
        }
        catch (Exception over) when (over is OperationCanceledException or WebSocketException or IOException or ObjectDisposedException)
        {
            // Cut, from here or from there: whoever cares looks at IsOpen.
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        socket.Abort();
        await reading;
        socket.Dispose();
        stop.Dispose();
    }
}
