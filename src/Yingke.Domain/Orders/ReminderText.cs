using System.Globalization;
using System.Text;

namespace Yingke.Domain.Orders;

/// <summary>
/// What a payment reminder may say: a question about the parcel, stock or a gift, never a direct demand. (spec: orders-aftersales.md, Payment
/// reminders: the template editor refuses 催 / 付款 / 快付 / 赶紧)
/// </summary>
public static class ReminderText
{
    public const int MaxLength = 200;

    private static readonly string[] Demands = ["催", "付款", "快付", "赶紧"];

    /// <summary>The demand that is in the text, also with blanks, invisible characters or full-width forms between; or null.</summary>
    public static string? DemandIn(string text)
    {
        var plain = new StringBuilder();
        foreach (var rune in text.Normalize(NormalizationForm.FormKC).EnumerateRunes())
        {
            if (!Rune.IsWhiteSpace(rune) && !Rune.IsPunctuation(rune) && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Format or UnicodeCategory.Control))
                plain.Append(rune.ToString());
        }
        return Array.Find(Demands, d => plain.ToString().Contains(d, StringComparison.Ordinal));
    }

    /// <exception cref="RuleViolation"><c>demand_in_template</c>.</exception>
    public static void Check(string text)
    {
        if (DemandIn(text) is { } demand)
            throw new RuleViolation("demand_in_template", demand, "orders.reminders.templates");
    }

    /// <summary>{买家} and {商品} filled in.</summary>
    public static string Fill(string template, string buyer, string product) =>
        template.Replace("{买家}", buyer, StringComparison.Ordinal).Replace("{商品}", product, StringComparison.Ordinal);
}
