namespace Yingke.Domain.Conversations;

/// <summary>A rating can be given once, for 24 h after closing. (spec: routing.md, Conversation life)</summary>
public static class RatingWindow
{
    public const int DefaultHours = 24;

    public static bool IsOpen(DateTimeOffset? closedAt, DateTimeOffset now, int hours = DefaultHours) =>
        closedAt is { } closed && now - closed < TimeSpan.FromHours(hours);

    /// <exception cref="RuleViolation"><c>invalid</c>, <c>already_rated</c>, <c>rating_expired</c>.</exception>
    public static void Check(int stars, bool alreadyRated, DateTimeOffset? closedAt, DateTimeOffset now, int hours = DefaultHours)
    {
        if (stars is < 1 or > 5)
            throw new RuleViolation("invalid", "stars are 1 to 5", "stars");
        if (alreadyRated)
            throw new RuleViolation("already_rated");
        if (!IsOpen(closedAt, now, hours))
            throw new RuleViolation("rating_expired");
    }
}
