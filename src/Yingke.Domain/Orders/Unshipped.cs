using Yingke.Domain.Conversations;

namespace Yingke.Domain.Orders;

/// <summary>What an agent may change of an order that has not left yet. (spec: orders-aftersales.md, Orders: while unshipped)</summary>
public static class Unshipped
{
    private const int MostPieces = 100_000;

    public static void Confirm(Order order, DateTimeOffset now)
    {
        MustBe(order);
        if (order.ConfirmedAt is not null)
            throw new RuleViolation("already_confirmed");
        order.ConfirmedAt = now;
    }

    /// <summary>The shop's own word; money that was paid goes back by an application.</summary>
    public static void Cancel(Order order, string? reason, DateTimeOffset now)
    {
        MustBe(order);
        if (order.State == OrderState.Paid)
            throw new RuleViolation("order_paid");
        (order.State, order.CloseReason, order.ClosedAt) = (OrderState.Closed, MessageText.Check(reason, 200, "reason"), now);
        order.Version++;
    }

    public static void ChangeAddress(Order order, Address address)
    {
        MustBe(order);
        order.ReceiverName = MessageText.Check(address.Name, 60, "name");
        order.ReceiverPhone = MessageText.Check(address.Phone, 30, "phone");
        order.ReceiverRegion = MessageText.Check(address.Region, 100, "region");
        order.ReceiverStreet = MessageText.Check(address.Street, 300, "street");
    }

    /// <summary>
    /// SKU at any time before shipping; another quantity only before payment, at the same price for a piece, and never more than was ordered
    /// once money has come in.
    /// </summary>
    public static void ChangeLine(Order order, Guid lineId, string? sku, int? quantity)
    {
        MustBe(order);
        var line = order.Lines.Find(l => l.Id == lineId) ?? throw new RuleViolation("invalid", "no line of the order", "lineId");
        if (sku is not null)
            line.Sku = MessageText.Check(sku, 200, "sku");
        if (quantity is { } pieces && pieces != line.Quantity)
        {
            if (order.State != OrderState.Placed)
                throw new RuleViolation("order_not_unpaid");
            if (pieces is < 1 or > MostPieces)
                throw new RuleViolation("invalid", "at least one", "quantity");
            var total = line.TotalFen * pieces / line.Quantity;
            order.TotalFen += total - line.TotalFen;
            (line.Quantity, line.TotalFen) = (pieces, total);
        }
        order.Version++;
    }

    private static void MustBe(Order order)
    {
        if (!order.IsUnshipped)
            throw new RuleViolation("order_not_unshipped");
    }
}
