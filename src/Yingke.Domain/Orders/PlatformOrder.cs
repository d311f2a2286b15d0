namespace Yingke.Domain.Orders;

/// <summary>An order as its platform tells it at <see cref="UpdatedAt"/>: the whole of it, not a change. Amounts are fen.</summary>
public sealed record PlatformOrder
{
    public required string Number { get; init; }
    public string Platform { get; init; } = "";
    public OrderState State { get; init; }
    public long TotalFen { get; init; }
    public long FreightFen { get; init; }
    public long PaidFen { get; init; }
    public DateTimeOffset PlacedAt { get; init; }
    public DateTimeOffset? PaidAt { get; init; }
    public DateTimeOffset? ShippedAt { get; init; }
    public DateTimeOffset? PickedUpAt { get; init; }
    public DateTimeOffset? ReceivedAt { get; init; }
    public DateTimeOffset? CompletedAt { get; init; }
    public DateTimeOffset? ClosedAt { get; init; }
    public string? CloseReason { get; init; }
    public DateTimeOffset? PromisedShipAt { get; init; }
    public Address Address { get; init; } = new(null, null, null, null);
    public string? LogisticsCompany { get; init; }
    public string? LogisticsNumber { get; init; }

    /// <summary>Null where the source knows nothing of it: what is known stays.</summary>
    public IReadOnlyList<TrackEvent>? Track { get; init; }
    public string? BuyerMessage { get; init; }
    public string? Note { get; init; }
    public IReadOnlyList<PlatformLine> Lines { get; init; } = [];
    public DateTimeOffset UpdatedAt { get; init; }
}

/// <summary>A line of a <see cref="PlatformOrder"/>; fields as in <see cref="OrderLine"/>.</summary>
public sealed record PlatformLine
{
    public string? SourceId { get; init; }
    public LineKind Kind { get; init; }
    public string? ProductId { get; init; }
    public string? Sku { get; init; }
    public required string Title { get; init; }
    public string? ImageUrl { get; init; }
    public string? Url { get; init; }
    public int Quantity { get; init; } = 1;
    public long PriceFen { get; init; }
    public long TotalFen { get; init; }
    public long PaidFen { get; init; }
    public int Vouchers { get; init; }
    public int UsedVouchers { get; init; }
    public DateTimeOffset? ValidUntil { get; init; }
    public string? Terms { get; init; }
    public bool RefundsUnused { get; init; }
    public bool RefundsExpired { get; init; }
}
