using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Orders;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Buyers;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Push;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Orders;

/// <summary>
/// What the platform says of an order, whole: made or replaced by its number, the later <c>updatedAt</c> wins, the same again changes nothing
/// (spec: orders-aftersales.md, Orders).
/// </summary>
internal sealed class PutOrder(Db db, ShopDirectory shops, NodeBus bus, TimeProvider time)
{
    private const int Tries = 3;

    public async Task<OrderView> ByStaff(string number, OrderDocument document, HttpContext http, CancellationToken cancel)
    {
        var agent = http.Agent()!;
        var id = await Handle(agent.ShopId, number, document, Doer.Of(agent), cancel);
        return await FindOrders.View(id, agent, db, shops, cancel);
    }

    public async Task<Guid> Handle(Guid shopId, string number, OrderDocument document, Doer by, CancellationToken cancel)
    {
        var (said, who) = document.Check(number);
        for (var i = 1; ; i++)
        {
            try
            {
                return await Take(shopId, said, who, by, cancel);
            }
            catch (DbUpdateException twice) when (i < Tries && db.Dialect.UniqueViolation(twice) is not null)
            {
                // The same order, or the same new member, in two requests at once: the other was first.
                db.ChangeTracker.Clear();
            }
        }
    }

    private async Task<Guid> Take(Guid shopId, PlatformOrder said, OrderDocument.BuyerPart who, Doer by, CancellationToken cancel)
    {
        var (id, moved) = await db.InTransaction(async () =>
        {
            var buyer = await BuyerOf(db, shopId, who, said.PlacedAt, cancel);
            var known = await db.Set<Order>().Where(o => o.ShopId == shopId && o.Number == said.Number).Select(o => (Guid?)o.Id).SingleOrDefaultAsync(cancel);
            var now = time.Now();
            if (known is null)
            {
                var made = Mirror.New(shopId, buyer, said);
                db.Add(made);
                db.Log(made, now, by, "order.received", null, new { made.State, made.TotalFen });
                db.RecordChange(made, now);
                return (made.Id, (Guid?)buyer);
            }
            var order = (await db.HoldOrder(shopId, known.Value, cancel))!;
            var before = new { order.State, order.TotalFen };
            var lines = order.Lines.ToList();
            if (!Mirror.Take(order, said))
                return (order.Id, null);
            // A line that was added to a tracked order has its key already: it must be said that it is new.
            foreach (var line in order.Lines.Except(lines))
                db.Entry(line).State = EntityState.Added;
            order.BuyerId = buyer;
            var after = new { order.State, order.TotalFen };
            if (before.State != after.State || before.TotalFen != after.TotalFen)
                db.Log(order, now, by, "order.updated", before, after);
            db.RecordChange(order, now);
            return (order.Id, buyer);
        }, cancel);
        db.ChangeTracker.Clear();
        if (moved is { } buyerId)
            await bus.Publish(OrderRows.Moved(shopId, buyerId), CancellationToken.None);
        return id;
    }

    /// <summary>The member, made if the shop does not know them yet.</summary>
    public static async Task<Guid> BuyerOf(Db db, Guid shopId, OrderDocument.BuyerPart who, DateTimeOffset since, CancellationToken cancel)
    {
        var buyer = await db.Set<Buyer>().AsTracking().SingleOrDefaultAsync(b => b.ShopId == shopId && b.MemberId == who.MemberId, cancel);
        if (buyer is null)
        {
            buyer = new Buyer { ShopId = shopId, Id = Guid.CreateVersion7(since), MemberId = who.MemberId, Name = who.Name ?? who.MemberId!, Phone = who.Phone, CreatedAt = since };
            db.Add(buyer);
            return buyer.Id;
        }
        if (who.Name is { } name && buyer.Name == buyer.MemberId)
            buyer.Name = name;
        buyer.Phone ??= who.Phone;
        return buyer.Id;
    }
}
