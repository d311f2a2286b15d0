namespace Yingke.Domain.Performance;

/// <summary>基础服务 or 专业能力. (spec: performance.md, Scorecards)</summary>
public enum ItemSection { Basic, Professional }

/// <summary>Where an item's value comes from: an indicator, a supervisor's grade, a tally of attendance, or a number that is entered (or computed, while none is).</summary>
public enum ItemKind { Indicator, Graded, Attendance, Entered }

/// <summary>优 良 中 差.</summary>
public enum HandGrade { Excellent, Good, Fair, Poor }

public enum CurveKind { Linear, Deduct, Tiers }

public sealed record TierForm(decimal? AtLeast, decimal? AtMost, decimal Score);

/// <summary>A curve as it is written down; which numbers are needed depends on its kind.</summary>
public sealed record CurveForm(
    CurveKind Kind, decimal? Worst = null, decimal? Best = null, decimal? Target = null, decimal? Step = null, decimal? Points = null, bool LowerIsBetter = false, IReadOnlyList<TierForm>? Tiers = null)
{
    /// <exception cref="RuleViolation"><c>invalid_curve</c>.</exception>
    public Curve ToCurve()
    {
        Curve curve = Kind switch
        {
            CurveKind.Linear => new LinearCurve(Number(Worst), Number(Best)),
            CurveKind.Deduct => new DeductCurve(Number(Target), Number(Step), Number(Points), LowerIsBetter),
            _ => new TiersCurve([.. (Tiers ?? []).Select(t => t is null ? throw Invalid() : new Tier(Optional(t.AtLeast), Optional(t.AtMost), Number(t.Score)))]),
        };
        curve.Check();
        return curve;
    }

    private static Fraction Number(decimal? value) => value is { } known && Math.Abs(known) <= SchemeItem.MostNumber && known.Scale <= SchemeItem.MostDecimals ? Fraction.Of(known) : throw Invalid();

    private static Fraction? Optional(decimal? value) => value is null ? null : Number(value);

    private static RuleViolation Invalid() => new("invalid_curve", "numbers up to 1e9 with 6 decimals", "curve");
}

/// <summary>What each lateness, leave and absence costs.</summary>
public sealed record AttendanceLoss(decimal Late, decimal Leave, decimal Absence);

/// <summary>What a supervisor noted of an item that no indicator tells.</summary>
public sealed record HandMark(HandGrade? Grade = null, decimal? Value = null, int Late = 0, int Leave = 0, int Absence = 0);

/// <summary>One line of a scorecard.</summary>
/// <param name="Key">Its own name for the data; stays when the line is edited.</param>
/// <param name="Of">The report's section that <paramref name="Indicator"/> is taken from.</param>
/// <param name="Indicator">By its id; null where nothing is computed.</param>
/// <param name="Name">What it is called, where it is no indicator.</param>
public sealed record SchemeItem(
    string Key, ItemSection Section, ItemKind Kind, decimal Full, Missing Missing = Missing.Skip, CurveForm? Curve = null, Section? Of = null, string? Indicator = null, string? Name = null,
    AttendanceLoss? Losses = null)
{
    /// <summary>Computed for entered items only: refund_rate of the agent's attributed orders.</summary>
    public const string RefundRate = "refund_rate";
    public const decimal MostNumber = 1_000_000_000;
    public const int MostDecimals = 6;

    private static readonly Fraction[] Shares = [1, Fraction.Of(0.75m), Fraction.Of(0.5m), 0];

    /// <summary>
    /// Points out of the full marks, null where it is left out. A grade gives 20, 15, 10, 0 of 20; attendance loses what was noted, not below 0; everything else goes through the curve.
    /// (spec: performance.md, Scorecards)
    /// </summary>
    /// <param name="figure">The indicator's own value: a rate as a part of one, an amount in fen.</param>
    /// <param name="mark">What was noted by hand.</param>
    public Fraction? Points(Fraction? figure, HandMark? mark)
    {
        var full = Fraction.Of(Full);
        switch (Kind)
        {
            case ItemKind.Graded when mark?.Grade is { } grade:
                return full * Shares[(int)grade];
            case ItemKind.Attendance when mark is not null && Losses is { } losses:
                var left = full - (Fraction.Of(losses.Late) * mark.Late) - (Fraction.Of(losses.Leave) * mark.Leave) - (Fraction.Of(losses.Absence) * mark.Absence);
                return left < 0 ? 0 : left;
            case ItemKind.Indicator or ItemKind.Entered when Curve is { } curve:
                return new ScoreItem(full, curve.ToCurve(), Missing).Points(Kind == ItemKind.Entered && mark?.Value is { } entered ? Fraction.Of(entered) : InCurve(figure));
            default:
                return Missing switch { Missing.Full => full, Missing.Zero => 0, _ => null };
        }
    }

    /// <summary>Rates in percent, money in yuan, everything else as it is; unrounded.</summary>
    public Fraction? InCurve(Fraction? figure) => figure is not { } value ? null : UnitOf() switch
    {
        Unit.Rate => value * 100,
        Unit.Fen or Unit.MeanFen => value / 100,
        _ => value,
    };

    /// <summary>What the figure is a number of; entered ones without an indicator are plain numbers.</summary>
    public Unit UnitOf() => Indicator == RefundRate ? Unit.Rate
        : Of is { } section && Performance.Indicator.Of(section).FirstOrDefault(i => i.Id == Indicator) is { } known ? known.Unit : Unit.Ratio;
}
