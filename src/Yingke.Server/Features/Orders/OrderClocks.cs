using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Conversations;
using Yingke.Domain.Deadlines;
using Yingke.Domain.Orders;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Alerts;
using Yingke.Server.Features.Buyers;
using Yingke.Server.Features.Deadlines;
using Yingke.Server.Features.Performance;
using Yingke.Server.Platform.Activity;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Orders;

/// <summary>
/// The clocks of orders: shipping, first pick-up trace, exceptions. They follow what orders become, and a deadline that passes writes one row
/// in the ledger of penalties; before and after it supervisors are alerted (spec: orders-aftersales.md, Shipping deadlines).
/// </summary>
internal sealed class OrderClocks(Db db, ShopDirectory shops, RaiseAlerts alerts)
{
    public const string Ship = "order_ship";
    public const string PickUp = "order_pickup";
    public const string Exception = "order_exception";

    public static readonly string[] Facts = ["order.changed", "order_exception.reported", "order_exception.verified", PassClocks.Near, PassClocks.Passed];

    public async Task React(Fact fact, Aftermath aftermath, CancellationToken cancel)
    {
        if (fact.Type == "order.changed" && await Find(fact, cancel) is { } order)
            await Follow(order, (await shops.Shop(fact.ShopId, cancel)).Settings.Orders, fact.At, cancel);
        else if (fact.Type == "order_exception.verified")
            await db.MeetClock(fact.ShopId, Exception, fact.SubjectId, fact.At, cancel);
        else if (fact.Type == "order_exception.reported")
            await Report(fact, cancel);
        else if (fact.Type is PassClocks.Near or PassClocks.Passed && JsonSerializer.Deserialize<ClockFact>(fact.Details!, Stored.Json)! is { Kind: Ship or PickUp or Exception } clock)
            await Due(fact, clock, aftermath, cancel);
    }

    /// <summary>Starts, meets or drops the order's clocks, so that they are what the order now says; also one whose time is over already.</summary>
    private async Task Follow(Order order, OrderSettings settings, DateTimeOffset now, CancellationToken cancel)
    {
        foreach (var (kind, due, end) in Wanted(order, settings.Times()))
        {
            if (due is not { } dueAt)
                await (end == ClockEnd.Met ? db.MeetClock(order.ShopId, kind, order.Id, now, cancel) : db.DropClock(order.ShopId, kind, order.Id, now, cancel));
            else if (!await db.Set<DueClock>().AnyAsync(c => c.ShopId == order.ShopId && c.SubjectId == order.Id && c.Kind == kind && c.DueAt == dueAt && c.End != ClockEnd.Dropped, cancel))
                await db.StartClock(order.ShopId, kind, order.Id, order.Number, now, dueAt, cancel, dueAt.AddMinutes(-settings.NearMinutes));
        }
    }

    /// <summary>
    /// The same for the many orders of one shop that a file brings, within its transaction: read and written at once. What is of the past
    /// starts no clock, and brings no penalties.
    /// </summary>
    public async Task FollowAll(IReadOnlyCollection<Order> orders, OrderSettings settings, DateTimeOffset now, CancellationToken cancel)
    {
        if (orders.Count == 0)
            return;
        var (shopId, times, ids) = (orders.First().ShopId, settings.Times(), orders.Select(o => o.Id).ToList());
        var known = (await db.Set<DueClock>().AsTracking().Where(c => c.ShopId == shopId && EF.Parameter(ids).Contains(c.SubjectId) && (c.Kind == Ship || c.Kind == PickUp) && c.End != ClockEnd.Dropped).ToListAsync(cancel))
            .ToLookup(c => (c.SubjectId, c.Kind));
        var fresh = new List<DueClock>();
        foreach (var order in orders)
        {
            foreach (var (kind, due, end) in Wanted(order, times))
            {
                var of = known[(order.Id, kind)];
                if (due is { } dueAt && (dueAt <= now || of.Any(c => c.DueAt == dueAt)))
                    continue;
                if (of.SingleOrDefault(c => c.EndedAt is null) is { } running)
                    (running.EndedAt, running.End, running.NextAt) = (now, due is null ? end : ClockEnd.Dropped, null);
                if (due is { } next)
                    fresh.Add(RunningClocks.Clock(shopId, kind, order.Id, order.Number, now, next, next.AddMinutes(-settings.NearMinutes), null));
            }
        }
        await db.SaveChangesAsync(cancel);
        await db.BulkInsert(fresh, cancel);
    }

