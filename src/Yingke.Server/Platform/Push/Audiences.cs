using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace Yingke.Server.Platform.Push;

/// <summary>
/// Who is connected to this node, by the groups that pushes go to: a node without anybody concerned reads and sends nothing.
/// Recipients are named here on the server; a client cannot choose its groups.
/// </summary>
internal sealed class Audiences
{
    private readonly ConcurrentDictionary<string, ImmutableHashSet<string>> members = new();

    public static string Agent(Guid id) => "agent:" + id;

    public static string Buyer(Guid id) => "buyer:" + id;

    /// <summary>Everybody who is signed in to the shop's workbench, whatever their post.</summary>
    public static string Staff(Guid shopId) => "staff:" + shopId;

    /// <summary>All staff of a shop who may chat: they see queue and hand-overs.</summary>
    public static string Desk(Guid shopId) => "desk:" + shopId;

    /// <summary>Supervisors of the whole shop, wherever they are.</summary>
    public static string Supervisors(Guid shopId) => "supervisors:" + shopId;

    /// <summary>Those of one company only; null are the shop's own people.</summary>
    public static string SupervisorsOf(Guid shopId, string? company) => $"supervisors:{shopId}:{company}";

    /// <summary>Supervisors of the whole shop with the wall open.</summary>
    public static string Wall(Guid shopId) => "wall:" + shopId;

    /// <summary>Supervisors of one company with the wall open: they see its agents and no others.</summary>
    public static string WallOf(Guid shopId, string? company) => $"wall:{shopId}:{company}";

    /// <summary>Any of the two: a node without one computes nothing for walls.</summary>
    public static string AnyWall(Guid shopId) => "walls:" + shopId;

    /// <summary>Whoever looks at the boards of the shop's campaigns.</summary>
    public static string Standings(Guid shopId) => "standings:" + shopId;

    /// <summary>Whoever looks at a conversation that is not theirs.</summary>
    public static string View(Guid conversationId) => "view:" + conversationId;

    public bool Has(string group) => members.ContainsKey(group);

    /// <summary>The connections of this node in <paramref name="group"/>.</summary>
    public IReadOnlyCollection<string> Members(string group) => members.TryGetValue(group, out var here) ? here : [];

    /// <summary>Those in any of <paramref name="groups"/>, each once.</summary>
    public IReadOnlyList<string> Members(params string[] groups) => [.. groups.SelectMany(g => Members(g)).Distinct()];

    public void Joined(string group, string connectionId) =>
        members.AddOrUpdate(group, _ => [connectionId], (_, here) => here.Add(connectionId));

    public void Left(string group, string connectionId)
    {
        while (members.TryGetValue(group, out var here))
        {
            var rest = here.Remove(connectionId);
            if (rest.IsEmpty ? members.TryRemove(new KeyValuePair<string, ImmutableHashSet<string>>(group, here)) : members.TryUpdate(group, rest, here))
                return;
        }
    }
}
