using System.Collections.Concurrent;
using Npgsql;
using NpgsqlTypes;
using Yingke.Domain.Conversations;
using Yingke.Server.Platform.Activity;

namespace Yingke.Server.Platform.Storage.Log;

/// <summary>
/// Two round trips a batch: the first locks the conversations (in id order, so that two nodes cannot deadlock) and finds retries, the second
/// writes entries and heads in one statement each and commits.
/// </summary>
internal sealed class PostgresLogWriter(Dialect dialect) : LogWriter, IAsyncDisposable
{
    /// <summary>Connections between two batches, no more than lanes. One that failed does not come back.</summary>
    private readonly ConcurrentBag<NpgsqlConnection> idle = [];

    /// <summary>While one batch is committed, the other is prepared.</summary>
    public override int Lanes => 2;

    public override async Task<IReadOnlyList<OpenLog>> Write(IReadOnlyList<Append> wishes, Appended[] outcomes, DateTimeOffset now, CancellationToken cancel)
    {
        var connection = await Connection(cancel);
        try
        {
            var (logs, earlier) = await Lock(connection, wishes, cancel);
            for (var i = 0; i < wishes.Count; i++)
                outcomes[i] = Grant(wishes[i], logs, earlier, now);
            var grown = logs.Values.Where(l => l.Added.Count > 0).ToList();
            await Store(connection, grown, cancel);
            idle.Add(connection);
            return grown;
        }
        catch
        {
            // Closing rolls back what is open.
            await connection.DisposeAsync();
            throw;
        }
    }

    private async Task<NpgsqlConnection> Connection(CancellationToken cancel)
    {
        while (idle.TryTake(out var kept))
        {
            if (kept.State == System.Data.ConnectionState.Open)
                return kept;
            // Its own beat found out that the database went away meanwhile.
            await kept.DisposeAsync();
        }
        return (NpgsqlConnection)await dialect.OpenOwnConnection(cancel);
    }

    private static Appended Grant(Append wish, Dictionary<(Guid, Guid), OpenLog> logs, Dictionary<(Guid, Guid, Guid, string), Entry> earlier, DateTimeOffset now)
    {
        if (!logs.TryGetValue((wish.ShopId, wish.ConversationId), out var log))
            return Appended.Refused("not_found");
        var refusal = log.Refuse(wish);
        if (refusal == "not_found")
            return Appended.Refused(refusal);
        var key = (wish.ShopId, wish.ConversationId, wish.SenderId, wish.ClientId);
        if (earlier.TryGetValue(key, out var first))
            return wish.HasSameBody(first.Kind, first.Text, first.Details) ? new(first, log.Head.Seq, true, null) : Appended.Refused("client_id_conflict", log.Head.Seq);
        if (refusal is not null)
            return Appended.Refused(refusal, log.Head.Seq);
        var entry = log.Next(wish, now);
        log.Count(entry, wish);
        // Twice in one batch: the second is a retry of the first.
        earlier[key] = entry;
        return new(entry, entry.Seq, false, null);
    }

