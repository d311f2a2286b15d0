namespace Yingke.Domain.Shifts;

/// <summary>
/// Lunch in turns (spec: campaigns.md, Shifts). The people of a day go in as many turns as fit between the two hours, at least two; those who share a
/// group are spread over different turns first, so that never all of a group are away at once. Where too few turns serve too many shared groups for that,
/// the rota's check says so (<see cref="RotaProblemKind.LunchTogether"/>).
/// </summary>
public static class LunchTurns
{
    /// <param name="people">Who works over lunch, with their groups.</param>
    /// <param name="from">When the first turn begins, minutes from midnight.</param>
    /// <param name="until">By when the last one is back.</param>
    /// <param name="minutes">How long lunch takes.</param>
    /// <returns>The beginning of each one's lunch.</returns>
    public static IReadOnlyDictionary<Guid, int> Of(IReadOnlyCollection<(Guid AgentId, IReadOnlyList<string> Groups)> people, int from, int until, int minutes)
    {
        var turns = Math.Max(2, (until - from) / minutes);
        var away = new Dictionary<(string Group, int Turn), int>();
        var seated = new Dictionary<string, int>();
        var total = new int[turns];
        var found = new Dictionary<Guid, int>();
        // Who is in most groups is hardest to place. A turn that everybody placed so far of one of their groups has is the last choice.
        foreach (var (agent, groups) in people.OrderByDescending(p => p.Groups.Count).ThenBy(p => p.AgentId))
        {
            var turn = Enumerable.Range(0, turns)
                .OrderBy(t => groups.Count(g => seated.GetValueOrDefault(g) > 0 && away.GetValueOrDefault((g, t)) == seated[g]))
                .ThenBy(t => groups.Count == 0 ? 0 : groups.Max(g => away.GetValueOrDefault((g, t)))).ThenBy(t => total[t]).ThenBy(t => t).First();
            foreach (var group in groups)
            {
                away[(group, turn)] = away.GetValueOrDefault((group, turn)) + 1;
                seated[group] = seated.GetValueOrDefault(group) + 1;
            }
            total[turn]++;
            found[agent] = from + (turn * minutes);
        }
        return found;
    }
}
