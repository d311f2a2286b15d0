using System.Globalization;
using System.Text;

namespace Yingke.Domain.Quality;

/// <summary>
/// NFKC of a single code point, from a table of our own: the program runs without the system's culture data, and <see cref="string.Normalize()"/>
/// then leaves everything but ASCII as it is.
/// </summary>
internal static class Nfkc
{
    private static readonly Dictionary<int, string> Table = Read();

    public static string Of(Rune rune) => Table.TryGetValue(rune.Value, out var mapped) ? mapped : rune.ToString();

    private static Dictionary<int, string> Read()
    {
        using var resource = typeof(Nfkc).Assembly.GetManifestResourceStream("Nfkc.txt")!;
        using var lines = new StreamReader(resource);
        var table = new Dictionary<int, string>();
        while (lines.ReadLine() is { } line)
        {
            if (line[0] == '#')
                continue;
            var (left, right) = (line[..line.IndexOf('=')].Split('-'), line[(line.IndexOf('=') + 1)..].Split(' ').Select(Code).ToArray());
            var first = Code(left[0]);
            for (var code = first; code <= Code(left[^1]); code++)
                table[code] = left.Length == 1 ? string.Concat(right.Select(r => new Rune(r))) : new Rune(right[0] + code - first).ToString();
        }
        return table;
    }

    private static int Code(string hex) => int.Parse(hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
