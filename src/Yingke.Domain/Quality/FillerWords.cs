using System.Text;

namespace Yingke.Domain.Quality;

public sealed record FillerHit(string Word, int At);

/// <summary>
/// 语气词. A filler counts where the character directly before or after it in the original is one that normalisation drops, or there is none: 喂 in
/// 怎么喂养 is no filler. (spec: quality.md, Forbidden phrases)
/// </summary>
public static class FillerWords
{
    public static IReadOnlyList<string> Shipped { get; } = ["啊", "喂", "哎"];

    /// <param name="text">The original.</param>
    /// <param name="words">Of one code point each.</param>
    public static IReadOnlyList<FillerHit> Find(string text, IReadOnlyCollection<string> words)
    {
        var hits = new List<FillerHit>();
        for (var i = 0; i < text.Length;)
        {
            var length = Rune.TryGetRuneAt(text, i, out var rune) ? rune.Utf16SequenceLength : 1;
            if (words.Contains(rune.ToString()) && (StandsApart(text, i - 1, before: true) || StandsApart(text, i + length, before: false)))
                hits.Add(new(rune.ToString(), i));
            i += length;
        }
        return hits;
    }

    private static bool StandsApart(string text, int at, bool before)
    {
        if (at < 0 || at >= text.Length)
            return true;
        if (before && at > 0 && char.IsLowSurrogate(text[at]) && char.IsHighSurrogate(text[at - 1]))
            at--;
        return !Rune.TryGetRuneAt(text, at, out var neighbour) || Normalised.IsDropped(neighbour);
    }
}
