using System.Text.Json;
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

    /// <summary>
    /// What staff told a buyer from one instant on and before another, the first of it first: it answers whatever the buyer had left, be that to be called back or answered by a day's end, so that one cause never
    /// gets two rows of the ledger. (spec: performance.md, Ledger)
    /// </summary>
    public static IQueryable<Entry> AnswersTo(this Db db, Guid shopId, Guid buyerId, DateTimeOffset from, DateTimeOffset before)
    {
        var talks = db.Set<Conversation>().Where(c => c.ShopId == shopId && c.BuyerId == buyerId && (c.ClosedAt == null || c.ClosedAt >= from)).Select(c => c.Id);
        return db.Set<Entry>().Where(e => e.ShopId == shopId && talks.Contains(e.ConversationId) && e.From == Sender.Agent && e.At >= from && e.At < before).Messages().OrderBy(e => e.At);
    }

    /// <summary>Each conversation's entries in the order of their seqs.</summary>
    public static Task<ILookup<Guid, Entry>> Read(Db db, Guid shopId, IReadOnlyCollection<Guid> ids, CancellationToken cancel) => ReadAfter(db, shopId, ids.ToDictionary(id => id, _ => 0L), cancel);

    /// <summary>
    /// The same of what came after a seq of each. One look into the index for each conversation, whatever the planner thinks of a table that grew since
    /// it was last counted: a list of ids made it read the shop's whole log.
    /// </summary>
    public static Task<ILookup<Guid, Entry>> ReadAfter(Db db, Guid shopId, IReadOnlyDictionary<Guid, long> seqs, CancellationToken cancel) => Read(db.Dialect.IsPostgres
        ? db.Set<Entry>().FromSql(
            $"SELECT e.* FROM unnest({seqs.Keys.ToArray()}, {seqs.Values.ToArray()}) AS k(id, seq) CROSS JOIN LATERAL (SELECT * FROM entries WHERE shop_id = {shopId} AND conversation_id = k.id AND entries.seq > k.seq ORDER BY entries.seq) e")
        : db.Set<Entry>().FromSqlRaw(
            "SELECT e.* FROM json_each({0}) AS k CROSS JOIN entries e ON e.shop_id = {1} AND e.conversation_id = unhex(k.value ->> 0) AND e.seq > (k.value ->> 1)",
            JsonSerializer.Serialize(seqs.Select(s => new object[] { Convert.ToHexString(s.Key.ToByteArray(bigEndian: true)), s.Value })), shopId.ToByteArray(bigEndian: true)), cancel);

    /// <summary>One pass over the rows; details only of those that are read for them.</summary>
    private static async Task<ILookup<Guid, Entry>> Read(IQueryable<Entry> log, CancellationToken cancel)
    {
        var found = await log.Where(e =>
                ((e.Kind == EntryKind.Text || e.Kind == EntryKind.Image || e.Kind == EntryKind.File || e.Kind == EntryKind.ProductCard || e.Kind == EntryKind.Card) && (e.From == Sender.Buyer || e.From == Sender.Agent))
                || e.Kind == EntryKind.Assigned || e.Kind == EntryKind.Requeued || e.Kind == EntryKind.Closed || e.Kind == EntryKind.Rated)
            .Select(e => new
            {
                e.ConversationId, e.Seq, e.Kind, e.From, e.SenderId, e.At,
                Details = e.Kind == EntryKind.Assigned || e.Kind == EntryKind.Closed || e.Kind == EntryKind.Rated || e.Kind == EntryKind.Requeued ? e.Details : null,
            }).ToListAsync(cancel);
        return found.OrderBy(e => e.Seq).ToLookup(e => e.ConversationId, e => new Entry { ConversationId = e.ConversationId, Seq = e.Seq, Kind = e.Kind, From = e.From, SenderId = e.SenderId, At = e.At, Details = e.Details });
    }
}
