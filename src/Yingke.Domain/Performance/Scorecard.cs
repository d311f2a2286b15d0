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
        return new(points, Sum([.. items.Select((i, at) => (i.Item.Full, points[at]))], adjustments));
    }

    /// <param name="items">Full marks and points; null points are left out.</param>
    /// <param name="adjustments">加减分.</param>
    public static decimal? Sum(IReadOnlyList<(Fraction Full, Fraction? Points)> items, IEnumerable<Fraction> adjustments)
    {
        var counted = items.Where(i => i.Points is not null).Aggregate(Fraction.Of(0), (sum, i) => sum + i.Full);
        if (counted.IsZero)
            return null;
        var full = items.Aggregate(Fraction.Of(0), (sum, i) => sum + i.Full);
        var earned = items.Aggregate(Fraction.Of(0), (sum, i) => i.Points is { } points ? sum + points : sum);
        return adjustments.Aggregate(earned * full / counted, (sum, a) => sum + a).Round(2);
    }
}
