using Microsoft.EntityFrameworkCore;
using Yingke.Domain.History;
using Yingke.Domain.Orders;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.History;

/// <summary>Orders as lines of the history format, and back. What the format does not tell (lines, address, parcel) is not in it.</summary>
internal static class OrderHistory
{
    private const int PageSize = 500;

    public static OrderHistoryLine Of(Order order, string buyer) => new(
        order.Number, buyer, order.TotalFen, order.PlacedAt, order.PaidAt, order.ShippedAt, order.PickedUpAt, order.ReceivedAt, order.ClosedAt, order.CompletedAt,
        order.FreightFen > 0 ? order.FreightFen : null, order.Platform.Length > 0 ? order.Platform : null, order.Lines.OrderBy(l => l.Position).FirstOrDefault()?.Title);

    /// <summary>The state is what the instants say, the last of them first.</summary>
    public static Order Made(Guid shopId, Guid buyerId, OrderHistoryLine line)
    {
        var state = line.ClosedAt is not null && line.CompletedAt is null ? OrderState.Closed
            : line.CompletedAt is not null ? OrderState.Completed
            : line.ReceivedAt is not null ? OrderState.Received
            : line.ShippedAt is not null ? OrderState.Shipped
            : line.PaidAt is not null ? OrderState.Paid : OrderState.Placed;
        var latest = new[] { line.PlacedAt, line.PaidAt, line.ShippedAt, line.PickedUpAt, line.ReceivedAt, line.ClosedAt, line.CompletedAt }.Max()!.Value;
        var goods = Math.Max(0, line.AmountFen - (line.FreightFen ?? 0));
        var paid = line.PaidAt is not null;
        return Mirror.New(shopId, buyerId, new PlatformOrder
        {
            Number = line.Id, Platform = line.Platform ?? "", State = state, TotalFen = line.AmountFen, FreightFen = line.FreightFen ?? 0, PaidFen = paid ? line.AmountFen : 0,
            PlacedAt = line.PlacedAt, PaidAt = line.PaidAt, ShippedAt = line.ShippedAt, PickedUpAt = line.PickedUpAt, ReceivedAt = line.ReceivedAt, ClosedAt = line.ClosedAt, CompletedAt = line.CompletedAt,
            UpdatedAt = latest, Lines = line.Title is { } title ? [new PlatformLine { Title = title, PriceFen = goods, TotalFen = goods, PaidFen = paid ? goods : 0 }] : [],
        });
    }

    public static async Task Write(Db db, Guid shopId, Func<HistoryLine, Task> add, CancellationToken cancel)
    {
        var after = Guid.Empty;
        while (true)
        {
            var page = await db.Set<Order>().Where(o => o.ShopId == shopId && o.Id.CompareTo(after) > 0).OrderBy(o => o.Id).Take(PageSize).Include(o => o.Lines).ToListAsync(cancel);
            if (page.Count == 0)
                return;
            after = page[^1].Id;
            var ids = page.Select(o => o.BuyerId).Distinct().ToList();
            var buyers = await db.Set<Buyers.Buyer>().Where(b => b.ShopId == shopId && ids.Contains(b.Id)).ToDictionaryAsync(b => b.Id, b => StoredLines.Id(b.SourceId, b.Id), cancel);
            foreach (var order in page)
                await add(Of(order, buyers[order.BuyerId]));
        }
    }
}
