using Yingke.Domain.Deadlines;
using Yingke.Domain.Hotline;

namespace Yingke.Domain.Tests.Hotline;

public sealed class HotlineHoursTests
{
    private static readonly TimeZoneInfo Shanghai = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    /// <summary>2026-03-02 is a Monday.</summary>
    [Theory]
    [InlineData("2026-03-02T08:59:59+08:00", false)]
    [InlineData("2026-03-02T09:00:00+08:00", true)]
    [InlineData("2026-03-02T17:59:59+08:00", true)]
    [InlineData("2026-03-02T18:00:00+08:00", false)]
    [InlineData("2026-03-06T09:30:00Z", true)]
    [InlineData("2026-03-07T10:00:00+08:00", false)]
    [InlineData("2026-03-08T10:00:00+08:00", false)]
    public void Shipped_it_is_Monday_to_Friday_from_nine_to_six(string at, bool open) =>
        HotlineHours.IsOpen(HotlineHours.Shipped, DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture), Shanghai).ShouldBe(open);

    [Fact]
    public void A_day_may_break_and_end_at_midnight()
    {
        var weekly = new Dictionary<int, IReadOnlyList<OpenSpan>> { [6] = [new(new(10, 0), new(12, 0)), new(new(20, 0), TimeOnly.MinValue)] };
        bool Open(int hour, int minute) => HotlineHours.IsOpen(weekly, new DateTimeOffset(2026, 3, 8, hour, minute, 0, TimeSpan.FromHours(8)), Shanghai);
        (Open(11, 59), Open(12, 0), Open(19, 59), Open(23, 59)).ShouldBe((true, false, false, true));
    }
}
