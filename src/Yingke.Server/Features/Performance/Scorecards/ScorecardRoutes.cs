using Yingke.Domain.Accounts;
using Yingke.Domain.Performance;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Performance.Scorecards;

/// <summary>绩效方案: scorecards, the scores of a month, and what is closed.</summary>
internal static class ScorecardRoutes
{
    public sealed record RoleChoice(ScorecardRole Role, IReadOnlyList<string> Base, IReadOnlyList<string> OfferedBasic, IReadOnlyList<string> OfferedProfessional);

    public sealed record IndicatorChoice(Section Section, string Id, Unit Unit);

    public sealed record SchemeTemplate(string Key, string Name, ScorecardRole Role, bool IsPlatform, IReadOnlyList<SchemeItem> Items, IReadOnlyList<AdjustmentOffer> Offers);

    public sealed record ScorecardPerson(Guid Id, string Name, string? Company);

    public sealed record ScorecardOptions(IReadOnlyList<RoleChoice> Roles, IReadOnlyList<IndicatorChoice> Indicators, IReadOnlyList<SchemeTemplate> Templates, IReadOnlyList<ScorecardPerson> People);

    public sealed record ScorecardList(IReadOnlyList<ScorecardView> Items);

    public static void MapScorecards(this IEndpointRouteBuilder api)
    {
        var cards = api.MapGroup("/scorecards").WithTags("scorecards").RequireStaff(Permission.ScorecardsEdit);
        cards.MapGet("/", async (HttpContext http, EditScorecards edit, CancellationToken cancel) => new ScorecardList(await edit.All(http.Agent()!.ShopId, cancel)));
        cards.MapGet("/options", Options);
        cards.MapPost("/", async (EditScorecards.CreateRequest request, HttpContext http, EditScorecards edit, CancellationToken cancel) =>
            Results.Json(await edit.Create(http, request, cancel), Stored.Json, statusCode: StatusCodes.Status201Created)).Produces<ScorecardView>(StatusCodes.Status201Created);
        cards.MapPost("/preview", (ShowScores.PreviewRequest request, HttpContext http, ShowScores show, CancellationToken cancel) => show.Preview(http.Agent()!, request, cancel));
        cards.MapPut("/{id:guid}", (Guid id, EditScorecards.ChangeRequest request, HttpContext http, EditScorecards edit, CancellationToken cancel) => edit.Change(http, id, request, cancel));
        cards.MapDelete("/{id:guid}", async (Guid id, HttpContext http, EditScorecards edit, CancellationToken cancel) => { await edit.Archive(http, id, cancel); return Results.NoContent(); }).Produces(204);
        cards.MapPut("/{id:guid}/agents", (Guid id, EditScorecards.AssignRequest request, HttpContext http, EditScorecards edit, CancellationToken cancel) => edit.Assign(http, id, request, cancel));

        var scores = api.MapGroup("/scores").WithTags("scorecards");
        scores.MapGet("/", (HttpContext http, ShowScores show, CancellationToken cancel, string? month = null) => show.Of(http.Agent()!, month, cancel)).RequireStaff(Permission.ReportsView);
        scores.MapGet("/frozen/{id:guid}", (Guid id, HttpContext http, ShowScores show, CancellationToken cancel) => show.Frozen(http.Agent()!, id, cancel)).RequireStaff(Permission.ReportsView);
        scores.MapGet("/export", (
                HttpContext http, ExportScores export, CancellationToken cancel, Guid? frozenId = null, Guid? scorecardId = null, string? month = null, Word<ExportFormat>? format = null, string language = "zh-CN") =>
            export.Of(http, frozenId, scorecardId, month, format?.Value ?? ExportFormat.Xlsx, language, cancel))
            .Produces<string>(200, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "text/csv").RequireStaff(Permission.ReportsView);
        var edited = scores.MapGroup("").RequireStaff(Permission.ScorecardsEdit);
        edited.MapPut("/marks", async (MarkScores.MarkRequest request, HttpContext http, MarkScores mark, CancellationToken cancel) => { await mark.Mark(http, request, cancel); return Results.NoContent(); }).Produces(204);
        edited.MapPost("/adjustments", async (MarkScores.AdjustRequest request, HttpContext http, MarkScores mark, CancellationToken cancel) =>
            Results.Json(await mark.Adjust(http, request, cancel), Stored.Json, statusCode: StatusCodes.Status201Created)).Produces<AdjustmentView>(StatusCodes.Status201Created);
        edited.MapDelete("/adjustments/{id:guid}", async (Guid id, HttpContext http, MarkScores mark, CancellationToken cancel) => { await mark.TakeBack(http, id, cancel); return Results.NoContent(); }).Produces(204);
        edited.MapPost("/freezes", async (FreezeScores.Request request, HttpContext http, FreezeScores freeze, CancellationToken cancel) =>
            Results.Json(await freeze.Handle(http, request, cancel), Stored.Json, statusCode: StatusCodes.Status201Created)).Produces<FrozenSheet>(StatusCodes.Status201Created);
    }

    private static async Task<ScorecardOptions> Options(HttpContext http, Db db, CancellationToken cancel)
    {
        var shopId = http.Agent()!.ShopId;
        var people = await Microsoft.EntityFrameworkCore.EntityFrameworkQueryableExtensions.ToListAsync(
            db.Set<Agent>().Where(a => a.ShopId == shopId && a.SuspendedAt == null && !a.IsOwner).OrderBy(a => a.Name).ThenBy(a => a.Id).Select(a => new ScorecardPerson(a.Id, a.Name, a.Company)), cancel);
        return new(
            [.. Enum.GetValues<ScorecardRole>().Select(r => new RoleChoice(r, RoleIndicators.Base(r), RoleIndicators.OfferedBasic(r), RoleIndicators.OfferedProfessional(r)))],
            [.. Enum.GetValues<Section>().SelectMany(s => Indicator.Of(s).Select(i => new IndicatorChoice(s, i.Id, i.Unit)))],
            [.. ShippedSchemes.All.Select(s => new SchemeTemplate(s.Key, s.Name, s.Scheme.Role, s.Scheme.IsPlatform, s.Scheme.Items, s.Scheme.Offers))], people);
    }
}
