namespace Yingke.Server.Platform.Storage;

/// <summary>
/// Ids that grow with every call of this process, also within one millisecond, where those of <see cref="Guid.CreateVersion7()"/> come in any
/// order: for rows that are worked off in the order of their ids.
/// </summary>
internal static class Ids
{
    private static long last;

    public static Guid Next()
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        while (true)
        {
            var before = Interlocked.Read(ref last);
            var next = Math.Max(now, before + 1);
            if (Interlocked.CompareExchange(ref last, next, before) == before)
                return Guid.CreateVersion7(DateTimeOffset.FromUnixTimeMilliseconds(next));
        }
    }
}
