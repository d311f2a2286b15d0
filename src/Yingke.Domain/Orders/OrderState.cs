namespace Yingke.Domain.Orders;

/// <summary>已拍, 已付款, 已发货, 已签收, 交易成功, 已关闭: where an order stands on its platform. (spec: orders-aftersales.md, Orders)</summary>
public enum OrderState { Placed, Paid, Shipped, Received, Completed, Closed }

/// <summary>What a line sells: goods that travel, or vouchers that are redeemed (本地生活卡券).</summary>
public enum LineKind { Goods, Voucher }

/// <summary>The state badge beside the chat, the most urgent first. (spec: orders-aftersales.md, Orders; workbench.md 7)</summary>
public enum OrderBadge { Unpaid, Aftersale, Paid, Shipped, Done, None }

/// <summary>An instant of a parcel's way, as the carrier tells it.</summary>
public sealed record TrackEvent(DateTimeOffset At, string Text);

/// <summary>Where an order goes to.</summary>
public sealed record Address(string? Name, string? Phone, string? Region, string? Street)
{
    public bool IsEmpty => Name is null && Phone is null && Region is null && Street is null;
}
