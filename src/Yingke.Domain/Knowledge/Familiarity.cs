namespace Yingke.Domain.Knowledge;

/// <summary>
/// How much an entry is asked for, by the ways to ask it that are known: of the entry itself, and of its category, in which an entry that nobody has asked
/// yet is the likelier the more the others are asked.
/// </summary>
internal sealed class Familiarity
{
    private const double EvenFrom = 15;

    private readonly int[] category;
    private readonly double[] own;
    private readonly double[] ofCategory;

    /// <param name="phrasings">Of each entry.</param>
    /// <param name="categories">Each entry's; those without one are together.</param>
    public Familiarity(IReadOnlyList<int> phrasings, IReadOnlyList<string?> categories)
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        category = [.. categories.Select(c => numbers.TryGetValue(c ?? "", out var number) ? number : numbers[c ?? ""] = numbers.Count)];
        var (entries, asked, all) = (new int[numbers.Count], new int[numbers.Count], new int[numbers.Count]);
        for (var entry = 0; entry < category.Length; entry++)
        {
            var at = category[entry];
            (entries[at], asked[at], all[at]) = (entries[at] + 1, asked[at] + (phrasings[entry] > 0 ? 1 : 0), all[at] + phrasings[entry]);
        }
        double[] usual = [.. category.Select(at => (all[at] + 1.0) / entries[at])];
        var evenness = Evenness(phrasings, usual);
        IsEven = evenness >= EvenFrom || phrasings.All(p => p == 0);
        own = [.. phrasings.Select((p, entry) => Math.Log(p + (evenness * usual[entry])))];
        ofCategory = [.. asked.Select(a => Math.Log(a + 0.5))];
    }

    /// <summary>No entry is known to be asked for more than others.</summary>
    public bool IsEven { get; }

    public int Category(int entry) => category[entry];

    /// <summary>ln(phrasings + β·(category's phrasings + 1)/category's entries).</summary>
    public double Own(int entry) => own[entry];

    /// <summary>ln(entries of the category that have a phrasing + ½).</summary>
    public double OfItsCategory(int entry) => ofCategory[category[entry]];

    /// <summary>
    /// How evenly phrasings are spread over entries: the β under which each would be foretold best by all others, as its entry's others + β·what is usual in its
    /// category. Small where few entries get most questions, large where all are asked alike.
    /// </summary>
    private static double Evenness(IReadOnlyList<int> phrasings, double[] usual)
    {
        double[] steps = [0.15, 0.5, 1.5, 5, 15, 50];
        var (others, sum) = (phrasings.Sum(p => (double)p) - 1, usual.Sum());
        return steps.MaxBy(b => phrasings.Select((p, entry) => p == 0 ? 0 : p * Math.Log((p - 1 + (b * usual[entry])) / (others + (b * sum)))).Sum());
    }
}
