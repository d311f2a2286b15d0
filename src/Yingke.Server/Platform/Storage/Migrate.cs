using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Storage;

namespace Yingke.Server.Platform.Storage;

/// <summary>Brings the database to this program's schema, forwards only; a database of a newer program is refused.</summary>
internal static class Migrate
{
    /// <summary>The database knows migrations that this program does not.</summary>
    internal sealed class Newer(string message) : InvalidOperationException(message);

    /// <summary>An empty database gets the schema as it was with the migration <paramref name="last"/>, for what was kept from then.</summary>
    public static async Task To(Db db, string last, CancellationToken cancel)
    {
        var (migrations, history) = (db.GetService<IMigrationsAssembly>(), db.GetService<IHistoryRepository>());
        var (generator, executor, connection) = (db.GetService<IMigrationsSqlGenerator>(), db.GetService<IMigrationCommandExecutor>(), db.GetService<IRelationalConnection>());
        await db.Database.ExecuteSqlRawAsync(history.GetCreateIfNotExistsScript(), cancel);
        foreach (var (id, type) in migrations.Migrations.Where(m => string.CompareOrdinal(m.Key, last) <= 0))
        {
            var migration = migrations.CreateMigration(type, db.Database.ProviderName!);
            await executor.ExecuteNonQueryAsync(generator.Generate(migration.UpOperations), connection, cancel);
            await db.Database.ExecuteSqlRawAsync(history.GetInsertScript(new HistoryRow(id, ProductInfo.GetVersion())), cancel);
        }
    }

    public static async Task Run(Db db, CancellationToken cancel)
    {
        if (!db.Dialect.IsPostgres)
        {
            // EF's lock row outlives a killed process and would block for ever; the lock on the data folder already keeps others out.
            await db.Database.OpenConnectionAsync(cancel);
            await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL; DROP TABLE IF EXISTS __EFMigrationsLock;", cancel);
        }
        else
        {
            // A schema change may take longer than a request is allowed to.
            db.Database.SetCommandTimeout(TimeSpan.FromMinutes(30));
        }
        var unknown = (await db.Database.GetAppliedMigrationsAsync(cancel)).Except(db.Database.GetMigrations()).ToList();
        if (unknown.Count > 0)
            throw new Newer($"The database was made by a newer Yingke (it has {unknown[^1]}). Start that version, or restore a backup from before.");
        await db.Database.MigrateAsync(cancel);
        if (!db.Dialect.IsPostgres)
            await db.Database.CloseConnectionAsync();
    }
}
