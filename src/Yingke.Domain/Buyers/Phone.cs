using System.Text;

namespace Yingke.Domain.Buyers;

/// <summary>Telephone numbers as they are shown to who may not, or need not, see them whole; and as they are compared. (spec: accounts.md, buyers.contact)</summary>
public static class Phone
{
    private const int MobileDigits = 11;

    /// <summary>138****1234: the first three and the last four; of a short number only the last two.</summary>
    public static string Masked(string phone) =>
        phone.Length >= 8 ? $"{phone[..3]}****{phone[^4..]}" : phone.Length > 2 ? "****" + phone[^2..] : "****";

    /// <summary>
    /// What is the same number is the same text: without spaces, hyphens and brackets, without China's prefix, and without the zero that
    /// exchanges dial before another province's mobiles. Null if nothing of it is a number.
    /// </summary>
    public static string? Key(string? phone)
    {
        var bare = new StringBuilder();
        foreach (var c in phone ?? "")
        {
            if (char.IsAsciiDigit(c))
                bare.Append(c);
            else if (c is not (' ' or '-' or '(' or ')' or '+' or '\u00a0'))
                return null;
        }
        var digits = bare.ToString();
        foreach (var prefix in new[] { "0086", "86", "0" })
        {
            if (digits.StartsWith(prefix, StringComparison.Ordinal) && IsMobile(digits[prefix.Length..]))
                return digits[prefix.Length..];
        }
        if (digits.StartsWith("0086", StringComparison.Ordinal) && digits.Length > MobileDigits)
            return "0" + digits[4..];
        return phone is not null && phone.TrimStart().StartsWith("+86", StringComparison.Ordinal) && digits.Length > 9 ? "0" + digits[2..] : digits.Length > 0 ? digits : null;
    }

    /// <summary>The ways in which a number known by its <see cref="Key"/> stands in other systems' records.</summary>
    public static IReadOnlyList<string> Forms(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return IsMobile(key)
            ? [key, "+86" + key, "86" + key, "0086" + key, "0" + key, $"+86 {key}", $"+86-{key}", $"{key[..3]}-{key[3..7]}-{key[7..]}", $"{key[..3]} {key[3..7]} {key[7..]}"]
            : key.Length >= MobileDigits - 1 && key[0] == '0' ? [key, .. Hyphened(key), "+86" + key[1..]] : [key];
    }

    private static bool IsMobile(string digits) => digits.Length == MobileDigits && digits[0] == '1' && digits[1] is >= '3' and <= '9';

    /// <summary>Area codes have three digits where the second is 1 or 2, else four.</summary>
    private static IEnumerable<string> Hyphened(string key)
    {
        var area = key[1] is '1' or '2' ? 3 : 4;
        yield return $"{key[..area]}-{key[area..]}";
    }
}
