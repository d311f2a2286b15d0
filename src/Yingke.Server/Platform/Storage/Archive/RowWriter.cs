using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;
using NpgsqlTypes;

namespace Yingke.Server.Platform.Storage.Archive;

/// <summary>Puts rows into an empty table, as fast as the database takes them: COPY on PostgreSQL, a prepared statement on SQLite.</summary>
internal abstract class RowWriter : IAsyncDisposable
{
    public static async Task<RowWriter> Open(DbConnection connection, DbTransaction transaction, StoredTable table, CancellationToken cancel) => connection is NpgsqlConnection postgres
        ? new Copy(table, await postgres.BeginBinaryImportAsync($"COPY {StoredTable.Quote(table.Name)} ({table.ColumnList}) FROM STDIN (FORMAT BINARY)", cancel))
        : new Insert(table, (SqliteConnection)connection, (SqliteTransaction)transaction);

    public abstract Task Write(object?[] row, CancellationToken cancel);

    /// <summary>Says that all rows were given.</summary>
    public abstract Task Complete(CancellationToken cancel);

    public abstract ValueTask DisposeAsync();

    private sealed class Copy(StoredTable table, NpgsqlBinaryImporter rows) : RowWriter
    {
        public override async Task Write(object?[] row, CancellationToken cancel)
        {
            await rows.StartRowAsync(cancel);
            for (var i = 0; i < row.Length; i++)
            {
                var column = table.Columns[i];
                switch (row[i])
                {
                    case null: await rows.WriteNullAsync(cancel); break;
                    case Guid id: await rows.WriteAsync(id, NpgsqlDbType.Uuid, cancel); break;
                    case long number when column.IsShort: await rows.WriteAsync((int)number, NpgsqlDbType.Integer, cancel); break;
                    case long number: await rows.WriteAsync(number, NpgsqlDbType.Bigint, cancel); break;
                    case bool flag: await rows.WriteAsync(flag, NpgsqlDbType.Boolean, cancel); break;
                    case byte[] bytes: await rows.WriteAsync(bytes, NpgsqlDbType.Bytea, cancel); break;
                    default: await rows.WriteAsync((string)row[i]!, NpgsqlDbType.Text, cancel); break;
                }
            }
        }

        public override async Task Complete(CancellationToken cancel) => await rows.CompleteAsync(cancel);

        public override ValueTask DisposeAsync() => rows.DisposeAsync();
    }

    private sealed class Insert : RowWriter
    {
        private readonly SqliteCommand command;

        public Insert(StoredTable table, SqliteConnection connection, SqliteTransaction transaction)
        {
            command = connection.CreateCommand();
            command.Transaction = transaction;
            command.CommandText = $"INSERT INTO {StoredTable.Quote(table.Name)} ({table.ColumnList}) VALUES ({string.Join(", ", table.Columns.Select((_, i) => "$p" + i))})";
            for (var i = 0; i < table.Columns.Count; i++)
                command.Parameters.Add(new SqliteParameter { ParameterName = "$p" + i });
        }

        public override Task Write(object?[] row, CancellationToken cancel)
        {
            for (var i = 0; i < row.Length; i++)
                command.Parameters[i].Value = row[i] switch { null => DBNull.Value, Guid id => id.ToByteArray(bigEndian: true), var value => value };
            command.ExecuteNonQuery();
            return Task.CompletedTask;
        }

        public override Task Complete(CancellationToken cancel) => Task.CompletedTask;

        public override ValueTask DisposeAsync() => command.DisposeAsync();
    }
}
