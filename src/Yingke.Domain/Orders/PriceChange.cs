namespace Yingke.Domain.Orders;

/// <summary>The most that an agent may take off an order: both bounds hold.</summary>
public sealed record PriceLimit(int Percent, long Fen)
{
    /// <summary><c>min(floor(percent × total ÷ 100), fen)</c>.</summary>
    public long Of(long totalFen) => Math.Min(totalFen * Percent / 100, Fen);
}

/// <summary>What an agent wishes: a new total for single lines, or something off the whole; and a new freight.</summary>
public sealed record PriceWish(IReadOnlyList<LinePrice>? Lines, long? DiscountFen, long? FreightFen);

/// <summary>What the order would cost.</summary>
public sealed record NewPrice(IReadOnlyList<LinePrice> Lines, long FreightFen, long TotalFen);

/// <summary>
/// 支付前改价: only while unpaid; per line or total, and freight; never raised, never below 0 and never below what the agent may take off in
/// all, whatever was taken off before. (spec: orders-aftersales.md, Price change before payment)
/// </summary>
public static class PriceChange
{
    /// <param name="order">With its lines.</param>
    /// <param name="wish">What is wished.</param>
    /// <param name="limit">The agent's.</param>
    /// <param name="firstTotalFen">What the order cost before the first of its price changes.</param>
    /// <exception cref="RuleViolation"><c>order_not_unpaid</c>, <c>price_not_changed</c>, <c>price_raised</c>, <c>price_below_zero</c>, <c>price_below_limit</c>.</exception>
    public static NewPrice Of(Order order, PriceWish wish, PriceLimit limit, long firstTotalFen)
    {
        if (order.State != OrderState.Placed)
            throw new RuleViolation("order_not_unpaid");
        var freight = wish.FreightFen ?? order.FreightFen;
        Bounds(freight, order.FreightFen, "freightFen");
        var lines = wish.Lines is { Count: > 0 } ? PerLine(order, wish.Lines) : Spread(order, wish.DiscountFen ?? 0);
        var off = order.Lines.Sum(l => l.TotalFen) - lines.Sum(l => l.TotalFen) + order.FreightFen - freight;
        if (off == 0)
            throw new RuleViolation("price_not_changed");
        var total = order.TotalFen - off;
        if (total < 0)
            throw new RuleViolation("price_below_zero");
        if (total < Floor(firstTotalFen, limit))
            throw new RuleViolation("price_below_limit");
        return new NewPrice(lines, freight, total);
    }

    /// <summary>The lowest total that <paramref name="limit"/> allows.</summary>
    public static long Floor(long firstTotalFen, PriceLimit limit) => Math.Max(0, firstTotalFen - limit.Of(firstTotalFen));

    /// <summary>The order costs what was offered and accepted.</summary>
    public static void Apply(Order order, NewPrice price)
    {
        if (order.State != OrderState.Placed)
            throw new RuleViolation("order_not_unpaid");
        foreach (var line in order.Lines)
            line.TotalFen = price.Lines.FirstOrDefault(l => l.LineId == line.Id)?.TotalFen ?? line.TotalFen;
        (order.FreightFen, order.TotalFen) = (price.FreightFen, price.TotalFen);
        order.Version++;
    }

    private static List<LinePrice> PerLine(Order order, IReadOnlyList<LinePrice> wished)
    {
        if (wished.DistinctBy(w => w.LineId).Count() != wished.Count || wished.Any(w => !order.Lines.Exists(l => l.Id == w.LineId)))
            throw new RuleViolation("invalid", "no line of the order", "lines");
        return order.Lines.ConvertAll(line =>
        {
            var total = wished.FirstOrDefault(w => w.LineId == line.Id)?.TotalFen ?? line.TotalFen;
            Bounds(total, line.TotalFen, "lines");
            return new LinePrice(line.Id, total);
        });
    }

    /// <summary>Something off the whole, spread over the lines by what they cost: whole fen, and the sum is exact.</summary>
    private static List<LinePrice> Spread(Order order, long discount)
    {
        var sum = order.Lines.Sum(l => l.TotalFen);
        if (discount < 0)
            throw new RuleViolation("price_raised", field: "discountFen");
        if (discount > sum)
            throw new RuleViolation("price_below_zero", field: "discountFen");
        var (seen, given) = (0L, 0L);
        return order.Lines.ConvertAll(line =>
        {
            // Cumulative rounding: what is given up to here is floor(discount × seen ÷ sum).
            seen += line.TotalFen;
            var upToHere = sum == 0 ? 0 : (long)((Int128)discount * seen / sum);
            var part = upToHere - given;
            given = upToHere;
            return new LinePrice(line.Id, line.TotalFen - part);
        });
    }

    private static void Bounds(long next, long old, string field)
    {
        if (next < 0)
            throw new RuleViolation("price_below_zero", field: field);
        if (next > old)
            throw new RuleViolation("price_raised", field: field);
    }
}
