namespace Yingke.Domain.Performance;

/// <param name="Refunded">With a completed refund.</param>
/// <param name="Returned">With an application that ended as a return.</param>
public sealed record OrderOutcome(Guid BuyerId, DateTimeOffset PaidAt, bool Refunded, bool Returned);

/// <param name="CameBack">The buyer came again within <see cref="GuardRails.Quiet"/> after it was closed.</param>
public sealed record TicketOutcome(TicketFacts Ticket, bool CameBack)
{
    public bool IsClean => Ticket.IsFirstContact && Ticket.RepliedAt <= Ticket.DueAt && !CameBack;
}

/// <summary>DSR 店铺评分 as the platform shows it on a day: marks from 0 to 5.</summary>
/// <param name="Goods">描述相符.</param>
/// <param name="Service">服务态度.</param>
/// <param name="Delivery">物流服务.</param>
public sealed record StoreRating(DateOnly Day, decimal Goods, decimal Service, decimal Delivery)
{
    public const decimal Most = 5;

    /// <exception cref="RuleViolation"><c>invalid</c> with the mark to blame.</exception>
    public void Check()
    {
        foreach (var (mark, field) in new[] { (Goods, "goods"), (Service, "service"), (Delivery, "delivery") })
        {
            if (mark is < 0 or > Most || mark.Scale > 2)
                throw new RuleViolation("invalid", $"0–{Most}, 2 decimals", field);
        }
    }
}

/// <summary>Figures of the shop that keep the others honest. (spec: performance.md, Guard rails)</summary>
public static class GuardRails
{
    public static readonly TimeSpan Again = TimeSpan.FromDays(30);
    public static readonly TimeSpan Quiet = TimeSpan.FromDays(7);

    public static IReadOnlyList<Indicator> All { get; } =
        [new("refund_rate", Unit.Rate), new("return_rate", Unit.Rate), new("repurchase_rate", Unit.Rate), new("complaint_rate", Unit.Rate), new("ticket_clean_contact", Unit.Rate),
            new("dsr_goods", Unit.Score), new("dsr_service", Unit.Score), new("dsr_delivery", Unit.Score)];

    /// <param name="orders">All that were paid from the period's first day to 30 days after its last.</param>
    /// <param name="tickets">Those created in the period.</param>
    /// <param name="period">The days.</param>
    /// <param name="complaints">Those upheld in the period.</param>
    /// <param name="receptions">Of the shop in the period.</param>
    /// <param name="store">The latest of the period: the platform's marks are means of half a year by themselves, so that of days the last one says all.</param>
    public static IReadOnlyDictionary<string, Fraction?> Of(IReadOnlyCollection<OrderOutcome> orders, IReadOnlyCollection<TicketOutcome> tickets, Period period, int complaints, int receptions, StoreRating? store = null)
    {
        var paid = orders.Where(o => period.Has(o.PaidAt)).ToList();
        var (first, again) = (FirstPaid(orders, period), CameAgain(orders, period).Count);
        return new Dictionary<string, Fraction?>
        {
            ["refund_rate"] = Fraction.Of(paid.Count(o => o.Refunded), paid.Count),
            ["return_rate"] = Fraction.Of(paid.Count(o => o.Returned), paid.Count),
            ["repurchase_rate"] = Fraction.Of(again, first.Count),
            ["complaint_rate"] = Fraction.Of(complaints, receptions),
            ["ticket_clean_contact"] = Fraction.Of(tickets.Count(t => t.IsClean), tickets.Count),
            ["dsr_goods"] = Mark(store?.Goods),
            ["dsr_service"] = Mark(store?.Service),
            ["dsr_delivery"] = Mark(store?.Delivery),
        };
    }

    /// <summary>When each buyer of the period first paid in it.</summary>
    public static IReadOnlyDictionary<Guid, DateTimeOffset> FirstPaid(IReadOnlyCollection<OrderOutcome> orders, Period period) =>
        orders.Where(o => period.Has(o.PaidAt)).GroupBy(o => o.BuyerId).ToDictionary(g => g.Key, g => g.Min(o => o.PaidAt));

    /// <summary>Those of them who paid again within <see cref="Again"/>.</summary>
    public static IReadOnlySet<Guid> CameAgain(IReadOnlyCollection<OrderOutcome> orders, Period period)
    {
        var first = FirstPaid(orders, period);
        return orders.Where(o => first.TryGetValue(o.BuyerId, out var at) && o.PaidAt > at && o.PaidAt - at <= Again).Select(o => o.BuyerId).ToHashSet();
    }

    private static Fraction? Mark(decimal? mark) => mark is { } some ? Fraction.Of(some) : null;
}
