using Microsoft.EntityFrameworkCore;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Orders.Imports;

/// <summary>Carries out what was sent up, beside the requests, and writes down how far it is.</summary>
internal sealed class RunOrderImports(IServiceScopeFactory scopes, StorageOptions storage, IHostApplicationLifetime life, TimeProvider time, ILogger<RunOrderImports> log)
{
    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    public string FileOf(Guid id) => Path.Combine(Directory.CreateDirectory(Path.Combine(storage.Folder, "imports")).FullName, $"orders-{id:N}");

    /// <summary>Begins and returns at once.</summary>
    public void Start(OrderImport import, IReadOnlyDictionary<OrderField, string>? mapping) => _ = Task.Run(() => Run(import, mapping));

    private async Task Run(OrderImport import, IReadOnlyDictionary<OrderField, string>? mapping)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var done = await scope.ServiceProvider.GetRequiredService<ImportOrders>().Run(import.ShopId, FileOf(import.Id), mapping, p => Note(import, p, OrderImportState.Running, null), life.ApplicationStopping);
            await Note(import, done, OrderImportState.Done, null);
        }
        catch (Exception failure)
        {
            if (failure is not BadTable)
                log.LogError(failure, "The import {Import} of shop {Shop} failed", import.Id, import.ShopId);
            await TryNote(import, failure switch { BadTable bad => bad.Code, OperationCanceledException => "interrupted", _ => "internal" });
        }
        finally
        {
            File.Delete(FileOf(import.Id));
        }
    }

    private async Task TryNote(OrderImport import, string failure)
    {
        try
        {
            await Note(import, null, OrderImportState.Failed, failure);
        }
        catch (Exception unheard)
        {
            // The database is away: the sweep will find the import silent.
            log.LogWarning(unheard, "How the import {Import} ended is not written down", import.Id);
        }
    }

    private async Task Note(OrderImport import, OrderImportProgress? progress, OrderImportState state, string? failure)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<Db>();
        var row = await db.Set<OrderImport>().AsTracking().SingleAsync(i => i.ShopId == import.ShopId && i.Id == import.Id);
        (row.State, row.Failure, row.SeenAt) = (state, failure, time.Now());
        row.FinishedAt = state == OrderImportState.Running ? null : row.SeenAt;
        if (progress is not null)
            (row.Rows, row.Percent, row.Imported, row.Unchanged, row.BadCount, row.Bad) = (progress.Rows, progress.Percent, progress.Imported, progress.Unchanged, progress.BadCount, progress.Bad);
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
            var imports = await db.Set<OrderImport>().AsTracking().Where(i => i.ShopId == shopId).ToListAsync(cancel);
            foreach (var silent in imports.Where(i => i.State == OrderImportState.Running && now - i.SeenAt > Silence))
                (silent.State, silent.Failure, silent.FinishedAt) = (OrderImportState.Failed, "interrupted", now);
            db.RemoveRange(imports.Where(i => i.FinishedAt is { } end && now - end > Kept));
            await db.SaveChangesAsync(cancel);
            db.ChangeTracker.Clear();
        }
    }
}
