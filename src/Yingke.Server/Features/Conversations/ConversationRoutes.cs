using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Accounts;
using Yingke.Domain.Conversations;
using Yingke.Domain.Routing;
using Yingke.Server.Features.Conversations.Categories;
using Yingke.Server.Features.Routing;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Conversations;

/// <summary>The conversations of a shop as its staff work on them.</summary>
internal static class ConversationRoutes
{
    public sealed record NoteRequest(string? ClientId, string? Text, IReadOnlyList<Guid>? Mentions);

    public sealed record RecallRequest(string? ClientId, long Seq);

    public sealed record InvitationRequest(string? ClientId);

    public sealed record TransferRequest(TransferTo? To, string? Reason, string? Note, bool Force = false);

    public sealed record TransferTo(Guid? AgentId, Groups? Group, bool? Queue);

    public sealed record ClosureRequest(string? Reason, IReadOnlyList<string>? Tags, Guid? CategoryId);

    public sealed record RowAnswer(ConversationRow Row);

    public static void MapConversations(this IEndpointRouteBuilder api)
    {
        var routes = api.MapGroup("/conversations").WithTags("conversations").RequireStaff();
        routes.MapGet("/", FindConversations.Handle);
        routes.MapGet("/{id:guid}", FindConversations.One);
        routes.MapGet("/{id:guid}/messages", Messages);
        routes.MapGet("/{id:guid}/files", Files);

        var chat = api.MapGroup("/conversations/{id:guid}").WithTags("conversations").RequireStaff(Permission.ImChat);
        chat.MapPost("/messages", (Guid id, SendMessageRequest request, HttpContext http, SendMessage send, CancellationToken cancel) =>
            send.ByStaff(http.Agent()!, id, request, cancel)).Produces<Appendix>(201).Produces<Appendix>(200);
        chat.MapPost("/notes", (Guid id, NoteRequest request, HttpContext http, SendMessage send, CancellationToken cancel) =>
            send.Note(http.Agent()!, id, request.ClientId, request.Text, request.Mentions, cancel)).Produces<Appendix>(201);
        chat.MapPost("/recalls", (Guid id, RecallRequest request, HttpContext http, ChangeLog log, CancellationToken cancel) =>
            log.Recall(http.Agent()!, id, request.ClientId, request.Seq, cancel));
        chat.MapPost("/rating-invitation", (Guid id, InvitationRequest request, HttpContext http, ChangeLog log, CancellationToken cancel) =>
            log.InviteRating(http.Agent()!, id, request.ClientId, cancel));
        chat.MapPost("/transfer", Transfer);
        chat.MapPost("/closure", Close);
        chat.MapPost("/claim", Claim);
        chat.MapPut("/star", (Guid id, HttpContext http, Db db, CancellationToken cancel) => Mark(id, true, http, db, cancel)).Produces(204);
        chat.MapDelete("/star", (Guid id, HttpContext http, Db db, CancellationToken cancel) => Mark(id, false, http, db, cancel)).Produces(204);
        api.MapPost("/conversations/{id:guid}/takeover", TakeOver).WithTags("conversations").RequireStaff(Permission.ImSupervise);
    }

    /// <summary>A page of the log: what follows `after`, the entries below `before`, or the newest.</summary>
    private static async Task<LogPage> Messages(Guid id, HttpContext http, Db db, EntryViews views, CancellationToken cancel, long? after = null, long? before = null, int limit = 50)
    {
        var agent = http.Agent()!;
        var head = await db.Set<Conversation>().AsNoTracking().VisibleTo(agent, db).Where(c => c.Id == id).Select(c => (long?)c.HeadSeq).SingleOrDefaultAsync(cancel) ?? throw Refusal.NotFound();
        var entries = await db.ReadLog(agent.ShopId, id, after, before, Paging.Limit(limit, LogReads.PageLimit), cancel);
        var recalled = await db.Recalled(agent.ShopId, id, cancel);
        return new(await views.ForStaff(agent.ShopId, entries, recalled, cancel), head);
    }

