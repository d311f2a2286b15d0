using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR;

namespace Yingke.Server.Platform.Push;

/// <summary>Every open socket of this node, whoever's it is: counted, and told to move before the node goes.</summary>
internal sealed class Sockets
{
    private readonly ConcurrentDictionary<string, (string Kind, Guid ShopId, IClientProxy Client)> open = new();

    public int Count => open.Count;

    public int CountOf(string kind) => open.Values.Count(s => s.Kind == kind);

    /// <summary>The shops that somebody here belongs to.</summary>
    public IReadOnlyCollection<Guid> Shops() => [.. open.Values.Select(s => s.ShopId).Distinct()];

    public void Add(string connectionId, string kind, Guid shopId, IClientProxy client) => open[connectionId] = (kind, shopId, client);

    public void Remove(string connectionId) => open.TryRemove(connectionId, out _);

    /// <summary>Tells each to reconnect elsewhere, spread over <paramref name="over"/>: all at once would be a storm for who takes them in.</summary>
    public Task Move(TimeSpan over) => Task.WhenAll(open.Values.Select(socket =>
        socket.Client.SendAsync("move", new { inMs = Random.Shared.Next((int)(over.TotalMilliseconds * 0.7) + 1) })));
}
