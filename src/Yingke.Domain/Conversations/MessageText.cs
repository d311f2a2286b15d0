using System.Globalization;
using System.Text;

namespace Yingke.Domain.Conversations;

/// <summary>What a text must be before it enters a log. (spec: guarantees.md, What must hold)</summary>
public static class MessageText
{
    public const int DefaultMaxLength = 4000;

    /// <summary>
    /// The text as it will be stored: what the sender wrote, without white space at its ends. Not blank (nor only invisible characters), not
    /// longer than <paramref name="max"/> UTF-16 characters, no NUL and no half of a surrogate pair: no database stores those faithfully.
    /// </summary>
    /// <exception cref="RuleViolation"><c>invalid</c> with the field.</exception>
    public static string Check(string? text, int max = DefaultMaxLength, string field = "text")
    {
        var trimmed = text?.Trim() ?? "";
        if (trimmed.Contains('\0', StringComparison.Ordinal))
            throw Invalid("contains NUL", field);
        if (HasLoneSurrogate(trimmed))
            throw Invalid("contains half a surrogate pair", field);
        if (trimmed.EnumerateRunes().All(IsInvisible))
            throw Invalid("is blank", field);
        if (trimmed.Length > max)
            throw Invalid($"is longer than {max} characters", field);
        return trimmed;
    }

    private static RuleViolation Invalid(string detail, string field) => new("invalid", $"{field} {detail}", field);

    private static bool IsInvisible(Rune rune) =>
        Rune.IsWhiteSpace(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format;

    private static bool HasLoneSurrogate(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
                continue;
            if (i + 1 >= text.Length || !char.IsSurrogatePair(text[i], text[i + 1]))
                return true;
            i++;
        }

        return false;
    }
}
