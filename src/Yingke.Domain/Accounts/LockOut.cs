namespace Yingke.Domain.Accounts;

/// <summary>
/// Repeated failures lock the pair of account and address and slow the account, but never lock its owner out from elsewhere.
/// (spec: accounts.md)
/// </summary>
public static class LockOut
{
    public const int Failures = 8;
    public static readonly TimeSpan Within = TimeSpan.FromMinutes(15);
    public static readonly TimeSpan Lasts = TimeSpan.FromMinutes(15);
    public static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Until when the pair is locked, or null. <paramref name="failures"/>: the pair's failed attempts, at least those of the last
    /// <see cref="Within"/> + <see cref="Lasts"/>, since its last success; attempts refused because of the lock are none.
    /// </summary>
    public static DateTimeOffset? LockedUntil(IEnumerable<DateTimeOffset> failures, DateTimeOffset now)
    {
        DateTimeOffset[] times = [.. failures.Order()];
        for (var last = times.Length - 1; last >= Failures - 1; last--)
        {
            if (times[last] - times[last - (Failures - 1)] <= Within && now < times[last] + Lasts)
                return times[last] + Lasts;
        }

        return null;
    }

    /// <summary>How long the next answer for this account waits: 0.1 s after one failure from anywhere within <see cref="Within"/>, doubled by each, at most 2 s.</summary>
    public static TimeSpan Delay(int recentFailuresOfAccount) => recentFailuresOfAccount switch
    {
        <= 0 => TimeSpan.Zero,
        > 5 => LongestDelay,
        var n => TimeSpan.FromMilliseconds(100 << (n - 1)),
    };
}
