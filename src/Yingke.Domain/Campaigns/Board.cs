using Yingke.Domain.Routing;

namespace Yingke.Domain.Campaigns;

/// <summary>Paid orders and what was paid.</summary>
public readonly record struct Sum(int Orders, long Fen)
{
    public long Of(Measure measure) => measure == Measure.Orders ? Orders : Fen;

    public static Sum operator +(Sum left, Sum right) => new(left.Orders + right.Orders, left.Fen + right.Fen);
}

/// <param name="Rank">1 is the best; equals share one, and the next is as far behind as there are people before.</param>
public sealed record TeamStanding(string Name, int Members, Sum Sum, int Rank);

public sealed record AgentStanding(Guid AgentId, string? Team, Sum Sum, int Rank);

/// <summary>Where everybody stands: the shop, its groups, the teams and the agents, by the campaign's measure. (spec: campaigns.md, PK)</summary>
public sealed record Board(Sum Shop, IReadOnlyDictionary<Groups, Sum> Groups, IReadOnlyList<TeamStanding> Teams, IReadOnlyList<AgentStanding> Agents)
{
    private static readonly Groups[] Each = [Routing.Groups.Presale, Routing.Groups.Insale, Routing.Groups.Aftersale];

    /// <param name="credits">Of the campaign, in any order.</param>
    /// <param name="teams">Who competes.</param>
    /// <param name="measure">What decides.</param>
    /// <param name="before">Only what was paid before it.</param>
    public static Board Of(IEnumerable<Credit> credits, IReadOnlyList<PkTeam> teams, Measure measure, DateTimeOffset? before = null)
    {
        var (shop, groups, agents) = (default(Sum), Each.ToDictionary(g => g, _ => default(Sum)), new Dictionary<Guid, Sum>());
        foreach (var credit in credits)
        {
            if (credit.PaidAt >= before)
                continue;
            var one = new Sum(1, credit.Fen);
            shop += one;
            if (credit.AgentId is not { } agent)
                continue;
            agents[agent] = agents.GetValueOrDefault(agent) + one;
            foreach (var group in Each)
            {
                if ((credit.Groups & group) != 0)
                    groups[group] += one;
            }
        }
        var teamOf = teams.SelectMany(t => t.Members, (team, member) => (team.Name, member)).ToDictionary(t => t.member, t => t.Name);
        // Whoever competes stands on the board from the beginning.
        foreach (var member in teamOf.Keys)
            agents.TryAdd(member, default);
        return new(shop, groups,
            [.. Ranked(teams.Select(t => (t, t.Members.Aggregate(default(Sum), (sum, m) => sum + agents.GetValueOrDefault(m)))), measure, (t, _) => t.Name).Select(r => new TeamStanding(r.Of.Name, r.Of.Members.Count, r.Sum, r.Rank))],
            [.. Ranked(agents.Select(a => (a.Key, a.Value)), measure, (id, _) => id.ToString()).Select(r => new AgentStanding(r.Of, teamOf.GetValueOrDefault(r.Of), r.Sum, r.Rank))]);
    }

    /// <summary>By the measure, then by the other one, then by name; equal in both is equal.</summary>
    private static IEnumerable<(T Of, Sum Sum, int Rank)> Ranked<T>(IEnumerable<(T Of, Sum Sum)> all, Measure measure, Func<T, Sum, string> name)
    {
        var other = measure == Measure.Orders ? Measure.Sales : Measure.Orders;
        var (place, rank, last) = (0, 0, default(Sum?));
        foreach (var (of, sum) in all.OrderByDescending(a => a.Sum.Of(measure)).ThenByDescending(a => a.Sum.Of(other)).ThenBy(a => name(a.Of, a.Sum), StringComparer.Ordinal))
        {
            place++;
            if (sum != last)
                (rank, last) = (place, sum);
            yield return (of, sum, rank);
        }
    }
}
