using System.Text;

namespace Yingke.Domain.QuickPhrases;

/// <summary>Pinyin initials, by which a phrase is called: 您好 by nh. (spec: campaigns.md, Quick phrases and pictures)</summary>
public static class Initials
{
    /// <summary>More of a text nobody types.</summary>
    private const int Longest = 40;

    private static readonly Lazy<Dictionary<char, string>> Table = new(Read);

    /// <summary>One word a character: its letters, the usual reading first (重 is zc); Latin letters and digits stand for themselves, all else is left out.</summary>
    public static string Of(string text)
    {
        var words = new StringBuilder();
        var count = 0;
        foreach (var c in text)
        {
            var letters = char.IsAsciiLetterOrDigit(c) ? char.ToLowerInvariant(c).ToString() : Table.Value.GetValueOrDefault(c);
            if (letters is null)
                continue;
            if (count > 0)
                words.Append(' ');
            words.Append(letters);
            if (++count == Longest)
                break;
        }
        return words.ToString();
    }

    private static Dictionary<char, string> Read()
    {
        using var resource = typeof(Initials).Assembly.GetManifestResourceStream("Initials.txt")!;
        using var lines = new StreamReader(resource);
        var table = new Dictionary<char, string>(21_000);
        while (lines.ReadLine() is { } line)
        {
            if (line[0] == '#')
                continue;
            var at = line.IndexOf('=', StringComparison.Ordinal);
            foreach (var c in line.AsSpan(at + 1))
                table[c] = line[..at];
        }
        return table;
    }
}
