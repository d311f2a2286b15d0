namespace Yingke.Domain.AfterSales;

/// <summary>What k vouchers of a paid order of n are worth when r were refunded before. (spec: orders-aftersales.md, Voucher orders)</summary>
public static class VoucherRefund
{
    /// <summary>floor(P·(r+k)/n) − floor(P·r/n): whole fen, and over all n exactly P.</summary>
    public static long Fen(long paidFen, int vouchers, int refunded, int more)
    {
        if (paidFen < 0 || vouchers <= 0 || refunded < 0 || more <= 0 || refunded > vouchers - more)
            throw new RuleViolation("invalid", "more vouchers than there are", "vouchers");
        return Upto(refunded + more) - Upto(refunded);

        // Multiplied before divided; wide enough for any amount.
        long Upto(int count) => (long)((Int128)paidFen * count / vouchers);
    }
}
