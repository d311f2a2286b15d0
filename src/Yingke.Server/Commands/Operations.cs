using System.CommandLine;
using Microsoft.EntityFrameworkCore;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Storage.Archive;

namespace Yingke.Server.Commands;

/// <summary><c>yingke backup</c>, <c>restore</c>, <c>check</c> and <c>move-data</c> (spec: guarantees.md, Storage and scale).</summary>
internal static class Operations
{
    public static Command BackupCommand()
    {
        var file = new Argument<FileInfo>("file") { Description = "The archive to write; must not exist" };
        var command = new Command("backup", "Write database and files into one archive, while the program runs") { file };
        command.SetAction((parsed, cancel) => Tool.Run(async (services, _) =>
        {
            var to = parsed.GetRequiredValue(file);
            if (to.Exists)
                throw new Tool.Refused($"{to.FullName} 已存在 (exists already)");
            var manifest = await services.GetRequiredService<Backup>().Write(to.FullName, cancel);
            Console.WriteLine($"已备份 {manifest.Tables.Sum(t => t.Rows):N0} 行、{manifest.Files.Count:N0} 个文件 → {to.FullName} (rows and files backed up)");
            return 0;
        }, cancel));
        return command;
    }

    public static Command RestoreCommand()
    {
        var file = new Argument<FileInfo>("file") { Description = "An archive of yingke backup" };
        var command = new Command("restore", "Restore an archive into an empty database and folder") { file };
        command.SetAction((parsed, cancel) => Restore(parsed.GetRequiredValue(file), cancel));
        return command;
    }

    private static async Task<int> Restore(FileInfo file, CancellationToken cancel)
    {
        try
        {
            if (!file.Exists)
                throw new Tool.Refused($"没有文件 {file.FullName} (no such file)");
            using var archive = await OpenArchive.Verify(file.FullName, cancel);
            return await Tool.RunOn(migrate: false, async (services, db) =>
            {
                var storage = services.GetRequiredService<StorageOptions>();
                using var folder = storage.IsPostgres ? null : FolderLock.Take(storage.Folder);
                await new EmptyPlace(db, storage).Fill(() => services.GetRequiredService<Restore>().Run(archive, cancel), cancel);
                Console.WriteLine($"已恢复 {archive.Manifest.Tables.Sum(t => t.Rows):N0} 行、{archive.Manifest.Files.Count:N0} 个文件，备份时间 {archive.Manifest.TakenAt:u} (restored)");
                return Tell(await services.GetRequiredService<CheckData>().Run(cancel));
            }, cancel);
        }
        catch (Exception refused) when (refused is InvalidDataException or Tool.Refused)
        {
            await Console.Error.WriteLineAsync($"未恢复 (not restored): {refused.Message}");
            return 1;
        }
    }

    public static Command CheckCommand()
    {
        var backup = new Option<FileInfo?>("--backup") { Description = "Check an archive instead of the database" };
        var command = new Command("check", "Check that what is stored is whole") { backup };
        command.SetAction((parsed, cancel) => parsed.GetValue(backup) is { } file
            ? CheckBackup(file, cancel)
            : Tool.Run(async (services, _) => Tell(await services.GetRequiredService<CheckData>().Run(cancel)), cancel));
        return command;
    }

    private static async Task<int> CheckBackup(FileInfo file, CancellationToken cancel)
    {
        try
        {
            using var archive = await OpenArchive.Verify(file.FullName, cancel);
            Console.WriteLine($"备份完整 (the backup is whole): {archive.Manifest.Tables.Sum(t => t.Rows):N0} 行 rows, {archive.Manifest.Files.Count:N0} 个文件 files, {archive.Manifest.TakenAt:u}");
            return 0;
        }
        catch (Exception refused) when (refused is InvalidDataException or IOException)
        {
            await Console.Error.WriteLineAsync($"备份不可用 (not to be used): {refused.Message}");
            return 1;
        }
    }

    public static Command MoveDataCommand()
    {
        var to = new Option<string>("--to") { Description = "Npgsql connection string of an empty PostgreSQL database", Required = true };
        var command = new Command("move-data", "Copy the SQLite database into PostgreSQL; the files stay where they are") { to };
        command.SetAction((parsed, cancel) => Tool.Run(async (services, db) =>
        {
            var storage = services.GetRequiredService<StorageOptions>();
            if (storage.IsPostgres)
                throw new Tool.Refused("数据已在 PostgreSQL 中 (the data is in PostgreSQL already)");
            // Whoever writes to the old database meanwhile would be lost.
            using var folder = FolderLock.Take(storage.Folder);
            await using var dialect = new PostgresDialect(new StorageOptions { Database = "postgres", ConnectionString = parsed.GetRequiredValue(to) });
            var options = new DbContextOptionsBuilder<Db>();
            Db.Configure(options, dialect);
            await using var target = new Db(options.Options, dialect);
            await Migrate.Run(target, cancel);
            if (await target.Set<Shop>().AnyAsync(cancel))
                throw new Tool.Refused("目标数据库不为空 (the target is not empty)");
            foreach (var table in await new Move(db, target).Run(cancel))
                Console.WriteLine($"  {table.Name,-24} {table.Rows,12:N0}  {table.Checksum}");
            Console.WriteLine("全部核对一致。把 Storage:Database 设为 postgres、Storage:ConnectionString 设为上面的连接，文件目录不变。\n(All compared equal. Set Storage:Database to postgres and Storage:ConnectionString to that connection; the files stay.)");
            return 0;
        }, cancel));
        return command;
    }

    private static int Tell(CheckData.Outcome found)
    {
        foreach (var note in found.Notes)
            Console.WriteLine("注意 (note): " + note);
        foreach (var problem in found.Problems)
            Console.Error.WriteLine("问题 (problem): " + problem);
        Console.WriteLine(found.Problems.Count == 0
            ? $"检查通过 (all well): {found.Conversations:N0} 个会话 conversations, {found.Entries:N0} 条记录 entries"
            : $"发现 {found.Problems.Count:N0} 个问题 (problems found)");
        return found.Problems.Count == 0 ? 0 : 1;
    }
}
