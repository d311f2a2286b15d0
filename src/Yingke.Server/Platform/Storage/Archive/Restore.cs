using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Yingke.Server.Platform.Storage.Archive;

/// <summary>
/// Puts a verified backup into a database that holds nothing: the schema it was taken from, its rows in one transaction, then the migrations
/// that came since. Whatever fails leaves the place as empty as it was.
/// </summary>
internal sealed class Restore(Db db, StorageOptions storage)
{
    public async Task Run(OpenArchive archive, CancellationToken cancel)
    {
        var manifest = archive.Manifest;
        if (!db.Database.GetMigrations().Contains(manifest.Schema))
            throw new InvalidDataException($"The backup comes from a newer Yingke (its schema is {manifest.Schema}).");
        if (db.Dialect.IsPostgres)
            db.Database.SetCommandTimeout(TimeSpan.FromMinutes(30));
        await Migrate.To(db, manifest.Schema, cancel);
        await db.InTransaction(async () =>
        {
            foreach (var entry in manifest.Tables)
                await Fill(archive, entry, cancel);
        }, cancel);
        foreach (var file in manifest.Files)
            await Copy(archive, file, cancel);
        await Migrate.Run(db, cancel);
    }

    private async Task Fill(OpenArchive archive, TableEntry entry, CancellationToken cancel)
    {
        var transaction = db.Database.CurrentTransaction!.GetDbTransaction();
        // By the backup's own columns: those of today's model may be more.
        var table = new StoredTable(entry.Name, entry.Columns, []);
        var sum = new RowSum();
        using var lines = new StreamReader(archive.Open(entry.Path));
        await using var rows = await RowWriter.Open(transaction.Connection!, transaction, table, cancel);
        while (await lines.ReadLineAsync(cancel) is { } line)
        {
            var row = Rows.Read(line, entry.Columns);
            sum.Add(table, row);
            await rows.Write(row, cancel);
        }
        await rows.Complete(cancel);
        if ((sum.Count, sum.Checksum) != (entry.Rows, entry.Checksum))
            throw new InvalidDataException($"{entry.Name} has other rows than the backup's manifest says.");
    }

    private async Task Copy(OpenArchive archive, FileEntry file, CancellationToken cancel)
    {
        var path = Path.Combine(storage.FilesFolder, file.Name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await using var from = archive.Open(file.Path);
        await using var to = new FileStream(path, FileMode.CreateNew);
        await from.CopyToAsync(to, cancel);
        to.Flush(flushToDisk: true);
    }
}
