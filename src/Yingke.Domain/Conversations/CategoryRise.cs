namespace Yingke.Domain.Conversations;

/// <summary>How a category stands against the weeks before. (spec: tickets-hotline.md, Categories)</summary>
/// <param name="Count">In the period.</param>
/// <param name="Before">Mean of the equally long periods before it.</param>
/// <param name="Rise">How many more than that, in percent of it; null where there were none before.</param>
public sealed record CategoryRise(int Count, decimal Before, decimal? Rise)
{
    /// <summary><c>rise = (count − mean) / mean × 100</c>, mean over all periods before, those without any included.</summary>
    public static CategoryRise Of(int count, IReadOnlyCollection<int> before)
    {
        var mean = before.Count == 0 ? 0 : (decimal)before.Sum() / before.Count;
        return new(count, mean, mean == 0 ? null : (count - mean) * 100 / mean);
    }

    /// <summary>What rises most in numbers first; a rise from nothing counts like any other.</summary>
    public decimal More => Count - Before;
}
