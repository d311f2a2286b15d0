namespace Yingke.Domain.Routing;

/// <summary>
/// One shop's dispatch while its lock is held: load it, call verbs, store what comes out. After every verb nobody waits in the queue
/// while an agent who may take them is free, and no agent is pushed over capacity but by a supervisor's force. (spec: routing.md, Choosing the agent and Queue)
/// </summary>
public sealed class Desk
{
    private readonly Dictionary<string, AgentSeat> agents;
    private readonly WaitingLine queue;
    private readonly WaitingLine offlineMessages;
    private readonly DeskPolicy policy;
    private bool split;

    public Desk(IEnumerable<AgentSeat> agents, IEnumerable<Waiting> queue, IEnumerable<Waiting> offlineMessages, DeskPolicy policy)
    {
        this.agents = agents.ToDictionary(a => a.Id, StringComparer.Ordinal);
        this.queue = new WaitingLine(queue, policy.VipFirst);
        this.offlineMessages = new WaitingLine(offlineMessages, vipFirst: false);
        this.policy = policy;
        split = RoutingDecision.IsSplit(this.agents.Values);
    }

    /// <summary>In serving order: first come first served, VIP before others if the shop switched that on.</summary>
    public IReadOnlyList<Waiting> Queue => queue.All;

    /// <summary>Oldest inflow first.</summary>
    public IReadOnlyList<Waiting> OfflineMessages => offlineMessages.All;

    public IReadOnlyDictionary<string, AgentSeat> Agents => agents;

    /// <summary>How many queue that were not loaded: nobody has a free place for them in this turn.</summary>
    public int Unseen { get; init; }

    /// <summary>Open plus queued conversations: what overload is measured by.</summary>
    public int Load => agents.Values.Sum(a => a.Open) + queue.Count + Unseen;

    private bool IsAnyoneOnDuty => agents.Values.Any(a => a.IsReachable);

    /// <summary>A buyer arrives: assigned at once, queued, or an offline message. One who already waits keeps place and kind.</summary>
    public DeskOutcome Inflow(Waiting inflow, DateTimeOffset now) =>
        queue.Contains(inflow.ConversationId) || offlineMessages.Contains(inflow.ConversationId)
            ? DeskOutcome.Nothing
            : Enter(inflow, now, avoid: null);

    /// <summary>A conversation of the agent ended or left it: its place goes to those who wait.</summary>
    public DeskOutcome Free(string agentId, DateTimeOffset now)
    {
        Vacate(agentId);
        return Refill(now);
    }

    /// <summary>
    /// Presence, capacity, weight, groups or IM switch changed, or the agent is new. What the desk knows better, open conversations and
    /// last assignment, stays. When the last agent leaves, those who queue become offline messages.
    /// </summary>
    public DeskOutcome Change(AgentSeat changed, DateTimeOffset now)
    {
        agents[changed.Id] = agents.TryGetValue(changed.Id, out var known)
            ? changed with { Open = known.Open, LastAssigned = known.LastAssigned }
            : changed;
        split = RoutingDecision.IsSplit(agents.Values);
        return Refill(now);
    }

    /// <summary>
    /// A claim by, or a transfer to, this very agent. The outcome does not list it: the caller asked for it and knows. A transfer also
    /// frees the agent it leaves: call <see cref="Free"/> for that one afterwards.
    /// </summary>
    /// <param name="conversationId">The conversation.</param>
    /// <param name="agentId">The agent.</param>
    /// <param name="now">The instant, kept as the agent's last assignment.</param>
    /// <param name="force">A supervisor's move: capacity and presence do not hold it up.</param>
    /// <exception cref="RuleViolation"><c>agent_unreachable</c>, <c>agent_on_call</c>, <c>agent_full</c>.</exception>
    public DeskOutcome Take(string conversationId, string agentId, DateTimeOffset now, bool force = false)
    {
        if (!agents.TryGetValue(agentId, out var agent) || (!agent.IsReachable && !force))
            throw new RuleViolation("agent_unreachable");
        if (agent.OnCall && !force)
            throw new RuleViolation("agent_on_call");
        if (!agent.IsEligible && !force)
            throw new RuleViolation("agent_full");
        _ = queue.Remove(conversationId) ?? offlineMessages.Remove(conversationId);
        agents[agentId] = agent with { Open = agent.Open + 1, LastAssigned = now };
        return DeskOutcome.Nothing;
    }

