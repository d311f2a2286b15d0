using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Yingke.Server.Platform.Storage;

internal sealed class SqliteDialect(StorageOptions options) : Dialect, IDisposable
{
    private readonly SemaphoreSlim writer = new(1, 1);

    public override bool IsPostgres => false;

    // The sum of what the promise of durability needs: WAL with full sync. Set on every connection, since a build of SQLite may default otherwise.
    private string ConnectionString => new SqliteConnectionStringBuilder
    {
        DataSource = Path.GetFullPath(options.SqliteFile),
        ForeignKeys = false,
        DefaultTimeout = 30,
    }.ToString();

    // A list of ids is one parameter, as on PostgreSQL: as hundreds of them each query would be translated anew, and SQLite looks each up by name among all.
    public override void Configure(DbContextOptionsBuilder builder) =>
        builder.UseSqlite(ConnectionString, sqlite => sqlite.UseParameterizedCollectionMode(ParameterTranslationMode.Parameter)).AddInterceptors(new SqlitePragmas());

    public override async Task<DbConnection> OpenConnection(CancellationToken cancel)
    {
        var connection = new SqliteConnection(ConnectionString);
        await connection.OpenAsync(cancel);
        SqlitePragmas.Apply(connection);
        return connection;
    }

    public override async ValueTask<IDisposable?> EnterWrite(CancellationToken cancel)
    {
        await writer.WaitAsync(cancel);
        return new Turn(writer);
    }

    public override async Task<IAsyncDisposable> BeginSnapshot(Db db, CancellationToken cancel)
    {
        await db.Database.OpenConnectionAsync(cancel);
        // Deferred: a reader of the write-ahead log, not the writer that EF's own transactions are.
        var snapshot = ((SqliteConnection)db.Database.GetDbConnection()).BeginTransaction(deferred: true);
        await db.Database.UseTransactionAsync(snapshot, cancel);
        return new Snapshot(db, snapshot);
    }

    /// <summary>
    /// Moves what was written ahead into the database, beside the writer. Left to a commit, all of it would be moved by one, and
    /// whoever waits for that one waits a tenth of a second.
    /// </summary>
    public override void Tidy()
    {
        using var connection = new SqliteConnection(ConnectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA wal_checkpoint(PASSIVE)";
        command.ExecuteNonQuery();
    }

    public override string? UniqueViolation(Exception exception) => Find(exception) switch
    {
        { SqliteExtendedErrorCode: 2067 or 1555 } found => found.Message,
        _ => null,
    };

    public override bool IsTransient(Exception exception) => Find(exception) is { SqliteErrorCode: 5 or 6 };

    public override Task Notify(Db db, string payload, CancellationToken cancel) => Task.CompletedTask;

    public void Dispose() => writer.Dispose();

    private static SqliteException? Find(Exception exception) =>
        exception as SqliteException ?? exception.InnerException as SqliteException;

    private sealed class Snapshot(Db db, SqliteTransaction transaction) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await db.Database.UseTransactionAsync(null);
            await transaction.DisposeAsync();
            await db.Database.CloseConnectionAsync();
        }
    }

    private sealed class Turn(SemaphoreSlim writer) : IDisposable
    {
        private int left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref left, 1) == 0)
                writer.Release();
        }
    }
}
