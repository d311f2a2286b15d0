using Yingke.Domain.Routing;

namespace Yingke.Domain.Performance;

/// <summary>
/// Where an agent stands among those who serve a group: by sales before the sale, where equals go by buyers received, and by buyers received in
/// the other groups. Equals share a place, and whoever has nothing yet has none. It names nobody and shows no colleague's figure.
/// </summary>
/// <param name="Of">How many serve the group.</param>
public sealed record GroupRank(Groups Group, int? Rank, int Of)
{
    /// <param name="report">The day's.</param>
    /// <param name="serving">Who serves now, with their groups.</param>
    /// <param name="agentId">Whose places.</param>
    public static IReadOnlyList<GroupRank> Places(Report report, IReadOnlyDictionary<Guid, Groups> serving, Guid agentId) =>
        [.. Report.EachGroup.Where(group => serving.GetValueOrDefault(agentId).HasFlag(group)).Select(group => Place(group, report, serving, agentId))];

    private static GroupRank Place(Groups group, Report report, IReadOnlyDictionary<Guid, Groups> serving, Guid agentId)
    {
        var members = serving.Where(s => s.Value.HasFlag(group)).Select(s => s.Key).ToList();
        var own = Figures(group, report, agentId);
        return new(group, own == (0, 0) ? null : 1 + members.Count(m => Figures(group, report, m).CompareTo(own) > 0), members.Count);
    }

    private static (Fraction First, Fraction Then) Figures(Groups group, Report report, Guid agentId)
    {
        if (!report.Agents.TryGetValue(agentId, out var row))
            return (0, 0);
        var received = row[Section.All, "received"] ?? 0;
        return group == Groups.Presale ? (row[Section.Sales, "sales"] ?? 0, received) : (received, 0);
    }
}
