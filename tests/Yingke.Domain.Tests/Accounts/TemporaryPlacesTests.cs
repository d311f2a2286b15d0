using Yingke.Domain.Accounts;

namespace Yingke.Domain.Tests.Accounts;

/// <summary>spec: campaigns.md, Sub-account quota.</summary>
public sealed class TemporaryPlacesTests
{
    private static readonly TimeZoneInfo Shanghai = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    [Theory]
    [InlineData(14_999, false, 499.97)]
    [InlineData(15_000, true, 500)]
    [InlineData(0, false, 0)]
    public void Five_hundred_a_day_on_average_and_not_one_less(int orders, bool may, double average) =>
        (TemporaryPlaces.MayApply(orders), (double)TemporaryPlaces.Average(orders)).ShouldBe((may, average));

    [Theory]
    [InlineData("2026-03-02T10:00:00+08:00", "2026-04-02T10:00:00+08:00")]
    [InlineData("2026-01-31T10:00:00+08:00", "2026-02-28T10:00:00+08:00")]
    public void A_month_is_a_month_of_the_calendar(string from, string until) =>
        TemporaryPlaces.Until(DateTimeOffset.Parse(from, System.Globalization.CultureInfo.InvariantCulture), Shanghai).ShouldBe(DateTimeOffset.Parse(until, System.Globalization.CultureInfo.InvariantCulture));
}
