using System.Data;
using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Yingke.Server.Platform.Storage;

internal sealed class PostgresDialect : Dialect, IAsyncDisposable
{
    /// <summary>The one channel on which nodes tell each other what moved.</summary>
    public const string Channel = "yingke";

    private readonly NpgsqlDataSource source, own;

    public PostgresDialect(StorageOptions options)
    {
        var builder = new NpgsqlConnectionStringBuilder(options.ConnectionString
            ?? throw new InvalidOperationException("Storage:ConnectionString is missing for the database postgres."));
        // A partition without a reset must not hold a request for ever.
        builder.CommandTimeout = 5;
        builder.Timeout = 5;
        builder.KeepAlive = 5;
        builder.CancellationTimeout = 500;
        // The few statements of the hot path are planned once a connection, not once a batch.
        builder.MaxAutoPrepare = 60;
        builder.AutoPrepareMinUsages = 3;
        // Nothing of ours changes a pooled session; putting each back as new would cost the database more than most queries.
        builder.NoResetOnClose = true;
        source = new NpgsqlDataSourceBuilder(builder.ConnectionString).Build();
        builder.Pooling = false;
        // The same few statements all day, for one row or five hundred by the same way: planned once.
        builder.Options = (builder.Options + " -c plan_cache_mode=force_generic_plan").Trim();
        own = new NpgsqlDataSourceBuilder(builder.ConnectionString).Build();
    }

    public override bool IsPostgres => true;

    public override void Configure(DbContextOptionsBuilder builder) => builder.UseNpgsql(source);

    public override async Task<DbConnection> OpenConnection(CancellationToken cancel) => await source.OpenConnectionAsync(cancel);

    public override async Task<DbConnection> OpenOwnConnection(CancellationToken cancel) => await own.OpenConnectionAsync(cancel);

    public override ValueTask<IDisposable?> EnterWrite(CancellationToken cancel) => ValueTask.FromResult<IDisposable?>(null);

    public override async Task<IAsyncDisposable> BeginSnapshot(Db db, CancellationToken cancel) =>
        await db.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancel);

    public override string? UniqueViolation(Exception exception) =>
        (exception as PostgresException ?? exception.InnerException as PostgresException) is { SqlState: PostgresErrorCodes.UniqueViolation } found
            ? found.ConstraintName
            : null;

    public override bool IsTransient(Exception exception) =>
        exception is TimeoutException || (exception as NpgsqlException ?? exception.InnerException as NpgsqlException) is { } found
            && (found.IsTransient || found is PostgresException { SqlState: PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.DeadlockDetected });

    public override Task Notify(Db db, string payload, CancellationToken cancel) =>
        db.Database.ExecuteSqlAsync($"SELECT pg_notify({Channel}, {payload})", cancel);

    public async ValueTask DisposeAsync()
    {
        await own.DisposeAsync();
        await source.DisposeAsync();
    }
}