    private static async Task<List<FileView>> Files(Guid id, HttpContext http, Db db, CancellationToken cancel)
    {
        var agent = http.Agent()!;
        await MustSee(id, agent, db, cancel);
        return await db.Set<StoredFile>().AsNoTracking().Where(f => f.ShopId == agent.ShopId && f.ConversationId == id).OrderBy(f => f.Id)
            .Select(f => new FileView(f.Id, f.Name, f.Type, f.Size, f.Width, f.Height, "/api/v1/files/" + f.Id)).ToListAsync(cancel);
    }

    private static async Task<RowAnswer> Transfer(Guid id, TransferRequest request, HttpContext http, Db db, HandOver handOver, Rows rows, CancellationToken cancel)
    {
        var agent = http.Agent()!;
        var to = Target(request.To);
        if (request.Reason is not { Length: > 0 and <= 100 })
            throw Refusal.Invalid("reason");
        if (request.Note is { Length: > 1000 })
            throw Refusal.Invalid("note");
        await MustSee(id, agent, db, cancel);
        await handOver.Transfer(http, id, to, request.Reason, request.Note, request.Force, cancel);
        return await Row(id, agent, rows, cancel);
    }

    /// <summary>Exactly one of agent, group and queue.</summary>
    public static TransferTarget Target(TransferTo? to) =>
        to is not null && (to.AgentId is null ? 0 : 1) + (to.Group is null ? 0 : 1) + (to.Queue == true ? 1 : 0) == 1
            ? new(to.AgentId, to.Group, to.Queue == true)
            : throw Refusal.Invalid("to");

    private static async Task<RowAnswer> Close(Guid id, ClosureRequest request, HttpContext http, Db db, CloseConversation close, Rows rows, CancellationToken cancel)
    {
        var agent = http.Agent()!;
        if (request.Reason is { Length: > 100 })
            throw Refusal.Invalid("reason");
        if (request.Tags is { Count: > 20 } || request.Tags?.Any(t => t is not { Length: > 0 and <= 20 }) == true)
            throw Refusal.Invalid("tags");
        await MustSee(id, agent, db, cancel);
        if (request.CategoryId is { } category)
            await db.CheckCategory(agent.ShopId, category, cancel);
        await close.ByStaff(agent, id, request.Reason, request.Tags, request.CategoryId, cancel);
        return await Row(id, agent, rows, cancel);
    }

    private static async Task<RowAnswer> Claim(Guid id, HttpContext http, Db db, HandOver handOver, Rows rows, CancellationToken cancel)
    {
        var agent = http.Agent()!;
        if (!await db.Set<Conversation>().AnyAsync(c => c.ShopId == agent.ShopId && c.Id == id, cancel))
            throw Refusal.NotFound();
        await handOver.Claim(agent, id, cancel);
        return await Row(id, agent, rows, cancel);
    }

    private static async Task<RowAnswer> TakeOver(Guid id, HttpContext http, Db db, HandOver handOver, Rows rows, CancellationToken cancel)
    {
        var agent = http.Agent()!;
        await MustSee(id, agent, db, cancel);
        await handOver.TakeOver(http, id, cancel);
        return await Row(id, agent, rows, cancel);
    }

    private static async Task<IResult> Mark(Guid id, bool on, HttpContext http, Db db, CancellationToken cancel)
    {
        var agent = http.Agent()!;
        await MustSee(id, agent, db, cancel);
        var star = await db.Set<Star>().AsTracking().SingleOrDefaultAsync(s => s.ShopId == agent.ShopId && s.AgentId == agent.AgentId && s.ConversationId == id, cancel);
        if (on && star is null)
            db.Add(new Star { ShopId = agent.ShopId, AgentId = agent.AgentId, ConversationId = id });
        if (!on && star is not null)
            db.Remove(star);
        await db.SaveChangesAsync(cancel);
        return Results.NoContent();
    }

    private static async Task MustSee(Guid id, CurrentAgent agent, Db db, CancellationToken cancel)
    {
        if (!await db.Set<Conversation>().VisibleTo(agent, db).AnyAsync(c => c.Id == id, cancel))
            throw Refusal.NotFound();
    }

    private static async Task<RowAnswer> Row(Guid id, CurrentAgent agent, Rows rows, CancellationToken cancel) =>
        new(await rows.One(agent.ShopId, agent.AgentId, id, cancel) ?? throw Refusal.NotFound());
}
