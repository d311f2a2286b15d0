namespace Yingke.Domain.AfterSales;

/// <summary>One application as the weekly summary sees it.</summary>
public sealed record WeekCase(
    Guid BuyerId, ApplicationType Type, string Reason, string Product, DateTimeOffset AppliedAt, DateTimeOffset? ReviewedAt, DateTimeOffset? ReceivedAt,
    DateTimeOffset? ResolvedAt, DateTimeOffset? ClosedAt, bool Repeat);

public sealed record WeekCount(string Name, int Count);

/// <summary>Mean duration of a step over the applications that made it.</summary>
public sealed record WeekStep(string Step, int Count, long? MeanSeconds);

/// <summary>A product with several applications for one reason: worth a look at its quality.</summary>
public sealed record QualityHint(string Product, string Reason, int Count);

/// <summary>The weekly summary of a shop. (spec: orders-aftersales.md, Ledger)</summary>
/// <param name="RepairShare">Repairs of all that wanted goods back, exchanged or mended, as a fraction; null without any.</param>
public sealed record WeekSummary(
    int Applications, IReadOnlyList<WeekCount> ByType, IReadOnlyList<WeekCount> ByReason, IReadOnlyList<WeekCount> ByProduct, int Repairs, int OfGoods, decimal? RepairShare,
    IReadOnlyList<WeekStep> Steps, int Repeats, IReadOnlyList<QualityHint> Hints)
{
    /// <summary>From how many applications of one product for one reason on a hint is given.</summary>
    public const int HintFrom = 3;

    public static WeekSummary Of(IReadOnlyCollection<WeekCase> cases)
    {
        var goods = cases.Count(c => c.Type != ApplicationType.Refund);
        var repairs = cases.Count(c => c.Type == ApplicationType.Repair);
        return new WeekSummary(
            cases.Count,
            [.. Enum.GetValues<ApplicationType>().Select(t => new WeekCount(t.ToString().ToLowerInvariant(), cases.Count(c => c.Type == t)))],
            Count(cases, c => c.Reason), Count(cases, c => c.Product), repairs, goods, goods == 0 ? null : (decimal)repairs / goods,
            [
                Step("review", cases.Select(c => c.ReviewedAt - c.AppliedAt)),
                Step("receipt", cases.Select(c => c.ReceivedAt - c.ReviewedAt)),
                Step("resolution", cases.Select(c => c.ResolvedAt - (c.ReceivedAt ?? c.ReviewedAt))),
                Step("closing", cases.Select(c => c.ClosedAt - c.ResolvedAt)),
            ],
            cases.Count(c => c.Repeat),
            [.. cases.GroupBy(c => (c.Product, c.Reason)).Where(g => g.Count() >= HintFrom).OrderByDescending(g => g.Count()).ThenBy(g => g.Key.Product, StringComparer.Ordinal)
                .Select(g => new QualityHint(g.Key.Product, g.Key.Reason, g.Count()))]);
    }

    private static List<WeekCount> Count(IEnumerable<WeekCase> cases, Func<WeekCase, string> by) =>
        [.. cases.GroupBy(by, StringComparer.Ordinal).Select(g => new WeekCount(g.Key, g.Count())).OrderByDescending(c => c.Count).ThenBy(c => c.Name, StringComparer.Ordinal)];

    private static WeekStep Step(string name, IEnumerable<TimeSpan?> spans)
    {
        var made = spans.OfType<TimeSpan>().ToList();
        return new WeekStep(name, made.Count, made.Count == 0 ? null : made.Sum(s => (long)s.TotalSeconds) / made.Count);
    }
}
