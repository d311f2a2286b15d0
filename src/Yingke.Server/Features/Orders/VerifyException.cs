using Microsoft.EntityFrameworkCore;
using Yingke.Domain;
using Yingke.Domain.Conversations;
using Yingke.Domain.Orders;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Platform.Activity;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Push;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Orders;

/// <summary>异常核实: reported by buyer or platform, verified with a result in time (spec: orders-aftersales.md, Order exceptions).</summary>
internal sealed class VerifyException(Db db, ShopDirectory shops, NodeBus bus, TimeProvider time)
{
    public sealed record ReportRequest(string? ReportedBy, string? Reason);

    public sealed record ResultRequest(string? Result);

    public sealed record Row(Guid Id, Guid OrderId, string Number, string ReportedBy, string Reason, DateTimeOffset ReportedAt, DateTimeOffset DueAt, DateTimeOffset? VerifiedAt, string? VerifiedBy, string? Result);

    public async Task<Row> Report(Guid orderId, ReportRequest request, HttpContext http, CancellationToken cancel)
    {
        var agent = http.Agent()!;
        if (request.ReportedBy is not ("buyer" or "platform"))
            throw Refusal.Invalid("reportedBy", "buyer or platform");
        var reason = MessageText.Check(request.Reason, 500, "reason");
        var hours = (await shops.Shop(agent.ShopId, cancel)).Settings.Orders.ExceptionHours;
        var id = await db.InTransaction(async () =>
        {
            var order = await db.HoldOrder(agent.ShopId, orderId, cancel) ?? throw Refusal.NotFound();
            var now = time.Now();
            var made = new OrderException { ShopId = agent.ShopId, Id = Guid.CreateVersion7(now), OrderId = orderId, ReportedBy = request.ReportedBy, Reason = reason, ReportedAt = now, DueAt = now.AddHours(hours) };
            db.Add(made);
            db.Log(order, now, Doer.Of(agent), "exception.reported", null, new { made.ReportedBy, made.Reason, made.DueAt });
            db.Record(new Fact { ShopId = agent.ShopId, Type = "order_exception.reported", At = now, SubjectId = made.Id });
            return made.Id;
        }, cancel);
        return await Tell(agent, id, cancel);
    }

    public async Task<Row> Verify(Guid id, ResultRequest request, HttpContext http, CancellationToken cancel)
    {
        var agent = http.Agent()!;
        var result = MessageText.Check(request.Result, 500, "result");
        await db.InTransaction(async () =>
        {
            var known = await db.Set<OrderException>().SingleOrDefaultAsync(e => e.ShopId == agent.ShopId && e.Id == id, cancel) ?? throw Refusal.NotFound();
            // Under the order's lock: of two results at once the second is refused.
            var order = (await db.HoldOrder(agent.ShopId, known.OrderId, cancel))!;
            var row = await db.Set<OrderException>().AsTracking().SingleAsync(e => e.ShopId == agent.ShopId && e.Id == id, cancel);
            if (row.VerifiedAt is not null)
                throw new RuleViolation("already_verified");
            var now = time.Now();
            (row.VerifiedAt, row.VerifiedBy, row.Result) = (now, agent.AgentId, result);
            db.Log(order, now, Doer.Of(agent), "exception.verified", null, new { row.Result });
            db.Record(new Fact { ShopId = agent.ShopId, Type = "order_exception.verified", At = now, SubjectId = id });
        }, cancel);
        return await Tell(agent, id, cancel);
    }

    public async Task<Page<Row>> List(HttpContext http, CancellationToken cancel, bool open = true)
    {
        var agent = http.Agent()!;
        return new(await Rows(agent.ShopId, e => (e.VerifiedAt == null) == open, cancel), null);
    }

    private async Task<Row> Tell(CurrentAgent agent, Guid id, CancellationToken cancel)
    {
        db.ChangeTracker.Clear();
        var row = (await Rows(agent.ShopId, e => e.Id == id, cancel))[0];
        var buyer = await db.Set<Order>().Where(o => o.ShopId == agent.ShopId && o.Id == row.OrderId).Select(o => o.BuyerId).SingleAsync(cancel);
        await bus.Publish(OrderRows.Moved(agent.ShopId, buyer), CancellationToken.None);
        return row;
    }

    private async Task<List<Row>> Rows(Guid shopId, System.Linq.Expressions.Expression<Func<OrderException, bool>> which, CancellationToken cancel)
    {
        var names = await shops.Names(shopId, cancel);
        var found = await db.Set<OrderException>().Where(e => e.ShopId == shopId).Where(which).OrderBy(e => e.DueAt).Take(200)
            .Join(db.Set<Order>(), e => new { e.ShopId, Id = e.OrderId }, o => new { o.ShopId, o.Id }, (e, o) => new { e, o.Number }).ToListAsync(cancel);
        return found.ConvertAll(f => new Row(f.e.Id, f.e.OrderId, f.Number, f.e.ReportedBy, f.e.Reason, f.e.ReportedAt, f.e.DueAt, f.e.VerifiedAt,
            f.e.VerifiedBy is { } by ? names.GetValueOrDefault(by, "—") : null, f.e.Result));
    }
}
