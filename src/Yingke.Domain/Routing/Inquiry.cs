namespace Yingke.Domain.Routing;

/// <summary>The kind of inquiry that routing matches with groups. (spec: routing.md, Inflow)</summary>
public enum Inquiry
{
    Presale,
    Aftersale,
}

/// <summary>The page a buyer came from. (spec: routing.md, Inflow)</summary>
public enum Source
{
    MessageCenter,
    OrderDetail,
    OrderList,
    ShopHome,
    ProductDetail,
    Other,
}

/// <summary>From source to inquiry. (spec: routing.md, Inflow)</summary>
public static class Inquiries
{
    /// <summary>Message centre and orders are after-sale, shop home and products pre-sale; anything else is what the shop says.</summary>
    public static Inquiry Of(Source source, Inquiry shopDefault) => source switch
    {
        Source.MessageCenter or Source.OrderDetail or Source.OrderList => Inquiry.Aftersale,
        Source.ShopHome or Source.ProductDetail => Inquiry.Presale,
        _ => shopDefault,
    };
}
