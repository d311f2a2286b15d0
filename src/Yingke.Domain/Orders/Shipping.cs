namespace Yingke.Domain.Orders;

/// <summary>From when the shipping deadlines run.</summary>
public enum ShippingFrom { Payment, Placing }

/// <summary>How long the shop has.</summary>
public sealed record ShippingTimes(TimeSpan Ship, TimeSpan PickUp, ShippingFrom From);

/// <summary>
/// Shipped within 24 h, the first trace of the carrier within 48 h, both from payment (setting: from placing); goods marked special by the
/// promised time instead. Vouchers travel nowhere. (spec: orders-aftersales.md, Shipping deadlines)
/// </summary>
public static class Shipping
{
    public static DateTimeOffset? ShipBy(Order order, ShippingTimes times) =>
        Begin(order, times) is { } begin ? order.PromisedShipAt ?? begin + times.Ship : null;

    /// <summary>With a promised time the carrier has as much longer as it has usually.</summary>
    public static DateTimeOffset? PickUpBy(Order order, ShippingTimes times) =>
        Begin(order, times) is { } begin ? order.PromisedShipAt is { } promised ? promised + (times.PickUp - times.Ship) : begin + times.PickUp : null;

    /// <summary>True while the goods have still to leave, or their first trace to come.</summary>
    public static bool Waits(Order order) => order.State is OrderState.Paid or OrderState.Shipped && order.PickedUpAt is null;

    private static DateTimeOffset? Begin(Order order, ShippingTimes times) =>
        order.PaidAt is null || order.State == OrderState.Closed || order.Lines.TrueForAll(l => l.Kind == LineKind.Voucher) && order.Lines.Count > 0
            ? null
            : times.From == ShippingFrom.Payment ? order.PaidAt : order.PlacedAt;
}
