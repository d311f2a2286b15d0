using Yingke.Domain.Deadlines;

namespace Yingke.Domain.Accounts;

/// <summary>More sub-accounts for a month, for a shop with many orders. (spec: campaigns.md, Sub-account quota)</summary>
public static class TemporaryPlaces
{
    public const int Count = 10;
    public const int Days = 30;
    public const int OrdersADay = 500;

    /// <param name="orders">Placed in the last <see cref="Days"/> whole days.</param>
    public static bool MayApply(int orders) => orders >= OrdersADay * Days;

    public static decimal Average(int orders) => Math.Round((decimal)orders / Days, 2);

    /// <summary>The same time of day a month later, in the shop's zone; at this instant they have lapsed.</summary>
    public static DateTimeOffset Until(DateTimeOffset from, TimeZoneInfo zone) => LocalDay.Instant(LocalDay.Local(from, zone).AddMonths(1), zone);
}
