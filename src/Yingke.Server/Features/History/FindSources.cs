using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Conversations;
using Yingke.Domain.Hotline;
using Yingke.Domain.Quality;
using Yingke.Domain.Tickets;
using Yingke.Server.Features.Buyers;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.History;

/// <summary>
/// Finds what the shop has by the ids of a history file: the source system's, or, for what was born here and exported, its own.
/// </summary>
internal static class FindSources
{
    public static async Task<Dictionary<string, Guid>> Buyers(Db db, Guid shopId, IReadOnlyCollection<string> ids, CancellationToken cancel)
    {
        var own = Own(ids);
        var found = await db.Set<Buyer>().AsNoTracking()
            .Where(b => b.ShopId == shopId && (ids.Contains(b.SourceId!) || (b.SourceId == null && own.Contains(b.Id))))
            .Select(b => new { b.Id, b.SourceId }).ToListAsync(cancel);
        return found.ToDictionary(b => StoredLines.Id(b.SourceId, b.Id), b => b.Id);
    }

    public static async Task<Dictionary<string, Conversation>> Conversations(Db db, Guid shopId, IReadOnlyCollection<string> ids, CancellationToken cancel)
    {
        var own = Own(ids);
        var found = await db.Set<Conversation>().AsNoTracking()
            .Where(c => c.ShopId == shopId && (ids.Contains(c.SourceId!) || (c.SourceId == null && own.Contains(c.Id)))).ToListAsync(cancel);
        return found.ToDictionary(c => StoredLines.Id(c.SourceId, c.Id));
    }

    public static async Task<Dictionary<string, Ticket>> Tickets(Db db, Guid shopId, IReadOnlyCollection<string> ids, CancellationToken cancel)
    {
        var own = Own(ids);
        var found = await db.Set<Ticket>().AsNoTracking().Where(t => t.ShopId == shopId && (ids.Contains(t.SourceId!) || (t.SourceId == null && own.Contains(t.Id)))).ToListAsync(cancel);
        return found.ToDictionary(t => StoredLines.Id(t.SourceId, t.Id));
    }

    public static async Task<Dictionary<string, Guid>> Calls(Db db, Guid shopId, IReadOnlyCollection<string> ids, CancellationToken cancel) =>
        await db.Set<Call>().Where(c => c.ShopId == shopId && ids.Contains(c.SourceId)).ToDictionaryAsync(c => c.SourceId, c => c.Id, cancel);

    public static async Task<Dictionary<string, Inspection>> Inspections(Db db, Guid shopId, IReadOnlyCollection<string> ids, CancellationToken cancel)
    {
        var own = Own(ids);
        var found = await db.Set<Inspection>().Where(i => i.ShopId == shopId && (ids.Contains(i.SourceId!) || (i.SourceId == null && own.Contains(i.Id)))).ToListAsync(cancel);
        return found.ToDictionary(i => StoredLines.Id(i.SourceId, i.Id));
    }

    private static List<Guid> Own(IEnumerable<string> ids) =>
        [.. ids.Where(id => Guid.TryParseExact(id, "D", out var own) && own.ToString() == id).Select(Guid.Parse)];
}
