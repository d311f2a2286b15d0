using Yingke.Domain.Accounts;
using Yingke.Domain.Quality;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Quality.Phrases;

/// <summary>违禁词: a shop's list, what it exempts, and what was hit.</summary>
internal static class PhraseRoutes
{
    public static void MapPhrases(this IEndpointRouteBuilder api)
    {
        var routes = api.MapGroup("/phrases").WithTags("quality");
        routes.MapGet("/book", FindPhrases.Book).RequireStaff(Permission.ImChat);

        var read = routes.MapGroup("/").RequireStaff(Permission.QualityDecide, or: Permission.QualityInspect);
        read.MapGet("/", FindPhrases.Handle);
        read.MapGet("/exempt", FindPhrases.Exempt);
        read.MapGet("/words", (HttpContext http, EditPhrases edit, CancellationToken cancel) => edit.Words(http.Agent()!.ShopId, cancel));

        var edit = routes.MapGroup("/").RequireStaff(Permission.QualityDecide);
        edit.MapPost("/", async (EditPhrases.AddPhraseRequest request, HttpContext http, EditPhrases edit, CancellationToken cancel) =>
            Results.Json(await edit.Add(http, request, cancel), Platform.Storage.Stored.Json, statusCode: StatusCodes.Status201Created)).Produces<PhraseView>(StatusCodes.Status201Created);
        edit.MapPatch("/{id:guid}", (Guid id, EditPhrases.EditPhraseRequest request, HttpContext http, EditPhrases edit, CancellationToken cancel) => edit.Edit(http, id, request, cancel));
        edit.MapDelete("/{id:guid}", async (Guid id, HttpContext http, EditPhrases edit, CancellationToken cancel) =>
        {
            await edit.Remove(http, id, cancel);
            return Results.NoContent();
        }).Produces(StatusCodes.Status204NoContent);
        edit.MapPost("/exempt", async (EditPhrases.ExemptRequest request, HttpContext http, EditPhrases edit, CancellationToken cancel) =>
            Results.Json(await edit.Exempt(http, request, cancel), Platform.Storage.Stored.Json, statusCode: StatusCodes.Status201Created)).Produces<ExemptView>(StatusCodes.Status201Created);
        edit.MapDelete("/exempt/{id:guid}", async (Guid id, HttpContext http, EditPhrases edit, CancellationToken cancel) =>
        {
            await edit.EndExemption(http, id, cancel);
            return Results.NoContent();
        }).Produces(StatusCodes.Status204NoContent);
        edit.MapPut("/words", (EditPhrases.CourtesyWordsRequest request, HttpContext http, EditPhrases edit, CancellationToken cancel) => edit.ChangeWords(http, request, cancel));

        var hits = api.MapGroup("/phrase-hits").WithTags("quality").RequireStaff(Permission.QualityInspect, or: Permission.QualityDecide);
        hits.MapGet("/", (HttpContext http, JudgeHits judge, CancellationToken cancel, Guid? agentId = null, Word<PhraseSeverity>? severity = null, Word<HitOutcome>? outcome = null, Word<HitVerdict>? verdict = null,
            Guid? before = null, int limit = 50) => judge.Find(http.Agent()!, agentId, severity?.Value, outcome?.Value, verdict?.Value, before, limit, cancel));
        hits.MapPut("/{id:guid}/verdict", (Guid id, JudgeHits.HitVerdictRequest request, HttpContext http, JudgeHits judge, CancellationToken cancel) => judge.Judge(http, id, request, cancel));
    }
}
