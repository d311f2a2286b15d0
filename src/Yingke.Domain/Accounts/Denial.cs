namespace Yingke.Domain.Accounts;

/// <summary>What is said to somebody whose post does not reach so far. (spec: orders-aftersales.md)</summary>
public static class Denial
{
    public const string Orders = "该岗位无订单管理的权限,不允许操作订单按钮";
    public const string Aftersales = "该岗位无售后工作台的权限,不允许操作售后按钮";

    /// <summary>The sentence that the specification prescribes, or null where it prescribes none.</summary>
    public static string? Of(string permission) => permission switch
    {
        Permission.OrdersManage or Permission.OrdersPrice => Orders,
        Permission.AftersaleHandle or Permission.RefundPay => Aftersales,
        _ => null,
    };
}
