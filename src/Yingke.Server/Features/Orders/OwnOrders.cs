using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Orders;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Orders;

/// <summary>A buyer's own orders. Orders belong to members: a visitor for whom nobody vouched sees none of anybody's.</summary>
internal static class OwnOrders
{
    private const int Most = 50;

    public static async Task<Page<OwnOrder>> List(HttpContext http, Db db, CancellationToken cancel)
    {
        var visitor = http.Visitor()!;
        var orders = await db.Set<Order>().Where(o => o.ShopId == visitor.ShopId && o.BuyerId == visitor.BuyerId).OrderByDescending(o => o.Id).Take(Most).Include(o => o.Lines).AsSplitQuery().ToListAsync(cancel);
        return new(orders.ConvertAll(OwnOrder.Of), null);
    }

    public static async Task<OwnOrder> One(Guid id, HttpContext http, Db db, CancellationToken cancel)
    {
        var visitor = http.Visitor()!;
        var order = await db.Set<Order>().Include(o => o.Lines).SingleOrDefaultAsync(o => o.ShopId == visitor.ShopId && o.BuyerId == visitor.BuyerId && o.Id == id, cancel) ?? throw Refusal.NotFound();
        return OwnOrder.Of(order);
    }
}
