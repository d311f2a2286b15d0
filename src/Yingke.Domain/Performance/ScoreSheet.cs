namespace Yingke.Domain.Performance;

/// <param name="Value">As it enters the curve; null for none, and for what a grade or a tally gives.</param>
/// <param name="Points">Null for what is left out.</param>
public sealed record SheetLine(SchemeItem Item, Fraction? Figure, HandMark? Mark, Fraction? Value, Fraction? Points);

/// <param name="Basic">Subtotals of both sections, re-weighted like the total: with the adjustments they add up to the score before it is rounded.</param>
/// <param name="Counted">Full marks of what is not left out; less than the scheme's where something was.</param>
/// <param name="Score">To 2 decimals; null if everything is left out.</param>
public sealed record SheetScore(IReadOnlyList<SheetLine> Lines, Fraction? Basic, Fraction? Professional, decimal Counted, decimal? Score);

/// <summary>An agent's figures and marks through a scheme: points, both subtotals, the total. (spec: performance.md, Scorecards)</summary>
public static class ScoreSheet
{
    public static SheetScore Of(Scheme scheme, Func<SchemeItem, Fraction?> figure, Func<SchemeItem, HandMark?> mark, IEnumerable<decimal> adjustments)
    {
        var lines = scheme.Items.Select(item =>
        {
            var (value, noted) = (figure(item), mark(item));
            var inCurve = item.Kind switch
            {
                ItemKind.Indicator => item.InCurve(value),
                ItemKind.Entered => noted?.Value is { } entered ? Fraction.Of(entered) : item.InCurve(value),
                _ => null,
            };
            return new SheetLine(item, value, noted, inCurve, item.Points(value, noted));
        }).ToList();
        var counted = lines.Where(l => l.Points is not null).Sum(l => l.Item.Full);
        var score = Scorecard.Sum([.. lines.Select(l => (Fraction.Of(l.Item.Full), l.Points))], adjustments.Select(Fraction.Of));
        Fraction? Subtotal(ItemSection section) =>
            score is null ? null : lines.Where(l => l.Item.Section == section && l.Points is not null).Aggregate(Fraction.Of(0), (sum, l) => sum + l.Points!.Value) * Fraction.Of(scheme.Full) / Fraction.Of(counted);
        return new(lines, Subtotal(ItemSection.Basic), Subtotal(ItemSection.Professional), counted, score);
    }
}
