namespace Yingke.Domain.Performance;

/// <summary>How a value becomes points out of an indicator's full marks. Values enter unrounded: rates in percent, times in seconds, money in yuan. (spec: performance.md, Scorecards)</summary>
public abstract record Curve
{
    public abstract Fraction Points(Fraction value, Fraction max);

    /// <summary>Refused when saved.</summary>
    /// <exception cref="RuleViolation"><c>invalid_curve</c>.</exception>
    public virtual void Check() { }

    private protected static RuleViolation Invalid(string why) => new("invalid_curve", why, "curve");
}

/// <summary><c>max * clamp((v - worst) / (best - worst), 0, 1)</c>, in both directions.</summary>
public sealed record LinearCurve(Fraction Worst, Fraction Best) : Curve
{
    public override Fraction Points(Fraction value, Fraction max)
    {
        var part = (value - Worst) / (Best - Worst);
        return max * (part < 0 ? 0 : part > 1 ? 1 : part);
    }

    public override void Check()
    {
        if (Worst == Best)
            throw Invalid("worst = best");
    }
}

/// <summary>Full marks at the target or better, else <c>max - points * floor(shortfall / step)</c>, not below 0: a step is a whole one.</summary>
public sealed record DeductCurve(Fraction Target, Fraction Step, Fraction Loss, bool LowerIsBetter) : Curve
{
    public override Fraction Points(Fraction value, Fraction max)
    {
        var shortfall = LowerIsBetter ? value - Target : Target - value;
        if (shortfall <= 0)
            return max;
        var left = max - (Loss * Fraction.Of((shortfall / Step).Floor()));
        return left < 0 ? 0 : left;
    }

    public override void Check()
    {
        if (Step <= 0 || Loss < 0)
            throw Invalid("step");
    }
}

/// <summary>One of the two bounds.</summary>
public sealed record Tier(Fraction? AtLeast, Fraction? AtMost, Fraction Score)
{
    public bool Holds(Fraction value) => AtLeast is { } least ? value >= least : value <= AtMost;
}

/// <summary>The first that holds, else 0.</summary>
public sealed record TiersCurve(IReadOnlyList<Tier> Tiers) : Curve
{
    public override Fraction Points(Fraction value, Fraction max) => Tiers.FirstOrDefault(t => t.Holds(value))?.Score ?? 0;

    public override void Check()
    {
        if (Tiers.Count == 0 || Tiers.Any(t => t.AtLeast is null == t.AtMost is null))
            throw Invalid("tiers");
    }
}
