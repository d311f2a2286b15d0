using Yingke.Domain.Accounts;
using Yingke.Domain.Routing;

namespace Yingke.Server.Tests.Hosting;

/// <summary>One of the named cast.</summary>
/// <param name="Account">What they type when they sign in.</param>
/// <param name="Company">The outsourcing company, for whom there is one.</param>
public sealed record Person(string Account, string Name, BuiltInPost Post, Groups Groups, bool Im, string? Company = null);

/// <summary>Who works in every test's shop: an owner, a supervisor, six agents in three groups, an inspector and somebody who only reads.</summary>
public static class Cast
{
    public const string Password = "松间明月照-2026";

    public static readonly Person Owner = new("owner", "陈松", BuiltInPosts.StoreManager, Groups.None, false);
    public static readonly Person Supervisor = new("linlan", "林岚", BuiltInPosts.Supervisor, Groups.None, false);
    public static readonly Person Zhu = new("xiaozhu", "小竹", BuiltInPosts.Presale, Groups.Presale, true);
    public static readonly Person Lan = new("xiaolan", "小兰", BuiltInPosts.Presale, Groups.Presale, true);
    public static readonly Person He = new("xiaohe", "小荷", BuiltInPosts.Insale, Groups.Insale, true);
    public static readonly Person Ju = new("xiaoju", "小菊", BuiltInPosts.Insale, Groups.Insale, true);
    public static readonly Person Mei = new("xiaomei", "小梅", BuiltInPosts.Aftersale, Groups.Aftersale, true);
    public static readonly Person Feng = new("xiaofeng", "小枫", BuiltInPosts.Aftersale, Groups.Aftersale, true);
    public static readonly Person Inspector = new("zhouzheng", "周正", BuiltInPosts.Inspector, Groups.None, false);
    public static readonly Person Reader = new("wenjing", "文静", BuiltInPosts.ReadOnly, Groups.None, false);

    /// <summary>Of another company: its lead, who supervises its people only, and one of them.</summary>
    public static readonly Person Lead = new("waibao", "外包组长", BuiltInPosts.OutsourcingLead, Groups.None, false, "云客服");
    public static readonly Person Hired = new("xiaoyun", "小云", BuiltInPosts.Presale, Groups.Presale, true, "云客服");

    /// <summary>All but the owner, who comes with the shop.</summary>
    public static readonly IReadOnlyList<Person> Staff = [Supervisor, Zhu, Lan, He, Ju, Mei, Feng, Inspector, Reader];

    public static readonly IReadOnlyList<Person> Agents = [Zhu, Lan, He, Ju, Mei, Feng];
}
