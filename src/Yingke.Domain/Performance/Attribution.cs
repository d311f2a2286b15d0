using Yingke.Domain.Deadlines;

namespace Yingke.Domain.Performance;

/// <summary>
/// An order's event and the stint that it counts for: the buyer's latest pre-sale stint that starts no later than it, over all history. If that
/// stint lies outside the period or the window, the event counts for nobody. (spec: performance.md, Sales indicators)
/// </summary>
/// <param name="SameDay">The event is of the stint's own day; otherwise of the next.</param>
public sealed record Attribution(PresaleStint Stint, OrderFacts Order, bool IsPaid, bool SameDay)
{
    /// <param name="stints">Of the period's days and the day after: an earlier one that were the latest would lie outside the period anyway.</param>
    /// <param name="orders">In any order.</param>
    /// <param name="period">Whose stints are looked for.</param>
    public static IEnumerable<Attribution> Of(IEnumerable<PresaleStint> stints, IEnumerable<OrderFacts> orders, Period period)
    {
        var byBuyer = stints.GroupBy(s => s.BuyerId).ToDictionary(g => g.Key, g => g.OrderBy(s => s.Start).ThenBy(s => s.Rank).ToArray());
        foreach (var order in orders)
        {
            if (!byBuyer.TryGetValue(order.BuyerId, out var own))
                continue;
            if (To(own, order, order.PlacedAt, false, period) is { } placed)
                yield return placed;
            if (order.PaidAt is { } at && To(own, order, at, true, period) is { } paid)
                yield return paid;
        }
    }

    private static Attribution? To(PresaleStint[] own, OrderFacts order, DateTimeOffset at, bool isPaid, Period period)
    {
        var latest = Array.FindLast(own, s => s.Start <= at);
        if (latest is null || !period.Has(latest.Day))
            return null;
        var days = LocalDay.Of(at, period.Zone).DayNumber - latest.Day.DayNumber;
        return days is 0 or 1 ? new(latest, order, isPaid, days == 0) : null;
    }
}
