using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using Yingke.Domain.Accounts;
using Yingke.Domain.Conversations;
using Yingke.Server.Features.Buyers;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Conversations.Files;

/// <summary>Pictures and files: sent up before the message that carries them, read by who may read that message.</summary>
internal static class FileRoutes
{
    public static void MapFiles(this IEndpointRouteBuilder api)
    {
        api.MapPost("/files", ByStaff).WithTags("files").RequireStaff(Permission.ImChat, or: Permission.TicketsHandle).Produces<FileView>(StatusCodes.Status201Created);
        FavouritePictures.Map(api);
        api.MapPost("/visitor/files", ByVisitor).WithTags("visitor").RequireVisitor().RequireCors("widget").RequireRateLimiting("visitor-files").Produces<FileView>(StatusCodes.Status201Created);
        // Public, because a picture's address carries no header: the ticket in it, or the session, is looked at inside.
        api.MapGet("/files/{id:guid}", Read).WithTags("files").Public().RequireCors("widget");
    }

    private static async Task<IResult> ByStaff(HttpContext http, ReceiveFile receive, IOptions<FileLimits> limits, CancellationToken cancel)
    {
        var agent = http.Agent()!;
        var file = await receive.Handle(http, agent.ShopId, agent.AgentId, limits.Value.UnattachedPerAgent, cancel);
        return Created(file, "/api/v1/files/" + file.Id);
    }

    private static async Task<IResult> ByVisitor(HttpContext http, ReceiveFile receive, FileTickets tickets, BlockedBuyers blocked, IOptions<FileLimits> limits, CancellationToken cancel)
    {
        var visitor = http.Visitor()!;
        await blocked.Refuse(visitor.ShopId, visitor.BuyerId, cancel);
        var file = await receive.Handle(http, visitor.ShopId, visitor.BuyerId, limits.Value.UnattachedPerVisitor, cancel);
        return Created(file, $"/api/v1/files/{file.Id}?t={tickets.For(file.ShopId, file.Id)}");
    }

    private static IResult Created(StoredFile f, string url) => Results.Json(View(f, url), Stored.Json, statusCode: StatusCodes.Status201Created);

    public static FileView View(StoredFile f, string url) => new(f.Id, f.Name, f.Type, f.Size, f.Width, f.Height, url);

    private static async Task<IResult> Read(Guid id, HttpContext http, Db db, FileStore store, FileTickets tickets, CancellationToken cancel, string? t = null)
    {
        var file = t is not null ? await ByTicket(id, t, db, tickets, cancel) : http.Agent() is { } agent ? await ByAgent(id, agent, db, cancel) : null;
        if (file is null || !File.Exists(store.PathOf(file.ShopId, id)))
            throw Refusal.NotFound();
        Inert(http.Response, file, http.Request.Query.ContainsKey("download"), byTicket: t is not null);
        return Results.File(store.PathOf(file.ShopId, id), file.Type, entityTag: new EntityTagHeaderValue($"\"{id:N}\""), enableRangeProcessing: true);
    }

    private static async Task<StoredFile?> ByTicket(Guid id, string ticket, Db db, FileTickets tickets, CancellationToken cancel) =>
        tickets.Open(ticket, id) is { } shopId ? await db.Set<StoredFile>().SingleOrDefaultAsync(f => f.ShopId == shopId && f.Id == id, cancel) : null;

    /// <summary>One's own that is not sent yet, one that hangs in a conversation that the agent may read now, or on something that the agent's post handles.</summary>
    public static Task<StoredFile?> ByAgent(Guid id, CurrentAgent agent, Db db, CancellationToken cancel)
    {
        var handled = agent.Permissions.Keys.ToList();
        var readable = db.Set<Conversation>().VisibleTo(agent, db).Select(c => (Guid?)c.Id);
        return db.Set<StoredFile>().SingleOrDefaultAsync(f => f.ShopId == agent.ShopId && f.Id == id
            && ((f.ConversationId == null && f.SubjectId == null && f.UploaderId == agent.AgentId && agent.ApiKeyId == null) || readable.Contains(f.ConversationId) || (f.SubjectId != null && handled.Contains(f.ReadWith!))), cancel);
    }

    /// <summary>A browser shows pictures and saves all else; nothing in a file ever runs, whatever it pretends to be.</summary>
    private static void Inert(HttpResponse response, StoredFile file, bool download, bool byTicket)
    {
        var shown = !download && file.Width is not null;
        var disposition = new ContentDispositionHeaderValue(shown ? "inline" : "attachment");
        disposition.SetHttpFileName(file.Name);
        response.Headers.ContentDisposition = disposition.ToString();
        response.Headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
        response.Headers.XContentTypeOptions = "nosniff";
        // The buyer's window lives in other sites' pages. Staff ask again each time, since their right may have ended.
        response.Headers["Cross-Origin-Resource-Policy"] = byTicket ? "cross-origin" : "same-origin";
        response.Headers.CacheControl = byTicket ? "private, max-age=3600" : "private, no-cache";
    }
}
