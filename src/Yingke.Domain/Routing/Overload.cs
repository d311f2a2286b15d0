namespace Yingke.Domain.Routing;

/// <summary>Whether overload follows the load, or a supervisor has forced it.</summary>
public enum OverloadMode { Automatic, On, Off }

/// <summary>
/// Overload (爆旺) with hysteresis: on while open plus queued exceed the threshold, and from then until they are below 80 % of it; a supervisor's
/// word stands above both (spec: routing.md, Overload).
/// </summary>
public static class Overload
{
    /// <param name="was">Whether it was on before this look.</param>
    /// <param name="mode">Forced or automatic.</param>
    /// <param name="load">Open plus queued conversations of the shop.</param>
    /// <param name="threshold">The shop's, at least 1.</param>
    public static bool IsOn(bool was, OverloadMode mode, int load, int threshold) => mode switch
    {
        OverloadMode.On => true,
        OverloadMode.Off => false,
        // load >= 0.8 × threshold, exact.
        _ => load > threshold || (was && 5L * load >= 4L * threshold),
    };
}
