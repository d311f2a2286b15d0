using System.Globalization;
using Yingke.Domain.Deadlines;

namespace Yingke.Domain.Performance;

/// <summary>A natural month of a shop's calendar: what is scored, closed and paid.</summary>
public readonly record struct Month(int Year, int Number)
{
    public DateOnly First => new(Year, Number, 1);

    public DateOnly Last => Next.First.AddDays(-1);

    public Month Next => Of(First.AddMonths(1));

    public Month Before => Of(First.AddMonths(-1));

    /// <summary>202603.</summary>
    public int Key => (Year * 100) + Number;

    /// <summary>The last month of a quarter.</summary>
    public bool EndsQuarter => Number % 3 == 0;

    public static Month Of(DateOnly day) => new(day.Year, day.Month);

    public static Month Of(DateTimeOffset at, TimeZoneInfo zone) => Of(LocalDay.Of(at, zone));

    public static Month OfKey(int key) => new(key / 100, key % 100);

    /// <summary><c>2026-03</c>; null for anything else.</summary>
    public static Month? Parse(string? text) =>
        text is { Length: 7 } && DateOnly.TryParseExact(text + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is >= 2000 and <= 2200 ? Of(day) : null;

    public Period In(TimeZoneInfo zone) => new(First, Last, zone);

    public override string ToString() => First.ToString("yyyy-MM", CultureInfo.InvariantCulture);
}
