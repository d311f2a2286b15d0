using Yingke.Domain.Deadlines;

namespace Yingke.Domain.Orders;

/// <summary>An order as the rule for reminders looks at it.</summary>
public sealed record Remindable(string Id, string Buyer, OrderState State, DateTimeOffset PlacedAt, DateTimeOffset? PaidAt, DateTimeOffset? RemindedAt);

/// <summary>Why an unpaid order is not reminded of, in the order in which it is looked at.</summary>
public enum WhyNotReminded { TooYoung, PaidToday, AlreadyReminded, BuyerRemindedToday, AnotherFirst }

/// <summary>Whom to remind, in order, and why each other unpaid order is not.</summary>
public sealed record ReminderList(IReadOnlyList<Remindable> Remind, IReadOnlyList<(Remindable Order, WhyNotReminded Why)> Others);

/// <summary>
/// 催付: unpaid orders placed at least the delay ago, oldest first, ties by id; one for a buyer, the first of theirs; nobody who paid today,
/// no order twice, no buyer twice a day. (spec: orders-aftersales.md, Payment reminders)
/// </summary>
public static class PaymentReminders
{
    public static readonly TimeSpan Effect = TimeSpan.FromHours(24);

    /// <param name="orders">Of everybody who has an unpaid one: all of their orders that are unpaid, or were paid or reminded of today.</param>
    /// <param name="now">The instant of the decision.</param>
    /// <param name="delay">At least this old, inclusive.</param>
    /// <param name="zone">Whose days count.</param>
    public static ReminderList Of(IReadOnlyCollection<Remindable> orders, DateTimeOffset now, TimeSpan delay, TimeZoneInfo zone)
    {
        var today = LocalDay.Of(now, zone);
        bool IsToday(DateTimeOffset? at) => at is { } instant && LocalDay.Of(instant, zone) == today;
        var paid = orders.Where(o => IsToday(o.PaidAt)).Select(o => o.Buyer).ToHashSet(StringComparer.Ordinal);
        var reminded = orders.Where(o => IsToday(o.RemindedAt)).Select(o => o.Buyer).ToHashSet(StringComparer.Ordinal);
        var (remind, others, chosen) = (new List<Remindable>(), new List<(Remindable, WhyNotReminded)>(), new HashSet<string>(StringComparer.Ordinal));
        foreach (var order in orders.Where(o => o.State == OrderState.Placed).OrderBy(o => o.PlacedAt).ThenBy(o => o.Id, StringComparer.Ordinal))
        {
            WhyNotReminded? why = order switch
            {
                _ when now - order.PlacedAt < delay => WhyNotReminded.TooYoung,
                _ when paid.Contains(order.Buyer) => WhyNotReminded.PaidToday,
                { RemindedAt: not null } => WhyNotReminded.AlreadyReminded,
                _ when reminded.Contains(order.Buyer) => WhyNotReminded.BuyerRemindedToday,
                _ when !chosen.Add(order.Buyer) => WhyNotReminded.AnotherFirst,
                _ => null,
            };
            if (why is { } reason)
                others.Add((order, reason));
            else
                remind.Add(order);
        }
        return new ReminderList(remind, others);
    }
}
