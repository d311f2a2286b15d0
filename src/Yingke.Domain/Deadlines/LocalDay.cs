namespace Yingke.Domain.Deadlines;

/// <summary>Days, weeks (Monday first) and months of a shop's time zone, and back to instants. (spec: README.md, Words)</summary>
public static class LocalDay
{
    public static DateTime Local(DateTimeOffset at, TimeZoneInfo zone) => TimeZoneInfo.ConvertTime(at, zone).DateTime;

    public static DateOnly Of(DateTimeOffset at, TimeZoneInfo zone) => DateOnly.FromDateTime(Local(at, zone));

    /// <summary>The first instant of the day: 00:00, or what follows it where the clocks skip midnight.</summary>
    public static DateTimeOffset Start(DateOnly day, TimeZoneInfo zone) => Instant(day.ToDateTime(TimeOnly.MinValue), zone);

    /// <summary>The first instant that no longer belongs to the day.</summary>
    public static DateTimeOffset End(DateOnly day, TimeZoneInfo zone) => Start(day.AddDays(1), zone);

    public static DateOnly WeekStart(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));

    public static DateOnly MonthStart(DateOnly day) => new(day.Year, day.Month, 1);

    /// <summary>
    /// The UTC instant of a local time. One that the clocks skip (spring) means the instant of the jump; of one that they show twice
    /// (autumn) the first that is not before <paramref name="notBefore"/>.
    /// </summary>
    public static DateTimeOffset Instant(DateTime local, TimeZoneInfo zone, DateTimeOffset? notBefore = null)
    {
        local = DateTime.SpecifyKind(local, DateTimeKind.Unspecified);
        if (zone.IsInvalidTime(local))
            return Jump(local, zone);
        if (!zone.IsAmbiguousTime(local))
            return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
        var offsets = zone.GetAmbiguousTimeOffsets(local);
        var first = new DateTimeOffset(local, offsets.Max());
        return (first >= notBefore.GetValueOrDefault() ? first : new DateTimeOffset(local, offsets.Min())).ToUniversalTime();
    }

    /// <summary>Where the clocks jump over <paramref name="skipped"/>: halved in down to the tick between a day before and a day after.</summary>
    private static DateTimeOffset Jump(DateTime skipped, TimeZoneInfo zone)
    {
        var before = new DateTimeOffset(skipped, TimeSpan.Zero).AddDays(-1).UtcTicks;
        var after = new DateTimeOffset(skipped, TimeSpan.Zero).AddDays(1).UtcTicks;
        while (after - before > 1)
        {
            var middle = before + ((after - before) / 2);
            if (Local(new DateTimeOffset(middle, TimeSpan.Zero), zone) < skipped)
                before = middle;
            else
                after = middle;
        }

        return new DateTimeOffset(after, TimeSpan.Zero);
    }
}
