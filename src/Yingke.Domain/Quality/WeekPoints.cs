namespace Yingke.Domain.Quality;

/// <summary>What the scores of one natural week cost a shop: never more than 3. (spec: quality.md, Sheets)</summary>
public static class WeekPoints
{
    public const int MostInAWeek = 3;

    public static int Of(decimal score) => score switch
    {
        >= 80 => 0,
        >= 70 => 1,
        >= 60 => 2,
        _ => 3,
    };

    public static int Total(IEnumerable<decimal> scores) => Math.Min(MostInAWeek, scores.Sum(Of));
}
