using System.Data.Common;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Yingke.Domain.Conversations;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Storage.Log;

namespace Yingke.Server.Features.Conversations;

/// <summary>What figures need of logs: without the texts, for what was said is nobody's business there.</summary>
internal static class TalkLogs
{
    private static readonly string Said = Words(EntryKind.Text, EntryKind.Image, EntryKind.File, EntryKind.ProductCard, EntryKind.Card);

    /// <summary>Of these the details are read too.</summary>
    private static readonly string Steps = Words(EntryKind.Assigned, EntryKind.Requeued, EntryKind.Closed, EntryKind.Rated);

    /// <summary>
    /// Columns by hand, not the model's: a rebuild reads every row that there is, and this is most of what it does. One look into the index for each
    /// conversation, whatever the planner thinks of a table that grew since it was last counted: a list of ids made it read the shop's whole log. Its place
    /// in the list stands for its id, for a number is read in half the time.
    /// </summary>
    private static readonly string Columns = $"e.seq, e.kind, e.sender, e.sender_id, e.at, CASE WHEN e.kind IN ({Steps}) THEN e.details END";

    private static readonly string Which = $"((e.kind IN ({Said}) AND e.sender IN ('{EnumConverters.Text(Sender.Buyer)}', '{EnumConverters.Text(Sender.Agent)}')) OR e.kind IN ({Steps}))";

    private static readonly string OnPostgres = $"SELECT k.place - 1, {Columns} FROM unnest(@ids, @seqs) WITH ORDINALITY AS k(id, seq, place) CROSS JOIN LATERAL "
        + $"(SELECT * FROM entries e WHERE e.shop_id = @shop AND e.conversation_id = k.id AND e.seq > k.seq AND {Which} ORDER BY e.seq) e";

    private static readonly string OnSqlite = $"SELECT k.key, {Columns} FROM json_each(@keys) AS k CROSS JOIN entries e "
        + $"ON e.shop_id = @shop AND e.conversation_id = unhex(k.value ->> 0) AND e.seq > (k.value ->> 1) AND {Which}";

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
    public static Task<IReadOnlyDictionary<Guid, IReadOnlyList<Entry>>> Read(Db db, Guid shopId, IReadOnlyCollection<Guid> ids, CancellationToken cancel) =>
        ReadAfter(db, shopId, ids.ToDictionary(id => id, _ => 0L), cancel);

    /// <summary>The same of what came after a seq of each; a conversation without any has an empty list.</summary>
    public static async Task<IReadOnlyDictionary<Guid, IReadOnlyList<Entry>>> ReadAfter(Db db, Guid shopId, IReadOnlyDictionary<Guid, long> seqs, CancellationToken cancel)
    {
        var ids = seqs.Keys.ToArray();
        var logs = ids.ToDictionary(id => id, _ => new List<Entry>());
        await db.Database.OpenConnectionAsync(cancel);
        try
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
            Ask(command, db.Dialect.IsPostgres, shopId, ids, seqs);
            await using var rows = await command.ExecuteReaderAsync(cancel);
            var (place, log) = (-1L, new List<Entry>());
            while (await rows.ReadAsync(cancel))
            {
                if (rows.GetInt64(0) is var next && next != place)
                    log = logs[ids[place = next]];
                log.Add(Entry(rows, ids[place]));
            }
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
        // They come in this order; nothing but the plan says so.
        foreach (var log in logs.Values.Where(log => !InOrder(log)))
            log.Sort((a, b) => a.Seq.CompareTo(b.Seq));
        return logs.ToDictionary(l => l.Key, IReadOnlyList<Entry> (l) => l.Value);
    }

    private static void Ask(DbCommand command, bool isPostgres, Guid shopId, Guid[] ids, IReadOnlyDictionary<Guid, long> seqs)
    {
        if (isPostgres)
        {
            command.CommandText = OnPostgres;
            Add("ids", ids);
            Add("seqs", Array.ConvertAll(ids, id => seqs[id]));
            Add("shop", shopId);
        }
        else
        {
            command.CommandText = OnSqlite;
            Add("keys", JsonSerializer.Serialize(ids.Select(id => new object[] { Convert.ToHexString(id.ToByteArray(bigEndian: true)), seqs[id] })));
            Add("shop", shopId.ToByteArray(bigEndian: true));
        }

        void Add(string name, object value)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }
    }

    private static Entry Entry(DbDataReader row, Guid conversationId) => new()
    {
        ConversationId = conversationId, Seq = row.GetInt64(1), Kind = EnumConverters.Parse<EntryKind>(row.GetString(2)), From = EnumConverters.Parse<Sender>(row.GetString(3)),
        SenderId = row.IsDBNull(4) ? null : LogRow.Id(row, 4), At = DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(5)),
        Details = row.IsDBNull(6) ? null : JsonSerializer.Deserialize<EntryDetails>(row.GetString(6), Stored.Json),
    };

    private static bool InOrder(List<Entry> log)
    {
        for (var i = 1; i < log.Count; i++)
        {
            if (log[i - 1].Seq > log[i].Seq)
                return false;
        }
        return true;
    }

    private static string Words(params EntryKind[] kinds) => string.Join(", ", kinds.Select(k => $"'{EnumConverters.Text(k)}'"));
}
