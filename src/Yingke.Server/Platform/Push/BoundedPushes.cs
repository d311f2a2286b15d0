using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using Yingke.Server.Platform.Operations;

namespace Yingke.Server.Platform.Push;

/// <summary>
/// Pushes that wait for nobody: who reads slowly gets a queue of their own, short enough that no number of them fills the memory, and is
/// cut off when it is full. The client comes back and reads the log, which is quicker than what it left lying. Groups are those of
/// <see cref="Audiences"/>.
/// </summary>
internal sealed class BoundedPushes<THub>(Audiences audiences, Meters meters, ILogger<DefaultHubLifetimeManager<THub>> log) : DefaultHubLifetimeManager<THub>(log) where THub : Hub
{
    private const int MessageLimit = 256;
    private const long ByteLimit = 1024 * 1024;
    private readonly ConcurrentDictionary<string, Outbox> outboxes = new();

    public override Task OnConnectedAsync(HubConnectionContext connection)
    {
        outboxes[connection.ConnectionId] = new(connection, meters);
        return base.OnConnectedAsync(connection);
    }

    public override Task OnDisconnectedAsync(HubConnectionContext connection)
    {
        outboxes.TryRemove(connection.ConnectionId, out _);
        return base.OnDisconnectedAsync(connection);
    }

    public override Task SendGroupAsync(string groupName, string methodName, object?[] args, CancellationToken cancellationToken = default) =>
        Send(audiences.Members(groupName), methodName, args);

    public override Task SendGroupsAsync(IReadOnlyList<string> groupNames, string methodName, object?[] args, CancellationToken cancellationToken = default) =>
        Send(audiences.Members([.. groupNames]), methodName, args);

    public override Task SendGroupExceptAsync(string groupName, string methodName, object?[] args, IReadOnlyList<string> excludedConnectionIds, CancellationToken cancellationToken = default) =>
        Send(audiences.Members(groupName).Except(excludedConnectionIds), methodName, args);

    public override Task SendConnectionsAsync(IReadOnlyList<string> connectionIds, string methodName, object?[] args, CancellationToken cancellationToken = default) =>
        Send(connectionIds, methodName, args);

    private Task Send(IEnumerable<string> connections, string method, object?[] arguments)
    {
        SerializedHubMessage? message = null;
        foreach (var id in connections)
        {
            if (outboxes.TryGetValue(id, out var outbox))
                outbox.Send(message ??= new SerializedHubMessage(new InvocationMessage(method, arguments)));
        }
        return Task.CompletedTask;
    }

    /// <summary>What one connection has not taken yet.</summary>
    private sealed class Outbox(HubConnectionContext connection, Meters meters)
    {
        private int messages;
        private long bytes;

        public void Send(SerializedHubMessage message)
        {
            if (connection.ConnectionAborted.IsCancellationRequested)
                return;
            var sending = connection.WriteAsync(message, CancellationToken.None);
            if (sending.IsCompletedSuccessfully)
                return;
            var length = message.GetSerializedMessage(connection.Protocol).Length;
            if (Interlocked.Increment(ref messages) > MessageLimit | Interlocked.Add(ref bytes, length) > ByteLimit)
            {
                meters.CutOff();
                connection.Abort();
                // A polite good-bye would wait for the same slow reader.
                connection.GetHttpContext()?.Abort();
            }
            _ = Taken(sending, length);
        }

        private async Task Taken(ValueTask sending, int length)
        {
            try
            {
                await sending;
            }
            catch (Exception gone) when (gone is OperationCanceledException or IOException or InvalidOperationException)
            {
                // It left; the log is there when it comes back.
            }
            Interlocked.Decrement(ref messages);
            Interlocked.Add(ref bytes, -length);
        }
    }
}
