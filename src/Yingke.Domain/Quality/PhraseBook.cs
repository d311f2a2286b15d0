namespace Yingke.Domain.Quality;

/// <summary>What a forbidden phrase does to a text that an agent is about to send. (spec: quality.md, Forbidden phrases)</summary>
public enum PhraseSeverity
{
    /// <summary>Refused, with the reason.</summary>
    Block,

    /// <summary>Sent only once the agent has confirmed it.</summary>
    Warn,

    /// <summary>Sent, and flagged for inspection.</summary>
    Mark,
}

/// <summary>A phrase as a shop lists it.</summary>
/// <param name="Text">As it was written; looked for without white space and punctuation.</param>
/// <param name="Severity">What it does.</param>
/// <param name="Replacement">礼貌说法: what can be said instead.</param>
/// <param name="Note">Why it is listed; told with a refusal.</param>
public sealed record ListedPhrase(string Text, PhraseSeverity Severity, string? Replacement = null, string? Note = null);

/// <summary>A listed phrase in a text, in UTF-16 offsets of the original, end exclusive.</summary>
public sealed record FoundPhrase(ListedPhrase Listed, int Start, int End);

/// <summary>The words by which openings, closings and fillers are recognised. (spec: quality.md, Forbidden phrases)</summary>
public sealed record CourtesyWords
{
    public IReadOnlyList<string> Openings { get; init; } = ["您好", "你好", "亲", "欢迎", "早上好", "上午好", "中午好", "下午好", "晚上好", "很高兴为您服务", "hello"];
    public IReadOnlyList<string> Closings { get; init; } = ["再见", "祝您", "祝你", "感谢您", "感谢你", "谢谢您", "感谢光临", "感谢咨询", "欢迎再来", "欢迎再次光临", "欢迎下次", "期待您的光临", "有需要随时", "随时联系", "拜拜"];

    /// <summary>One code point each.</summary>
    public IReadOnlyList<string> Fillers { get; init; } = FillerWords.Shipped;
}

/// <summary>All that a shop looks for in what its agents say, compiled once: every question is one pass over the text.</summary>
public sealed class PhraseBook
{
    private readonly Dictionary<string, ListedPhrase> listed;
    private readonly ForbiddenPhrases phrases;
    private readonly string[] openings, closings;

    public PhraseBook(IReadOnlyCollection<ListedPhrase> phrases, IReadOnlyCollection<string> exempt, CourtesyWords words)
    {
        listed = new(phrases.Count, StringComparer.Ordinal);
        foreach (var phrase in phrases)
            listed.TryAdd(phrase.Text, phrase);
        this.phrases = new(listed.Keys, exempt);
        (openings, closings) = ([.. words.Openings.Select(Plain)], [.. words.Closings.Select(Plain)]);
        Words = words;
    }

    /// <summary>What a shop has that never changed anything.</summary>
    public static PhraseBook Shipped { get; } = new([.. ShippedPhrases.All.Select(p => new ListedPhrase(p, PhraseSeverity.Warn))], [], new());

    public CourtesyWords Words { get; }

    public IReadOnlyList<FoundPhrase> Find(string text)
    {
        var hits = phrases.Find(text);
        return hits.Count == 0 ? [] : [.. hits.Select(h => new FoundPhrase(listed[h.Phrase], h.Start, h.End))];
    }

    public IReadOnlyList<FillerHit> Fillers(string text) => FillerWords.Find(text, Words.Fillers);

    public bool HasOpening(string text) => HasAny(text, openings);

    public bool HasClosing(string text) => HasAny(text, closings);

    /// <summary>A phrase as it is looked for: two that read the same here are one. Empty for what is nothing but punctuation.</summary>
    public static string Plain(string phrase) => Normalised.Of(phrase).ToString();

    private static bool HasAny(string text, string[] words)
    {
        var plain = Plain(text);
        return Array.Exists(words, word => word.Length > 0 && plain.Contains(word, StringComparison.Ordinal));
    }
}
