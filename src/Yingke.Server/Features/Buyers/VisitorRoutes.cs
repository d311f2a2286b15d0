using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Conversations;
using Yingke.Domain.Routing;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Conversations;
using Yingke.Server.Features.Routing;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Buyers;

/// <summary>Everything a buyer's window does.</summary>
internal static class VisitorRoutes
{
    public sealed record InflowRequest(Source? Source, Channel? Channel, string? PageTitle, string? PageUrl, Card? Product, Card? Order);

    public sealed record RatingRequest(int Stars, IReadOnlyList<string>? Tags, string? Text);

    public static void MapVisitors(this IEndpointRouteBuilder api)
    {
        var open = api.MapGroup("/visitor").WithTags("visitor").RequireCors("widget");
        open.MapPost("/sessions", StartVisit.Handle).Public().RequireRateLimiting("visits");

        var own = api.MapGroup("/visitor").WithTags("visitor").RequireCors("widget").RequireVisitor();
        own.MapPost("/conversation", Open).RequireRateLimiting("visitor-opens");
        own.MapPost("/pages", SeePages.Tell).Produces(204).RequireRateLimiting("visitor-messages");
        own.MapGet("/conversation", Current).Produces<VisitorConversation>().Produces(204);
        own.MapGet("/conversations/{id:guid}/messages", Messages);
        own.MapPost("/conversations/{id:guid}/messages", (Guid id, SendMessageRequest request, HttpContext http, SendMessage send, CancellationToken cancel) =>
            send.ByBuyer(http.Visitor()!, id, request, cancel)).Produces<Appendix>(201).Produces<Appendix>(200).RequireRateLimiting("visitor-messages");
        own.MapPost("/conversations/{id:guid}/closure", Close);
        own.MapPost("/conversations/{id:guid}/offline-message", LeaveMessage);
        own.MapPost("/conversations/{id:guid}/person", AskPerson).RequireRateLimiting("visitor-messages");
        own.MapPut("/conversations/{id:guid}/rating", Rate).Produces(204);
    }

    private static async Task<VisitorConversation> Open(InflowRequest request, HttpContext http, ShopDirectory shops, OpenConversation open, VisitorViews views, CancellationToken cancel)
    {
        var visitor = http.Visitor()!;
        MustBeAllowed(await shops.Shop(visitor.ShopId, cancel), visitor);
        if (request.PageTitle is { Length: > 200 })
            throw Refusal.Invalid("pageTitle");
        var id = await open.Handle(new Inflow(
            visitor.ShopId, visitor.BuyerId, request.Source ?? Source.Other, request.Channel ?? Channel.Web, request.PageTitle, Cards.Address(request.PageUrl, "pageUrl"),
            request.Product is { } product ? Cards.Check(product, "product") : null, request.Order is { } order ? Cards.Check(order, "order") : null), cancel);
        return await views.One(visitor.ShopId, visitor.BuyerId, id, cancel) ?? throw Refusal.NotFound();
    }

    private static async Task<IResult> Current(HttpContext http, VisitorViews views, CancellationToken cancel) =>
        await views.Latest(http.Visitor()!.ShopId, http.Visitor()!.BuyerId, cancel) is { } view ? Results.Json(view, Stored.Json) : Results.NoContent();

    private static async Task<VisitorLogPage> Messages(Guid id, HttpContext http, Db db, EntryViews views, VisitorViews mine, CancellationToken cancel, long? after = null, long? before = null, int limit = 50)
    {
        var visitor = http.Visitor()!;
        var head = await db.Set<Conversation>().AsNoTracking().Where(c => c.ShopId == visitor.ShopId && c.Id == id && c.BuyerId == visitor.BuyerId)
            .Select(c => (long?)c.HeadSeq).SingleOrDefaultAsync(cancel) ?? throw Refusal.NotFound();
        var entries = await db.ReadLog(visitor.ShopId, id, after, before, Paging.Limit(limit, LogReads.PageLimit), cancel);
        return new(await views.ForBuyer(visitor.ShopId, entries, await db.Recalled(visitor.ShopId, id, cancel), cancel), head,
            after is null ? await mine.Before(visitor.ShopId, visitor.BuyerId, id, cancel) : null);
    }

    private static async Task<VisitorConversation> Close(Guid id, HttpContext http, CloseConversation close, VisitorViews views, CancellationToken cancel)
    {
        var visitor = http.Visitor()!;
        await close.ByBuyer(visitor, id, cancel);
        return await views.One(visitor.ShopId, visitor.BuyerId, id, cancel) ?? throw Refusal.NotFound();
    }

    private static async Task<VisitorConversation> LeaveMessage(Guid id, HttpContext http, CloseConversation close, VisitorViews views, CancellationToken cancel)
    {
        var visitor = http.Visitor()!;
        await close.LeaveMessage(visitor, id, cancel);
        return await views.One(visitor.ShopId, visitor.BuyerId, id, cancel) ?? throw Refusal.NotFound();
    }

    /// <summary>From the robot to a person, by the button.</summary>
    private static async Task<VisitorConversation> AskPerson(Guid id, HttpContext http, LeaveRobot robot, VisitorViews views, CancellationToken cancel)
    {
        var visitor = http.Visitor()!;
        await robot.Ask(visitor, id, cancel);
        return await views.One(visitor.ShopId, visitor.BuyerId, id, cancel) ?? throw Refusal.NotFound();
    }

    private static async Task<IResult> Rate(Guid id, RatingRequest request, HttpContext http, ChangeLog log, CancellationToken cancel)
    {
        await log.Rate(http.Visitor()!, id, request.Stars, request.Tags, request.Text, cancel);
        return Results.NoContent();
    }

    /// <summary>A shop that enforces identity takes no message from a visitor it does not know.</summary>
    private static void MustBeAllowed(Shop shop, CurrentVisitor visitor)
    {
        if (shop.Settings.Widget.RequireIdentity && !visitor.Identified)
            throw new Refusal(StatusCodes.Status401Unauthorized, "identity_required");
    }
}