    private static async Task<(Dictionary<(Guid, Guid), OpenLog>, Dictionary<(Guid, Guid, Guid, string), Entry>)> Lock(
        NpgsqlConnection connection, IReadOnlyList<Append> wishes, CancellationToken cancel)
    {
        var conversations = wishes.Select(w => (w.ShopId, w.ConversationId)).Distinct().ToList();
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                // Begin and commit travel with the statements: two round trips in all.
                new("BEGIN"),
                new($"SELECT c.shop_id, c.id, c.buyer_id, c.agent_id, c.state, c.channel, {LogRow.HeadColumns} FROM conversations c "
                    + "JOIN unnest($1, $2) AS w(shop_id, id) ON c.shop_id = w.shop_id AND c.id = w.id ORDER BY c.shop_id, c.id FOR UPDATE OF c")
                {
                    Parameters = { Ids(conversations.Select(c => c.ShopId)), Ids(conversations.Select(c => c.ConversationId)) },
                },
                // Runs after the locks are had, so it sees whatever others committed before.
                new("SELECT w.i, e.seq, e.kind, e.sender, e.at, e.text, e.details FROM unnest($1, $2, $3, $4) WITH ORDINALITY AS w(shop_id, conversation_id, sender_id, client_id, i) "
                    + "JOIN entries e ON e.shop_id = w.shop_id AND e.conversation_id = w.conversation_id AND e.sender_id = w.sender_id AND e.client_id = w.client_id AND e.client_id IS NOT NULL")
                {
                    Parameters =
                    {
                        Ids(wishes.Select(w => w.ShopId)), Ids(wishes.Select(w => w.ConversationId)), Ids(wishes.Select(w => w.SenderId)),
                        Texts(wishes.Select(w => (string?)w.ClientId)),
                    },
                },
            },
        };
        var logs = new Dictionary<(Guid, Guid), OpenLog>();
        var earlier = new Dictionary<(Guid, Guid, Guid, string), Entry>();
        await using var row = await batch.ExecuteReaderAsync(cancel);
        while (await row.ReadAsync(cancel))
            logs[(row.GetGuid(0), row.GetGuid(1))] = new(row.GetGuid(0), row.GetGuid(1), row.GetGuid(2), row.IsDBNull(3) ? null : row.GetGuid(3),
                EnumConverters.Parse<ConversationState>(row.GetString(4)), EnumConverters.Parse<Channel>(row.GetString(5)), LogRow.Head(row, 6));
        await row.NextResultAsync(cancel);
        while (await row.ReadAsync(cancel))
        {
            var wish = wishes[(int)row.GetInt64(0) - 1];
            earlier[(wish.ShopId, wish.ConversationId, wish.SenderId, wish.ClientId)] = LogRow.Entry(row, wish, 1);
        }
        return (logs, earlier);
    }

    private static async Task Store(NpgsqlConnection connection, List<OpenLog> grown, CancellationToken cancel)
    {
        await using var batch = new NpgsqlBatch(connection);
        if (grown.Count > 0)
            AddGrown(batch, grown);
        AddFacts(batch, [.. grown.SelectMany(l => l.Facts)]);
        batch.BatchCommands.Add(new("COMMIT"));
        await batch.ExecuteNonQueryAsync(cancel);
    }

    private static void AddGrown(NpgsqlBatch batch, List<OpenLog> grown)
    {
        var entries = grown.SelectMany(l => l.Added).ToList();
        batch.BatchCommands.Add(new("INSERT INTO entries (shop_id, conversation_id, seq, kind, sender, sender_id, client_id, at, text, details) SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)")
        {
            Parameters =
            {
                Ids(entries.Select(e => e.ShopId)), Ids(entries.Select(e => e.ConversationId)), Longs(entries.Select(e => (long?)e.Seq)),
                Texts(entries.Select(e => (string?)EnumConverters.Text(e.Kind))), Texts(entries.Select(e => (string?)EnumConverters.Text(e.From))),
                Ids(entries.Select(e => e.SenderId!.Value)), Texts(entries.Select(e => e.ClientId)), Longs(entries.Select(e => (long?)e.At.Stored())),
                Texts(entries.Select(e => e.Text)), Texts(entries.Select(e => Append.Json(e.Details))),
            },
        });
        batch.BatchCommands.Add(new("UPDATE conversations c SET head_seq = w.head_seq, waiting_since = w.waiting_since, last_buyer_at = w.last_buyer_at, last_seq = w.last_seq, "
            + "last_kind = w.last_kind, last_from = w.last_from, last_text = w.last_text, last_at = w.last_at "
            + "FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) AS w(shop_id, id, head_seq, waiting_since, last_buyer_at, last_seq, last_kind, last_from, last_text, last_at) "
            + "WHERE c.shop_id = w.shop_id AND c.id = w.id")
        {
            Parameters =
            {
                Ids(grown.Select(l => l.ShopId)), Ids(grown.Select(l => l.Id)), Longs(grown.Select(l => (long?)l.Head.Seq)),
                Longs(grown.Select(l => l.Head.WaitingSince?.Stored())), Longs(grown.Select(l => l.Head.LastBuyerAt?.Stored())), Longs(grown.Select(l => l.Head.LastSeq)),
                Texts(grown.Select(l => l.Head.LastKind is { } kind ? EnumConverters.Text(kind) : null)),
                Texts(grown.Select(l => l.Head.LastFrom is { } from ? EnumConverters.Text(from) : null)),
                Texts(grown.Select(l => l.Head.LastText)), Longs(grown.Select(l => l.Head.LastAt?.Stored())),
            },
        });
        var answered = grown.Where(l => l.LastOfAgent is not null).OrderBy(l => l.BuyerId).ToList();
        if (answered.Count > 0)
            batch.BatchCommands.Add(new("UPDATE buyers b SET recent_agent_id = w.agent_id, recent_agent_at = w.at FROM unnest($1, $2, $3, $4) AS w(shop_id, id, agent_id, at) "
                + "WHERE b.shop_id = w.shop_id AND b.id = w.id")
            {
                Parameters =
                {
                    Ids(answered.Select(l => l.ShopId)), Ids(answered.Select(l => l.BuyerId)), Ids(answered.Select(l => l.LastOfAgent!.SenderId!.Value)),
                    Longs(answered.Select(l => (long?)l.LastOfAgent!.At.Stored())),
                },
            });
    }

    /// <summary>Rarely any.</summary>
    private static void AddFacts(NpgsqlBatch batch, List<Fact> facts)
    {
        if (facts.Count == 0)
            return;
        batch.BatchCommands.Add(new("INSERT INTO facts (shop_id, id, type, at, subject_id, details, tries) SELECT *, 0 FROM unnest($1, $2, $3, $4, $5, $6)")
        {
            Parameters =
            {
                Ids(facts.Select(f => f.ShopId)), Ids(facts.Select(f => f.Id)), Texts(facts.Select(f => (string?)f.Type)), Longs(facts.Select(f => (long?)f.At.Stored())),
                Ids(facts.Select(f => f.SubjectId)), Texts(facts.Select(f => f.Details)),
            },
        });
    }

    private static NpgsqlParameter Ids(IEnumerable<Guid> ids) => new() { Value = ids.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid };

    private static NpgsqlParameter Texts(IEnumerable<string?> texts) => new() { Value = texts.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text };

    private static NpgsqlParameter Longs(IEnumerable<long?> values) => new() { Value = values.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint };

    public async ValueTask DisposeAsync()
    {
        while (idle.TryTake(out var connection))
            await connection.DisposeAsync();
    }
}
