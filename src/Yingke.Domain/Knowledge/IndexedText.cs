namespace Yingke.Domain.Knowledge;

/// <summary>One text of an entry: its question, or another way of asking it.</summary>
internal sealed class IndexedText(int entry, string plain, (int Gram, int Times)[] grams, bool isQuestion)
{
    public int Entry => entry;
    public string Plain => plain;
    public (int Gram, int Times)[] Grams => grams;
    public bool IsQuestion => isQuestion;

    /// <summary>Characters and pairs of characters.</summary>
    public int LengthInGrams { get; } = plain.Length + Math.Max(0, plain.Length - 1);

    /// <summary>Length of the vector of rarities.</summary>
    public double Norm { get; private set; }

    /// <summary>Sum of the rarities.</summary>
    public double Mass { get; private set; }

    /// <summary>What each gram is of the text as <see cref="Blend"/> sees it: together of length 1.</summary>
    public float[] Parts { get; private set; } = [];

    /// <summary>Once all texts are known.</summary>
    public void Weigh(Grams known)
    {
        var parts = new double[grams.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            var rarity = known.RarityInEntries(grams[i].Gram);
            (Norm, Mass, parts[i]) = (Norm + (rarity * rarity), Mass + rarity, Blend.Part(rarity, known.Order(grams[i].Gram)));
        }
        var length = Math.Sqrt(parts.Sum(p => p * p)) + 1e-9;
        (Norm, Parts) = (Math.Sqrt(Norm), Array.ConvertAll(parts, p => (float)(p / length)));
    }
}
