using Yingke.Domain.Accounts;
using Yingke.Domain.Routing;

namespace Yingke.Server.Demo;

/// <summary>One of the named cast.</summary>
internal sealed record CastMember(string Account, string Name, BuiltInPost Post, Groups Groups, int Capacity = 10, int Weight = 1, string? Greeting = null, string? Extension = null)
{
    public bool IsAgent => Groups != Groups.None;
}

/// <summary>Who works in the demo shop, and which of its members the storefront can sign in as.</summary>
internal static class Cast
{
    public const string ShopCode = "demo";
    public const string ShopName = "松间茶铺";

    /// <summary>Of everybody; for a demo on one's own machine only.</summary>
    public const string Password = "yingke-demo-2026";

    public static CastMember Owner { get; } = new("owner", "陈松", BuiltInPosts.StoreManager, Groups.None);

    public static IReadOnlyList<CastMember> Staff { get; } =
    [
        new("linlan", "林岚", BuiltInPosts.Supervisor, Groups.None, Extension: "800"),
        new("xiaozhu", "小竹", BuiltInPosts.Presale, Groups.Presale, Capacity: 8, Weight: 2, Greeting: "我是小竹，泡茶选茶都可以问我。"),
        new("xiaolan", "小兰", BuiltInPosts.Presale, Groups.Presale, Capacity: 6),
        new("xiaohe", "小荷", BuiltInPosts.Insale, Groups.Insale | Groups.Presale, Capacity: 6),
        new("xiaoju", "小菊", BuiltInPosts.Insale, Groups.Insale | Groups.Aftersale, Capacity: 6),
        new("xiaomei", "小梅", BuiltInPosts.Aftersale, Groups.Aftersale, Capacity: 10, Weight: 2),
        new("xiaofeng", "小枫", BuiltInPosts.Aftersale, Groups.Aftersale, Capacity: 5),
        new("xiaotong", "小桐", BuiltInPosts.Hotline, Groups.Presale | Groups.Aftersale, Capacity: 3, Extension: "801"),
        new("zhouzheng", "周正", BuiltInPosts.Inspector, Groups.None),
        new("fangyuan", "方圆", BuiltInPosts.Complaints, Groups.None),
    ];

    /// <summary>Members whom the storefront's own server vouches for.</summary>
    public static IReadOnlyDictionary<string, string> Members { get; } = new Dictionary<string, string> { ["M1001"] = "苏晓", ["M1002"] = "周明远" };
}