    /// <summary>Of both clocks what the order says: when they are due, or, for what is asked no more, how they end. A closed order needs nothing; another one has done it.</summary>
    private static IEnumerable<(string Kind, DateTimeOffset? Due, ClockEnd End)> Wanted(Order order, ShippingTimes times)
    {
        ClockEnd End(bool done) => done && order.State != OrderState.Closed ? ClockEnd.Met : ClockEnd.Dropped;
        yield return (Ship, order.State == OrderState.Paid ? Shipping.ShipBy(order, times) : null, End(order.ShippedAt is not null || order.State > OrderState.Paid));
        yield return (PickUp, Shipping.Waits(order) ? Shipping.PickUpBy(order, times) : null, End(order.PickedUpAt is not null));
    }

    private async Task Report(Fact fact, CancellationToken cancel)
    {
        var found = await db.Set<OrderException>().Where(e => e.ShopId == fact.ShopId && e.Id == fact.SubjectId && e.VerifiedAt == null)
            .Join(db.Set<Order>(), e => new { e.ShopId, Id = e.OrderId }, o => new { o.ShopId, o.Id }, (e, o) => new { e.DueAt, o.Number }).SingleOrDefaultAsync(cancel);
        if (found is null)
            return;
        var near = (await shops.Shop(fact.ShopId, cancel)).Settings.Orders.NearMinutes;
        await db.StartClock(fact.ShopId, Exception, fact.SubjectId, found.Number, fact.At, found.DueAt, cancel, found.DueAt.AddMinutes(-near));
    }

    /// <summary>Supervisors hear of it before and after; what was to be shipped and was not is a breach.</summary>
    private async Task Due(Fact fact, ClockFact clock, Aftermath aftermath, CancellationToken cancel)
    {
        var orderId = clock.Kind == Exception
            ? await db.Set<OrderException>().Where(e => e.ShopId == fact.ShopId && e.Id == fact.SubjectId && e.VerifiedAt == null).Select(e => e.OrderId).SingleOrDefaultAsync(cancel)
            : fact.SubjectId;
        // One that was started anew in between, or met, speaks of another deadline.
        if (!await db.Set<DueClock>().AnyAsync(c => c.ShopId == fact.ShopId && c.Id == clock.ClockId && c.EndedAt == null, cancel)
            || await db.Set<Order>().SingleOrDefaultAsync(o => o.ShopId == fact.ShopId && o.Id == orderId, cancel) is not { } order)
            return;
        var passed = fact.Type == PassClocks.Passed;
        if (passed && clock.Kind != Exception)
            await Breach(fact, clock, order, cancel);
        var agentId = await ServedBy(order, cancel);
        await alerts.Raise(new()
        {
            ShopId = fact.ShopId, Id = Guid.CreateVersion7(fact.At), Key = $"{(passed ? "overdue" : "near")}:{clock.ClockId}", Kind = passed ? AlertKind.OrderOverdue : AlertKind.OrderNear, SubjectId = order.Id,
            Name = await db.Set<Buyer>().Where(b => b.ShopId == fact.ShopId && b.Id == order.BuyerId).Select(b => b.Name).SingleOrDefaultAsync(cancel), OfAgentId = agentId, Clock = clock.Kind, Text = order.Number, DueAt = clock.DueAt, At = fact.At,
        }, await alerts.Supervisors(fact.ShopId, agentId, cancel), aftermath, cancel);
        aftermath.Tell(OrderRows.Moved(order.ShopId, order.BuyerId));
    }

    private async Task<bool> Breach(Fact fact, ClockFact clock, Order order, CancellationToken cancel)
    {
        var settings = await db.PaySettings(fact.ShopId, cancel);
        var cause = clock.Kind == Ship ? "shipping_late" : "pickup_late";
        var due = LocalDay.Local(clock.DueAt, (await shops.Shop(fact.ShopId, cancel)).Zone);
        return await db.Enter(new LedgerRow
        {
            ShopId = fact.ShopId, Cause = cause, SubjectId = order.Id, Hundredths = -settings.Hundredths(cause), Fen = -(clock.Kind == Ship ? settings.ShippingLateFen : settings.PickupLateFen), At = fact.At,
            Details = $"订单 {order.Number} {(clock.Kind == Ship ? "未按时发货" : "未按时揽收")}，应在 {due:yyyy-MM-dd HH:mm} 前",
        }, cancel);
    }

    /// <summary>Who served its buyer last: the supervisors of that agent's company hear of it as well.</summary>
    private Task<Guid?> ServedBy(Order order, CancellationToken cancel) =>
        db.Set<Conversation>().Where(c => c.ShopId == order.ShopId && c.BuyerId == order.BuyerId && c.AgentId != null).OrderByDescending(c => c.OpenedAt).Select(c => c.AgentId).FirstOrDefaultAsync(cancel);

    private Task<Order?> Find(Fact fact, CancellationToken cancel) =>
        db.Set<Order>().Include(o => o.Lines).SingleOrDefaultAsync(o => o.ShopId == fact.ShopId && o.Id == fact.SubjectId, cancel);
}
