namespace Yingke.Domain.Campaigns;

/// <summary>A campaign that is over.</summary>
/// <param name="Days">How long it lasted.</param>
/// <param name="Total">What it brought.</param>
/// <param name="Before">A mean day of the four weeks before it; 0 if nothing is known of them.</param>
public sealed record PastCampaign(decimal Days, long Total, decimal Before);

/// <param name="Value">Orders or fen; null if nothing is known that it could be made of.</param>
/// <param name="PerDay">What it takes a day to be.</param>
/// <param name="Growth">How much more the shop does now than before those campaigns; 1 where days are taken.</param>
/// <param name="FromCampaigns">How many past campaigns it is made of; 0: of days.</param>
public sealed record Suggested(long? Value, decimal PerDay, decimal Growth, int FromCampaigns);

/// <summary>
/// What a campaign of so many days can aim for. (spec: campaigns.md, targets with a suggestion)
/// From past campaigns, three at most: a mean day of theirs × growth × days, where growth is a mean day of the last four weeks over a mean day of
/// the four weeks before them, kept between a half and double. Without any: a mean of the seven best of the last 28 days × days.
/// </summary>
public static class TargetSuggestion
{
    public const int MostCampaigns = 3;
    public const int DaysLookedAt = 28;
    public const int BestDays = 7;
    private const decimal LeastGrowth = 0.5m;
    private const decimal MostGrowth = 2m;

    /// <param name="days">Of the campaign to come.</param>
    /// <param name="pasts">The latest first.</param>
    /// <param name="recent">Each of the last 28 days.</param>
    public static Suggested Of(decimal days, IReadOnlyList<PastCampaign> pasts, IReadOnlyList<long> recent)
    {
        var known = pasts.Where(p => p is { Days: > 0, Total: > 0 }).Take(MostCampaigns).ToList();
        if (known.Count > 0)
        {
            var perDay = known.Sum(p => p.Total) / known.Sum(p => p.Days);
            var (now, before) = (recent.Count == 0 ? 0 : (decimal)recent.Sum() / recent.Count, known.Sum(p => p.Before) / known.Count);
            var growth = now > 0 && before > 0 ? Math.Clamp(now / before, LeastGrowth, MostGrowth) : 1;
            return new(Round(perDay * growth * days), perDay, growth, known.Count);
        }
        var best = recent.Where(d => d > 0).OrderDescending().Take(BestDays).ToList();
        if (best.Count == 0)
            return new(null, 0, 1, 0);
        var mean = (decimal)best.Sum() / best.Count;
        return new(Round(mean * days), mean, 1, 0);
    }

    /// <summary>A part of the shop's: as much of it as the group or agent brought of all in the last 28 days.</summary>
    public static long? Part(long? whole, long own, long all) => whole is { } value && all > 0 && own > 0 ? Round((decimal)value * own / all) : null;

    private static long Round(decimal value) => Math.Max(1, (long)Math.Round(value, MidpointRounding.AwayFromZero));
}
