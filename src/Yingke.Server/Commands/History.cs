using System.CommandLine;
using Yingke.Server.Features.History;

namespace Yingke.Server.Commands;

/// <summary><c>yingke import</c> and <c>yingke export</c> (spec: history-format.md).</summary>
internal static class History
{
    private static readonly Option<string> Shop = new("--shop") { Description = "The shop's code", Required = true };

    public static Command Import()
    {
        var file = new Argument<FileInfo>("file") { Description = "One JSON object a line" };
        var strict = new Option<bool>("--strict") { Description = "Import nothing if any line is bad (default)" };
        var skipBad = new Option<bool>("--skip-bad") { Description = "Import the good lines, write the bad ones to a file" };
        var bad = new Option<FileInfo?>("--bad") { Description = "Where bad lines go; FILE.bad unless said" };
        var command = new Command("import", "Import a history file into a shop") { file, Shop, strict, skipBad, bad };
        command.Validators.Add(result =>
        {
            if (result.GetValue(strict) && result.GetValue(skipBad))
                result.AddError("--strict and --skip-bad exclude each other.");
        });
        command.SetAction((parsed, cancel) => Tool.Run(async (services, db) =>
        {
            var from = parsed.GetRequiredValue(file);
            if (!from.Exists)
                throw new Tool.Refused($"没有文件 {from.FullName} (no such file)");
            var shop = await Tool.Shop(db, parsed.GetRequiredValue(Shop), cancel);
            var mode = parsed.GetValue(skipBad) ? ImportMode.SkipBad : ImportMode.Strict;
            var badLines = parsed.GetValue(bad)?.FullName ?? from.FullName + ".bad";
            var done = await services.GetRequiredService<ImportHistory>().Run(shop.Id, from.FullName, mode, badLines, Show, cancel);
            return Tell(done, mode, badLines);
        }, cancel));
        return command;
    }

    public static Command Export()
    {
        var output = new Option<FileInfo?>("--output", "-o") { Description = "Where to; standard output unless said" };
        var command = new Command("export", "Export a shop's history") { Shop, output };
        command.SetAction((parsed, cancel) => Tool.Run(async (services, db) =>
        {
            var shop = await Tool.Shop(db, parsed.GetRequiredValue(Shop), cancel);
            var file = parsed.GetValue(output);
            await using var to = file is null ? Console.OpenStandardOutput() : file.Create();
            var lines = await services.GetRequiredService<ExportHistory>().Write(shop.Id, to, cancel);
            await Console.Error.WriteLineAsync($"已导出 {lines:N0} 行 (lines exported)");
            return 0;
        }, cancel));
        return command;
    }

    private static Task Show(ImportProgress progress) => Console.Error.WriteLineAsync(progress.Phase switch
    {
        ImportPhase.Reading => $"读取 (reading) {progress.Lines:N0}",
        ImportPhase.Checking => "检查 (checking)",
        _ => $"写入 (writing) {progress.Imported:N0}",
    });

    private static int Tell(ImportProgress done, ImportMode mode, string badLines)
    {
        foreach (var line in done.Bad)
            Console.Error.WriteLine($"第 {line.Line} 行 (line {line.Line}): {line.Field ?? "-"}: {line.Reason}");
        if (done.BadCount > done.Bad.Count)
            Console.Error.WriteLine($"… 共 {done.BadCount:N0} 行 (bad lines in all)");
        if (done.BadCount > 0)
            Console.Error.WriteLine($"有问题的行写入 (bad lines are in) {badLines}");
        var nothing = done.BadCount > 0 && mode == ImportMode.Strict;
        Console.WriteLine(nothing
            ? "未导入任何内容：文件中有问题行；用 --skip-bad 跳过它们 (nothing imported: the file has bad lines; --skip-bad leaves them out)"
            : $"已导入 {done.Imported:N0} 行，{done.Unchanged:N0} 行已存在，{done.BadCount:N0} 行有问题 (imported, already there, bad)");
        return nothing ? 1 : 0;
    }
}
