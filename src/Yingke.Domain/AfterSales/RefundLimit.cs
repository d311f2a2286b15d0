namespace Yingke.Domain.AfterSales;

/// <summary>
/// What a post may refund by itself, per order and per agent and day; above either a second person confirms. Everything counts that was asked for
/// before, whoever confirmed it: ten refunds just under the limit are one above it. (spec: orders-aftersales.md, refund ceiling; reliability H71)
/// </summary>
/// <param name="PerOrderFen">Null: no limit.</param>
/// <param name="PerDayFen">Null: no limit.</param>
public sealed record RefundLimit(long? PerOrderFen, long? PerDayFen)
{
    public bool NeedsSecond(long ofOrderFen, long ofDayFen, long fen) =>
        checked(ofOrderFen + fen) > (PerOrderFen ?? long.MaxValue) || checked(ofDayFen + fen) > (PerDayFen ?? long.MaxValue);
}
