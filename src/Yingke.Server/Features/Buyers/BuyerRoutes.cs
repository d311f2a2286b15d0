using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Accounts;
using Yingke.Domain.Buyers;
using Yingke.Domain.Conversations;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Conversations;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Push;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Buyers;

/// <summary>The customer card beside a conversation. Whoever may read none of a buyer's conversations does not learn that the buyer exists.</summary>
internal static class BuyerRoutes
{
    public sealed record BuyerCard(
        Guid Id, string Name, string? MemberId, string? Phone, IReadOnlyList<string> Tags, string? Notes, bool Vip, bool Blocked, string? BlockReason,
        DateTimeOffset FirstSeen, int Conversations, RecentView? RecentAgent);

    public sealed record RecentView(Guid Id, string Name, DateTimeOffset At);

    public sealed record BuyerRequest(string? Name, IReadOnlyList<string>? Tags, string? Notes, bool? Vip);

    public sealed record BlockRequest(string? Reason);

    public sealed record PhoneAnswer(string? Phone);

    public static void MapBuyers(this IEndpointRouteBuilder api)
    {
        var read = api.MapGroup("/buyers/{id:guid}").WithTags("buyers").RequireStaff();
        read.MapGet("/", Card);
        read.MapGet("/conversations", Conversations);
        read.MapGet("/pages", SeePages.OfBuyer);

        var write = api.MapGroup("/buyers/{id:guid}").WithTags("buyers").RequireStaff(Permission.ImChat);
        write.MapPatch("/", Change);
        write.MapPut("/block", Block);
        write.MapDelete("/block", Unblock);
        api.MapPost("/buyers/{id:guid}/phone-reveal", RevealPhone).WithTags("buyers").RequireStaff(Permission.BuyersContact);
    }

    private static async Task<BuyerCard> Card(Guid id, HttpContext http, Db db, ShopDirectory shops, CancellationToken cancel)
    {
        var agent = http.Agent()!;
        var buyer = await Find(id, agent, db, cancel);
        return await CardOf(buyer, db, shops, cancel);
    }

    private static async Task<BuyerCard> CardOf(Buyer buyer, Db db, ShopDirectory shops, CancellationToken cancel)
    {
        var names = await shops.Names(buyer.ShopId, cancel);
        var count = await db.Set<Conversation>().CountAsync(c => c.ShopId == buyer.ShopId && c.BuyerId == buyer.Id, cancel);
        var recent = buyer.RecentAgentId is { } agent && buyer.RecentAgentAt is { } at ? new RecentView(agent, names.GetValueOrDefault(agent, "—"), at) : null;
        return new(buyer.Id, buyer.Name, buyer.MemberId, buyer.Phone is { } phone ? Phone.Masked(phone) : null, buyer.Tags, buyer.Notes, buyer.Vip,
            buyer.BlockedAt is not null, buyer.BlockReason, buyer.CreatedAt, count, recent);
    }

    private static async Task<Page<ConversationRow>> Conversations(Guid id, HttpContext http, Db db, Rows rows, CancellationToken cancel, Guid? before = null, int limit = 20)
    {
        var agent = http.Agent()!;
        var size = Paging.Limit(limit);
        await Find(id, agent, db, cancel);
        var found = await rows.Load(agent.ShopId, agent.AgentId, conversations =>
        {
            var some = conversations.VisibleTo(agent, db).Where(c => c.BuyerId == id);
            if (before is { } cursor)
                some = some.Where(c => c.Id.CompareTo(cursor) < 0);
            return some.OrderByDescending(c => c.Id).Take(size + 1);
        }, cancel);
        return Paging.Of(found, size, c => c.Id);
    }

    /// <summary>Members left out stay as they are; an empty note is none.</summary>
    private static async Task<BuyerCard> Change(Guid id, BuyerRequest request, HttpContext http, Db db, ShopDirectory shops, NodeBus bus, CancellationToken cancel)
    {
        var agent = http.Agent()!;
        await Find(id, agent, db, cancel);
        var name = request.Name is null ? null : MessageText.Check(request.Name, 60, "name");
        var tags = request.Tags?.Select(t => MessageText.Check(t, 20, "tags")).Distinct(StringComparer.Ordinal).ToList();
        if (tags is { Count: > 20 })
            throw Refusal.Invalid("tags");
        var notes = string.IsNullOrWhiteSpace(request.Notes) ? null : MessageText.Check(request.Notes, 2000, "notes");
        var buyer = await db.Set<Buyer>().AsTracking().SingleAsync(b => b.ShopId == agent.ShopId && b.Id == id, cancel);
        var moves = request.Vip is { } vip && vip != buyer.Vip;
        (buyer.Name, buyer.Tags, buyer.Notes, buyer.Vip) = (name ?? buyer.Name, tags ?? buyer.Tags, request.Notes is null ? buyer.Notes : notes, request.Vip ?? buyer.Vip);
        await db.SaveChangesAsync(cancel);
        // VIP may go before others in the queue.
        if (moves)
            await bus.Publish(new ShopMoved(agent.ShopId, ShopPart.Queue), cancel);
        return await CardOf(buyer, db, shops, cancel);
    }

    private static async Task<IResult> Block(Guid id, BlockRequest request, HttpContext http, BlockBuyer block, CancellationToken cancel)
    {
        await block.Handle(http, id, MessageText.Check(request.Reason, 200, "reason"), cancel);
        return Results.NoContent();
    }

    private static async Task<IResult> Unblock(Guid id, HttpContext http, BlockBuyer block, CancellationToken cancel)
    {
        await block.Handle(http, id, null, cancel);
        return Results.NoContent();
    }

    /// <summary>The whole number, and a line in the audit log that it was looked at.</summary>
    private static async Task<PhoneAnswer> RevealPhone(Guid id, HttpContext http, Db db, CancellationToken cancel)
    {
        var buyer = await Find(id, http.Agent()!, db, cancel);
        if (buyer.Phone is null)
            return new(null);
        Audit.Add(db, http, "buyer.phone_revealed", buyer.Name);
        await db.SaveChangesAsync(cancel);
        return new(buyer.Phone);
    }

    /// <summary>A buyer of whom the agent may read at least one conversation.</summary>
    public static async Task<Buyer> Find(Guid id, CurrentAgent agent, Db db, CancellationToken cancel)
    {
        var readable = db.Set<Conversation>().VisibleTo(agent, db);
        return await db.Set<Buyer>().SingleOrDefaultAsync(b => b.ShopId == agent.ShopId && b.Id == id && readable.Any(c => c.BuyerId == b.Id), cancel) ?? throw Refusal.NotFound();
    }
}
