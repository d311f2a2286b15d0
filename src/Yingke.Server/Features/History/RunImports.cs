using Microsoft.EntityFrameworkCore;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.History;

/// <summary>Carries out what was sent up, beside the requests, and writes down how far it is.</summary>
internal sealed class RunImports(IServiceScopeFactory scopes, StorageOptions storage, IHostApplicationLifetime life, TimeProvider time, ILogger<RunImports> log)
{
    /// <summary>A running import that said nothing for so long went down with its node.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(2);

    /// <summary>How long the list and the bad lines are kept.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    /// <summary>No import is at work on a file that nobody has written to for so long.</summary>
    private static readonly TimeSpan Abandoned = TimeSpan.FromDays(2);

    private string Folder => Path.Combine(storage.Folder, "imports");

    public string FileOf(Guid id) => Path.Combine(Directory.CreateDirectory(Folder).FullName, $"{id:N}.jsonl");

    public string BadLinesOf(Guid id) => Path.Combine(Path.GetFullPath(Folder), $"{id:N}.bad");

    /// <summary>Begins and returns at once.</summary>
    public void Start(HistoryImport import) => _ = Task.Run(() => Run(import));

    private async Task Run(HistoryImport import)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var done = await scope.ServiceProvider.GetRequiredService<ImportHistory>().Run(
                import.ShopId, FileOf(import.Id), import.Mode, BadLinesOf(import.Id), progress => Note(import, progress), life.ApplicationStopping);
            var refused = done.BadCount > 0 && import.Mode == ImportMode.Strict;
            await Note(import, done, refused ? ImportState.Failed : ImportState.Done, refused ? "bad_lines" : null);
        }
        catch (Exception failure)
        {
            log.LogError(failure, "The import {Import} of shop {Shop} failed", import.Id, import.ShopId);
            await TryNote(import, failure is OperationCanceledException ? "interrupted" : "internal");
        }
        finally
        {
            File.Delete(FileOf(import.Id));
        }
    }

    private async Task TryNote(HistoryImport import, string failure)
    {
        try
        {
            await Note(import, null, ImportState.Failed, failure);
        }
        catch (Exception unheard)
        {
            // The database is away: the sweep will find the import silent.
            log.LogWarning(unheard, "How the import {Import} ended is not written down", import.Id);
        }
    }

    private Task Note(HistoryImport import, ImportProgress progress) => Note(import, progress, ImportState.Running, null);

    private async Task Note(HistoryImport import, ImportProgress? progress, ImportState state, string? failure)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<Db>();
        var row = await db.Set<HistoryImport>().AsTracking().SingleAsync(i => i.ShopId == import.ShopId && i.Id == import.Id);
        (row.State, row.Failure, row.SeenAt) = (state, failure, time.Now());
        row.FinishedAt = state == ImportState.Running ? null : row.SeenAt;
        if (progress is not null)
        {
            (row.Phase, row.Lines, row.Imported, row.Unchanged) = (progress.Phase, progress.Lines, progress.Imported, progress.Unchanged);
            (row.BadCount, row.Bad) = (progress.BadCount, progress.Bad);
        }
        await db.SaveChangesAsync();
    }

    /// <summary>Ends what fell silent, forgets what is old.</summary>
    public async Task Sweep(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<Db>();
        var now = time.Now();
        foreach (var shopId in await db.Set<Shop>().Select(s => s.Id).ToListAsync(cancel))
        {
            var imports = await db.Set<HistoryImport>().AsTracking().Where(i => i.ShopId == shopId).ToListAsync(cancel);
            foreach (var silent in imports.Where(i => i.State == ImportState.Running && now - i.SeenAt > Silence))
                (silent.State, silent.Failure, silent.FinishedAt) = (ImportState.Failed, "interrupted", now);
            foreach (var old in imports.Where(i => i.FinishedAt is { } end && now - end > Kept))
            {
                db.Remove(old);
                File.Delete(BadLinesOf(old.Id));
            }
            await db.SaveChangesAsync(cancel);
            db.ChangeTracker.Clear();
        }
        ForgetKilled(now - Abandoned);
    }

    /// <summary>What a killed process left of the passes between.</summary>
    private void ForgetKilled(DateTimeOffset before)
    {
        if (!Directory.Exists(Folder))
            return;
        foreach (var path in Directory.EnumerateFiles(Folder).Where(path => !path.EndsWith(".bad", StringComparison.Ordinal) && File.GetLastWriteTimeUtc(path) < before.UtcDateTime))
            File.Delete(path);
    }
}
