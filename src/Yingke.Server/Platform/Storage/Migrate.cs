using Microsoft.EntityFrameworkCore;

namespace Yingke.Server.Platform.Storage;

/// <summary>Brings the database to this program's schema, forwards only; a database of a newer program is refused.</summary>
internal static class Migrate
{
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
            throw new InvalidOperationException($"The database was made by a newer Yingke (it has {unknown[^1]}). Start that version, or restore a backup from before.");
        await db.Database.MigrateAsync(cancel);
        if (!db.Dialect.IsPostgres)
            await db.Database.CloseConnectionAsync();
    }
}
