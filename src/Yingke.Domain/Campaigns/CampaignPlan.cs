using Yingke.Domain.Performance;
using Yingke.Domain.Routing;

namespace Yingke.Domain.Campaigns;

/// <summary>What a campaign counts: paid orders, or what was paid for them.</summary>
public enum Measure { Orders, Sales }

/// <summary>Whose target it is.</summary>
public enum TargetScope { Shop, Group, Agent }

/// <param name="Group">One of the three, for a group's.</param>
/// <param name="Value">Orders, or fen.</param>
public sealed record Target(TargetScope Scope, Groups Group, Guid? AgentId, Measure Measure, long Value);

/// <summary>A side of the PK.</summary>
public sealed record PkTeam(string Name, IReadOnlyList<Guid> Members);

/// <summary>What a campaign sets out to do: its targets, the teams that compete, and the indicators that leave the scorecards for its days. (spec: campaigns.md, Campaign)</summary>
public sealed record CampaignPlan(IReadOnlyList<Target> Targets, IReadOnlyList<PkTeam> Teams, IReadOnlyList<string> Excluded)
{
    public const int MostTeams = 12;
    public const int MostMembers = 300;
    public const int MostTargets = 500;
    public const int MostTeamName = 20;
    public const long MostOrders = 10_000_000;
    public const long MostFen = 10_000_000_000_000;

    /// <summary>响应时长 and the timed reply rates.</summary>
    public static IReadOnlyList<string> DefaultExcluded { get; } = ["avg_response", "avg_first_response", "reply_60s", "reply_2min", "reply_3min", "overnight_on_time"];

    /// <exception cref="RuleViolation"><c>invalid</c> with the field, or <c>target_twice</c>, <c>team_twice</c>, <c>member_twice</c>.</exception>
    public void Check()
    {
        if (Targets.Count > MostTargets || Targets.Contains(null!))
            throw new RuleViolation("invalid", $"up to {MostTargets}", "targets");
        for (var i = 0; i < Targets.Count; i++)
            Check(Targets[i], $"targets[{i}]");
        if (Targets.DistinctBy(t => (t.Scope, t.Group, t.AgentId, t.Measure)).Count() != Targets.Count)
            throw new RuleViolation("target_twice", "each once", "targets");
        if (Teams.Count is 1 or > MostTeams || Teams.Contains(null!))
            throw new RuleViolation("invalid", $"none, or 2–{MostTeams}", "teams");
        for (var i = 0; i < Teams.Count; i++)
        {
            if (string.IsNullOrWhiteSpace(Teams[i].Name) || Teams[i].Name.Length > MostTeamName || Teams[i].Name.Any(char.IsControl))
                throw new RuleViolation("invalid", $"1–{MostTeamName} characters", $"teams[{i}].name");
            if (Teams[i].Members is not { Count: > 0 and <= MostMembers })
                throw new RuleViolation("invalid", $"1–{MostMembers}", $"teams[{i}].members");
        }
        if (Teams.DistinctBy(t => t.Name.Trim()).Count() != Teams.Count)
            throw new RuleViolation("team_twice", "each name once", "teams");
        if (Teams.SelectMany(t => t.Members).GroupBy(m => m).Any(g => g.Count() > 1))
            throw new RuleViolation("member_twice", "everybody in one team", "teams");
        if (Excluded.Except(Known).Any())
            throw new RuleViolation("invalid", "ids of indicators", "excluded");
    }

    private static IEnumerable<string> Known => Enum.GetValues<Section>().SelectMany(Indicator.Of).Select(i => i.Id);

    private static void Check(Target target, string field)
    {
        RuleViolation Invalid(string part, string why) => new("invalid", why, $"{field}.{part}");
        if (target.Value < 1 || target.Value > (target.Measure == Measure.Orders ? MostOrders : MostFen))
            throw Invalid("value", "above 0");
        if ((target.Scope == TargetScope.Group) != (target.Group is Groups.Presale or Groups.Insale or Groups.Aftersale) || (target.Scope != TargetScope.Group && target.Group != Groups.None))
            throw Invalid("group", "one group, for a group's target");
        if ((target.Scope == TargetScope.Agent) != (target.AgentId is not null))
            throw Invalid("agentId", "an agent, for an agent's target");
    }
}
