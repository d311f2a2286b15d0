using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Yingke.Server.Platform.Activity;

namespace Yingke.Server.Platform.Storage;

/// <summary>
/// All tables of the program. Each feature maps its own in <c>XTables.cs</c>; the conventions here hold for every one of them:
/// snake_case names, instants as Unix milliseconds, enums as snake_case text, keys that start with the shop.
/// </summary>
internal sealed class Db(DbContextOptions<Db> options, Dialect dialect) : DbContext(options)
{
    public Dialect Dialect { get; } = dialect;

    public static void Configure(DbContextOptionsBuilder options, Dialect dialect)
    {
        options.UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking);
        // Migrations are written by hand for both databases, so there is no snapshot to compare with.
        options.ConfigureWarnings(w => w.Ignore(RelationalEventId.PendingModelChangesWarning));
        dialect.Configure(options);
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder conventions) => Conventions.Configure(conventions, Dialect);

    protected override void OnModelCreating(ModelBuilder model)
    {
        model.ApplyConfigurationsFromAssembly(typeof(Db).Assembly);
        Conventions.Name(model);
    }

    /// <summary>
    /// Runs <paramref name="work"/> in one transaction and saves what it changed. On SQLite writers take turns at
    /// <see cref="Dialect.EnterWrite"/>, so that none of them ever meets a busy database.
    /// </summary>
    public async Task<T> InTransaction<T>(Func<Task<T>> work, CancellationToken cancel)
    {
        if (Database.CurrentTransaction is not null)
        {
            var inner = await work();
            await base.SaveChangesAsync(cancel);
            return inner;
        }
        using var turn = await Dialect.EnterWrite(cancel);
        await using var transaction = await Database.BeginTransactionAsync(cancel);
        var result = await work();
        await base.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return result;
    }

    public Task InTransaction(Func<Task> work, CancellationToken cancel) =>
        InTransaction(async () => { await work(); return true; }, cancel);

    /// <summary>
    /// One connection for the queries of one answer. Otherwise each opens and closes it, which on SQLite, with the functions and settings of a
    /// connection made anew, takes as long as a small query.
    /// </summary>
    public async Task<IAsyncDisposable> HoldConnection(CancellationToken cancel)
    {
        await Database.OpenConnectionAsync(cancel);
        return new Held(Database);
    }

    private sealed class Held(DatabaseFacade database) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await database.CloseConnectionAsync();
    }

    /// <summary>Saves in a transaction of its own, unless one is open.</summary>
    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        if (Database.CurrentTransaction is not null)
            return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        using var turn = await Dialect.EnterWrite(cancellationToken);
        return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    /// <summary>Adds a fact to the transaction: what happened, for the reactions that run after it is committed.</summary>
    public void Record(Fact fact) => Set<Fact>().Add(fact);
}
