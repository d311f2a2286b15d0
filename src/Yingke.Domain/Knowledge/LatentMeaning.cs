using System.Numerics;

namespace Yingke.Domain.Knowledge;

/// <summary>
/// Texts and questions as points in a space of few dimensions, in which grams that occur beside the same others lie near each other: 怎么 and 如何 may
/// meet although they share no character (latent semantic analysis: the strongest singular directions of the entries' weighted grams, found by subspace
/// iteration from a fixed beginning, so that the same entries always give the same space).
/// </summary>
internal sealed class LatentMeaning
{
    private const int Dimensions = 128;
    private const int Rounds = 4;

    /// <summary>The directions are learnt from this many entries at most, spread evenly.</summary>
    private const int Sample = 4000;

    private readonly Dictionary<int, float[]> directions = [];
    private readonly float[][] points;

    /// <param name="rows">Each entry's weighted grams: what stands together in an entry belongs together.</param>
    /// <param name="texts">Those of the texts that questions are compared with.</param>
    public LatentMeaning(IReadOnlyList<(int Gram, float Weight)[]> rows, IEnumerable<IEnumerable<(int Gram, float Weight)>> texts)
    {
        var step = ((rows.Count - 1) / Sample) + 1;
        var sample = rows.Where((_, i) => i % step == 0).Select(Unit).ToList();
        // A gram that only one entry has says nothing of others.
        var shared = sample.SelectMany(r => r.Select(g => g.Gram)).CountBy(g => g).Where(g => g.Value > 1).Select(g => g.Key).Order().ToList();
        var state = 20261122UL;
        foreach (var gram in shared)
            directions[gram] = [.. Enumerable.Range(0, Dimensions).Select(_ => Noise(ref state))];
        for (var round = 0; round < Rounds && shared.Count > 0; round++)
            Turn(sample, shared);
        points = [.. texts.Select(Place)];
    }

    /// <summary>Where a text lies, at distance 1 from the middle; the middle itself when it shares nothing with two entries.</summary>
    public float[] Place(IEnumerable<(int Gram, float Weight)> grams)
    {
        var point = new float[Dimensions];
        foreach (var (gram, weight) in grams)
        {
            if (directions.TryGetValue(gram, out var direction))
                Add(point, direction, weight);
        }
        Shorten(point);
        return point;
    }

    /// <summary>From -1 to 1: how near a place is to a text.</summary>
    public double Nearness(float[] place, int text) => Dot(place, points[text]);

    /// <summary>One round: each gram goes where the entries that have it lie; then the directions are made independent of each other again.</summary>
    private void Turn(List<(int Gram, float Weight)[]> sample, List<int> shared)
    {
        var moved = shared.ToDictionary(g => g, _ => new float[Dimensions]);
        foreach (var row in sample)
        {
            var point = new float[Dimensions];
            foreach (var (gram, weight) in row)
            {
                if (directions.TryGetValue(gram, out var direction))
                    Add(point, direction, weight);
            }
            foreach (var (gram, weight) in row)
            {
                if (moved.TryGetValue(gram, out var target))
                    Add(target, point, weight);
            }
        }
        Separate([.. shared.Select(g => moved[g])]);
        foreach (var (gram, direction) in moved)
            directions[gram] = direction;
    }

    /// <summary>Gram and Schmidt's way, by columns: what a column has of those before it is taken away.</summary>
    private static void Separate(float[][] rows)
    {
        for (var column = 0; column < Dimensions; column++)
        {
            var shares = new double[column + 1];
            foreach (var row in rows)
            {
                for (var earlier = 0; earlier < column; earlier++)
                    shares[earlier] += (double)row[column] * row[earlier];
            }
            foreach (var row in rows)
            {
                var share = 0.0;
                for (var earlier = 0; earlier < column; earlier++)
                    share += shares[earlier] * row[earlier];
                row[column] -= (float)share;
                shares[column] += (double)row[column] * row[column];
            }
            // Fewer independent directions than asked for: the rest stays empty.
            var length = Math.Sqrt(shares[column]);
            foreach (var row in rows)
                row[column] = length > 1e-4 ? (float)(row[column] / length) : 0;
        }
    }

    private static (int Gram, float Weight)[] Unit((int Gram, float Weight)[] row)
    {
        var length = Math.Sqrt(row.Sum(g => (double)g.Weight * g.Weight)) + 1e-9;
        return [.. row.Select(g => (g.Gram, (float)(g.Weight / length)))];
    }

    private static void Shorten(float[] point)
    {
        var length = (float)Math.Sqrt(Dot(point, point));
        for (var i = 0; i < Dimensions && length > 1e-9f; i++)
            point[i] /= length;
    }

    private static void Add(float[] sum, float[] direction, float weight)
    {
        for (var i = 0; i < Dimensions; i += Vector<float>.Count)
            (new Vector<float>(sum, i) + (new Vector<float>(direction, i) * weight)).CopyTo(sum, i);
    }

    private static float Dot(float[] a, float[] b)
    {
        var sum = Vector<float>.Zero;
        for (var i = 0; i < Dimensions; i += Vector<float>.Count)
            sum += new Vector<float>(a, i) * new Vector<float>(b, i);
        return Vector.Sum(sum);
    }

    /// <summary>Nearly normal, from -1.5 to 1.5; the same on every machine.</summary>
    private static float Noise(ref ulong state)
    {
        var sum = -1.5;
        for (var i = 0; i < 3; i++)
        {
            state = unchecked((state * 6364136223846793005UL) + 1442695040888963407UL);
            sum += (state >> 40) / (double)(1 << 24);
        }
        return (float)sum;
    }
}
