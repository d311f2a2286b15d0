using System.Globalization;

namespace Yingke.Domain.Orders;

/// <summary>Order numbers as files and programs write them. (spec: orders-aftersales.md; data/README: what exports look like)</summary>
public static class OrderNumber
{
    public const int MaxLength = 64;

    /// <summary>Without <c>="…"</c>, quotes, blanks and the apostrophe that spreadsheets put before text.</summary>
    public static string Plain(string? text)
    {
        var plain = (text ?? "").Trim();
        if (plain.StartsWith('='))
            plain = plain[1..].Trim();
        return plain.Trim('"').Trim().TrimStart('\'').Trim();
    }

    /// <summary>A spreadsheet has made 1.23457E+17 of it: the digits are lost.</summary>
    public static bool IsDamaged(string plain) =>
        plain.Contains('E', StringComparison.OrdinalIgnoreCase) && plain.All(c => char.IsAsciiDigit(c) || c is '.' or '+' or '-' or 'E' or 'e')
        && double.TryParse(plain, NumberStyles.Float, CultureInfo.InvariantCulture, out _);

    public static bool IsGood(string number) => number.Length is > 0 and <= MaxLength && !number.Any(char.IsControl) && number.Trim().Length == number.Length;
}
