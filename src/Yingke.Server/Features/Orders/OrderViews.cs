using Yingke.Domain.Buyers;
using Yingke.Domain.Orders;

namespace Yingke.Server.Features.Orders;

internal sealed record LineView(
    Guid Id, LineKind Kind, string? ProductId, string? Sku, string Title, string? ImageUrl, string? Url, int Quantity, long PriceFen, long TotalFen, long PaidFen,
    int Vouchers, int UsedVouchers, DateTimeOffset? ValidUntil, string? Terms, bool RefundsUnused, bool RefundsExpired);

/// <param name="Phone">Masked for everybody: whoever may read it asks for it, which is logged.</param>
/// <param name="Masked">Whether the viewer may not read the rest either.</param>
internal sealed record ReceiverView(string? Name, string? Phone, string? Region, string? Street, bool Masked);

/// <param name="ShipBy">When the goods must have left; null once they have.</param>
/// <param name="PickUpBy">When the carrier's first trace must be there; null once it is.</param>
internal sealed record OrderView(
    Guid Id, string Number, Guid BuyerId, string BuyerName, string Platform, OrderState State, OrderBadge Badge, long TotalFen, long FreightFen, long PaidFen,
    DateTimeOffset PlacedAt, DateTimeOffset? PaidAt, DateTimeOffset? ShippedAt, DateTimeOffset? PickedUpAt, DateTimeOffset? ReceivedAt, DateTimeOffset? CompletedAt,
    DateTimeOffset? ClosedAt, string? CloseReason, DateTimeOffset? PromisedShipAt, DateTimeOffset? ShipBy, DateTimeOffset? PickUpBy, ReceiverView Receiver,
    string? LogisticsCompany, string? LogisticsNumber, IReadOnlyList<TrackEvent> Track, string? BuyerMessage, string? Note, DateTimeOffset? ConfirmedAt,
    int OpenApplications, DateTimeOffset UpdatedAt, long Version, IReadOnlyList<LineView> Lines)
{
    /// <param name="order">With its lines.</param>
    /// <param name="buyerName">Who bought.</param>
    /// <param name="times">The shop's deadlines.</param>
    /// <param name="mayContact">Whether the viewer may read phones and addresses.</param>
    public static OrderView Of(Order order, string buyerName, ShippingTimes times, bool mayContact) => new(
        order.Id, order.Number, order.BuyerId, buyerName, order.Platform, order.State, order.Badge, order.TotalFen, order.FreightFen, order.PaidFen,
        order.PlacedAt, order.PaidAt, order.ShippedAt, order.PickedUpAt, order.ReceivedAt, order.CompletedAt, order.ClosedAt, order.CloseReason, order.PromisedShipAt,
        order.State == OrderState.Paid ? Shipping.ShipBy(order, times) : null, Shipping.Waits(order) ? Shipping.PickUpBy(order, times) : null,
        ReceiverOf(order, mayContact), order.LogisticsCompany, order.LogisticsNumber, order.Track, order.BuyerMessage, order.Note, order.ConfirmedAt,
        order.OpenApplications, order.UpdatedAt, order.Version, [.. order.Lines.OrderBy(l => l.Position).Select(Line)]);

    private static LineView Line(OrderLine l) => new(
        l.Id, l.Kind, l.ProductId, l.Sku, l.Title, l.ImageUrl, l.Url, l.Quantity, l.PriceFen, l.TotalFen, l.PaidFen, l.Vouchers, l.UsedVouchers, l.ValidUntil, l.Terms,
        l.RefundsUnused, l.RefundsExpired);

    private static ReceiverView ReceiverOf(Order o, bool mayContact) => mayContact
        ? new(o.ReceiverName, o.ReceiverPhone is { } number ? Phone.Masked(number) : null, o.ReceiverRegion, o.ReceiverStreet, false)
        : new(o.ReceiverName is { Length: > 0 } name ? name[..1] + "**" : null, o.ReceiverPhone is { } phone ? Phone.Masked(phone) : null, o.ReceiverRegion, o.ReceiverStreet is null ? null : "****", true);
}

/// <summary>An order as its buyer sees it.</summary>
internal sealed record OwnOrder(
    Guid Id, string Number, OrderState State, OrderBadge Badge, long TotalFen, long FreightFen, long PaidFen, DateTimeOffset PlacedAt, DateTimeOffset? PaidAt,
    string? LogisticsCompany, string? LogisticsNumber, IReadOnlyList<TrackEvent> Track, IReadOnlyList<LineView> Lines)
{
    public static OwnOrder Of(Order o)
    {
        var all = OrderView.Of(o, "", new(TimeSpan.Zero, TimeSpan.Zero, ShippingFrom.Payment), false);
        return new(o.Id, o.Number, o.State, o.Badge, o.TotalFen, o.FreightFen, o.PaidFen, o.PlacedAt, o.PaidAt, o.LogisticsCompany, o.LogisticsNumber, o.Track, all.Lines);
    }
}