    /// <summary>The buyer left the queue, or an offline message was closed. Nobody moves: no place became free.</summary>
    public DeskOutcome Leave(string conversationId)
    {
        _ = queue.Remove(conversationId) ?? offlineMessages.Remove(conversationId);
        return DeskOutcome.Nothing;
    }

    /// <summary>A waiting buyer prefers to leave a message; the inflow's place is kept.</summary>
    /// <exception cref="RuleViolation"><c>not_queued</c>.</exception>
    public DeskOutcome ToOfflineMessage(string conversationId)
    {
        if (offlineMessages.Contains(conversationId))
            return DeskOutcome.Nothing;
        offlineMessages.Add(queue.Remove(conversationId) ?? throw new RuleViolation("not_queued"));
        return DeskOutcome.Nothing with { OfflineMessages = [conversationId] };
    }

    /// <summary>
    /// A conversation comes back from an agent (gone offline, or a transfer to the queue), its place kept. Anyone else is tried first, and
    /// the agent's free place is offered to others who wait; only when both fail, and the agent is still free, is it theirs again: nobody
    /// waits while an agent who may take them is free. An offline agent never gets it back.
    /// </summary>
    public DeskOutcome Return(Waiting back, string? fromAgentId, DateTimeOffset now)
    {
        if (fromAgentId is not null)
            Vacate(fromAgentId);
        return Enter(back, now, fromAgentId is null ? null : new Avoid(back.ConversationId, fromAgentId));
    }

    /// <summary>An agent wrote to this buyer: from now on that is the recent agent, also for what waits.</summary>
    public DeskOutcome Heard(string buyerId, RecentAgent recent, DateTimeOffset now)
    {
        queue.Replace(w => w.BuyerId == buyerId, w => w with { Recent = recent });
        offlineMessages.Replace(w => w.BuyerId == buyerId, w => w with { Recent = recent });
        return Refill(now);
    }

    /// <summary>Looks at everyone who waits again, e.g. after the shop changed its policy. Changes nothing if all is as it should be.</summary>
    public DeskOutcome Refill(DateTimeOffset now)
    {
        if (IsAnyoneOnDuty)
        {
            var assigned = new List<DeskAssignment>();
            Serve(now, assigned, avoid: null);
            return assigned.Count == 0 ? DeskOutcome.Nothing : DeskOutcome.Nothing with { Assigned = assigned };
        }

        var left = queue.TakeAll();
        left.ForEach(offlineMessages.Add);
        return left.Count == 0 ? DeskOutcome.Nothing : DeskOutcome.Nothing with { OfflineMessages = [.. left.Select(w => w.ConversationId)] };
    }

    private DeskOutcome Enter(Waiting entering, DateTimeOffset now, Avoid? avoid)
    {
        if (!IsAnyoneOnDuty)
        {
            var left = Refill(now);
            offlineMessages.Add(entering);
            return left with { OfflineMessages = [.. left.OfflineMessages, entering.ConversationId] };
        }

        var assigned = new List<DeskAssignment>();
        queue.Add(entering);
        Serve(now, assigned, avoid);
        if (avoid is not null)
            Serve(now, assigned, avoid: null);
        return new DeskOutcome(assigned, queue.Contains(entering.ConversationId) ? [entering.ConversationId] : [], []);
    }

    /// <summary>
    /// Free places go to the queue: to those whose valid recent agent is free, those who match, the rest, in serving order inside each;
    /// then to the offline messages, oldest first, by the tiers. (spec: routing.md, Queue and Offline messages)
    /// </summary>
    private void Serve(DateTimeOffset now, List<DeskAssignment> assigned, Avoid? avoid)
    {
        var places = new FreePlaces(agents, split, now, assigned, avoid);
        queue.Serve(() => places.Any, w => places.TryTakeRecent(w));
        queue.Serve(() => places.AnyWeighted, w => places.TryTake(w, t => t is Tier.OnlineMatch or Tier.BusyMatch));
        queue.Serve(() => places.AnyWeighted, w => places.TryTake(w, _ => true));
        if (policy.AutoAssignOfflineMessages)
            offlineMessages.Serve(() => places.Any, w => places.TryTakeRecent(w) || places.TryTake(w, _ => true));
    }

    private void Vacate(string agentId)
    {
        if (agents.TryGetValue(agentId, out var agent))
            agents[agentId] = agent with { Open = Math.Max(0, agent.Open - 1) };
    }
}
