using Microsoft.EntityFrameworkCore;
using Yingke.Domain.AfterSales;
using Yingke.Domain.Orders;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.AfterSales;

/// <summary>
/// Turns of those who want money of one order, or by one agent's hand: held until the open transaction ends, on any number of nodes. Always the order
/// first and then the agent, so that no two wait for each other.
/// </summary>
internal sealed class RefundTurns(Db db)
{
    public Task Hold(Guid shopId, Guid subjectId, CancellationToken cancel) => db.Database.ExecuteSqlRawAsync(
        "INSERT INTO refund_turns (shop_id, subject_id, turns) VALUES ({0}, {1}, 1) ON CONFLICT (shop_id, subject_id) DO UPDATE SET turns = refund_turns.turns + 1",
        [Key(shopId), Key(subjectId)], cancel);

    private object Key(Guid id) => db.Dialect.IsPostgres ? id : id.ToByteArray(true);
}

internal static class BookedRefunds
{
    /// <summary>What counts against the ceiling: paid, on its way, unknown, or waiting for the second person.</summary>
    public static IQueryable<Refund> Booked(this IQueryable<Refund> refunds, Guid shopId, Guid orderId) => refunds.Where(r =>
        r.ShopId == shopId && r.OrderId == orderId && r.Kind == RefundKind.Refund && r.State != RefundState.Failed && r.State != RefundState.Declined);

    /// <summary>With what an imported history says was refunded before.</summary>
    public static async Task<IReadOnlyList<RefundPart>> BookedParts(this Db db, Guid shopId, Guid orderId, CancellationToken cancel)
    {
        var here = await db.Set<Refund>().Booked(shopId, orderId).Select(r => new RefundPart(r.LineId, r.GoodsFen, r.FreightFen)).ToListAsync(cancel);
        var before = await db.Set<Application>().Where(a => a.ShopId == shopId && a.OrderId == orderId && a.SourceId != null && a.RefundedFen > 0)
            .Select(a => new RefundPart(a.LineId, a.RefundedFen, 0)).ToListAsync(cancel);
        return [.. here, .. before];
    }

    public static PaidOrder ToPaid(this Order order) => new(order.PaidFen, order.FreightFen, order.Lines.ToDictionary(l => l.Id, l => l.PaidFen));
}
