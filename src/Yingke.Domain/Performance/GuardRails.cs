namespace Yingke.Domain.Performance;

/// <param name="Refunded">With a completed refund.</param>
/// <param name="Returned">With an application that ended as a return.</param>
public sealed record OrderOutcome(Guid BuyerId, DateTimeOffset PaidAt, bool Refunded, bool Returned);

/// <param name="CameBack">The buyer came again within <see cref="GuardRails.Quiet"/> after it was closed.</param>
public sealed record TicketOutcome(TicketFacts Ticket, bool CameBack);

/// <summary>Figures of the shop that keep the others honest. (spec: performance.md, Guard rails)</summary>
public static class GuardRails
{
    public static readonly TimeSpan Again = TimeSpan.FromDays(30);
    public static readonly TimeSpan Quiet = TimeSpan.FromDays(7);

    public static IReadOnlyList<Indicator> All { get; } =
        [new("refund_rate", Unit.Rate), new("return_rate", Unit.Rate), new("repurchase_rate", Unit.Rate), new("complaint_rate", Unit.Rate), new("ticket_clean_contact", Unit.Rate)];

    /// <param name="orders">All that were paid from the period's first day to 30 days after its last.</param>
    /// <param name="tickets">Those created in the period.</param>
    /// <param name="period">The days.</param>
    /// <param name="complaints">Those upheld in the period.</param>
    /// <param name="receptions">Of the shop in the period.</param>
    public static IReadOnlyDictionary<string, Fraction?> Of(IReadOnlyCollection<OrderOutcome> orders, IReadOnlyCollection<TicketOutcome> tickets, Period period, int complaints, int receptions)
    {
        var paid = orders.Where(o => period.Has(o.PaidAt)).ToList();
        var first = paid.GroupBy(o => o.BuyerId).ToDictionary(g => g.Key, g => g.Min(o => o.PaidAt));
        var again = orders.Where(o => first.TryGetValue(o.BuyerId, out var at) && o.PaidAt > at && o.PaidAt - at <= Again).Select(o => o.BuyerId).Distinct().Count();
        return new Dictionary<string, Fraction?>
        {
            ["refund_rate"] = Fraction.Of(paid.Count(o => o.Refunded), paid.Count),
            ["return_rate"] = Fraction.Of(paid.Count(o => o.Returned), paid.Count),
            ["repurchase_rate"] = Fraction.Of(again, first.Count),
            ["complaint_rate"] = Fraction.Of(complaints, receptions),
            ["ticket_clean_contact"] = Fraction.Of(tickets.Count(t => t.Ticket.IsFirstContact && t.Ticket.RepliedAt <= t.Ticket.DueAt && !t.CameBack), tickets.Count),
        };
    }
}
