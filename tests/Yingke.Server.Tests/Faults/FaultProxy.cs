using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Yingke.Server.Tests.Faults;

/// <summary>
/// A cable between a client and a server that can be pulled: holds either direction back without a word (a partition), slows it down,
/// resets or half-closes what runs through it. What was held back arrives when the cable heals, as after a partition.
/// </summary>
public sealed class FaultProxy : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly IPEndPoint target;
    private readonly CancellationTokenSource stop = new();
    private readonly ConcurrentDictionary<Line, byte> lines = new();
    private readonly Task accepting;

    public FaultProxy(string host, int port)
    {
        target = new(IPAddress.Parse(host), port);
        listener.Start(512);
        accepting = Accept();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public Uri Address => new UriBuilder("http", "127.0.0.1", Port).Uri;

    /// <summary>From the client to the server nothing passes.</summary>
    public bool HoldsToServer { get; set; }

    /// <summary>From the server to the client nothing passes.</summary>
    public bool HoldsToClient { get; set; }

    /// <summary>Before each piece, in both directions.</summary>
    public TimeSpan Delay { get; set; }

    public int Open => lines.Count;

    public void Partition() => HoldsToServer = HoldsToClient = true;

    public void Heal() => HoldsToServer = HoldsToClient = false;

    /// <summary>Every connection gets an RST on both sides.</summary>
    public void Reset()
    {
        foreach (var line in lines.Keys)
            line.Reset();
    }

    /// <summary>The clients say that they send no more; what the server says still comes.</summary>
    public void HalfClose()
    {
        foreach (var line in lines.Keys)
            line.Server.Client.Shutdown(SocketShutdown.Send);
    }

    private async Task Accept()
    {
        try
        {
            while (true)
                _ = Serve(await listener.AcceptTcpClientAsync(stop.Token));
        }
        catch (Exception over) when (over is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            // The cable is put away.
        }
    }

    private async Task Serve(TcpClient client)
    {
        using var line = new Line(client, new TcpClient { NoDelay = true });
        client.NoDelay = true;
        lines[line] = 0;
        try
        {
            await line.Server.ConnectAsync(target, stop.Token);
            await Task.WhenAll(
                Copy(client.GetStream(), line.Server.GetStream(), line.Server, () => HoldsToServer), Copy(line.Server.GetStream(), client.GetStream(), client, () => HoldsToClient));
        }
        catch (Exception over) when (over is IOException or SocketException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
            // Reset, or one side is gone: so is the line.
        }
        finally
        {
            lines.TryRemove(line, out _);
        }
    }

    private async Task Copy(NetworkStream from, NetworkStream to, TcpClient receiver, Func<bool> holds)
    {
        var buffer = new byte[32 * 1024];
        while (true)
        {
            var read = await from.ReadAsync(buffer, stop.Token);
            while (holds())
                await Task.Delay(20, stop.Token);
            if (Delay > TimeSpan.Zero)
                await Task.Delay(Delay, stop.Token);
            if (read == 0)
            {
                receiver.Client.Shutdown(SocketShutdown.Send);
                return;
            }
            await to.WriteAsync(buffer.AsMemory(0, read), stop.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Dispose();
        await accepting;
        Reset();
    }

    private sealed class Line(TcpClient client, TcpClient server) : IDisposable
    {
        public TcpClient Server => server;

        public void Reset()
        {
            foreach (var side in new[] { client, server })
            {
                try
                {
                    if (side.Client is { } socket)
                        socket.LingerState = new LingerOption(true, 0);
                }
                catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
                {
                    // Closed already.
                }
                side.Dispose();
            }
        }

        public void Dispose()
        {
            client.Dispose();
            server.Dispose();
        }
    }
}
