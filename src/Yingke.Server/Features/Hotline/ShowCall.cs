using Microsoft.EntityFrameworkCore;
using Yingke.Domain.AfterSales;
using Yingke.Domain.Conversations;
using Yingke.Domain.Hotline;
using Yingke.Domain.Orders;
using Yingke.Domain.Tickets;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Buyers;
using Yingke.Server.Features.Conversations;
using Yingke.Server.Features.Tickets;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Hotline;

/// <summary>
/// The caller's card: who it is, and what there is with them, the latest of each, so that it is up before the agent speaks. Whoever may answer
/// the hotline may see it of whoever called; what was written in chats only where they may read those.
/// </summary>
internal static class ShowCall
{
    private const int OfEach = 5;

    public sealed record Caller(Guid Id, string Name, string? MemberId, bool Vip, IReadOnlyList<string> Tags, string? Notes, bool Blocked, DateTimeOffset FirstSeen, int Orders, int Conversations, int Calls);

    public sealed record CallerOrder(Guid Id, string Number, OrderState State, OrderBadge Badge, long TotalFen, DateTimeOffset PlacedAt, string? Title, string? LogisticsCompany, string? LogisticsNumber);

    public sealed record CallerApplication(Guid Id, string Number, ApplicationType Type, ApplicationState State, DateTimeOffset AppliedAt);

    public sealed record CallerTicket(Guid Id, long Number, string Kind, string Title, TicketState State, DateTimeOffset CreatedAt);

    /// <param name="Text">The last words, of one that the agent may read.</param>
    public sealed record CallerTalk(Guid Id, DateTimeOffset OpenedAt, ConversationState State, string? Agent, string? Text, bool Readable);

    /// <param name="Candidates">Of a caller who is nobody yet: those who have the number.</param>
    public sealed record CallCard(
        DateTimeOffset ServerTime, CallRow Call, Caller? Buyer, IReadOnlyList<NamedAgent> Candidates, IReadOnlyList<CallerOrder> Orders, IReadOnlyList<CallerApplication> Applications,
        IReadOnlyList<CallerTicket> Tickets, IReadOnlyList<CallerTalk> Talks, IReadOnlyList<CallRow> Calls);

    public static async Task<CallCard> Handle(Guid id, HttpContext http, Db db, CallViews views, ShopDirectory shops, TimeProvider time, CancellationToken cancel)
    {
        var agent = http.Agent()!;
        var shopId = agent.ShopId;
        var call = await db.Set<Call>().SingleOrDefaultAsync(c => c.ShopId == shopId && c.Id == id, cancel) ?? throw Refusal.NotFound();
        var row = await views.One(call, cancel);
        var tickets = db.Set<Ticket>().Where(t => t.ShopId == shopId && t.SubjectId == id);
        if (call.BuyerId is not { } buyerId)
        {
            var earlier = call.Phone is { } number ? await Latest(db.Set<Call>().Where(c => c.ShopId == shopId && c.Phone == number && c.Id != id), cancel) : [];
            var found = call.Phone is { } phone ? await FindCallers.Of(db, shopId, phone, cancel) : [];
            var names = await db.Set<Buyer>().Where(b => b.ShopId == shopId && found.Contains(b.Id)).Select(b => new NamedAgent(b.Id, b.Name)).ToListAsync(cancel);
            return new(time.Now(), row, null, names, [], [], await Tickets(tickets, db, shopId, cancel), [], await views.Rows(shopId, earlier, cancel));
        }
        var buyer = await db.Set<Buyer>().SingleAsync(b => b.ShopId == shopId && b.Id == buyerId, cancel);
        var orders = db.Set<Order>().Where(o => o.ShopId == shopId && o.BuyerId == buyerId);
        var talks = db.Set<Conversation>().Where(c => c.ShopId == shopId && c.BuyerId == buyerId);
        var calls = db.Set<Call>().Where(c => c.ShopId == shopId && c.BuyerId == buyerId && c.Id != id);
        var caller = new Caller(
            buyer.Id, buyer.Name, buyer.MemberId, buyer.Vip, buyer.Tags, buyer.Notes, buyer.BlockedAt is not null, buyer.CreatedAt, await orders.CountAsync(cancel), await talks.CountAsync(cancel), await calls.CountAsync(cancel));
        return new(
            time.Now(), row, caller, [],
            await Orders(orders, cancel), await Applications(db, shopId, buyerId, cancel),
            await Tickets(db.Set<Ticket>().Where(t => t.ShopId == shopId && (t.BuyerId == buyerId || t.SubjectId == id)), db, shopId, cancel),
            await Talks(talks, agent, db, shops, cancel), await views.Rows(shopId, await Latest(calls, cancel), cancel));
    }

    private static Task<List<Call>> Latest(IQueryable<Call> calls, CancellationToken cancel) => calls.OrderByDescending(c => c.QueuedAt).Take(OfEach).ToListAsync(cancel);

    private static async Task<List<CallerOrder>> Orders(IQueryable<Order> orders, CancellationToken cancel) =>
        (await orders.OrderByDescending(o => o.PlacedAt).Take(OfEach).Include(o => o.Lines).AsSplitQuery().ToListAsync(cancel))
            .ConvertAll(o => new CallerOrder(o.Id, o.Number, o.State, o.Badge, o.TotalFen, o.PlacedAt, o.Lines.FirstOrDefault()?.Title, o.LogisticsCompany, o.LogisticsNumber));

    private static Task<List<CallerApplication>> Applications(Db db, Guid shopId, Guid buyerId, CancellationToken cancel) =>
        db.Set<Application>().Where(a => a.ShopId == shopId && a.BuyerId == buyerId).OrderByDescending(a => a.AppliedAt).Take(OfEach)
            .Select(a => new CallerApplication(a.Id, a.Number, a.Type, a.State, a.AppliedAt)).ToListAsync(cancel);

    private static async Task<List<CallerTicket>> Tickets(IQueryable<Ticket> tickets, Db db, Guid shopId, CancellationToken cancel)
    {
        var settings = await db.TicketSettings(shopId, cancel);
        return (await tickets.OrderByDescending(t => t.Id).Take(OfEach).ToListAsync(cancel))
            .ConvertAll(t => new CallerTicket(t.Id, t.Number, settings.TypeOf(t.Kind).Name, t.Title.Length > 0 ? t.Title : settings.TypeOf(t.Kind).Name, t.State, t.CreatedAt));
    }

    private static async Task<List<CallerTalk>> Talks(IQueryable<Conversation> talks, CurrentAgent agent, Db db, ShopDirectory shops, CancellationToken cancel)
    {
        var latest = await talks.OrderByDescending(c => c.Id).Take(OfEach).ToListAsync(cancel);
        var ids = latest.ConvertAll(c => c.Id);
        var readable = await db.Set<Conversation>().VisibleTo(agent, db).Where(c => ids.Contains(c.Id)).Select(c => c.Id).ToListAsync(cancel);
        var names = await shops.Names(agent.ShopId, cancel);
        return latest.ConvertAll(c => new CallerTalk(
            c.Id, c.OpenedAt, c.State, c.AgentId is { } served ? names.GetValueOrDefault(served, "—") : null, readable.Contains(c.Id) ? c.LastText : null, readable.Contains(c.Id)));
    }
}
