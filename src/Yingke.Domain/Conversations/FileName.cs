using System.Globalization;
using System.Text;

namespace Yingke.Domain.Conversations;

/// <summary>The name of an uploaded file as others will see it.</summary>
public static class FileName
{
    public const int MaxLength = 120;

    /// <summary>
    /// Without folders, control and direction characters (which make <c>exe.gnp</c> read as <c>png.exe</c>) and what file systems do not take;
    /// with an ending that fits its <paramref name="kind"/>, so that a text named <c>offer.html</c> is saved as <c>offer.html.txt</c>.
    /// </summary>
    public static string Of(string? given, FileKind kind)
    {
        var last = (given ?? "").Replace('\\', '/').Split('/')[^1];
        var clean = new StringBuilder();
        foreach (var rune in last.EnumerateRunes())
        {
            if (rune.Value is '<' or '>' or ':' or '"' or '|' or '?' or '*' or 0xFFFD)
                clean.Append('_');
            else if (Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator))
                clean.Append(rune.ToString());
        }
        var name = clean.ToString().Trim().Trim('.').Trim();
        var dot = name.LastIndexOf('.');
        var ending = dot >= 0 && kind.Endings.Contains(name[(dot + 1)..], StringComparer.OrdinalIgnoreCase) ? name[(dot + 1)..] : kind.Endings[0];
        var stem = dot >= 0 && ending.Equals(name[(dot + 1)..], StringComparison.Ordinal) ? name[..dot] : name;
        return $"{(stem.Length == 0 ? "file" : Shortened(stem))}.{ending}";
    }

    /// <summary>Never half a surrogate pair at the end.</summary>
    private static string Shortened(string stem) =>
        stem.Length <= MaxLength ? stem : stem[..(char.IsHighSurrogate(stem[MaxLength - 1]) ? MaxLength - 1 : MaxLength)].TrimEnd();
}
