namespace Yingke.Domain.Routing;

/// <summary>This conversation must not go to this agent as long as anything else is possible: it just came from there.</summary>
internal sealed record Avoid(string ConversationId, string AgentId);

/// <summary>
/// The agents who can take one more, while a desk hands conversations out. Usually none or one, whatever the size of the shop; the best
/// agent for each inquiry is remembered until an assignment changes the loads, so that a long queue costs a look each.
/// </summary>
internal sealed class FreePlaces(
    Dictionary<string, AgentSeat> agents, bool split, DateTimeOffset now, List<DeskAssignment> assigned, Avoid? avoid)
{
    private readonly List<string> free = [.. agents.Values.Where(a => a.IsEligible).Select(a => a.Id)];
    private readonly Dictionary<Inquiry, (AgentSeat Seat, Tier Tier)?> best = [];
    private int weighted = agents.Values.Count(a => a.IsEligible && a.Weight > 0);

    public bool Any => free.Count > 0;

    public bool AnyWeighted => weighted > 0;

    /// <summary>Assigns the conversation to its buyer's valid recent agent, if that one is free. Quick for those who have none: the whole queue is asked.</summary>
    public bool TryTakeRecent(Waiting waiting)
    {
        if (waiting.Recent is not { } recent || !agents.TryGetValue(recent.AgentId, out var seat) || !seat.IsEligible
            || !recent.IsValid(now) || seat.Id == Avoided(waiting))
        {
            return false;
        }

        Assign(waiting, seat, Tier.Recent);
        return true;
    }

    /// <summary>Assigns the conversation to the agent the tiers after the recent agent choose, if there is one and its tier is acceptable now.</summary>
    public bool TryTake(Waiting waiting, Func<Tier, bool> acceptable)
    {
        if (Choice(waiting.Inquiry, Avoided(waiting)) is not { } choice || !acceptable(choice.Tier))
            return false;
        Assign(waiting, choice.Seat, choice.Tier);
        return true;
    }

    private string? Avoided(Waiting waiting) => avoid is not null && avoid.ConversationId == waiting.ConversationId ? avoid.AgentId : null;

    private (AgentSeat Seat, Tier Tier)? Choice(Inquiry inquiry, string? avoided)
    {
        if (avoided is not null)
            return RoutingDecision.Best(free.Where(id => id != avoided).Select(id => agents[id]), inquiry, null, split);
        if (!best.TryGetValue(inquiry, out var choice))
            best[inquiry] = choice = RoutingDecision.Best(free.Select(id => agents[id]), inquiry, null, split);

        return choice;
    }

    private void Assign(Waiting waiting, AgentSeat seat, Tier tier)
    {
        var avoided = Avoided(waiting);
        var recentId = waiting.Recent is { } recent && recent.IsValid(now) && recent.AgentId != avoided ? recent.AgentId : null;
        IReadOnlyCollection<AgentSeat> candidates = avoided is null ? agents.Values : [.. agents.Values.Where(a => a.Id != avoided)];
        var why = RoutingDecision.Explain(candidates, waiting.Inquiry, recentId, split, seat);
        assigned.Add(new DeskAssignment(waiting.ConversationId, seat.Id, tier, why));
        var after = seat with { Open = seat.Open + 1, LastAssigned = now };
        agents[seat.Id] = after;
        best.Clear();
        if (!after.IsEligible)
        {
            free.Remove(seat.Id);
            weighted -= seat.Weight > 0 ? 1 : 0;
        }
    }
}
