using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Orders;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Deadlines;
using Yingke.Server.Features.Performance;
using Yingke.Server.Platform.Activity;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Orders;

/// <summary>
/// The clocks of orders: shipping, first pick-up trace, exceptions. They follow what orders become, and a deadline that passes writes one row
/// in the ledger of penalties (spec: orders-aftersales.md, Shipping deadlines).
/// </summary>
internal sealed class OrderClocks(Db db, ShopDirectory shops)
{
    public const string Ship = "order_ship";
    public const string PickUp = "order_pickup";
    public const string Exception = "order_exception";

    public static readonly string[] Facts = ["order.changed", "order_exception.reported", "order_exception.verified", PassClocks.Passed];

    public async Task React(Fact fact, Aftermath aftermath, CancellationToken cancel)
    {
        if (fact.Type == "order.changed" && await Find(fact, cancel) is { } order)
            await Follow(order, (await shops.Shop(fact.ShopId, cancel)).Settings.Orders, fact.At, late: true, cancel);
        else if (fact.Type == "order_exception.verified")
            await db.MeetClock(fact.ShopId, Exception, fact.SubjectId, fact.At, cancel);
        else if (fact.Type == "order_exception.reported")
            await Report(fact, cancel);
        else if (fact.Type == PassClocks.Passed && JsonSerializer.Deserialize<ClockFact>(fact.Details!, Stored.Json)! is { Kind: Ship or PickUp } clock)
            await Breach(fact, clock, aftermath, cancel);
    }

    /// <summary>Starts, meets or drops the order's clocks, so that they are what the order now says.</summary>
    /// <param name="late">Also starts a clock whose time is over already: not for orders of the past that a file brings.</param>
    public async Task Follow(Order order, OrderSettings settings, DateTimeOffset now, bool late, CancellationToken cancel)
    {
        var times = settings.Times();
        await Follow(order, Ship, $"发货 {order.Number}", order.State == OrderState.Paid ? Shipping.ShipBy(order, times) : null, order.ShippedAt is not null || order.State > OrderState.Paid, settings, now, late, cancel);
        await Follow(order, PickUp, $"揽收 {order.Number}", Shipping.Waits(order) ? Shipping.PickUpBy(order, times) : null, order.PickedUpAt is not null, settings, now, late, cancel);
    }

    private async Task Follow(Order order, string kind, string title, DateTimeOffset? due, bool done, OrderSettings settings, DateTimeOffset now, bool late, CancellationToken cancel)
    {
        if (due is not { } dueAt)
        {
            // Closed orders need nothing any more; others have done it.
            if (done && order.State != OrderState.Closed)
                await db.MeetClock(order.ShopId, kind, order.Id, now, cancel);
            else
                await db.DropClock(order.ShopId, kind, order.Id, now, cancel);
            return;
        }
        var same = await db.Set<DueClock>().AnyAsync(c => c.ShopId == order.ShopId && c.SubjectId == order.Id && c.Kind == kind && c.DueAt == dueAt && c.End != ClockEnd.Dropped, cancel);
        if (!same && (late || dueAt > now))
            await db.StartClock(order.ShopId, kind, order.Id, title, now, dueAt, cancel, dueAt.AddMinutes(-settings.NearMinutes));
    }

    private async Task Report(Fact fact, CancellationToken cancel)
    {
        var found = await db.Set<OrderException>().Where(e => e.ShopId == fact.ShopId && e.Id == fact.SubjectId && e.VerifiedAt == null)
            .Join(db.Set<Order>(), e => new { e.ShopId, Id = e.OrderId }, o => new { o.ShopId, o.Id }, (e, o) => new { e.DueAt, o.Number }).SingleOrDefaultAsync(cancel);
        if (found is null)
            return;
        var near = (await shops.Shop(fact.ShopId, cancel)).Settings.Orders.NearMinutes;
        await db.StartClock(fact.ShopId, Exception, fact.SubjectId, $"异常核实 {found.Number}", fact.At, found.DueAt, cancel, found.DueAt.AddMinutes(-near));
    }

    private async Task Breach(Fact fact, ClockFact clock, Aftermath aftermath, CancellationToken cancel)
    {
        if (await Find(fact, cancel) is not { } order)
            return;
        await db.Enter(new LedgerRow
        {
            ShopId = fact.ShopId, Cause = clock.Kind == Ship ? "shipping_late" : "pickup_late", SubjectId = order.Id, At = fact.At,
            Details = $"订单 {order.Number} {(clock.Kind == Ship ? "未按时发货" : "未按时揽收")}，应在 {clock.DueAt:yyyy-MM-dd HH:mm}Z 前",
        }, cancel);
        aftermath.Tell(OrderRows.Moved(order.ShopId, order.BuyerId));
    }

    private Task<Order?> Find(Fact fact, CancellationToken cancel) =>
        db.Set<Order>().Include(o => o.Lines).SingleOrDefaultAsync(o => o.ShopId == fact.ShopId && o.Id == fact.SubjectId, cancel);
}
