namespace Yingke.Domain.Routing;

/// <summary>The first tier that has an eligible agent decides. (spec: routing.md, Choosing the agent)</summary>
public enum Tier
{
    Recent,
    OnlineMatch,
    OnlineOther,
    BusyMatch,
    BusyOther,
}

/// <summary>Why an agent was not the one.</summary>
public enum PassedOver
{
    ImOff,
    Offline,
    OnCall,
    Full,
    WeightZero,
    LaterTier,
    HigherLoad,
    AssignedLater,
    LargerId,
}

public sealed record Candidate(string AgentId, PassedOver Because);

public enum Outcome
{
    Assign,
    Queue,
    OfflineMessage,
}

/// <summary>
/// Where one inflow goes, and why every other agent was passed over (为何分给我). (spec: routing.md, Choosing the agent)
/// </summary>
/// <param name="Outcome">Assigned, queued or left as an offline message.</param>
/// <param name="AgentId">The agent, when assigned.</param>
/// <param name="Tier">The deciding tier, when assigned.</param>
/// <param name="PassedOver">Every other agent with the reason.</param>
/// <param name="Open">The chosen agent's open conversations before this one.</param>
/// <param name="Weight">The chosen agent's weight.</param>
public sealed record RoutingDecision(
    Outcome Outcome, string? AgentId, Tier? Tier, IReadOnlyList<Candidate> PassedOver, int? Open, int? Weight)
{
    /// <summary>
    /// The first tier of recent agent, online match, online other, busy match, busy other that has an eligible agent; inside it the
    /// smallest open ÷ weight, then the oldest last assignment, then the ordinally smallest id. Nobody: the queue while somebody is
    /// on duty, else an offline message.
    /// </summary>
    public static RoutingDecision Choose(
        IReadOnlyCollection<AgentSeat> agents, Inquiry inquiry, RecentAgent? recent, DateTimeOffset now)
    {
        var split = IsSplit(agents);
        var recentId = recent is not null && recent.IsValid(now) ? recent.AgentId : null;
        var best = Best(agents, inquiry, recentId, split);
        return Explain(agents, inquiry, recentId, split, best?.Seat);
    }

    /// <summary>Groups count only while an IM-enabled agent is in pre-sale and one is in after-sale, whatever their presence. (spec: routing.md, Groups)</summary>
    public static bool IsSplit(IEnumerable<AgentSeat> agents)
    {
        var seen = Groups.None;
        foreach (var agent in agents)
        {
            if (agent.CanChat)
                seen |= agent.Groups;
        }

        return (seen & (Groups.Presale | Groups.Aftersale)) == (Groups.Presale | Groups.Aftersale);
    }

    /// <summary>Whether the agent's groups fit the inquiry; without a split everyone fits. (spec: routing.md, Groups)</summary>
    public static bool Matches(AgentSeat agent, Inquiry inquiry, bool split) =>
        !split || (agent.Groups & (inquiry == Inquiry.Presale ? Groups.Presale : Groups.Aftersale)) != 0;

    /// <summary>The tier in which an eligible agent may take this inquiry; none for weight 0 unless it is the recent agent.</summary>
    internal static Tier? TierOf(AgentSeat agent, Inquiry inquiry, string? recentId, bool split)
    {
        if (recentId is not null && agent.Id == recentId)
            return Routing.Tier.Recent;
        if (agent.Weight <= 0)
            return null;
        return (agent.Presence, Matches(agent, inquiry, split)) switch
        {
            (Presence.Online, true) => Routing.Tier.OnlineMatch,
            (Presence.Online, false) => Routing.Tier.OnlineOther,
            (_, true) => Routing.Tier.BusyMatch,
            _ => Routing.Tier.BusyOther,
        };
    }

    internal static (AgentSeat Seat, Tier Tier)? Best(IEnumerable<AgentSeat> agents, Inquiry inquiry, string? recentId, bool split)
    {
        AgentSeat? best = null;
        var bestTier = Routing.Tier.BusyOther;
        foreach (var agent in agents)
        {
            if (!agent.IsEligible || TierOf(agent, inquiry, recentId, split) is not { } tier)
                continue;
            if (best is null || tier < bestTier || (tier == bestTier && Order(agent, best) < 0))
            {
                best = agent;
                bestTier = tier;
            }
        }

        return best is null ? null : (best, bestTier);
    }

    internal static RoutingDecision Explain(
        IReadOnlyCollection<AgentSeat> agents, Inquiry inquiry, string? recentId, bool split, AgentSeat? chosen)
    {
        var chosenTier = chosen is null ? null : TierOf(chosen, inquiry, recentId, split);
        var others = new List<Candidate>(agents.Count);
        var onDuty = false;
        foreach (var agent in agents)
        {
            onDuty |= agent.IsReachable;
            if (agent.Id != chosen?.Id)
                others.Add(new Candidate(agent.Id, Reason(agent, TierOf(agent, inquiry, recentId, split), chosen, chosenTier)));
        }

        return chosen is null
            ? new RoutingDecision(onDuty ? Outcome.Queue : Outcome.OfflineMessage, null, null, others, null, null)
            : new RoutingDecision(Outcome.Assign, chosen.Id, chosenTier, others, chosen.Open, chosen.Weight);
    }

    private static PassedOver Reason(AgentSeat agent, Tier? tier, AgentSeat? chosen, Tier? chosenTier)
    {
        if (!agent.CanChat)
            return Routing.PassedOver.ImOff;
        if (agent.Presence == Presence.Offline)
            return Routing.PassedOver.Offline;
        if (agent.OnCall)
            return Routing.PassedOver.OnCall;
        if (agent.Open >= agent.Capacity)
            return Routing.PassedOver.Full;
        if (chosen is null || tier is null)
            return Routing.PassedOver.WeightZero;
        if (tier != chosenTier)
            return Routing.PassedOver.LaterTier;
        if (Load(agent, chosen) != 0)
            return Routing.PassedOver.HigherLoad;
        return LastAssignment(agent, chosen) != 0 ? Routing.PassedOver.AssignedLater : Routing.PassedOver.LargerId;
    }

    /// <summary>Inside a tier: load, then the oldest last assignment, then the id. (spec: routing.md, Choosing the agent)</summary>
    private static int Order(AgentSeat a, AgentSeat b)
    {
        var load = Load(a, b);
        if (load != 0)
            return load;
        var last = LastAssignment(a, b);
        return last != 0 ? last : string.CompareOrdinal(a.Id, b.Id);
    }

    /// <summary>open(a) ÷ weight(a) against open(b) ÷ weight(b), exactly: multiplied crosswise.</summary>
    private static int Load(AgentSeat a, AgentSeat b) => ((long)a.Open * b.Weight).CompareTo((long)b.Open * a.Weight);

    private static int LastAssignment(AgentSeat a, AgentSeat b) =>
        (a.LastAssigned ?? DateTimeOffset.MinValue).CompareTo(b.LastAssigned ?? DateTimeOffset.MinValue);
}
