namespace Yingke.Domain.Performance;

/// <summary>What no value means: full marks, left out and re-weighted, or nothing. (spec: performance.md, Scorecards)</summary>
public enum Missing { Full, Skip, Zero }

public sealed record ScoreItem(Fraction Full, Curve Curve, Missing Missing)
{
    /// <summary>Null: left out.</summary>
    public Fraction? Points(Fraction? value) => value is { } known ? Curve.Points(known, Full) : Missing switch
    {
        Missing.Full => Full,
        Missing.Zero => 0,
        _ => null,
    };
}

/// <param name="Points">Of each item; null for those left out.</param>
/// <param name="Score">To 2 decimals; null if everything is left out.</param>
public sealed record ScoreResult(IReadOnlyList<Fraction?> Points, decimal? Score);

/// <summary>Score = sum of points, re-weighted to the full total when something is left out, plus adjustments, rounded to 2 decimals, not clamped. (spec: performance.md, Scorecards)</summary>
public static class Scorecard
{
    public static ScoreResult Of(IReadOnlyList<(ScoreItem Item, Fraction? Value)> items, IEnumerable<Fraction> adjustments)
    {
        var points = items.Select(i => i.Item.Points(i.Value)).ToList();
        var counted = items.Where((_, i) => points[i] is not null).Aggregate(Fraction.Of(0), (sum, i) => sum + i.Item.Full);
        if (points.TrueForAll(p => p is null) || counted.IsZero)
            return new(points, null);
        var full = items.Aggregate(Fraction.Of(0), (sum, i) => sum + i.Item.Full);
        var earned = points.OfType<Fraction>().Aggregate(Fraction.Of(0), (sum, p) => sum + p);
        var score = adjustments.Aggregate(earned * full / counted, (sum, a) => sum + a);
        return new(points, score.Round(2));
    }
}
