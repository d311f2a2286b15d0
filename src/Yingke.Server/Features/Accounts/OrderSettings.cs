using Yingke.Domain.Orders;

namespace Yingke.Server.Features.Accounts;

/// <summary>Orders (spec: orders-aftersales.md): price changes, shipping deadlines, exceptions, reminders.</summary>
internal sealed record OrderSettings
{
    /// <summary>How much agents of each grade may take off an unpaid order.</summary>
    public PriceLimits PriceLimits { get; init; } = new();

    public ShippingFrom ShippingFrom { get; init; } = ShippingFrom.Payment;
    public int ShipHours { get; init; } = 24;
    public int PickUpHours { get; init; } = 48;

    /// <summary>So long before a deadline it is alerted.</summary>
    public int NearMinutes { get; init; } = 120;
    public int ExceptionHours { get; init; } = 24;
    public ReminderSettings Reminders { get; init; } = new();

    public ShippingTimes Times() => new(TimeSpan.FromHours(ShipHours), TimeSpan.FromHours(PickUpHours), ShippingFrom);
}

internal sealed record PriceLimits
{
    public PriceLimit Normal { get; init; } = new(10, 2_000);
    public PriceLimit Senior { get; init; } = new(20, 5_000);
    public PriceLimit Lead { get; init; } = new(30, 20_000);

    public PriceLimit Of(Grade grade) => grade switch { Grade.Senior => Senior, Grade.Lead => Lead, _ => Normal };
}

internal sealed record ReminderSettings
{
    public bool Automatic { get; init; }
    public int DelayMinutes { get; init; } = 30;

    /// <summary>{买家} and {商品} are filled in.</summary>
    public IReadOnlyList<string> Templates { get; init; } =
    [
        "您好，您拍下的{商品}库存不多了，给您留着，需要今天安排发出吗？",
        "您好，{商品}现在有小样赠品，您看要不要一起放进包裹？",
        "您好，收货地址还是原来的吗？方便的话我们核对一下，包裹好早点出发。",
    ];
}
