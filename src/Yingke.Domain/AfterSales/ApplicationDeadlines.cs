namespace Yingke.Domain.AfterSales;

/// <summary>How long each step may take. (spec: orders-aftersales.md, the table of rules)</summary>
public static class ApplicationDeadlines
{
    public static readonly TimeSpan Review = TimeSpan.FromHours(12);

    /// <summary>Refund or return as it was, from receipt; for refund only, where nothing is received, from approval.</summary>
    public static readonly TimeSpan Resolve = TimeSpan.FromHours(24);
    public static readonly TimeSpan SendBack = TimeSpan.FromDays(7);

    /// <summary>Expired vouchers are put up for refund within this time of expiry.</summary>
    public static readonly TimeSpan PutUpExpired = TimeSpan.FromHours(24);

    /// <summary>Working days from approval to the money for vouchers.</summary>
    public const int VoucherPayDays = 7;
}
