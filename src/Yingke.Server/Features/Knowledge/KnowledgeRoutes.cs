using Yingke.Domain.Accounts;
using Yingke.Domain.Knowledge;
using Yingke.Server.Features.Knowledge.Files;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Knowledge;

/// <summary>知识库: read and sought by everybody of the staff, written and looked at by editors.</summary>
internal static class KnowledgeRoutes
{
    public sealed record EntryAdded(Guid Id);

    public static void MapKnowledge(this IEndpointRouteBuilder api)
    {
        var routes = api.MapGroup("/knowledge").WithTags("knowledge");
        var read = routes.MapGroup("/").RequireStaff();
        read.MapGet("/search", (HttpContext http, FindKnowledge find, CancellationToken cancel, string? q = null, Guid? categoryId = null, string? product = null, int skip = 0, int limit = 20) =>
            find.Search(http.Agent()!, q, categoryId, product, skip, limit, cancel));
        read.MapGet("/{id:guid}", (Guid id, HttpContext http, FindKnowledge find, CancellationToken cancel) => find.One(http.Agent()!, id, cancel));
        read.MapPost("/unanswered", (SettleUnanswered.UnansweredRequest request, HttpContext http, SettleUnanswered settle, CancellationToken cancel) => Done(settle.Ask(http.Agent()!, request, cancel))).Produces(StatusCodes.Status204NoContent);

        var edit = routes.MapGroup("/").RequireStaff(Permission.KnowledgeEdit);
        edit.MapGet("/", (HttpContext http, FindKnowledge find, CancellationToken cancel, string? q = null, Word<KnowledgeState>? state = null, Guid? categoryId = null, Guid? before = null, int limit = 50) =>
            find.List(http.Agent()!, q, state?.Value, categoryId, before, limit, cancel));
        edit.MapGet("/counts", (HttpContext http, FindKnowledge find, CancellationToken cancel) => find.Counts(http.Agent()!, cancel));
        edit.MapPost("/", async (EditKnowledge.AddEntryRequest request, HttpContext http, EditKnowledge edit, CancellationToken cancel) =>
            Results.Json(new EntryAdded(await edit.Add(http, request, cancel)), Stored.Json, statusCode: StatusCodes.Status201Created)).Produces<EntryAdded>(StatusCodes.Status201Created);
        edit.MapPut("/{id:guid}", (Guid id, EditKnowledge.WriteEntryRequest request, HttpContext http, EditKnowledge edit, FindKnowledge find, CancellationToken cancel) => Then(edit.Write(http, id, request, cancel), id, http, find, cancel));
        edit.MapDelete("/{id:guid}/draft", (Guid id, HttpContext http, EditKnowledge edit, CancellationToken cancel, long version = 0) => Done(edit.Discard(http, id, version, cancel))).Produces(StatusCodes.Status204NoContent);
        edit.MapPost("/{id:guid}/submission", (Guid id, EditKnowledge.EntryVersion request, HttpContext http, EditKnowledge edit, FindKnowledge find, CancellationToken cancel) => Then(edit.Submit(http, id, request, cancel), id, http, find, cancel));
        edit.MapPost("/{id:guid}/return", (Guid id, EditKnowledge.EntryNote request, HttpContext http, EditKnowledge edit, FindKnowledge find, CancellationToken cancel) => Then(edit.Return(http, id, request, cancel), id, http, find, cancel));
        edit.MapPost("/{id:guid}/publication", (Guid id, EditKnowledge.EntryVersion request, HttpContext http, EditKnowledge edit, FindKnowledge find, CancellationToken cancel) => Then(edit.Publish(http, id, request, cancel), id, http, find, cancel));
        edit.MapPost("/{id:guid}/withdrawal", (Guid id, EditKnowledge.EntryNote request, HttpContext http, EditKnowledge edit, FindKnowledge find, CancellationToken cancel) => Then(edit.Withdraw(http, id, request, cancel), id, http, find, cancel));
        edit.MapGet("/{id:guid}/revisions", (Guid id, HttpContext http, FindKnowledge find, CancellationToken cancel) => find.Revisions(http.Agent()!, id, cancel));
        edit.MapPost("/{id:guid}/restorations", (Guid id, EditKnowledge.RestoreEntryRequest request, HttpContext http, EditKnowledge edit, FindKnowledge find, CancellationToken cancel) =>
            Then(edit.Restore(http, id, request, cancel), id, http, find, cancel));
        edit.MapPost("/publications", (EditKnowledge.PublishEntriesRequest request, HttpContext http, EditKnowledge edit, CancellationToken cancel) => edit.Pass(http, request, cancel));

        edit.MapPost("/imports", (HttpContext http, ImportKnowledge import, CancellationToken cancel, bool trial = false) => import.Handle(http, trial, cancel));
        edit.MapGet("/export", ExportKnowledge.Handle).Produces<string>(200, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "text/csv");

        edit.MapGet("/unanswered", (HttpContext http, SettleUnanswered settle, CancellationToken cancel, Word<UnansweredState>? state = null, int skip = 0, int limit = 50) =>
            settle.List(http.Agent()!, state?.Value ?? UnansweredState.Open, skip, limit, cancel));
        edit.MapPut("/unanswered/{id:guid}/dismissal", (Guid id, HttpContext http, SettleUnanswered settle, CancellationToken cancel) => Done(settle.Dismiss(http.Agent()!, id, cancel))).Produces(StatusCodes.Status204NoContent);
        edit.MapDelete("/unanswered/{id:guid}/dismissal", (Guid id, HttpContext http, SettleUnanswered settle, CancellationToken cancel) => Done(settle.Reopen(http.Agent()!, id, cancel))).Produces(StatusCodes.Status204NoContent);
    }

    private static async Task<FindKnowledge.KnowledgeView> Then(Task work, Guid id, HttpContext http, FindKnowledge find, CancellationToken cancel)
    {
        await work;
        return await find.One(http.Agent()!, id, cancel);
    }

    private static async Task<IResult> Done(Task work)
    {
        await work;
        return Results.NoContent();
    }
}
