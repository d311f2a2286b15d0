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

    /// <summary>Once all texts are known.</summary>
    public void Weigh(Grams known)
    {
        foreach (var (gram, _) in grams)
        {
            var rarity = known.RarityInEntries(gram);
            (Norm, Mass) = (Norm + (rarity * rarity), Mass + rarity);
        }
        Norm = Math.Sqrt(Norm);
    }
}
