using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Yingke.Domain.Quality;

namespace Yingke.Domain.Knowledge;

/// <summary>An entry of the knowledge base as it is looked for: its question and how else people ask it.</summary>
/// <param name="Category">What it is about, as the shop sorts its inquiries; null where nobody said.</param>
public sealed record IndexedAnswer(string Id, string Question, IReadOnlyList<string> Phrasings, string? Category = null);

/// <summary>An entry that may answer a question.</summary>
/// <param name="Score">Comparable within one answer only.</param>
/// <param name="Confidence">From 0 to 1: how likely it is that this entry answers the question, and that anything here does.</param>
public sealed record Found(string Id, double Score, double Confidence);

/// <summary>
/// Finds the entries of a knowledge base that answer a question asked in anybody's own words. The rarest character sequences of the question name the
/// candidates, within a limit that does not grow with the knowledge base; <see cref="AnswerScore"/> weighs them. (spec: campaigns.md, Robot)
/// </summary>
public sealed class AnswerIndex
{
    /// <summary>So many mentions are looked through for candidates.</summary>
    private const int MentionLimit = 6_000;

    /// <summary>BM25's.</summary>
    private const double K1 = 1.2;
    private const double B = 0.75;
    private const int Nearest = 40;
    private const int Candidates = 60;

    private readonly List<string> ids = [];
    private readonly List<string?> categories = [];
    private readonly IndexedText[] texts;

    /// <summary>Of each entry the first of its texts; the last is where a next entry would begin.</summary>
    private readonly List<int> firstText = [0];
    private readonly Grams grams = new();
    private readonly List<List<int>> mentions = [];
    private readonly AnswerScore score;
    private readonly Familiarity familiarity;
    private readonly double[] manyWays;
    private readonly LatentMeaning meaning;
    private readonly float[] lengthFactors;
    private readonly ConcurrentBag<Scratch> scratches = [];

    private AnswerIndex(IEnumerable<IndexedAnswer> answers)
    {
        var read = new List<IndexedText>();
        foreach (var answer in answers)
            Read(answer, read);
        texts = [.. read];
        foreach (var text in texts)
            text.Weigh(grams);
        List<int> phrasings = [.. ids.Select((_, entry) => Texts(entry).Count - 1)];
        familiarity = new Familiarity(phrasings, categories);
        manyWays = [.. phrasings.Select(p => Math.Log(p + 0.5))];
        score = new AnswerScore(familiarity);
        var meanLength = texts.Length == 0 ? 1 : texts.Average(t => t.LengthInGrams);
        lengthFactors = [.. texts.Select(t => (float)(1 / (1 + (K1 * (1 - B + (B * t.LengthInGrams / meanLength))))))];
        meaning = new LatentMeaning([.. ids.Select((_, entry) => Row(Texts(entry)))], texts.Select((_, text) => Row(new(texts, text, 1))));
    }

    public int Count => ids.Count;

    public static AnswerIndex Of(IEnumerable<IndexedAnswer> answers) => new(answers);

    /// <summary>The entries that fit best, the best first; nothing when no character of the question occurs anywhere.</summary>
    public IReadOnlyList<Found> Find(string query, int take)
    {
        var plain = PhraseBook.Plain(query);
        var asked = grams.Of(plain);
        var candidates = Find(asked);
        if (candidates.Count == 0)
            return [];
        var place = meaning.Place(asked.Where(g => g.Gram >= 0 && g.Order <= 2).Select(g => (g.Gram, (float)grams.RarityAsAsked(g.Gram))));
        var question = new AskedQuestion(plain, asked, grams);
        return score.Rank(question, [.. candidates.Select(c => new Candidate(c.Entry, familiarity.Category(c.Entry), Texts(c.Entry), c.Shared, Nearness(place, c.Entry)))], take)
            .ConvertAll(r => new Found(ids[r.Entry], r.Score, r.Confidence));
    }

    private double Nearness(float[] place, int entry)
    {
        var nearest = double.NegativeInfinity;
        for (var text = firstText[entry]; text < firstText[entry + 1]; text++)
            nearest = Math.Max(nearest, meaning.Nearness(place, text));
        return nearest;
    }

    private ArraySegment<IndexedText> Texts(int entry) => new(texts, firstText[entry], firstText[entry + 1] - firstText[entry]);

