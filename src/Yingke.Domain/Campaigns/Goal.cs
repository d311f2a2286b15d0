using Yingke.Domain.Routing;

namespace Yingke.Domain.Campaigns;

public enum GoalState { Met, OnCourse, Behind }

/// <summary>A target and how far it is.</summary>
/// <param name="Reached">Orders or fen.</param>
/// <param name="Expected">What would be on course by now: the target's part of the time that has passed.</param>
public sealed record Goal(Target Target, long Reached, long Expected, GoalState State)
{
    /// <param name="target">What is wanted by the end.</param>
    /// <param name="reached">So far.</param>
    /// <param name="past">The part of the campaign that has passed, from 0 to 1.</param>
    public static Goal Of(Target target, long reached, decimal past)
    {
        var expected = (long)Math.Floor(target.Value * Math.Clamp(past, 0, 1));
        return new(target, reached, expected, reached >= target.Value ? GoalState.Met : reached >= expected ? GoalState.OnCourse : GoalState.Behind);
    }

    /// <summary>What an agent works towards: their own targets; without any, those of their groups; without any, the shop's.</summary>
    public static IReadOnlyList<Target> Nearest(IReadOnlyList<Target> targets, Guid agentId, Groups groups)
    {
        var own = targets.Where(t => t.Scope == TargetScope.Agent && t.AgentId == agentId).ToList();
        if (own.Count > 0)
            return own;
        var theirs = targets.Where(t => t.Scope == TargetScope.Group && (t.Group & groups) != 0).ToList();
        return theirs.Count > 0 ? theirs : [.. targets.Where(t => t.Scope == TargetScope.Shop)];
    }

    /// <summary>The part of a span that has passed.</summary>
    public static decimal Past(DateTimeOffset start, DateTimeOffset end, DateTimeOffset now) =>
        end <= start ? 1 : Math.Clamp((decimal)(now - start).TotalMilliseconds / (decimal)(end - start).TotalMilliseconds, 0, 1);

    public static long Reach(Target target, Board board) => (target.Scope switch
    {
        TargetScope.Shop => board.Shop,
        TargetScope.Group => board.Groups.GetValueOrDefault(target.Group),
        _ => board.Agents.FirstOrDefault(a => a.AgentId == target.AgentId)?.Sum ?? default,
    }).Of(target.Measure);
}
