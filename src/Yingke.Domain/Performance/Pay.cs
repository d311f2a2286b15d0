namespace Yingke.Domain.Performance;

/// <summary>What is deducted at the lower bound and below: a flat part of the fee, or as much of it as the score is short of the target. (spec: performance.md, Readings)</summary>
public enum BelowTarget { Flat, Proportional }

/// <summary>Grades of agents, by their base wage.</summary>
public enum PayGrade { Normal, Senior, Lead }

/// <summary>Bonus, deduction and wage from a score; fen are rounded half away from zero, once, at the end. Amounts are settings, the figures here are the defaults. (spec: performance.md, Bonus, deductions and wages)</summary>
public static class Pay
{
    public const long DefaultPoolFen = 100_000;
    public const long DefaultBonusBaseFen = 100_000;
    public const long DefaultServiceFeeFen = 700_000;
    public const decimal DefaultPassPercent = 70;
    public const decimal DefaultOver = 100;
    public const decimal DefaultUnder = 80;
    public const decimal DefaultDeductPercent = 20;

    public static long BaseFen(PayGrade grade) => grade switch
    {
        PayGrade.Normal => 200_000,
        PayGrade.Senior => 250_000,
        _ => 300_000,
    };

    /// <summary>Below 70 % of the full marks nothing, else the pool's share of the score, not capped.</summary>
    public static long ShareFen(Fraction score, Fraction full, long poolFen = DefaultPoolFen, decimal passPercent = DefaultPassPercent) =>
        score / full * 100 < Fraction.Of(passPercent) ? 0 : (poolFen * score / full).RoundToLong();

    /// <summary>Over 100: the bonus base × (score - 100) %; 80 or less: a deduction of 20 % of the service fee, or proportionally of (100 - score) % of it; nothing between.</summary>
    public static long OverTargetFen(
        Fraction score, long bonusBaseFen = DefaultBonusBaseFen, long serviceFeeFen = DefaultServiceFeeFen, decimal over = DefaultOver, decimal under = DefaultUnder, decimal deductPercent = DefaultDeductPercent, BelowTarget below = BelowTarget.Flat) =>
        score > Fraction.Of(over) ? (bonusBaseFen * (score - Fraction.Of(over)) / 100).RoundToLong()
        : score <= Fraction.Of(under) ? (0 - ((below == BelowTarget.Flat ? Fraction.Of(deductPercent) : Fraction.Of(over) - score) * serviceFeeFen / 100)).RoundToLong() : 0;
}
