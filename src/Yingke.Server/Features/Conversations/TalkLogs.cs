using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Conversations;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Conversations;

/// <summary>What figures need of logs: without the texts, for what was said is nobody's business there.</summary>
internal static class TalkLogs
{
    /// <summary><see cref="Entry.IsMessage"/>, for the database.</summary>
    public static IQueryable<Entry> Messages(this IQueryable<Entry> log) => log.Where(e =>
        e.Kind == EntryKind.Text || e.Kind == EntryKind.Image || e.Kind == EntryKind.File || e.Kind == EntryKind.ProductCard || e.Kind == EntryKind.Card);

    /// <summary>Each conversation's entries in the order of their seqs.</summary>
    public static Task<ILookup<Guid, Entry>> Read(Db db, Guid shopId, IReadOnlyCollection<Guid> ids, CancellationToken cancel) =>
        Read(db.Set<Entry>().Where(e => e.ShopId == shopId && ids.Contains(e.ConversationId)), cancel);

    /// <summary>The same of a part of the log.</summary>
    public static async Task<ILookup<Guid, Entry>> Read(IQueryable<Entry> log, CancellationToken cancel)
    {
        var said = await log.Messages().Where(e => e.From == Sender.Buyer || e.From == Sender.Agent)
            .Select(e => new { e.ConversationId, e.Seq, e.Kind, e.From, e.SenderId, e.At }).ToListAsync(cancel);
        var happened = await log.Where(e => e.Kind == EntryKind.Assigned || e.Kind == EntryKind.Requeued || e.Kind == EntryKind.Closed || e.Kind == EntryKind.Rated).ToListAsync(cancel);
        return said.Select(e => new Entry { ConversationId = e.ConversationId, Seq = e.Seq, Kind = e.Kind, From = e.From, SenderId = e.SenderId, At = e.At })
            .Concat(happened).OrderBy(e => e.Seq).ToLookup(e => e.ConversationId);
    }
}
