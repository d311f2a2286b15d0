using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Yingke.Domain.Accounts;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Conversations.Files;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Jobs;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.History;

/// <summary>Section <c>History</c> of the configuration.</summary>
internal sealed class HistoryLimits
{
    /// <summary>The largest file that is taken through the browser; the command line takes any.</summary>
    public long FileBytes { get; set; } = 2L << 30;

    /// <summary>An upload that says nothing for so long is given up.</summary>
    public int IdleSeconds { get; set; } = 30;
}

/// <summary>导入导出: a shop's past, from another system and out again.</summary>
internal static class HistoryRoutes
{
    public sealed record Begun(Guid Id);

    public sealed record ImportView(
        Guid Id, ImportState State, string FileName, ImportMode Mode, ImportPhase Phase, long Lines, long Imported, long Unchanged, long BadCount,
        IReadOnlyList<BadLine> Bad, string? Failure, string StartedBy, DateTimeOffset CreatedAt, DateTimeOffset? FinishedAt);

    public sealed record ImportList(IReadOnlyList<ImportView> Items);

    public static void MapHistory(this IEndpointRouteBuilder api)
    {
        var history = api.MapGroup("/history").WithTags("history").RequireStaff(Permission.HistoryMove);
        history.MapPost("/imports", Import).Produces<Begun>(StatusCodes.Status202Accepted);
        history.MapGet("/imports", List);
        history.MapGet("/imports/{id:guid}", Show);
        history.MapGet("/imports/{id:guid}/bad-lines", BadLines).Produces<string>(200, "application/x-ndjson");
        history.MapGet("/export", Export).Produces<string>(200, "application/x-ndjson");
    }

    private static async Task<IResult> Import(
        HttpContext http, Db db, RunImports<HistoryImport> imports, IOptions<HistoryLimits> limits, TimeProvider time, CancellationToken cancel, string mode = "strict")
    {
        var chosen = mode switch { "strict" => ImportMode.Strict, "skip_bad" => ImportMode.SkipBad, _ => throw Refusal.Invalid("mode") };
        var by = http.Agent()!;
        if (await db.Set<HistoryImport>().AnyAsync(i => i.ShopId == by.ShopId && i.State == ImportState.Running, cancel))
            throw Refusal.Conflict("import_running");
        var now = time.Now();
        var id = Guid.CreateVersion7(now);
        var path = imports.FileOf(id);
        HistoryImport import;
        try
        {
            using var upload = new Upload(http.Request, TimeSpan.FromSeconds(limits.Value.IdleSeconds), cancel);
            var name = await upload.Save(path, limits.Value.FileBytes) is { Length: > 0 } told ? told : "history.jsonl";
            import = new HistoryImport { ShopId = by.ShopId, Id = id, FileName = name, Mode = chosen, StartedBy = by.Name, CreatedAt = now, SeenAt = now };
            db.Add(import);
            Audit.Add(db, http, "history.imported", name);
            await db.SaveChangesAsync(cancel);
        }
        catch
        {
            File.Delete(path);
            throw;
        }
        imports.Start(import, (services, note, stop) => Run(import, imports, services, note, stop));
        return Results.Json(new Begun(id), Stored.Json, statusCode: StatusCodes.Status202Accepted);
    }

    private static async Task<string?> Run(HistoryImport import, RunImports<HistoryImport> imports, IServiceProvider services, Func<Action<HistoryImport>, Task> note, CancellationToken cancel)
    {
        Task Note(ImportProgress progress) => note(row => row.Take(progress));
        var done = await services.GetRequiredService<ImportHistory>().Run(import.ShopId, imports.FileOf(import.Id), import.Mode, imports.BadLinesOf(import.Id), Note, cancel);
        await Note(done);
        return done.BadCount > 0 && import.Mode == ImportMode.Strict ? "bad_lines" : null;
    }

    private static async Task<ImportList> List(HttpContext http, Db db, CancellationToken cancel)
    {
        var imports = await db.Set<HistoryImport>().Where(i => i.ShopId == http.Agent()!.ShopId).OrderByDescending(i => i.Id).Take(50).ToListAsync(cancel);
        return new([.. imports.Select(View)]);
    }

    private static async Task<ImportView> Show(Guid id, HttpContext http, Db db, CancellationToken cancel) => View(await Find(id, http, db, cancel));

    private static async Task<IResult> BadLines(Guid id, HttpContext http, Db db, RunImports<HistoryImport> imports, CancellationToken cancel)
    {
        var import = await Find(id, http, db, cancel);
        var path = imports.BadLinesOf(import.Id);
        if (!File.Exists(path))
            throw Refusal.NotFound();
        return Results.File(path, "application/x-ndjson", Path.ChangeExtension(import.FileName, ".bad.jsonl"));
    }

    private static async Task<IResult> Export(HttpContext http, Db db, ExportHistory export, ShopDirectory shops, CancellationToken cancel)
    {
        var shop = await shops.Shop(http.Agent()!.ShopId, cancel);
        Audit.Add(db, http, "history.exported", shop.Name);
        await db.SaveChangesAsync(cancel);
        return Results.Stream(to => export.Write(shop.Id, to, http.RequestAborted), "application/x-ndjson", $"{shop.Code}-history.jsonl");
    }

    private static async Task<HistoryImport> Find(Guid id, HttpContext http, Db db, CancellationToken cancel) =>
        await db.Set<HistoryImport>().SingleOrDefaultAsync(i => i.ShopId == http.Agent()!.ShopId && i.Id == id, cancel) ?? throw Refusal.NotFound();

    private static ImportView View(HistoryImport i) => new(
        i.Id, i.State, i.FileName, i.Mode, i.Phase, i.Lines, i.Imported, i.Unchanged, i.BadCount, i.Bad, i.Failure, i.StartedBy, i.CreatedAt, i.FinishedAt);
}
