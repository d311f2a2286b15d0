using Yingke.Domain.Accounts;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.QuickPhrases;

/// <summary>快捷短语: what workbenches offer, the packs that it comes from, and how they are used.</summary>
internal static class QuickPhraseRoutes
{
    public static void MapQuickPhrases(this IEndpointRouteBuilder api)
    {
        var own = api.MapGroup("/quick-phrases").WithTags("quick-phrases").RequirePerson(Permission.ImChat);
        own.MapGet("/", (HttpContext http, UsePhrases use, CancellationToken cancel) => use.Offer(http.Agent()!, cancel));
        own.MapPut("/loads", async (UsePhrases.LoadedRequest request, HttpContext http, UsePhrases use, CancellationToken cancel) =>
        {
            await use.Loaded(http.Agent()!, request, cancel);
            return Results.NoContent();
        }).Produces(StatusCodes.Status204NoContent);
        own.MapPost("/{id:guid}/uses", (Guid id, UsePhrases.UseRequest request, HttpContext http, UsePhrases use, CancellationToken cancel) => use.Use(http.Agent()!, id, request, cancel));

        var packs = api.MapGroup("/phrase-packs").WithTags("quick-phrases").RequireStaff(Permission.ImChat, or: Permission.PhrasesShare);
        packs.MapGet("/", (HttpContext http, EditPacks edit, CancellationToken cancel) => edit.List(http.Agent()!, cancel));
        packs.MapPost("/", async (EditPacks.AddPackRequest request, HttpContext http, EditPacks edit, CancellationToken cancel) =>
            Results.Json(await edit.Add(http, request, cancel), Stored.Json, statusCode: StatusCodes.Status201Created)).Produces<EditPacks.PackView>(StatusCodes.Status201Created);
        packs.MapGet("/{id:guid}", (Guid id, HttpContext http, EditPacks edit, CancellationToken cancel) => edit.One(http.Agent()!, id, cancel));
        packs.MapPut("/{id:guid}", (Guid id, EditPacks.WritePackRequest request, HttpContext http, EditPacks edit, CancellationToken cancel) => edit.Write(http, id, request, cancel));
        packs.MapDelete("/{id:guid}", async (Guid id, HttpContext http, EditPacks edit, CancellationToken cancel, long version = 0) =>
        {
            await edit.Remove(http, id, version, cancel);
            return Results.NoContent();
        }).Produces(StatusCodes.Status204NoContent);
        packs.MapGet("/{id:guid}/words", ExportWords.Handle).Produces<string>(200, "text/plain");

        api.MapGet("/phrase-packs/report", (HttpContext http, ReportPhrases report, CancellationToken cancel, DateOnly? from = null, DateOnly? to = null) => report.Of(http.Agent()!, from, to, cancel))
            .WithTags("quick-phrases").RequireStaff(Permission.PhrasesShare);
    }
}
