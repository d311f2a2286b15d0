namespace Yingke.Domain.Accounts;

/// <summary>A post that every new shop begins with; the shop edits it like its own.</summary>
/// <param name="Key">Stable name in code and data.</param>
/// <param name="Name">岗位 as the interface shows it.</param>
/// <param name="EnglishName">The same in English.</param>
/// <param name="Permissions">Permission id to reach.</param>
public sealed record BuiltInPost(string Key, string Name, string EnglishName, IReadOnlyDictionary<string, Scope> Permissions);

/// <summary>The eleven posts of the specification's table, in its order. (spec: accounts.md)</summary>
public static class BuiltInPosts
{
    public static BuiltInPost StoreManager { get; } = Post("store_manager", "店长", "Store manager",
        [.. Permissions.All.Select(p => (p.Id, Scope.All))]);

    public static BuiltInPost Supervisor { get; } = Post("supervisor", "客服主管", "Supervisor",
        [.. Permissions.All.Select(p => p.Id).Except([
            Permission.ComplaintsDecide, Permission.PayClose, Permission.SettingsEdit, Permission.ApiKeys, Permission.HistoryMove,
        ]).Select(id => (id, Scope.All))]);

    public static BuiltInPost OutsourcingLead { get; } = Post("outsourcing_lead", "外包主管", "Outsourcing lead",
        (Permission.ImChat, Scope.All), (Permission.ImSupervise, Scope.Own), (Permission.TicketsHandle, Scope.All),
        (Permission.HotlineHandle, Scope.All), (Permission.ReportsView, Scope.Own), (Permission.PayView, Scope.Own));

    public static BuiltInPost Presale { get; } = Post("presale", "售前", "Pre-sale agent",
        (Permission.ImChat, Scope.All), (Permission.OrdersPrice, Scope.All), (Permission.TicketsHandle, Scope.All),
        (Permission.ReportsView, Scope.Self), (Permission.PayView, Scope.Self));

    public static BuiltInPost Insale { get; } = Post("insale", "售中", "In-sale agent",
        (Permission.ImChat, Scope.All), (Permission.BuyersContact, Scope.All), (Permission.OrdersManage, Scope.All),
        (Permission.AftersaleHandle, Scope.All), (Permission.RefundPay, Scope.All), (Permission.TicketsHandle, Scope.All),
        (Permission.ReportsView, Scope.Self), (Permission.PayView, Scope.Self));

    public static BuiltInPost Aftersale { get; } = Post("aftersale", "售后", "After-sale agent",
        (Permission.ImChat, Scope.All), (Permission.BuyersContact, Scope.All), (Permission.AftersaleHandle, Scope.All),
        (Permission.TicketsHandle, Scope.All), (Permission.ReportsView, Scope.Self), (Permission.PayView, Scope.Self));

    public static BuiltInPost Hotline { get; } = Post("hotline", "热线", "Hotline agent",
        (Permission.ImChat, Scope.All), (Permission.BuyersContact, Scope.All), (Permission.TicketsHandle, Scope.All),
        (Permission.HotlineHandle, Scope.All), (Permission.ReportsView, Scope.Self), (Permission.PayView, Scope.Self));

    public static BuiltInPost Inspector { get; } = Post("inspector", "质检员", "Quality inspector",
        (Permission.QualityInspect, Scope.All), (Permission.ReportsView, Scope.All), (Permission.PayView, Scope.Self));

    public static BuiltInPost Complaints { get; } = Post("complaints", "投诉岗", "Complaints officer",
        (Permission.BuyersContact, Scope.All), (Permission.TicketsHandle, Scope.All), (Permission.HotlineHandle, Scope.All),
        (Permission.ComplaintsDecide, Scope.All), (Permission.PayView, Scope.Self));

    public static BuiltInPost Warehouse { get; } = Post("warehouse", "仓库", "Warehouse contact",
        (Permission.BuyersContact, Scope.All), (Permission.TicketsHandle, Scope.All));

    public static BuiltInPost ReadOnly { get; } = Post("read_only", "只读", "Read only",
        (Permission.ReportsView, Scope.All), (Permission.AuditView, Scope.All));

    public static IReadOnlyList<BuiltInPost> All { get; } =
    [
        StoreManager, Supervisor, OutsourcingLead, Presale, Insale, Aftersale, Hotline, Inspector, Complaints, Warehouse, ReadOnly,
    ];

    private static BuiltInPost Post(string key, string name, string englishName, params (string Id, Scope Scope)[] permissions) =>
        new(key, name, englishName, permissions.ToDictionary(p => p.Id, p => p.Scope, StringComparer.Ordinal));
}
