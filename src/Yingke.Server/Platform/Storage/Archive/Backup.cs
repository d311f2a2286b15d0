using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Yingke.Server.Platform.Storage.Archive;

/// <summary>
/// Writes everything into one archive while the program runs: all tables as one moment's snapshot, then the files they speak of. The same
/// archive restores on either database. Until it is whole it bears another name.
/// </summary>
internal sealed class Backup(Db db, StorageOptions storage, TimeProvider time)
{
    public async Task<Manifest> Write(string path, CancellationToken cancel)
    {
        var partial = path + ".partial";
        try
        {
            var manifest = await WriteAll(partial, cancel);
            await Seal.Put(partial, cancel);
            File.Move(partial, path);
            return manifest;
        }
        finally
        {
            File.Delete(partial);
        }
    }

    private async Task<Manifest> WriteAll(string path, CancellationToken cancel)
    {
        await using var file = new FileStream(path, FileMode.CreateNew);
        using var zip = new ZipArchive(file, ZipArchiveMode.Create);
        zip.Comment = Seal.Placeholder;
        var taken = time.Now();
        var tables = new List<TableEntry>();
        var attached = new List<string>();
        string schema;
        await using (await db.Dialect.BeginSnapshot(db, cancel))
        {
            schema = (await db.Database.GetAppliedMigrationsAsync(cancel)).Last();
            foreach (var table in StoredTable.All(db))
                tables.Add(await WriteTable(zip, table, attached, cancel));
        }
        var files = new List<FileEntry>();
        foreach (var name in attached)
        {
            if (await WriteFile(zip, name, cancel) is { } entry)
                files.Add(entry);
        }
        var manifest = new Manifest(Manifest.CurrentFormat, schema, taken, tables, files);
        await using var last = zip.CreateEntry(Manifest.Name).Open();
        await JsonSerializer.SerializeAsync(last, manifest, Stored.Json, cancel);
        return manifest;
    }

    private async Task<TableEntry> WriteTable(ZipArchive zip, StoredTable table, List<string> attached, CancellationToken cancel)
    {
        var transaction = db.Database.CurrentTransaction!.GetDbTransaction();
        var entry = new TableEntry(table.Name, table.Columns, 0, "", "");
        var sum = new RowSum();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var to = zip.CreateEntry(entry.Path, CompressionLevel.Fastest).Open();
        await foreach (var row in table.Read(transaction.Connection!, transaction, cancel))
        {
            var line = sum.Add(table, row);
            await to.WriteAsync(line, cancel);
            to.Write("\n"u8);
            hash.AppendData(line.Span);
            hash.AppendData("\n"u8);
            if (table.Name == "files")
                attached.Add(FileName(table, row));
        }
        return entry with { Rows = sum.Count, Checksum = sum.Checksum, Sha256 = Convert.ToHexStringLower(hash.GetHashAndReset()) };
    }

    /// <summary>Where the bytes of a row of the table <c>files</c> lie: a folder per shop, a file per id.</summary>
    private static string FileName(StoredTable table, object?[] row)
    {
        Guid Id(string column) => (Guid)row[table.Columns.ToList().FindIndex(c => c.Name == column)]!;
        return $"{Id("shop_id"):N}/{Id("id"):N}";
    }

    /// <summary>A row without bytes is an upload that was never sent on; its sweep may come before us.</summary>
    private async Task<FileEntry?> WriteFile(ZipArchive zip, string name, CancellationToken cancel)
    {
        var path = Path.Combine(storage.FilesFolder, name);
        if (!File.Exists(path))
            return null;
        await using var from = File.OpenRead(path);
        // What people send is compressed already.
        await using var to = zip.CreateEntry("files/" + name, CompressionLevel.NoCompression).Open();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var (buffer, size) = (new byte[1 << 16], 0L);
        while (await from.ReadAsync(buffer, cancel) is > 0 and var read)
        {
            hash.AppendData(buffer, 0, read);
            await to.WriteAsync(buffer.AsMemory(0, read), cancel);
            size += read;
        }
        return new(name, size, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }
}
