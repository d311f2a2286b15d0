using Yingke.Domain.Deadlines;

namespace Yingke.Domain.Hotline;

/// <summary>When the hotline is staffed: weekly hours of its own, shipped Monday to Friday 09:00–18:00. (spec: tickets-hotline.md, 400 hotline)</summary>
public static class HotlineHours
{
    /// <summary>Monday = 0 … Sunday = 6; a day that is not in it is closed.</summary>
    public static IReadOnlyDictionary<int, IReadOnlyList<OpenSpan>> Shipped { get; } =
        Enumerable.Range(0, 5).ToDictionary(day => day, _ => (IReadOnlyList<OpenSpan>)[new OpenSpan(new TimeOnly(9, 0), new TimeOnly(18, 0))]);

    /// <summary>A caller at the very minute of opening is within the hours, one at the minute of closing is not.</summary>
    public static bool IsOpen(IReadOnlyDictionary<int, IReadOnlyList<OpenSpan>> weekly, DateTimeOffset at, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(weekly);
        var local = LocalDay.Local(at, zone);
        var time = local.TimeOfDay.Ticks;
        return weekly.TryGetValue(((int)local.DayOfWeek + 6) % 7, out var spans) && spans.Any(s => s.FromTicks <= time && time < s.ToTicks);
    }
}
