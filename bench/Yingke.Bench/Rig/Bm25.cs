using Yingke.Domain.Knowledge;

namespace Yingke.Bench.Rig;

/// <summary>Okapi BM25 with k1 1.2 and b 0.75 over characters and pairs of characters: what retrieval is measured against.</summary>
internal sealed class Bm25
{
    private readonly Dictionary<string, List<(int Text, int Times)>> mentions = [];
    private readonly List<(string Entry, int Length)> texts = [];
    private readonly double meanLength;

    public Bm25(IEnumerable<IndexedAnswer> answers)
    {
        foreach (var answer in answers)
        {
            foreach (var text in answer.Phrasings.Prepend(answer.Question).Distinct())
            {
                var grams = Grams(text).ToList();
                foreach (var (gram, times) in grams.CountBy(g => g))
                    (mentions.TryGetValue(gram, out var list) ? list : mentions[gram] = []).Add((texts.Count, times));
                texts.Add((answer.Id, grams.Count));
            }
        }
        meanLength = texts.Average(t => t.Length);
    }

    public List<(string Id, double Score)> Find(string question, int take)
    {
        var scores = new Dictionary<int, double>();
        foreach (var gram in Grams(question))
        {
            if (!mentions.TryGetValue(gram, out var list))
                continue;
            var rarity = Math.Log(1 + ((texts.Count - list.Count + 0.5) / (list.Count + 0.5)));
            foreach (var (text, times) in list)
                scores[text] = scores.GetValueOrDefault(text) + (rarity * times * 2.2 / (times + (1.2 * (0.25 + (0.75 * texts[text].Length / meanLength)))));
        }
        return [.. scores.OrderByDescending(s => s.Value).ThenBy(s => s.Key).Select(s => (texts[s.Key].Entry, s.Value)).DistinctBy(s => s.Entry).Take(take)];
    }

    private static IEnumerable<string> Grams(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            yield return text[i..(i + 1)];
            if (i + 1 < text.Length)
                yield return text[i..(i + 2)];
        }
    }
}
