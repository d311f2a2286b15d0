using System.Globalization;
using System.Text;

namespace Yingke.Domain.Conversations;

/// <summary>What a text must be before it enters a log. (spec: guarantees.md, What must hold)</summary>
public static class MessageText
{
    public const int DefaultMaxLength = 4000;

    /// <summary>A short text of a form, without white space at its ends; else as <see cref="AsWritten"/>.</summary>
    /// <exception cref="RuleViolation"><c>invalid</c> with the field.</exception>
    public static string Check(string? text, int max = DefaultMaxLength, string field = "text") => AsWritten(text?.Trim(), max, field);

    /// <summary>
    /// A message as its sender wrote it, to the last blank: the log and the figures keep the original. Not blank (nor only invisible
    /// characters), not longer than <paramref name="max"/> UTF-16 characters, no NUL and no half of a surrogate pair: no database stores
    /// those faithfully.
    /// </summary>
    /// <exception cref="RuleViolation"><c>invalid</c> with the field.</exception>
    public static string AsWritten(string? text, int max = DefaultMaxLength, string field = "text")
    {
        text ??= "";
        if (text.Contains('\0', StringComparison.Ordinal))
            throw Invalid("contains NUL", field);
        if (HasLoneSurrogate(text))
            throw Invalid("contains half a surrogate pair", field);
        if (text.EnumerateRunes().All(IsInvisible))
            throw Invalid("is blank", field);
        if (text.Length > max)
            throw Invalid($"is longer than {max} characters", field);
        return text;
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
