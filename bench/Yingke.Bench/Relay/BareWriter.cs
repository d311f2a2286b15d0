using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using Npgsql;
using NpgsqlTypes;

namespace Yingke.Bench.Relay;

/// <summary>Rows like the log's, a unique client id, the conversation's head moved: written batch by batch with durable commits.</summary>
internal abstract class BareWriter : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, long> heads = new();

    public long NextSeq(string conversation) => heads.AddOrUpdate(conversation, 1, (_, head) => head + 1);

    public abstract Task Open();

    public abstract Task Write(IReadOnlyList<BareRelay.Row> rows);

    public abstract ValueTask DisposeAsync();
}

internal sealed class SqliteBareWriter(string file) : BareWriter
{
    private SqliteConnection? connection;
    private SqliteCommand? insert, move;

    public override async Task Open()
    {
        connection = new SqliteConnection($"Data Source={file}");
        await connection.OpenAsync();
        await using (var schema = connection.CreateCommand())
        {
            schema.CommandText = """
                PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=16000;
                CREATE TABLE entries (conversation TEXT, seq INTEGER, client_id TEXT, text TEXT, at INTEGER, PRIMARY KEY (conversation, seq));
                CREATE UNIQUE INDEX ux ON entries (conversation, client_id);
                CREATE TABLE heads (conversation TEXT PRIMARY KEY, seq INTEGER, text TEXT, at INTEGER);
                """;
            await schema.ExecuteNonQueryAsync();
        }
        insert = Prepare("INSERT INTO entries VALUES ($0, $1, $2, $3, $4)", 5);
        move = Prepare("INSERT INTO heads VALUES ($0, $1, $2, $3) ON CONFLICT (conversation) DO UPDATE SET seq = excluded.seq, text = excluded.text, at = excluded.at", 4);
    }

    public override Task Write(IReadOnlyList<BareRelay.Row> rows)
    {
        using var transaction = connection!.BeginTransaction();
        foreach (var row in rows)
        {
            Run(insert!, transaction, row.Conversation, row.Seq, row.ClientId, row.Text, row.At);
            Run(move!, transaction, row.Conversation, row.Seq, row.Text, row.At);
        }
        transaction.Commit();
        return Task.CompletedTask;
    }

    private SqliteCommand Prepare(string sql, int parameters)
    {
        var command = connection!.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < parameters; i++)
            command.Parameters.Add(new SqliteParameter { ParameterName = "$" + i });
        return command;
    }

    private static void Run(SqliteCommand command, SqliteTransaction transaction, params ReadOnlySpan<object> values)
    {
        command.Transaction = transaction;
        for (var i = 0; i < values.Length; i++)
            command.Parameters[i].Value = values[i];
        command.ExecuteNonQuery();
    }

    public override async ValueTask DisposeAsync()
    {
        if (connection is not null)
            await connection.DisposeAsync();
    }
}

internal sealed class PostgresBareWriter(string connectionString) : BareWriter
{
    private NpgsqlConnection? connection;

    public override async Task Open()
    {
        connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var schema = new NpgsqlCommand("""
            CREATE TABLE relay_entries (conversation text, seq bigint, client_id text, text text, at bigint, PRIMARY KEY (conversation, seq));
            CREATE UNIQUE INDEX ux_relay ON relay_entries (conversation, client_id);
            CREATE TABLE relay_heads (conversation text PRIMARY KEY, seq bigint, text text, at bigint);
            """, connection);
        await schema.ExecuteNonQueryAsync();
    }

    public override async Task Write(IReadOnlyList<BareRelay.Row> rows)
    {
        var last = rows.GroupBy(r => r.Conversation).Select(g => g.Last()).ToList();
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new("INSERT INTO relay_entries SELECT * FROM unnest($1, $2, $3, $4, $5)")
                {
                    Parameters = { Texts(rows.Select(r => r.Conversation)), Longs(rows.Select(r => r.Seq)), Texts(rows.Select(r => r.ClientId)), Texts(rows.Select(r => r.Text)), Longs(rows.Select(r => r.At)) },
                },
                new("INSERT INTO relay_heads SELECT * FROM unnest($1, $2, $3, $4) ON CONFLICT (conversation) DO UPDATE SET seq = excluded.seq, text = excluded.text, at = excluded.at")
                {
                    Parameters = { Texts(last.Select(r => r.Conversation)), Longs(last.Select(r => r.Seq)), Texts(last.Select(r => r.Text)), Longs(last.Select(r => r.At)) },
                },
            },
        };
        // A batch is one implicit transaction: one durable commit.
        await batch.ExecuteNonQueryAsync();
    }

    private static NpgsqlParameter Texts(IEnumerable<string> texts) => new() { Value = texts.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text };

    private static NpgsqlParameter Longs(IEnumerable<long> values) => new() { Value = values.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint };

    public override async ValueTask DisposeAsync()
    {
        if (connection is not null)
            await connection.DisposeAsync();
    }
}
