using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Accounts;
using Yingke.Domain.Quality;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Conversations.Files;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Jobs;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Quality.Phrases.Imports;

/// <summary>违禁词导入: a file is tried first; nothing of it counts before somebody took it in.</summary>
internal static class PhraseImportRoutes
{
    private const long MostBytes = 16L << 20;
    private const int MostChosen = 1_000;
    private const int AtOnce = 5_000;
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(30);

    public sealed record Trial(
        Guid Id, ImportState State, string FileName, PhraseSeverity Severity, int Percent, int Entries, int Taken, int Known, int Repeated, int BadCount, IReadOnlyList<BadPhrase> Bad, int Messages, int HitMessages,
        int HitEntries, string? Failure, string StartedBy, DateTimeOffset CreatedAt, DateTimeOffset? AdoptedAt, int Adopted);

    public sealed record TrialStarted(Guid Id);

    public sealed record CandidateView(int Number, string Text, PhraseSeverity Severity, string? Replacement, string? Note, int Hits, IReadOnlyList<HitExample> Examples, bool Taken);

    public sealed record CandidatePage(IReadOnlyList<CandidateView> Items, int? Next);

    /// <summary>Those of these numbers, or all that hit at least so many messages.</summary>
    public sealed record ChoiceRequest(IReadOnlyList<int>? Numbers, int? HitsFrom, bool? Taken, PhraseSeverity? Severity);

    public static void MapPhraseImports(this IEndpointRouteBuilder api)
    {
        var imports = api.MapGroup("/phrase-imports").WithTags("quality").RequireStaff(Permission.QualityDecide);
        imports.MapPost("/", Import).Produces<TrialStarted>(StatusCodes.Status202Accepted);
        imports.MapGet("/", List);
        imports.MapGet("/{id:guid}", Show);
        imports.MapGet("/{id:guid}/entries", Entries);
        imports.MapPatch("/{id:guid}/entries", Choose);
        imports.MapPost("/{id:guid}/adoption", Adopt);
    }

    private static async Task<IResult> Import(HttpContext http, Db db, RunImports<PhraseImport> imports, TimeProvider time, CancellationToken cancel, Word<PhraseSeverity>? severity = null)
    {
        var (by, now) = (http.Agent()!, time.Now());
        if (await db.Set<PhraseImport>().AnyAsync(i => i.ShopId == by.ShopId && i.State == ImportState.Running, cancel))
            throw Refusal.Conflict("import_running");
        var id = Guid.CreateVersion7(now);
        var path = imports.FileOf(id);
        PhraseImport import;
        try
        {
            using var upload = new Upload(http.Request, Idle, cancel);
            var name = await upload.Save(path, MostBytes) is { Length: > 0 } given ? given : "phrases.txt";
            import = new PhraseImport { ShopId = by.ShopId, Id = id, FileName = name, StartedBy = by.Name, CreatedAt = now, SeenAt = now, Severity = severity?.Value ?? PhraseSeverity.Warn };
            db.Add(import);
            await db.SaveChangesAsync(cancel);
        }
        catch
        {
            File.Delete(path);
            throw;
        }
        imports.Start(import, (services, note, stop) => services.GetRequiredService<TryPhrases>().Run(import, path, note, stop));
        return Results.Json(new TrialStarted(id), Stored.Json, statusCode: StatusCodes.Status202Accepted);
    }

    private static async Task<Page<Trial>> List(HttpContext http, Db db, CancellationToken cancel)
    {
        var shopId = http.Agent()!.ShopId;
        var found = await db.Set<PhraseImport>().Where(i => i.ShopId == shopId).OrderByDescending(i => i.Id).Take(20).ToListAsync(cancel);
        return new(found.ConvertAll(i => Of(i, 0)), null);
    }

    private static async Task<Trial> Show(Guid id, HttpContext http, Db db, CancellationToken cancel) => await View(db, await Known(db, http, id, cancel), cancel);

    /// <summary>From the one that hits most.</summary>
    private static async Task<CandidatePage> Entries(Guid id, HttpContext http, Db db, CancellationToken cancel, string? q = null, bool hitting = false, int after = 0, int limit = 50)
    {
        var size = Paging.Limit(limit, 200);
        if (q is { Length: > EditPhrases.LongestText })
            throw Refusal.Invalid("q");
        var import = await Known(db, http, id, cancel);
        var (shopId, plain) = (import.ShopId, PhraseBook.Plain(q ?? ""));
        var some = db.Set<PhraseCandidate>().Where(c => c.ShopId == shopId && c.ImportId == id && c.Number > after);
        if (plain.Length > 0)
            some = some.Where(c => c.Plain.Contains(plain));
        if (hitting)
            some = some.Where(c => c.Hits > 0);
        var found = await some.OrderBy(c => c.Number).Take(size + 1).ToListAsync(cancel);
        return new([.. found.Take(size).Select(c => new CandidateView(c.Number, c.Text, c.Severity, c.Replacement, c.Note, c.Hits, c.Examples, c.IsTaken))], found.Count > size ? found[size - 1].Number : null);
    }

