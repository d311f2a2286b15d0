using System.Text;

namespace Yingke.Domain.Knowledge;

/// <summary>An entry of the knowledge base as it is looked for: its question and how else people ask it. A phrasing may be named as often as it was asked.</summary>
public sealed record IndexedAnswer(string Id, string Question, IReadOnlyList<string> Phrasings);

/// <summary>An entry that may answer a question.</summary>
/// <param name="Confidence">From 0 to 1: how sure it is that this entry answers the question.</param>
public sealed record Found(string Id, double Score, double Confidence);

/// <summary>Finds the entries of a knowledge base that answer a question asked in anybody's own words. (spec: campaigns.md, Robot)</summary>
public sealed class AnswerIndex
{
    private readonly List<string> ids = [];
    private readonly List<(int Entry, string Text)> texts = [];
    private readonly Dictionary<ulong, List<int>> postings = [];
    private readonly List<int> lengths = [];
    private double meanLength;

    private AnswerIndex() { }

    public int Count => ids.Count;

    public static AnswerIndex Of(IEnumerable<IndexedAnswer> answers)
    {
        var index = new AnswerIndex();
        foreach (var answer in answers)
        {
            index.ids.Add(answer.Id);
            foreach (var text in answer.Phrasings.Prepend(answer.Question).Distinct(StringComparer.Ordinal))
                index.Add(index.ids.Count - 1, text);
        }
        index.meanLength = index.lengths.Count > 0 ? index.lengths.Average() : 0;
        return index;
    }

    /// <summary>The entries that fit best, the best first.</summary>
    public IReadOnlyList<Found> Find(string query, int take)
    {
        var (scores, highest) = (new Dictionary<int, double>(), 0.0);
        foreach (var gram in Grams(Plain(query)))
        {
            var list = postings.GetValueOrDefault(gram) ?? [];
            var rarity = Math.Log(1 + ((texts.Count - list.Count + 0.5) / (list.Count + 0.5)));
            highest += rarity;
            foreach (var text in list)
                scores[text] = scores.GetValueOrDefault(text) + (rarity * 2.2 / (1 + (1.2 * (0.25 + (0.75 * lengths[text] / meanLength)))));
        }
        return [.. scores.GroupBy(s => texts[s.Key].Entry).Select(g => (Entry: g.Key, Score: g.Max(s => s.Value)))
            .OrderByDescending(f => f.Score).ThenBy(f => f.Entry).Take(take)
            .Select(f => new Found(ids[f.Entry], f.Score, Math.Clamp(f.Score / highest, 0, 1)))];
    }

    private void Add(int entry, string text)
    {
        var grams = Grams(Plain(text)).ToHashSet();
        texts.Add((entry, text));
        lengths.Add(grams.Count);
        foreach (var gram in grams)
        {
            if (!postings.TryGetValue(gram, out var list))
                postings[gram] = list = [];
            list.Add(texts.Count - 1);
        }
    }

    private static string Plain(string text) => text.Normalize(NormalizationForm.FormKC).ToLowerInvariant();

    private static IEnumerable<ulong> Grams(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            yield return text[i];
            if (i + 1 < text.Length)
                yield return ((ulong)text[i] << 16) | text[i + 1];
        }
    }
}
