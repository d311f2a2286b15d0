namespace Yingke.Domain.Knowledge;

/// <summary>
/// A question put together from the candidates' texts: which mixture of them comes nearest to it (ridge regression over their grams). Two texts that say the
/// same share what they explain; what a text has and the question has not, others make up for or it counts against the text. So a word by which the
/// candidates differ decides, and one that all of them have does not.
/// </summary>
internal static class Blend
{
    /// <summary>So many texts are mixed, those nearest to the question by themselves.</summary>
    private const int Texts = 80;

    /// <summary>What a share costs: many small ones rather than few great ones.</summary>
    private const double Cost = 0.5;

    /// <summary>What a gram is of a text before the text has length 1: longer grams are rarer without saying as much more.</summary>
    public static double Part(double rarity, int order) => rarity * order switch { 1 => 1, 2 => 0.7, _ => 0.5 };

    /// <summary>Each text's share, beside <paramref name="likeness"/>, its cosine with the question; texts that are left out have none.</summary>
    public static double[] Shares(IReadOnlyList<IndexedText> texts, IReadOnlyList<double> likeness)
    {
        var mixed = Enumerable.Range(0, texts.Count).OrderByDescending(t => likeness[t]).Take(Texts).ToList();
        var squares = Products(mixed.ConvertAll(t => texts[t]));
        for (var i = 0; i < mixed.Count; i++)
            squares[i][i] += Cost;
        var solved = Solve(squares, mixed.ConvertAll(t => likeness[t]));
        var shares = new double[texts.Count];
        for (var i = 0; i < mixed.Count; i++)
            shares[mixed[i]] = solved[i];
        return shares;
    }

    /// <summary>The texts' cosines with each other, the lower half.</summary>
    private static double[][] Products(List<IndexedText> texts)
    {
        var count = texts.Sum(t => t.Parts.Length);
        var (keys, parts) = (new long[count], new float[count]);
        var at = 0;
        for (var text = 0; text < texts.Count; text++)
        {
            for (var i = 0; i < texts[text].Parts.Length; i++)
                (keys[at], parts[at++]) = (((long)texts[text].Grams[i].Gram << 32) | (uint)text, texts[text].Parts[i]);
        }
        // Gram by gram, so that only what two texts really share is multiplied.
        Array.Sort(keys, parts);
        double[][] products = [.. Enumerable.Range(1, texts.Count).Select(n => new double[n])];
        for (var first = 0; first < count;)
        {
            var end = first;
            for (; end < count && keys[end] >> 32 == keys[first] >> 32; end++)
            {
                var row = products[Text(keys[end])];
                for (var other = first; other <= end; other++)
                    row[Text(keys[other])] += parts[end] * (double)parts[other];
            }
            first = end;
        }
        return products;
    }

    private static int Text(long key) => (int)(key & uint.MaxValue);

    /// <summary>Cholesky's way; what is given is used up.</summary>
    private static double[] Solve(double[][] half, List<double> wanted)
    {
        double[] solved = [.. wanted];
        for (var i = 0; i < solved.Length; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var rest = half[i][j];
                for (var k = 0; k < j; k++)
                    rest -= half[i][k] * half[j][k];
                half[i][j] = i == j ? Math.Sqrt(rest) : rest / half[j][j];
            }
            for (var k = 0; k < i; k++)
                solved[i] -= half[i][k] * solved[k];
            solved[i] /= half[i][i];
        }
        for (var i = solved.Length - 1; i >= 0; i--)
        {
            for (var k = i + 1; k < solved.Length; k++)
                solved[i] -= half[k][i] * solved[k];
            solved[i] /= half[i][i];
        }
        return solved;
    }
}
