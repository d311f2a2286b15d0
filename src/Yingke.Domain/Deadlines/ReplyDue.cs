namespace Yingke.Domain.Deadlines;

/// <summary>When a buyer's message must be answered. (spec: routing.md, Service hours and deadlines)</summary>
public static class ReplyDue
{
    /// <summary>
    /// Inside the service hours <c>at + 60 s</c>. In the night, both ends included, by the next 09:30; on closed days by 09:30 of the next
    /// opening day; in a break as if it came when the break ends.
    /// </summary>
    public static DateTimeOffset Of(DateTimeOffset at, ServiceHours hours, TimeZoneInfo zone, int replySeconds = 60)
    {
        var local = LocalDay.Local(at, zone);
        return hours.IsOpen(local)
            ? at.ToUniversalTime().AddSeconds(replySeconds)
            : LocalDay.Instant(hours.DueWhenClosed(local, replySeconds), zone, notBefore: at);
    }

    /// <summary>
    /// What the buyer is promised when their conversation becomes an offline message at <paramref name="now"/>: what was due since they wrote, unless
    /// that is over; then what is due to one who writes now. Nobody is told a time that has passed. (spec: routing.md, Offline messages)
    /// </summary>
    public static DateTimeOffset OfOfflineMessage(DateTimeOffset waitingSince, DateTimeOffset now, ServiceHours hours, TimeZoneInfo zone, int replySeconds = 60) =>
        Of(waitingSince, hours, zone, replySeconds) is var due && due > now ? due : Of(now, hours, zone, replySeconds);
}
