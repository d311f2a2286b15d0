using Microsoft.EntityFrameworkCore;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Platform.Jobs;

/// <summary>Carries out what was sent up, beside the requests, and writes down how far it is; the same for all kinds of imports.</summary>
internal sealed class RunImports<T>(IServiceScopeFactory scopes, StorageOptions storage, IHostApplicationLifetime life, TimeProvider time, ILogger<RunImports<T>> log) where T : FileImport
{
    /// <summary>A running import that said nothing for so long went down with its node.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(2);

    /// <summary>How long the list, and what is kept beside it, is there to look at.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    /// <summary>No import is at work on a file that nobody has written to for so long.</summary>
    private static readonly TimeSpan Abandoned = TimeSpan.FromDays(2);

    private const string KeptEnding = ".bad";

    /// <summary>Reads the file, tells <paramref name="note"/> how far it is, ends with null or with the reason for which the file was refused.</summary>
    public delegate Task<string?> Work(IServiceProvider services, Func<Action<T>, Task> note, CancellationToken cancel);

    private string Folder => Path.GetFullPath(Path.Combine(storage.Folder, "imports"));

    /// <summary>Where the file lies until it has been taken in.</summary>
    public string FileOf(Guid id) => Path.Combine(Directory.CreateDirectory(Folder).FullName, $"{id:N}.file");

    /// <summary>Where its bad lines lie, for as long as the import is listed.</summary>
    public string BadLinesOf(Guid id) => Path.Combine(Folder, $"{id:N}{KeptEnding}");

    /// <summary>Begins and returns at once.</summary>
    public void Start(T import, Work work) => _ = Task.Run(() => Run(import, work));

    private async Task Run(T import, Work work)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var refused = await work(scope.ServiceProvider, tell => Note(import, ImportState.Running, null, tell), life.ApplicationStopping);
            await Note(import, refused is null ? ImportState.Done : ImportState.Failed, refused);
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

    private async Task TryNote(T import, string failure)
    {
        try
        {
            await Note(import, ImportState.Failed, failure);
        }
        catch (Exception unheard)
        {
            // The database is away: the sweep will find the import silent.
            log.LogWarning(unheard, "How the import {Import} ended is not written down", import.Id);
        }
    }

    private async Task Note(T import, ImportState state, string? failure, Action<T>? tell = null)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<Db>();
        var row = await db.Set<T>().AsTracking().SingleAsync(i => i.ShopId == import.ShopId && i.Id == import.Id);
        (row.State, row.Failure, row.SeenAt) = (state, failure, time.Now());
        row.FinishedAt = state == ImportState.Running ? null : row.SeenAt;
        tell?.Invoke(row);
        await db.SaveChangesAsync();
    }

    /// <summary>Ends what fell silent, forgets what is old; over all shops, whose imports are few.</summary>
    public async Task Sweep(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<Db>();
        var now = time.Now();
        var (silent, old) = (now - Silence, now - Kept);
        foreach (var import in await db.Set<T>().AsTracking().Where(i => (i.State == ImportState.Running && i.SeenAt < silent) || i.FinishedAt < old).ToListAsync(cancel))
        {
            if (import.State == ImportState.Running)
            {
                (import.State, import.Failure, import.FinishedAt) = (ImportState.Failed, "interrupted", now);
                continue;
            }
            db.Remove(import);
            File.Delete(BadLinesOf(import.Id));
        }
        await db.SaveChangesAsync(cancel);
        ForgetKilled(now - Abandoned);
    }

    /// <summary>What a killed process left of the passes between.</summary>
    private void ForgetKilled(DateTimeOffset before)
    {
        if (!Directory.Exists(Folder))
            return;
        foreach (var path in Directory.EnumerateFiles(Folder).Where(path => !path.EndsWith(KeptEnding, StringComparison.Ordinal) && File.GetLastWriteTimeUtc(path) < before.UtcDateTime))
            File.Delete(path);
    }
}
