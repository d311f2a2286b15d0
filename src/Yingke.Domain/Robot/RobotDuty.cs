namespace Yingke.Domain.Robot;

/// <summary>When the robot stands before the people; none of them is off. (spec: campaigns.md, Robot)</summary>
public enum RobotMode { BeforePerson, OutsideHours, InOverload }

/// <summary>Modes of their own for a part of the day, by the shop's clock: from the first minute to before the last; <c>00:00</c> as an end is midnight.</summary>
public sealed record RobotSpan(TimeOnly From, TimeOnly To, IReadOnlyList<RobotMode> Modes)
{
    /// <summary>One that ends before it begins goes past midnight.</summary>
    public bool Holds(TimeOnly at) => To == TimeOnly.MinValue ? at >= From : From < To ? at >= From && at < To : at >= From || at < To;
}

/// <summary>Whether the robot meets a buyer who comes in now.</summary>
public static class RobotDuty
{
    /// <param name="modes">The shop's, for every hour that no span names.</param>
    /// <param name="spans">The first that holds decides.</param>
    /// <param name="at">The local time.</param>
    /// <param name="isOpen">Within the channel's service hours.</param>
    /// <param name="isOverloaded">爆旺.</param>
    public static bool Serves(IReadOnlyList<RobotMode> modes, IReadOnlyList<RobotSpan> spans, TimeOnly at, bool isOpen, bool isOverloaded) =>
        (spans.FirstOrDefault(s => s.Holds(at))?.Modes ?? modes).Any(mode => mode switch
        {
            RobotMode.OutsideHours => !isOpen,
            RobotMode.InOverload => isOverloaded,
            _ => true,
        });
}
