namespace Yingke.Server.Features.Accounts;

/// <summary>From when a shop is overloaded (爆旺), and what buyers who come in then are told at once (spec: routing.md, Overload).</summary>
internal sealed record OverloadSettings
{
    /// <summary>Open plus queued conversations beyond this begin it; it ends below 80 % of it.</summary>
    public int Threshold { get; init; } = 500;

    /// <summary>Its first words; {shop} is filled in.</summary>
    public string Text { get; init; } = "咨询的顾客较多，客服正在按顺序接待，请您稍候。下面的内容可能马上就能帮到您：";

    public string HowToOrder { get; init; } = "选好商品和规格 → 加入购物车或立即购买 → 核对地址并付款，付款后按下单先后发货。";
    public string Sizes { get; init; } = "";
    public string Coupons { get; init; } = "";
    public IReadOnlyList<SelfServiceLink> Links { get; init; } = [];

    /// <summary>As a campaign has it for its span: what it leaves out is the shop's.</summary>
    public OverloadSettings With(OwnOverload? own) => own is null ? this : this with
    {
        Threshold = own.Threshold ?? Threshold, Text = own.Text ?? Text, HowToOrder = own.HowToOrder ?? HowToOrder, Sizes = own.Sizes ?? Sizes, Coupons = own.Coupons ?? Coupons, Links = own.Links ?? Links,
    };

    /// <summary>What is filled in, a paragraph each.</summary>
    public string SelfServiceText(string shop)
    {
        var parts = new List<string> { Text.Replace("{shop}", shop, StringComparison.Ordinal) };
        Add("自助下单", HowToOrder);
        Add("尺码规格", Sizes);
        Add("优惠领取", Coupons);
        parts.AddRange(Links.Select(l => $"【{l.Title}】{l.Url}"));
        return string.Join('\n', parts);

        void Add(string title, string text)
        {
            if (text.Length > 0)
                parts.Add($"【{title}】{text}");
        }
    }
}

internal sealed record SelfServiceLink(string Title, string Url);

/// <summary>Threshold and messages of a campaign's own (spec: campaigns.md, Overload); null for the shop's.</summary>
internal sealed record OwnOverload(int? Threshold = null, string? Text = null, string? HowToOrder = null, string? Sizes = null, string? Coupons = null, IReadOnlyList<SelfServiceLink>? Links = null);
