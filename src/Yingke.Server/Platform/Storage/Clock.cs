namespace Yingke.Server.Platform.Storage;

internal static class Clock
{
    /// <summary>Now, to the millisecond: what an instant is when it comes back from the database.</summary>
    public static DateTimeOffset Now(this TimeProvider time) => DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds());
}
