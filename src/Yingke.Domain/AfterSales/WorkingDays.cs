using Yingke.Domain.Deadlines;

namespace Yingke.Domain.AfterSales;

/// <summary>Monday to Friday, minus a holiday calendar. (spec: orders-aftersales.md, Voucher orders)</summary>
public static class WorkingDays
{
    public static bool Is(DateOnly day, IReadOnlySet<DateOnly> holidays) =>
        day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !holidays.Contains(day);

    /// <summary>The day that is the <paramref name="count"/>-th working day after <paramref name="from"/>, which is not counted itself.</summary>
    public static DateOnly After(DateOnly from, int count, IReadOnlySet<DateOnly> holidays)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        var day = from;
        while (count > 0)
        {
            day = day.AddDays(1);
            if (Is(day, holidays))
                count--;
        }

        return day;
    }

    /// <summary>The end of that day in the shop's zone.</summary>
    public static DateTimeOffset Due(DateTimeOffset from, int count, IReadOnlySet<DateOnly> holidays, TimeZoneInfo zone) =>
        LocalDay.End(After(LocalDay.Of(from, zone), count, holidays), zone);
}
