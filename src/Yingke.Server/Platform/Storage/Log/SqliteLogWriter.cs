using Microsoft.Data.Sqlite;
using Yingke.Domain.Conversations;

namespace Yingke.Server.Platform.Storage.Log;

/// <summary>Prepared statements on one connection of its own: SQLite has one writer anyway.</summary>
internal sealed class SqliteLogWriter(Dialect dialect) : LogWriter, IDisposable
{
    private SqliteConnection? connection;
    private Statement? begin, commit, rollback, select, insert, find, move, recent, record;

    public override async Task<IReadOnlyList<OpenLog>> Write(IReadOnlyList<Append> wishes, Appended[] outcomes, DateTimeOffset now, CancellationToken cancel)
    {
        connection ??= await Open(cancel);
        using var turn = await dialect.EnterWrite(cancel);
        begin!.Run();
        try
        {
            var logs = new Dictionary<(Guid, Guid), OpenLog?>();
            for (var i = 0; i < wishes.Count; i++)
                outcomes[i] = Grant(wishes[i], logs, now);
            var grown = logs.Values.Where(l => l?.Added.Count > 0).Select(l => l!).ToList();
            foreach (var log in grown)
                Move(log);
            commit!.Run();
            return grown;
        }
        catch
        {
            rollback!.TryRun();
            throw;
        }
    }

    private Appended Grant(Append wish, Dictionary<(Guid, Guid), OpenLog?> logs, DateTimeOffset now)
    {
        if (!logs.TryGetValue((wish.ShopId, wish.ConversationId), out var log))
            logs[(wish.ShopId, wish.ConversationId)] = log = Find(wish.ShopId, wish.ConversationId);
        if (log is null)
            return Appended.Refused("not_found");
        if (log.Refuse(wish) is { } refusal)
            // A retry of what was granted before the conversation closed still gets its entry.
            return refusal == "not_found" ? Appended.Refused(refusal) : Again(wish, log) ?? Appended.Refused(refusal, log.Head.Seq);
        var entry = log.Next(wish, now);
        var inserted = insert!.Run(entry.ShopId, entry.ConversationId, entry.Seq, EnumConverters.Text(entry.Kind), EnumConverters.Text(entry.From),
            entry.SenderId, entry.ClientId, entry.At.Stored(), entry.Text, Append.Json(entry.Details));
        if (inserted == 0)
            return Again(wish, log)!;
        log.Count(entry, wish);
        return new(entry, entry.Seq, false, null);
    }

    private OpenLog? Find(Guid shopId, Guid id)
    {
        using var row = select!.Read(shopId, id);
        return row.Read()
            ? new(shopId, id, LogRow.Id(row, 0), row.IsDBNull(1) ? null : LogRow.Id(row, 1), EnumConverters.Parse<ConversationState>(row.GetString(2)), EnumConverters.Parse<Channel>(row.GetString(3)), LogRow.Head(row, 4))
            : null;
    }

    private Appended? Again(Append wish, OpenLog log)
    {
        using var row = find!.Read(wish.ShopId, wish.ConversationId, wish.SenderId, wish.ClientId);
        if (!row.Read())
            return null;
        var entry = LogRow.Entry(row, wish);
        return wish.HasSameBody(entry.Kind, entry.Text, entry.Details)
            ? new(entry, log.Head.Seq, true, null)
            : Appended.Refused("client_id_conflict", log.Head.Seq);
    }

    private void Move(OpenLog log)
    {
        var head = log.Head;
        move!.Run(log.ShopId, log.Id, head.Seq, head.WaitingSince?.Stored(), head.LastBuyerAt?.Stored(), head.LastSeq,
            head.LastKind is { } kind ? EnumConverters.Text(kind) : null, head.LastFrom is { } from ? EnumConverters.Text(from) : null, head.LastText, head.LastAt?.Stored());
        if (log.LastOfAgent is { } said)
            recent!.Run(log.ShopId, log.BuyerId, said.SenderId, said.At.Stored());
        foreach (var fact in log.Facts)
            record!.Run(fact.ShopId, fact.Id, fact.Type, fact.At.Stored(), fact.SubjectId, fact.Details);
    }

