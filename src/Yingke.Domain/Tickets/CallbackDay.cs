using Yingke.Domain.Deadlines;

namespace Yingke.Domain.Tickets;

/// <summary>On which day a buyer is called back. (spec: tickets-hotline.md, Call-backs)</summary>
public static class CallbackDay
{
    private const int LongestBreak = 60;

    /// <summary>The next calendar day, or the next working day: Monday to Friday, minus the shop's holidays.</summary>
    public static DateOnly After(DateTimeOffset at, TimeZoneInfo zone, bool workingDays, IReadOnlyCollection<DateOnly> holidays)
    {
        var day = LocalDay.Of(at, zone).AddDays(1);
        for (var i = 0; workingDays && i < LongestBreak && !IsWorkingDay(day, holidays); i++)
            day = day.AddDays(1);
        return day;
    }

    public static bool IsWorkingDay(DateOnly day, IReadOnlyCollection<DateOnly> holidays) =>
        day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !holidays.Contains(day);
}
