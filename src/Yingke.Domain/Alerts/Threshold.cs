namespace Yingke.Domain.Alerts;

public enum ThresholdTurn
{
    None,

    /// <summary>Crossed, and to be told.</summary>
    Crossed,

    /// <summary>What was told is over.</summary>
    Recovered,
}

/// <param name="IsOn">Beyond the limit, and not yet well on this side of it again.</param>
/// <param name="IsTold">The present crossing has been told.</param>
/// <param name="ToldAt">When a crossing was told last.</param>
public sealed record ThresholdState(bool IsOn, bool IsTold, DateTimeOffset? ToldAt)
{
    public static ThresholdState Calm { get; } = new(false, false, null);
}

/// <summary>
/// A limit that somebody set for a figure. It is crossed at the limit itself (of a lower one: below it) and left a good way back, below four fifths as with overload
/// or at <paramref name="BackAt"/>; and for <paramref name="Quiet"/> after one crossing was told no other is. One that still stands at the end of the quiet is told then. So a
/// figure that flickers alerts once, and one that stays beyond its limit is never passed over in silence. (design: workbench.md 37)
/// </summary>
/// <param name="Below">Too little alerts.</param>
/// <param name="Limit">At least 1.</param>
/// <param name="BackAt">Of a lower limit: from where on it is over.</param>
/// <param name="Quiet">How long no other crossing is told.</param>
public sealed record Threshold(bool Below, int Limit, int BackAt, TimeSpan Quiet)
{
    /// <param name="state">As the last look left it.</param>
    /// <param name="value">The figure; null where there is none, which alerts nobody.</param>
    /// <param name="now">The instant of this look.</param>
    public (ThresholdState State, ThresholdTurn Turn) Look(ThresholdState state, int? value, DateTimeOffset now)
    {
        if (!IsOn(state.IsOn, value))
            return (state with { IsOn = false, IsTold = false }, state is { IsOn: true, IsTold: true } ? ThresholdTurn.Recovered : ThresholdTurn.None);
        if (state is { IsOn: true, IsTold: true } || (state.ToldAt is { } told && now < told + Quiet))
            return (state with { IsOn = true }, ThresholdTurn.None);
        return (new(true, true, now), ThresholdTurn.Crossed);
    }

    private bool IsOn(bool was, int? value) => value is { } v && (Below
        ? v < Limit || (was && v < BackAt)
        : v >= Limit || (was && 5L * v >= 4L * Limit));
}