    private static async Task<Trial> Choose(Guid id, ChoiceRequest request, HttpContext http, Db db, CancellationToken cancel)
    {
        if (request.Numbers is { Count: > MostChosen })
            throw Refusal.Invalid("numbers", $"at most {MostChosen}");
        if ((request.Numbers is null) == (request.HitsFrom is null) || request.HitsFrom < 0)
            throw Refusal.Invalid("numbers", "either these or hitsFrom");
        if (request.Taken is null && request.Severity is null)
            throw Refusal.Invalid("taken");
        var import = await Known(db, http, id, cancel);
        MustWait(import);
        var some = db.Set<PhraseCandidate>().Where(c => c.ShopId == import.ShopId && c.ImportId == id);
        some = request.Numbers is { } numbers ? some.Where(c => numbers.Contains(c.Number)) : some.Where(c => c.Hits >= request.HitsFrom);
        using (await db.Dialect.EnterWrite(cancel))
        {
            if (request.Taken is { } taken)
                await some.ExecuteUpdateAsync(c => c.SetProperty(x => x.IsTaken, taken), cancel);
            if (request.Severity is { } severity)
                await some.ExecuteUpdateAsync(c => c.SetProperty(x => x.Severity, severity), cancel);
        }
        return await View(db, import, cancel);
    }

    /// <summary>Takes in what is chosen, once.</summary>
    private static async Task<Trial> Adopt(Guid id, HttpContext http, Db db, EditPhrases edit, TimeProvider time, CancellationToken cancel)
    {
        var shopId = http.Agent()!.ShopId;
        await Known(db, http, id, cancel);
        await edit.Change(http, async () =>
        {
            var import = await db.Set<PhraseImport>().AsTracking().SingleAsync(i => i.ShopId == shopId && i.Id == id, cancel);
            MustWait(import);
            var listed = (await db.Set<Phrase>().Where(p => p.ShopId == shopId).Select(p => p.Plain).ToListAsync(cancel)).ToHashSet(StringComparer.Ordinal);
            var taken = (await db.Set<PhraseCandidate>().Where(c => c.ShopId == shopId && c.ImportId == id && c.IsTaken).OrderBy(c => c.Number).ToListAsync(cancel)).FindAll(c => !listed.Contains(c.Plain));
            if (listed.Count + taken.Count > EditPhrases.MostPhrases)
                throw Refusal.Conflict("too_many_phrases");
            foreach (var some in taken.Chunk(AtOnce))
                await db.BulkInsert([.. some.Select(c => new Phrase { ShopId = shopId, Text = c.Text, Plain = c.Plain, Severity = c.Severity, Replacement = c.Replacement, Note = c.Note })], cancel);
            (import.AdoptedAt, import.Adopted) = (time.Now(), taken.Count);
            Audit.Add(db, http, "phrases.imported", import.FileName, null, new { import.Adopted });
        }, cancel);
        return await Show(id, http, db, cancel);
    }

    private static async Task<PhraseImport> Known(Db db, HttpContext http, Guid id, CancellationToken cancel) =>
        await db.Set<PhraseImport>().SingleOrDefaultAsync(i => i.ShopId == http.Agent()!.ShopId && i.Id == id, cancel) ?? throw Refusal.NotFound();

    private static void MustWait(PhraseImport import)
    {
        if (import.State != ImportState.Done)
            throw Refusal.Conflict("import_not_ready");
        if (import.AdoptedAt is not null)
            throw Refusal.Conflict("imported_already");
    }

    private static async Task<Trial> View(Db db, PhraseImport i, CancellationToken cancel) =>
        Of(i, await db.Set<PhraseCandidate>().CountAsync(c => c.ShopId == i.ShopId && c.ImportId == i.Id && c.IsTaken, cancel));

    private static Trial Of(PhraseImport i, int taken) => new(
        i.Id, i.State, i.FileName, i.Severity, i.Percent, i.Entries, taken, i.Known, i.Repeated, i.BadCount, i.Bad, i.Messages, i.HitMessages, i.HitEntries, i.Failure, i.StartedBy, i.CreatedAt, i.AdoptedAt, i.Adopted);
}
