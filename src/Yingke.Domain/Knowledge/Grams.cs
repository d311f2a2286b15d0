namespace Yingke.Domain.Knowledge;

/// <summary>The character sequences of one to three that occur in a knowledge base, numbered, with how rare each is.</summary>
internal sealed class Grams
{
    public const int Longest = 3;

    private readonly Dictionary<ulong, int> numbers = [];
    private readonly List<byte> orders = [];
    private readonly List<int> texts = [];
    private readonly List<int> entries = [];
    private readonly List<int> lastEntry = [];
    private readonly List<long> occurrences = [];
    private readonly List<int> phrasings = [];
    private readonly List<long> asked = [];
    private readonly long[] totals = new long[Longest + 1];
    private readonly long[] askedTotals = new long[Longest + 1];
    private int entryCount;
    private int textCount;
    private int phrasingCount;

    public int Order(int gram) => orders[gram];

    /// <summary>In how many texts it occurs.</summary>
    public int Texts(int gram) => texts[gram];

    /// <summary>BM25's weight over texts.</summary>
    public double RarityInTexts(int gram) => Rarity(textCount, gram < 0 ? 0 : texts[gram]);

    /// <summary>The same over entries: a phrasing more does not make an entry's words common.</summary>
    public double RarityInEntries(int gram) => Rarity(entryCount, gram < 0 ? 0 : entries[gram]);

    /// <summary>
    /// How rare it is in what people ask: a shop words its questions alike (如何…), people ask in their own words, which are few among many entries and yet
    /// common. Half of its commonness is that among other phrasings.
    /// </summary>
    public double RarityAsAsked(int gram) => Math.Log(1 + (1 / Math.Max(Mean((double)phrasings[gram] / Math.Max(1, phrasingCount), (double)entries[gram] / entryCount), 1e-4)));

    /// <summary>Its part of what is written in grams of its length; half of it that among other phrasings.</summary>
    public double Share(int gram) => Mean((double)asked[gram] / Math.Max(1, askedTotals[orders[gram]]), (double)occurrences[gram] / totals[orders[gram]]);

    private double Mean(double amongPhrasings, double amongAll) => phrasingCount == 0 ? amongAll : (amongPhrasings + amongAll) / 2;

    /// <summary>Counts a text of an entry in; entries come one after the other.</summary>
    public (int Gram, int Times)[] Take(string text, int entry, bool isPhrasing)
    {
        (entryCount, textCount, phrasingCount) = (Math.Max(entryCount, entry + 1), textCount + 1, phrasingCount + (isPhrasing ? 1 : 0));
        var counted = new Dictionary<int, int>();
        foreach (var (key, order) in Cut(text))
        {
            if (!numbers.TryGetValue(key, out var number))
            {
                numbers[key] = number = orders.Count;
                orders.Add((byte)order);
                texts.Add(0);
                entries.Add(0);
                lastEntry.Add(-1);
                occurrences.Add(0);
                phrasings.Add(0);
                asked.Add(0);
            }
            counted[number] = counted.GetValueOrDefault(number) + 1;
            occurrences[number]++;
            totals[order]++;
            if (isPhrasing)
            {
                asked[number]++;
                askedTotals[order]++;
            }
        }
        foreach (var number in counted.Keys)
        {
            texts[number]++;
            phrasings[number] += isPhrasing ? 1 : 0;
            if (lastEntry[number] != entry)
                (entries[number], lastEntry[number]) = (entries[number] + 1, entry);
        }
        return [.. counted.Select(c => (c.Key, c.Value)).OrderBy(c => c.Key)];
    }

    /// <summary>The grams of a question with how often each occurs; those that nothing here has, have negative numbers.</summary>
    public List<(int Gram, int Order, int Times)> Of(string question)
    {
        var counted = new Dictionary<(ulong Key, int Order), int>();
        foreach (var gram in Cut(question))
            counted[gram] = counted.GetValueOrDefault(gram) + 1;
        return [.. counted.Select(c => (numbers.GetValueOrDefault(c.Key.Key, -1), c.Key.Order, c.Value))];
    }

    private static double Rarity(int all, int with) => Math.Log(1 + ((all - with + 0.5) / (with + 0.5)));

    private static IEnumerable<(ulong Key, int Order)> Cut(string text)
    {
        for (var order = 1; order <= Longest; order++)
        {
            for (var i = 0; i + order <= text.Length; i++)
            {
                var key = (ulong)order;
                for (var j = i; j < i + order; j++)
                    key = (key << 16) | text[j];
                yield return (key, order);
            }
        }
    }
}
