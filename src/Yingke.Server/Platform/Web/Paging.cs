using System.Globalization;

namespace Yingke.Server.Platform.Web;

/// <summary>Keyset paging: the cursor is the id (UUIDv7, so the time too) of the last item.</summary>
internal sealed record Page<T>(IReadOnlyList<T> Items, string? Next);

internal static class Paging
{
    /// <summary>A page size from a query: 1 to <paramref name="max"/>.</summary>
    public static int Limit(int asked, int max = 100) =>
        asked >= 1 && asked <= max ? asked : throw Refusal.Invalid("limit", string.Create(CultureInfo.InvariantCulture, $"1–{max}"));

    /// <summary>Of one item more than asked for: the page, and the cursor if there is a next.</summary>
    public static Page<T> Of<T>(List<T> found, int limit, Func<T, Guid> id) =>
        found.Count > limit ? new(found[..limit], id(found[limit - 1]).ToString()) : new(found, null);
}
