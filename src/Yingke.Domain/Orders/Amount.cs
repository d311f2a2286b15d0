using System.Globalization;

namespace Yingke.Domain.Orders;

/// <summary>Money as files write it, and fen. ¥12.80, 12.8元 and 1,280.00 are read; anything finer than a fen is refused.</summary>
public static class Amount
{
    private const decimal Most = 100_000_000m;

    public static long? Fen(string? text)
    {
        var plain = (text ?? "").Trim().Replace(",", "", StringComparison.Ordinal).Replace("，", "", StringComparison.Ordinal);
        plain = plain.TrimStart('¥', '￥').TrimEnd('元').Trim();
        if (!decimal.TryParse(plain, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var yuan) || yuan < 0 || yuan > Most)
            return null;
        var fen = yuan * 100;
        return fen == decimal.Truncate(fen) ? (long)fen : null;
    }

    public static string Yuan(long fen) => (fen / 100m).ToString("0.00", CultureInfo.InvariantCulture);
}
