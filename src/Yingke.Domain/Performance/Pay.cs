namespace Yingke.Domain.Performance;

/// <summary>Grades of agents, by their base wage.</summary>
public enum PayGrade { Normal, Senior, Lead }

/// <summary>Bonus, deduction and wage from a score; fen are rounded half away from zero, once, at the end. Amounts are settings, the figures here are the defaults. (spec: performance.md, Bonus, deductions and wages)</summary>
public static class Pay
{
    public const long DefaultPoolFen = 100_000;
    public const long DefaultBonusBaseFen = 100_000;
    public const long DefaultServiceFeeFen = 700_000;

    private static readonly Fraction Pass = Fraction.Of(0.7m);
    private static readonly Fraction Deduction = Fraction.Of(0.2m);

    public static long BaseFen(PayGrade grade) => grade switch
    {
        PayGrade.Normal => 200_000,
        PayGrade.Senior => 250_000,
        _ => 300_000,
    };

    /// <summary>Below 70 % of the full marks nothing, else the pool's share of the score, not capped.</summary>
    public static long ShareFen(Fraction score, Fraction full, long poolFen = DefaultPoolFen) =>
        score / full < Pass ? 0 : (poolFen * score / full).RoundToLong();

    /// <summary>Over 100: the bonus base × (score - 100) %; 80 or less: a deduction of 20 % of the service fee; nothing between.</summary>
    public static long OverTargetFen(Fraction score, long bonusBaseFen = DefaultBonusBaseFen, long serviceFeeFen = DefaultServiceFeeFen) =>
        score > 100 ? (bonusBaseFen * (score - 100) / 100).RoundToLong()
        : score <= 80 ? (0 - (Deduction * serviceFeeFen)).RoundToLong() : 0;
}
