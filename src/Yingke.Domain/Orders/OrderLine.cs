namespace Yingke.Domain.Orders;

/// <summary>One product of an order. It keeps its id when the platform sends the order again: applications refer to it.</summary>
public sealed class OrderLine
{
    public Guid ShopId { get; init; }
    public Guid OrderId { get; init; }
    public Guid Id { get; init; }

    /// <summary>The platform's id of the line (子订单), where it has one.</summary>
    public string? SourceId { get; init; }
    public int Position { get; set; }
    public LineKind Kind { get; set; }
    public string? ProductId { get; set; }
    public string? Sku { get; set; }
    public required string Title { get; set; }
    public string? ImageUrl { get; set; }
    public string? Url { get; set; }
    public int Quantity { get; set; }

    /// <summary>Of one piece.</summary>
    public long PriceFen { get; set; }

    /// <summary>What is to be paid for the whole line, discounts taken off; freight is the order's.</summary>
    public long TotalFen { get; set; }

    /// <summary>What was paid for the line; 0 until the order is paid.</summary>
    public long PaidFen { get; set; }

    /// <summary>Of a voucher line: how many there are, and how many were used.</summary>
    public int Vouchers { get; set; }
    public int UsedVouchers { get; set; }
    public DateTimeOffset? ValidUntil { get; set; }

    /// <summary>Content and conditions, as the voucher's card shows them.</summary>
    public string? Terms { get; set; }

    /// <summary>未使用随时退: unused vouchers go back at any time inside validity.</summary>
    public bool RefundsUnused { get; set; }

    /// <summary>过期自动退: unused vouchers go back by themselves after expiry.</summary>
    public bool RefundsExpired { get; set; }
}
