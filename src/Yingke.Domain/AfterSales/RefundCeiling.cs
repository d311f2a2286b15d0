namespace Yingke.Domain.AfterSales;

/// <summary>What was paid: in all, for freight, and for each line.</summary>
public sealed record PaidOrder(long PaidFen, long FreightFen, IReadOnlyDictionary<Guid, long> Lines);

/// <summary>One refund, paid or on its way, in its parts.</summary>
public sealed record RefundPart(Guid? LineId, long GoodsFen, long FreightFen)
{
    public long Fen => checked(GoodsFen + FreightFen);
}

/// <summary>What may still be refunded, and why no more.</summary>
/// <param name="OrderFen">Of the whole order.</param>
/// <param name="LineFen">Of the line; null where no line is named.</param>
/// <param name="FreightFen">Of the freight.</param>
public sealed record RefundRoom(long OrderFen, long? LineFen, long FreightFen)
{
    public long MostGoodsFen => Math.Min(OrderFen, LineFen ?? OrderFen);
}

/// <summary>All refunds of an order, paid or on their way, never exceed what was paid: neither the order's, nor the line's, nor the freight's. (spec: orders-aftersales.md, refund ceiling; reliability I22)</summary>
public static class RefundCeiling
{
    public static RefundRoom Room(PaidOrder order, IReadOnlyCollection<RefundPart> booked, Guid? line)
    {
        var all = order.PaidFen - booked.Sum(b => b.Fen);
        long? ofLine = line is { } id ? order.Lines.GetValueOrDefault(id) - booked.Where(b => b.LineId == id).Sum(b => b.GoodsFen) : null;
        var freight = Math.Min(order.FreightFen, order.PaidFen) - booked.Sum(b => b.FreightFen);
        return new RefundRoom(Math.Max(0, all), ofLine is { } fen ? Math.Max(0, fen) : null, Math.Max(0, Math.Min(freight, all)));
    }

    /// <exception cref="RuleViolation"><c>invalid</c> for what is no amount, <c>over_ceiling</c> for more than there is.</exception>
    public static void Check(PaidOrder order, IReadOnlyCollection<RefundPart> booked, RefundPart wish)
    {
        if (wish.GoodsFen < 0)
            throw new RuleViolation("invalid", "0 or more", "goodsFen");
        if (wish.FreightFen < 0)
            throw new RuleViolation("invalid", "0 or more", "freightFen");
        if (wish.GoodsFen > order.PaidFen || wish.FreightFen > order.PaidFen)
            throw new RuleViolation("over_ceiling", $"{order.PaidFen}", wish.GoodsFen > order.PaidFen ? "goodsFen" : "freightFen");
        if (wish.Fen == 0)
            throw new RuleViolation("invalid", "more than 0", "goodsFen");
        var room = Room(order, booked, wish.LineId);
        if (wish.GoodsFen > room.MostGoodsFen)
            throw new RuleViolation("over_ceiling", $"{room.MostGoodsFen}", "goodsFen");
        if (wish.FreightFen > room.FreightFen)
            throw new RuleViolation("over_ceiling", $"{room.FreightFen}", "freightFen");
        if (wish.Fen > room.OrderFen)
            throw new RuleViolation("over_ceiling", $"{room.OrderFen}", "goodsFen");
    }
}
