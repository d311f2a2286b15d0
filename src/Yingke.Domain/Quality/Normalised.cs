using System.Globalization;
using System.Text;

namespace Yingke.Domain.Quality;

/// <summary>
/// A text as phrases are looked for in it: each code point NFKC-normalised by itself and lower-cased, what is white space, punctuation or control
/// dropped, symbols kept; with the place in the original of every character left. (spec: quality.md, Forbidden phrases)
/// </summary>
internal sealed class Normalised
{
    private readonly StringBuilder text = new();
    private readonly List<(int Start, int End)> places = [];

    private Normalised() { }

    public int Length => text.Length;

    public char this[int at] => text[at];

    /// <summary>UTF-16 offsets of the code point that this character came from, end exclusive.</summary>
    public (int Start, int End) Place(int at) => places[at];

    public override string ToString() => text.ToString();

    public static Normalised Of(string original)
    {
        var made = new Normalised();
        for (var i = 0; i < original.Length;)
        {
            var length = Rune.TryGetRuneAt(original, i, out var rune) ? rune.Utf16SequenceLength : 1;
            // Half a surrogate pair belongs to category C.
            if (rune != default || original[i] == '\0')
                made.Add(rune, i, i + length);
            i += length;
        }
        return made;
    }

    /// <summary>True for what normalisation leaves nothing of: categories P, Z and C.</summary>
    public static bool IsDropped(Rune rune) => Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.ConnectorPunctuation or UnicodeCategory.DashPunctuation or UnicodeCategory.OpenPunctuation or UnicodeCategory.ClosePunctuation
        or UnicodeCategory.InitialQuotePunctuation or UnicodeCategory.FinalQuotePunctuation or UnicodeCategory.OtherPunctuation
        or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned;

    private void Add(Rune rune, int start, int end)
    {
        // Nearly everything is a Chinese character of the one block that normalisation leaves alone.
        if (rune.Value is >= 0x4E00 and <= 0x9FFF)
        {
            text.Append((char)rune.Value);
            places.Add((start, end));
            return;
        }
        foreach (var part in Nfkc.Of(rune).ToLowerInvariant().EnumerateRunes())
        {
            if (IsDropped(part))
                continue;
            var before = text.Length;
            text.Append(part.ToString());
            for (var i = before; i < text.Length; i++)
                places.Add((start, end));
        }
    }
}