    private async Task<SqliteConnection> Open(CancellationToken cancel)
    {
        var opened = (SqliteConnection)await dialect.OpenOwnConnection(cancel);
        // 16 MB: with the default of 2 the ends of a few hundred conversations push each other out, and a twelfth of the program's time goes into reading them again.
        using (var cache = new Statement(opened, "PRAGMA cache_size = -16000", 0))
            cache.Run();
        begin = new(opened, "BEGIN IMMEDIATE", 0);
        commit = new(opened, "COMMIT", 0);
        rollback = new(opened, "ROLLBACK", 0);
        select = new(opened, $"SELECT buyer_id, agent_id, state, channel, {LogRow.HeadColumns} FROM conversations WHERE shop_id = $p0 AND id = $p1", 2);
        // Only the client id can be taken: seqs are given under the write lock.
        insert = new(opened, "INSERT INTO entries (shop_id, conversation_id, seq, kind, sender, sender_id, client_id, at, text, details) "
            + "VALUES ($p0, $p1, $p2, $p3, $p4, $p5, $p6, $p7, $p8, $p9) ON CONFLICT (shop_id, conversation_id, sender_id, client_id) WHERE client_id IS NOT NULL DO NOTHING", 10);
        find = new(opened, "SELECT seq, kind, sender, at, text, details FROM entries WHERE shop_id = $p0 AND conversation_id = $p1 AND sender_id = $p2 AND client_id = $p3", 4);
        move = new(opened, "UPDATE conversations SET head_seq = $p2, waiting_since = $p3, last_buyer_at = $p4, last_seq = $p5, last_kind = $p6, last_from = $p7, last_text = $p8, last_at = $p9 "
            + "WHERE shop_id = $p0 AND id = $p1", 10);
        recent = new(opened, "UPDATE buyers SET recent_agent_id = $p2, recent_agent_at = $p3 WHERE shop_id = $p0 AND id = $p1", 4);
        record = new(opened, "INSERT INTO facts (shop_id, id, type, at, subject_id, details, tries) VALUES ($p0, $p1, $p2, $p3, $p4, $p5, 0)", 6);
        return opened;
    }

    public void Dispose()
    {
        foreach (var statement in new[] { begin, commit, rollback, select, insert, find, move, recent, record })
            statement?.Dispose();
        connection?.Dispose();
    }

    /// <summary>A statement prepared once, its parameters $p0, $p1 … bound in place.</summary>
    private sealed class Statement : IDisposable
    {
        private readonly SqliteCommand command;

        public Statement(SqliteConnection connection, string sql, int parameters)
        {
            command = connection.CreateCommand();
            command.CommandText = sql;
            for (var i = 0; i < parameters; i++)
                command.Parameters.Add(new SqliteParameter { ParameterName = "$p" + i });
            command.Prepare();
        }

        public int Run(params ReadOnlySpan<object?> values)
        {
            Bind(values);
            return command.ExecuteNonQuery();
        }

        public SqliteDataReader Read(params ReadOnlySpan<object?> values)
        {
            Bind(values);
            return command.ExecuteReader();
        }

        /// <summary>A rollback after a failed commit may find no transaction left.</summary>
        public void TryRun()
        {
            try
            {
                command.ExecuteNonQuery();
            }
            catch (SqliteException)
            {
                // Nothing is open any more: that is what was wanted.
            }
        }

        private void Bind(ReadOnlySpan<object?> values)
        {
            for (var i = 0; i < values.Length; i++)
                command.Parameters[i].Value = values[i] switch { null => DBNull.Value, Guid id => id.ToByteArray(true), var value => value };
        }

        public void Dispose() => command.Dispose();
    }
}
