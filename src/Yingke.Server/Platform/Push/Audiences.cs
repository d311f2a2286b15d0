using System.Collections.Concurrent;

namespace Yingke.Server.Platform.Push;

/// <summary>
/// Who is connected to this node, by the groups that pushes go to: a node without anybody concerned reads and sends nothing.
/// Recipients are named here on the server; a client cannot choose its groups.
/// </summary>
internal sealed class Audiences
{
    private readonly ConcurrentDictionary<string, int> counts = new();

    public static string Agent(Guid id) => "agent:" + id;

    public static string Buyer(Guid id) => "buyer:" + id;

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

    /// <summary>Whoever looks at a conversation that is not theirs.</summary>
    public static string View(Guid conversationId) => "view:" + conversationId;

    public bool Has(string group) => counts.ContainsKey(group);

    public void Joined(string group) => counts.AddOrUpdate(group, 1, (_, n) => n + 1);

    public void Left(string group)
    {
        while (counts.TryGetValue(group, out var n))
        {
            if (n > 1 ? counts.TryUpdate(group, n - 1, n) : counts.TryRemove(new KeyValuePair<string, int>(group, n)))
                return;
        }
    }
}
