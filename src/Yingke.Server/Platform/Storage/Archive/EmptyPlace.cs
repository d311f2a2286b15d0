using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Yingke.Server.Platform.Storage.Archive;

/// <summary>A database and a files folder that hold nothing. What is put there and fails is taken away again.</summary>
internal sealed class EmptyPlace(Db db, StorageOptions storage)
{
    /// <exception cref="InvalidDataException">Something is there already.</exception>
    public async Task Fill(Func<Task> work, CancellationToken cancel)
    {
        if (await HasTables(cancel))
            throw new InvalidDataException("There is data already; restore only into an empty database.");
        if (Directory.Exists(storage.FilesFolder) && Directory.EnumerateFileSystemEntries(storage.FilesFolder).Any())
            throw new InvalidDataException($"{Path.GetFullPath(storage.FilesFolder)} is not empty.");
        try
        {
            await work();
        }
        catch
        {
            await Empty();
            throw;
        }
    }

    private async Task<bool> HasTables(CancellationToken cancel) =>
        db.Dialect.IsPostgres ? await Creator.ExistsAsync(cancel) && await Creator.HasTablesAsync(cancel) : File.Exists(storage.SqliteFile);

    private IRelationalDatabaseCreator Creator => (IRelationalDatabaseCreator)((Microsoft.EntityFrameworkCore.Infrastructure.IInfrastructure<IServiceProvider>)db).Instance.GetRequiredService<IDatabaseCreator>();

    private async Task Empty()
    {
        db.ChangeTracker.Clear();
        if (db.Dialect.IsPostgres)
        {
            await db.Database.ExecuteSqlRawAsync("DROP SCHEMA public CASCADE; CREATE SCHEMA public;");
        }
        else
        {
            await db.Database.CloseConnectionAsync();
            SqliteConnection.ClearAllPools();
            foreach (var part in new[] { "", "-wal", "-shm" })
                File.Delete(storage.SqliteFile + part);
        }
        if (Directory.Exists(storage.FilesFolder))
            Directory.Delete(storage.FilesFolder, recursive: true);
    }
}
