namespace Yingke.Domain.Routing;

/// <summary>A conversation without an agent: queued or an offline message.</summary>
/// <param name="ConversationId">The conversation.</param>
/// <param name="BuyerId">Its buyer.</param>
/// <param name="Inquiry">What it asks for.</param>
/// <param name="Recent">The buyer's recent agent, valid or not.</param>
/// <param name="Vip">Tagged VIP.</param>
/// <param name="Place">Rank of its inflow, smaller = earlier; kept when it comes back from an agent.</param>
public sealed record Waiting(string ConversationId, string BuyerId, Inquiry Inquiry, RecentAgent? Recent, bool Vip, long Place);

/// <summary>What a shop decides about its queue. (spec: routing.md, Queue and Offline messages)</summary>
/// <param name="VipFirst">VIP buyers before others inside each kind of the queue; off by default.</param>
/// <param name="AutoAssignOfflineMessages">The system hands offline messages out; off: agents claim them.</param>
public sealed record DeskPolicy(bool VipFirst, bool AutoAssignOfflineMessages);

/// <summary>One conversation handed to one agent.</summary>
public sealed record DeskAssignment(string ConversationId, string AgentId, Tier Tier, RoutingDecision Why);

/// <summary>What one verb of the desk changed, in order: assigned, entered the queue, became an offline message.</summary>
public sealed record DeskOutcome(
    IReadOnlyList<DeskAssignment> Assigned, IReadOnlyList<string> Queued, IReadOnlyList<string> OfflineMessages)
{
    public static readonly DeskOutcome Nothing = new([], [], []);
}
