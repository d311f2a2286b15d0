using System.Globalization;
using Yingke.Domain.Deadlines;

namespace Yingke.Domain.Tests.Deadlines;

public sealed class LocalDayTests
{
    [Theory]
    [InlineData("Asia/Shanghai", "2026-03-01T15:59:59.999Z", "2026-03-01")]
    [InlineData("Asia/Shanghai", "2026-03-01T16:00:00.000Z", "2026-03-02")]
    [InlineData("America/New_York", "2026-03-08T04:59:59.999Z", "2026-03-07")]
    [InlineData("America/New_York", "2026-03-09T03:59:59.999Z", "2026-03-08")]
    [InlineData("America/New_York", "2026-03-09T04:00:00.000Z", "2026-03-09")]
    public void An_instant_belongs_to_the_zones_day(string zone, string at, string day) =>
        LocalDay.Of(Instant(at), Zone(zone)).ShouldBe(DateOnly.Parse(day, CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("Asia/Shanghai", "2026-03-02", "2026-03-01T16:00:00Z", 24)]
    [InlineData("America/New_York", "2026-03-08", "2026-03-08T05:00:00Z", 23)]
    [InlineData("America/New_York", "2026-11-01", "2026-11-01T04:00:00Z", 25)]
    // Clocks in Santiago jump from midnight to one o'clock: the day begins with the jump.
    [InlineData("America/Santiago", "2026-09-06", "2026-09-06T04:00:00Z", 23)]
    public void A_day_is_as_long_as_its_clocks_say(string zone, string day, string start, int hours)
    {
        var date = DateOnly.Parse(day, CultureInfo.InvariantCulture);
        LocalDay.Start(date, Zone(zone)).ShouldBe(Instant(start));
        (LocalDay.End(date, Zone(zone)) - LocalDay.Start(date, Zone(zone))).ShouldBe(TimeSpan.FromHours(hours));
        LocalDay.Of(LocalDay.Start(date, Zone(zone)), Zone(zone)).ShouldBe(date);
        LocalDay.Of(LocalDay.Start(date, Zone(zone)).AddMilliseconds(-1), Zone(zone)).ShouldBe(date.AddDays(-1));
    }

    [Theory]
    [InlineData("2026-03-02", "2026-03-02", "2026-03-01")]
    [InlineData("2026-03-08", "2026-03-02", "2026-03-01")]
    [InlineData("2026-03-01", "2026-02-23", "2026-03-01")]
    public void Weeks_begin_on_monday_months_on_the_first(string day, string week, string month)
    {
        var date = DateOnly.Parse(day, CultureInfo.InvariantCulture);
        LocalDay.WeekStart(date).ShouldBe(DateOnly.Parse(week, CultureInfo.InvariantCulture));
        LocalDay.MonthStart(date).ShouldBe(DateOnly.Parse(month, CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Of_a_doubled_time_the_first_that_is_not_past_is_meant()
    {
        var zone = Zone("America/New_York");
        var half = new DateTime(2026, 11, 1, 1, 30, 0);
        LocalDay.Instant(half, zone).ShouldBe(Instant("2026-11-01T05:30:00Z"));
        LocalDay.Instant(half, zone, Instant("2026-11-01T05:30:00Z")).ShouldBe(Instant("2026-11-01T05:30:00Z"));
        LocalDay.Instant(half, zone, Instant("2026-11-01T05:30:00.001Z")).ShouldBe(Instant("2026-11-01T06:30:00Z"));
    }

    private static TimeZoneInfo Zone(string id) => TimeZoneInfo.FindSystemTimeZoneById(id);

    private static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
