using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace Yingke.Server.Platform.Storage;

/// <summary>
/// What really differs between the two databases: locks, the turn of the only SQLite writer, unique violations and notifications between nodes.
/// Everything else is one EF Core model and one history of migrations.
/// </summary>
internal abstract class Dialect
{
    public abstract bool IsPostgres { get; }

    public abstract void Configure(DbContextOptionsBuilder builder);

    /// <summary>An open connection for a moment.</summary>
    public abstract Task<DbConnection> OpenConnection(CancellationToken cancel);

    /// <summary>An open connection to keep, in no pool: for the message log's writer and the listener.</summary>
    public virtual Task<DbConnection> OpenOwnConnection(CancellationToken cancel) => OpenConnection(cancel);

    /// <summary>SQLite has one writer: its turn, until disposed. PostgreSQL lets everybody in.</summary>
    public abstract ValueTask<IDisposable?> EnterWrite(CancellationToken cancel);

    /// <summary>A reading transaction on <paramref name="db"/> that sees the database as it is now until it is disposed, and keeps no writer waiting.</summary>
    public abstract Task<IAsyncDisposable> BeginSnapshot(Db db, CancellationToken cancel);

    /// <summary>The unique index that <paramref name="exception"/> tells of (its name on PostgreSQL, its columns on SQLite), or null for any other failure.</summary>
    public abstract string? UniqueViolation(Exception exception);

    /// <summary>True for failures that pass by themselves: the database is restarting, a lock was not had in time.</summary>
    public abstract bool IsTransient(Exception exception);

    /// <summary>Within the open transaction of <paramref name="db"/>: what other nodes hear once it is committed. Nothing on SQLite, which has one process.</summary>
    public abstract Task Notify(Db db, string payload, CancellationToken cancel);

    /// <summary>Work that the database leaves to its users, now and then; PostgreSQL does its own.</summary>
    public virtual void Tidy()
    {
    }
}
