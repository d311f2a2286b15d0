namespace Yingke.Domain.Orders;

/// <summary>
/// An order as its platform has it, and what the shop's people noted about it. The platform's part is replaced as a whole by whatever it sent
/// last; amounts are fen. (spec: orders-aftersales.md, Orders)
/// </summary>
public sealed class Order
{
    public Guid ShopId { get; init; }
    public Guid Id { get; init; }

    /// <summary>The platform's order number, unique in the shop.</summary>
    public required string Number { get; init; }
    public Guid BuyerId { get; set; }
    public string Platform { get; set; } = "";
    public OrderState State { get; set; }

    /// <summary>Everything the buyer is to pay, freight included.</summary>
    public long TotalFen { get; set; }
    public long FreightFen { get; set; }

    /// <summary>Everything the buyer has paid, freight included; 0 until then.</summary>
    public long PaidFen { get; set; }

    public DateTimeOffset PlacedAt { get; set; }
    public DateTimeOffset? PaidAt { get; set; }
    public DateTimeOffset? ShippedAt { get; set; }

    /// <summary>揽收: the first trace of the carrier.</summary>
    public DateTimeOffset? PickedUpAt { get; set; }
    public DateTimeOffset? ReceivedAt { get; set; }
    public DateTimeOffset? CompletedAt { get; set; }
    public DateTimeOffset? ClosedAt { get; set; }
    public string? CloseReason { get; set; }

    /// <summary>承诺发货时间, for goods marked special.</summary>
    public DateTimeOffset? PromisedShipAt { get; set; }

    public string? ReceiverName { get; set; }
    public string? ReceiverPhone { get; set; }
    public string? ReceiverRegion { get; set; }
    public string? ReceiverStreet { get; set; }
    public string? LogisticsCompany { get; set; }
    public string? LogisticsNumber { get; set; }

    /// <summary>The parcel's way, the latest first.</summary>
    public IReadOnlyList<TrackEvent> Track { get; set; } = [];

    /// <summary>买家留言.</summary>
    public string? BuyerMessage { get; set; }

    /// <summary>商家备注, kept here: the platform's word fills it only while it is empty.</summary>
    public string? Note { get; set; }

    /// <summary>核对: the buyer confirmed address and goods with an agent.</summary>
    public DateTimeOffset? ConfirmedAt { get; set; }

    /// <summary>Applications that are not closed; kept by the after-sales.</summary>
    public int OpenApplications { get; set; }

    /// <summary>When the platform's state was made: an older one is passed over.</summary>
    public DateTimeOffset UpdatedAt { get; set; }

    /// <summary>Counts the changes of amounts and lines: a price card made from an older count is stale.</summary>
    public long Version { get; set; } = 1;

    public List<OrderLine> Lines { get; init; } = [];

    public Address Address => new(ReceiverName, ReceiverPhone, ReceiverRegion, ReceiverStreet);

    public OrderBadge Badge => BadgeOf(State, OpenApplications);

    public bool IsUnshipped => State is OrderState.Placed or OrderState.Paid;

    public static OrderBadge BadgeOf(OrderState state, int openApplications) => openApplications > 0 ? OrderBadge.Aftersale : state switch
    {
        OrderState.Placed => OrderBadge.Unpaid,
        OrderState.Paid => OrderBadge.Paid,
        OrderState.Shipped or OrderState.Received => OrderBadge.Shipped,
        _ => OrderBadge.Done,
    };
}