    private void Read(IndexedAnswer answer, List<IndexedText> read)
    {
        var entry = ids.Count;
        ids.Add(answer.Id);
        categories.Add(answer.Category);
        foreach (var plain in answer.Phrasings.Prepend(answer.Question).Select(PhraseBook.Plain).Distinct(StringComparer.Ordinal))
        {
            var isQuestion = read.Count == firstText[entry];
            var text = new IndexedText(entry, plain, grams.Take(plain, entry, !isQuestion), isQuestion);
            // Numbers are given in the order of first mention.
            foreach (var (gram, _) in text.Grams)
            {
                if (gram == mentions.Count)
                    mentions.Add([]);
                mentions[gram].Add(read.Count);
            }
            read.Add(text);
        }
        firstText.Add(read.Count);
    }

    /// <summary>The words of texts as they say what they are about.</summary>
    private (int Gram, float Weight)[] Row(ArraySegment<IndexedText> of) =>
        [.. of.SelectMany(t => t.Grams).Where(g => grams.Order(g.Gram) <= 2).GroupBy(g => g.Gram, g => g.Times)
            .Select(g => (g.Key, (float)(grams.RarityAsAsked(g.Key) * Math.Sqrt(g.Sum()))))];

    /// <summary>The entries whose texts share the most with the question, and those that in addition are asked in many ways; each with its part of the most.</summary>
    private List<(int Entry, double Shared)> Find(List<(int Gram, int Order, int Times)> asked)
    {
        if (!scratches.TryTake(out var scratch))
            scratch = new Scratch(new float[texts.Length], new float[ids.Count], [], []);
        var seen = 0;
        foreach (var (gram, _, times) in asked.Where(g => g.Gram >= 0 && g.Order <= 2).OrderBy(g => grams.Texts(g.Gram)))
        {
            seen += grams.Texts(gram);
            if (seen > MentionLimit && scratch.Texts.Count > 0)
                break;
            Mention(scratch, gram, (float)(grams.RarityInTexts(gram) * times));
        }
        foreach (var text in scratch.Texts)
        {
            var entry = texts[text].Entry;
            if (scratch.BestOf[entry] == 0)
                scratch.Entries.Add(entry);
            scratch.BestOf[entry] = Math.Max(scratch.BestOf[entry], scratch.SharedOf[text]);
        }
        var nearest = Highest(scratch.Entries, e => scratch.BestOf[e], Nearest);
        var chosen = nearest.Union(Highest(scratch.Entries, e => scratch.BestOf[e] + (2 * manyWays[e]), Candidates)).Take(Candidates).Select(e => (e, (double)scratch.BestOf[e] / scratch.BestOf[nearest[0]])).ToList();
        scratch.Clear();
        scratches.Add(scratch);
        return chosen;
    }

    private void Mention(Scratch scratch, int gram, float weight)
    {
        foreach (var text in CollectionsMarshal.AsSpan(mentions[gram])[..Math.Min(grams.Texts(gram), MentionLimit)])
        {
            if (scratch.SharedOf[text] == 0)
                scratch.Texts.Add(text);
            scratch.SharedOf[text] += weight * lengthFactors[text];
        }
    }

    /// <summary>The highest few, without sorting the rest; equal ones in their own order.</summary>
    private static List<int> Highest(List<int> entries, Func<int, double> of, int take)
    {
        var kept = new PriorityQueue<int, (double, int)>(take + 1);
        foreach (var entry in entries)
        {
            var rank = (of(entry), -entry);
            if (kept.Count < take)
                kept.Enqueue(entry, rank);
            else
                kept.EnqueueDequeue(entry, rank);
        }
        var highest = new List<int>(kept.Count);
        while (kept.TryDequeue(out var entry, out _))
            highest.Add(entry);
        highest.Reverse();
        return highest;
    }

    /// <summary>What one question adds up, used again by the next.</summary>
    private sealed record Scratch(float[] SharedOf, float[] BestOf, List<int> Texts, List<int> Entries)
    {
        public void Clear()
        {
            Texts.ForEach(t => SharedOf[t] = 0);
            Entries.ForEach(e => BestOf[e] = 0);
            Texts.Clear();
            Entries.Clear();
        }
    }
}
