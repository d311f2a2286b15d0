using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Yingke.Domain.History;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Orders;
using Yingke.Server.Features.Routing;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.History;

/// <summary>How far an import is, and how it ended.</summary>
/// <param name="Bad">The first of the bad lines.</param>
internal sealed record ImportProgress(ImportPhase Phase, long Lines, long Imported, long Unchanged, long BadCount, IReadOnlyList<BadLine> Bad)
{
    public static readonly ImportProgress Start = new(ImportPhase.Reading, 0, 0, 0, 0, []);
}

/// <summary>
/// Imports a history file in two passes: first everything is read and looked at, then what is good is written. In strict mode
/// nothing is written if anything is bad (spec: history-format.md).
/// </summary>
internal sealed class ImportHistory(Db db, Dispatcher dispatcher, ShopDirectory directory, OrderClocks clocks, StorageOptions storage, TimeProvider time)
{
    private static readonly TimeSpan Report = TimeSpan.FromSeconds(1);

    /// <param name="shopId">Where it goes.</param>
    /// <param name="file">Read twice if it has bad lines.</param>
    /// <param name="mode">What a bad line means for the others.</param>
    /// <param name="badLines">Made only for bad lines, which are written there as they stand in the file.</param>
    /// <param name="report">Told about once a second.</param>
    /// <param name="cancel">Ends it between two transactions; importing the file again goes on from there.</param>
    public async Task<ImportProgress> Run(Guid shopId, string file, ImportMode mode, string badLines, Func<ImportProgress, Task> report, CancellationToken cancel)
    {
        db.Database.SetCommandTimeout(TimeSpan.FromMinutes(2));
        using var stage = new Stage(Path.Combine(storage.Folder, "imports"));
        var clock = Stopwatch.StartNew();
        var progress = ImportProgress.Start;
        async Task Tell(ImportProgress next)
        {
            progress = next;
            if (clock.Elapsed < Report)
                return;
            clock.Restart();
            await report(progress);
        }

        await Read(stage, file, mode, lines => Tell(progress with { Lines = lines }), cancel);
        await report(progress = progress with { Phase = ImportPhase.Checking });
        var shop = await db.Set<Shop>().AsNoTracking().SingleAsync(s => s.Id == shopId, cancel);
        await new CheckHistory(db, stage, shop).Run(cancel);
        progress = progress with { Phase = ImportPhase.Writing, BadCount = stage.BadCount(), Bad = stage.Bad(HistoryImport.ListedBadLines), Unchanged = stage.Unchanged };
        if (progress.BadCount > 0)
            await WriteBad(stage, file, badLines, cancel);
        if (progress.BadCount > 0 && mode == ImportMode.Strict)
            return progress with { Phase = ImportPhase.Finished, Unchanged = 0 };
        await report(progress);
        await new WritePeople(db, stage, shop, clocks, time.Now()).Run(cancel);
        directory.Forget(shopId);
        shop = await db.Set<Shop>().AsNoTracking().SingleAsync(s => s.Id == shopId, cancel);
        var total = stage.Count();
        await new WriteConversations(db, stage, shop).Run(written => Tell(progress with { Imported = progress.Imported + written }), cancel);
        await TicketHistory.Import(db, stage, shop, time.Now(), cancel);
        await CallHistory.Import(db, stage, shop, cancel);
        await InspectionHistory.Import(db, stage, shop.Id, cancel);
        // Who waits in what was imported waits no longer than anybody else.
        await dispatcher.Run(shopId, turn => turn.Carry(turn.Desk.Refill(turn.Now)), cancel);
        return progress with { Phase = ImportPhase.Finished, Imported = total, Unchanged = stage.Unchanged };
    }

    private static async Task Read(Stage stage, string path, ImportMode mode, Func<long, Task> tell, CancellationToken cancel)
    {
        await using var file = File.OpenRead(path);
        var last = 0L;
        await foreach (var line in LineFeed.Read(file, cancel))
        {
            last = line.Number;
            if (line.Number % 1000 == 0)
                await tell(line.Number);
            if (line.Flaw is { } flaw)
            {
                stage.Reject(line.Number, null, flaw);
                continue;
            }
            if (line.IsBlank)
                continue;
            var read = HistoryLine.Parse(line.Text!, strict: mode == ImportMode.Strict);
            if (read.Line is { } good)
                stage.Add(line.Number, good);
            foreach (var error in read.Errors)
                stage.Reject(line.Number, error.Field, error.Reason);
        }
        await tell(last);
    }

    private static async Task WriteBad(Stage stage, string path, string badLines, CancellationToken cancel)
    {
        using var bad = stage.BadNumbers().GetEnumerator();
        bad.MoveNext();
        await using var to = File.Create(badLines);
        await using var file = File.OpenRead(path);
        await foreach (var line in LineFeed.Read(file, cancel))
        {
            if (line.Number != bad.Current)
                continue;
            await to.WriteAsync(line.Bytes, cancel);
            to.WriteByte((byte)'\n');
            if (!bad.MoveNext())
                return;
        }
    }
}
