using System.Text.RegularExpressions;

namespace Yingke.Domain.Robot;

/// <summary>
/// Whether other words for an answer still say what it says, so that a language model may word it and never add to it. When in doubt they do not, and the answer is given as
/// it was written. (spec: campaigns.md, Robot)
/// </summary>
public static partial class Rewording
{
    /// <summary>Of its pairs of neighbouring characters at least so many, in percent, stand in the answer or the question; courtesies are not counted.</summary>
    private const int KnownPercent = 80;

    /// <param name="answer">As the shop wrote it.</param>
    /// <param name="question">The buyer's; its words may be taken up, its figures may not.</param>
    /// <param name="words">What the model made of it.</param>
    public static bool Holds(string answer, string question, string words)
    {
        if (string.IsNullOrWhiteSpace(words) || words.Length > (2 * answer.Length) + 40)
            return false;
        var facts = Facts().Matches(answer).Select(f => f.Value.ToUpperInvariant()).ToHashSet();
        var plain = Courtesy().Replace(words, "");
        if (Facts().Matches(plain).Any(f => !facts.Contains(f.Value.ToUpperInvariant())))
            return false;
        // "Not" is the smallest word that turns an answer round: none may go, none may come.
        if (Denials().Count(plain) != Denials().Count(answer))
            return false;
        var known = Pairs(answer).Concat(Pairs(question)).ToHashSet();
        var pairs = Pairs(plain).ToList();
        return pairs.Count > 0 && pairs.Count(known.Contains) * 100 >= pairs.Count * KnownPercent;
    }

    private static IEnumerable<(char, char)> Pairs(string text)
    {
        var plain = Marks().Replace(text, "").ToUpperInvariant();
        return plain.Zip(plain.Skip(1));
    }

    /// <summary>Numbers in figures and in words, addresses, and words of other letters.</summary>
    [GeneratedRegex(@"https?://\S+|[0-9]+(?:[.:,/-][0-9]+)*%?|[A-Za-z]{2,}|[零一二两三四五六七八九十百千万亿半]+", RegexOptions.CultureInvariant)]
    private static partial Regex Facts();

    [GeneratedRegex(@"不|没|无|未|别|勿|非|\b(?:not|no|never|cannot|without)\b|n't\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Denials();

    [GeneratedRegex("您好|你好|亲爱的|亲|哦|呢|哈|的呀|呀|一下|感谢您的咨询|感谢咨询|谢谢|请您|请放心|～|~", RegexOptions.CultureInvariant)]
    private static partial Regex Courtesy();

    [GeneratedRegex(@"[\s\p{P}\p{S}]+", RegexOptions.CultureInvariant)]
    private static partial Regex Marks();
}
