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
    private readonly List<string> _free = [.. agents.Values.Where(a => a.IsEligible).Select(a => a.Id)];
    private readonly Dictionary<Inquiry, (AgentSeat Seat, Tier Tier)?> _best = [];
    private int _weighted = agents.Values.Count(a => a.IsEligible && a.Weight > 0);

    public bool Any => _free.Count > 0;

    public bool AnyWeighted => _weighted > 0;

    /// <summary>Assigns the conversation to the agent the tiers choose, if there is one and its tier is acceptable now.</summary>
    public bool TryTake(Waiting waiting, Func<Tier, bool> acceptable)
    {
        var avoided = avoid is not null && avoid.ConversationId == waiting.ConversationId ? avoid.AgentId : null;
        var recentId = waiting.Recent is { } recent && recent.IsValid(now) && recent.AgentId != avoided ? recent.AgentId : null;
        if (Choice(waiting.Inquiry, recentId, avoided) is not { } choice || !acceptable(choice.Tier))
        {
            return false;
        }

        IReadOnlyCollection<AgentSeat> candidates = avoided is null ? agents.Values : [.. agents.Values.Where(a => a.Id != avoided)];
        var why = RoutingDecision.Explain(candidates, waiting.Inquiry, recentId, split, choice.Seat);
        assigned.Add(new DeskAssignment(waiting.ConversationId, choice.Seat.Id, choice.Tier, why));
        Assign(choice.Seat);
        return true;
    }

    private (AgentSeat Seat, Tier Tier)? Choice(Inquiry inquiry, string? recentId, string? avoided)
    {
        if (recentId is not null && agents.TryGetValue(recentId, out var seat) && seat.IsEligible)
        {
            return (seat, Tier.Recent);
        }

        if (avoided is not null)
        {
            return RoutingDecision.Best(_free.Where(id => id != avoided).Select(id => agents[id]), inquiry, null, split);
        }

        if (!_best.TryGetValue(inquiry, out var best))
        {
            best = RoutingDecision.Best(_free.Select(id => agents[id]), inquiry, null, split);
            _best[inquiry] = best;
        }

        return best;
    }

    private void Assign(AgentSeat seat)
    {
        var after = seat with { Open = seat.Open + 1, LastAssigned = now };
        agents[seat.Id] = after;
        _best.Clear();
        if (!after.IsEligible)
        {
            _free.Remove(seat.Id);
            _weighted -= seat.Weight > 0 ? 1 : 0;
        }
    }
}
