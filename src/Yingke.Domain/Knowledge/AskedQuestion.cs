namespace Yingke.Domain.Knowledge;

/// <summary>A question with its grams and what they weigh, worked out once for all candidates.</summary>
internal sealed class AskedQuestion
{
    public AskedQuestion(string plain, List<(int Gram, int Times)> asked, Grams grams)
    {
        (Plain, Known) = (plain, new Dictionary<int, AskedGram>(asked.Count));
        foreach (var (gram, times) in asked)
        {
            var rarity = grams.RarityInEntries(gram);
            (Norm, Mass) = (Norm + (rarity * rarity), Mass + rarity);
            if (gram >= 0)
                Known[gram] = new(Known.Count, times, grams.Order(gram), rarity, grams.RarityInTexts(gram), grams.Share(gram));
        }
        Norm = Math.Sqrt(Norm);
    }

    public string Plain { get; }

    /// <summary>By number; what nothing in the knowledge base has, is not there.</summary>
    public Dictionary<int, AskedGram> Known { get; }

    public double Norm { get; }
    public double Mass { get; }
}

/// <param name="At">Its place among those known.</param>
/// <param name="Rarity">Over entries.</param>
/// <param name="TextRarity">Over texts, BM25's.</param>
/// <param name="Share">Of all that is written.</param>
internal readonly record struct AskedGram(int At, int Times, int Order, double Rarity, double TextRarity, double Share);

/// <summary>An entry that shares something with the question.</summary>
internal readonly record struct Candidate(int Entry, ArraySegment<IndexedText> Texts, double Nearness);

internal readonly record struct Ranked(int Entry, double Score, double Confidence);
