using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Accounts;
using Yingke.Domain.Conversations;
using Yingke.Domain.Orders;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Buyers;
using Yingke.Server.Features.Conversations;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Orders;

/// <summary>Orders as staff look for them: of a buyer beside the chat, or of the whole shop.</summary>
internal static class FindOrders
{
    private static readonly string[] WholeShop =
        [Permission.OrdersManage, Permission.OrdersPrice, Permission.AftersaleHandle, Permission.RefundPay, Permission.TicketsHandle, Permission.HotlineHandle];

    /// <summary>Whoever works on orders sees the shop's; others those of buyers whose conversations they may read.</summary>
    public static IQueryable<Order> VisibleTo(this IQueryable<Order> orders, CurrentAgent agent, Db db)
    {
        orders = orders.Where(o => o.ShopId == agent.ShopId);
        if (agent.IsOwner || Array.Exists(WholeShop, agent.May))
            return orders;
        var readable = db.Set<Conversation>().VisibleTo(agent, db);
        return orders.Where(o => readable.Any(c => c.BuyerId == o.BuyerId));
    }

    public static async Task<Page<OrderView>> Handle(
        HttpContext http, Db db, ShopDirectory shops, CancellationToken cancel, Word<OrderState>? state = null, Guid? buyerId = null, string? q = null, Guid? before = null, int limit = 50)
    {
        var agent = http.Agent()!;
        var size = Paging.Limit(limit, 200);
        if (q is { Length: > 100 })
            throw Refusal.Invalid("q");
        var some = db.Set<Order>().VisibleTo(agent, db);
        if (state is { Value: var wanted })
            some = some.Where(o => o.State == wanted);
        if (buyerId is not null)
            some = some.Where(o => o.BuyerId == buyerId);
        if (!string.IsNullOrWhiteSpace(q))
            some = Matching(some, db, agent.ShopId, q.Trim());
        if (before is { } cursor)
            some = some.Where(o => o.Id.CompareTo(cursor) < 0);
        var found = await some.OrderByDescending(o => o.Id).Take(size + 1).Include(o => o.Lines).AsSplitQuery().ToListAsync(cancel);
        return Paging.Of(await Views(found, agent, db, shops, cancel), size, o => o.Id);
    }

    /// <summary>The buyer's orders beside the chat, newest first.</summary>
    public static async Task<Page<OrderView>> OfBuyer(Guid id, HttpContext http, Db db, ShopDirectory shops, CancellationToken cancel, Guid? before = null, int limit = 20)
    {
        var agent = http.Agent()!;
        var size = Paging.Limit(limit);
        if (!await db.Set<Order>().VisibleTo(agent, db).AnyAsync(o => o.BuyerId == id, cancel))
            await BuyerRoutes.Find(id, agent, db, cancel);
        var some = db.Set<Order>().Where(o => o.ShopId == agent.ShopId && o.BuyerId == id);
        if (before is { } cursor)
            some = some.Where(o => o.Id.CompareTo(cursor) < 0);
        var found = await some.OrderByDescending(o => o.Id).Take(size + 1).Include(o => o.Lines).AsSplitQuery().ToListAsync(cancel);
        return Paging.Of(await Views(found, agent, db, shops, cancel), size, o => o.Id);
    }

    public static async Task<OrderView> View(Guid id, CurrentAgent agent, Db db, ShopDirectory shops, CancellationToken cancel)
    {
        var order = await db.Set<Order>().VisibleTo(agent, db).Include(o => o.Lines).SingleOrDefaultAsync(o => o.Id == id, cancel) ?? throw Refusal.NotFound();
        return (await Views([order], agent, db, shops, cancel))[0];
    }

    private static async Task<List<OrderView>> Views(List<Order> orders, CurrentAgent agent, Db db, ShopDirectory shops, CancellationToken cancel)
    {
        var times = (await shops.Shop(agent.ShopId, cancel)).Settings.Orders.Times();
        var buyers = orders.Select(o => o.BuyerId).Distinct().ToList();
        var names = await db.Set<Buyer>().Where(b => b.ShopId == agent.ShopId && buyers.Contains(b.Id)).ToDictionaryAsync(b => b.Id, b => b.Name, cancel);
        return orders.ConvertAll(o => OrderView.Of(o, names.GetValueOrDefault(o.BuyerId, "—"), times, agent.May(Permission.BuyersContact)));
    }

    /// <summary>An order's or parcel's number as it stands; a buyer's name or member id; or words of a product, within the newest of the buyers' orders.</summary>
    private static IQueryable<Order> Matching(IQueryable<Order> orders, Db db, Guid shopId, string words)
    {
        var pattern = "%" + words.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal) + "%";
        var buyers = db.Set<Buyer>().Where(b => b.ShopId == shopId && (EF.Functions.Like(b.Name, pattern, @"\") || b.MemberId == words)).Select(b => b.Id);
        return orders.Where(o => o.Number == words || o.LogisticsNumber == words || buyers.Contains(o.BuyerId) || o.Lines.Any(l => EF.Functions.Like(l.Title, pattern, @"\")));
    }
}
