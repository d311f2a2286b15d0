namespace Yingke.Domain.Knowledge;

/// <summary>A question with its grams and what they weigh, worked out once for all candidates.</summary>
internal sealed class AskedQuestion
{
    public AskedQuestion(string plain, List<(int Gram, int Order, int Times)> asked, Grams grams)
    {
        (Plain, Known) = (plain, new Dictionary<int, AskedGram>(asked.Count));
        foreach (var (gram, order, times) in asked)
        {
            var rarity = grams.RarityInEntries(gram);
            var part = Blend.Part(rarity, order);
            (Norm, BlendNorm) = (Norm + (rarity * rarity), BlendNorm + (part * part));
            if (gram >= 0)
                Known[gram] = new(Known.Count, times, order, rarity, part, grams.Share(gram));
        }
        (Norm, BlendNorm) = (Math.Sqrt(Norm), Math.Sqrt(BlendNorm));
    }

    public string Plain { get; }

    /// <summary>By number; what nothing in the knowledge base has, is not there.</summary>
    public Dictionary<int, AskedGram> Known { get; }

    public double Norm { get; }

    /// <summary>Length of the vector of what the grams are of the question.</summary>
    public double BlendNorm { get; }
}

/// <param name="At">Its place among those known.</param>
/// <param name="Rarity">Over entries.</param>
/// <param name="Part">What it is of the question, as <see cref="Blend"/> sees it.</param>
/// <param name="Share">Of all that is written.</param>
internal readonly record struct AskedGram(int At, int Times, int Order, double Rarity, double Part, double Share);

/// <summary>An entry that shares something with the question.</summary>
/// <param name="Category">Its number.</param>
/// <param name="Shared">BM25 of its best text, as a part of the best candidate's.</param>
/// <param name="Nearness">Of the question to the text that lies nearest.</param>
internal readonly record struct Candidate(int Entry, int Category, ArraySegment<IndexedText> Texts, double Shared, double Nearness);

internal readonly record struct Ranked(int Entry, double Score, double Confidence);
