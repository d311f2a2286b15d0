using Yingke.Domain.Deadlines;

namespace Yingke.Domain.Campaigns;

/// <summary>The full hours 整点 of a shop's clock. (spec: campaigns.md, Hourly broadcast)</summary>
public static class FullHours
{
    /// <summary>Those after <paramref name="after"/> up to <paramref name="until"/>, both by the zone's own minutes: half an hour off in some.</summary>
    public static IEnumerable<DateTimeOffset> Between(DateTimeOffset after, DateTimeOffset until, TimeZoneInfo zone)
    {
        for (var at = Next(after, zone); at <= until; at = Next(at, zone))
            yield return at;
    }

    private static DateTimeOffset Next(DateTimeOffset after, TimeZoneInfo zone)
    {
        var minute = new DateTimeOffset(after.UtcTicks - (after.UtcTicks % TimeSpan.TicksPerMinute), TimeSpan.Zero).AddMinutes(1);
        // The clocks may be moved by half an hour in between.
        while (LocalDay.Local(minute, zone).Minute != 0)
            minute = minute.AddMinutes(1);
        return minute;
    }
}
