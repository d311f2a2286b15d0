using Microsoft.EntityFrameworkCore;
using Yingke.Domain.History;
using Yingke.Domain.Orders;
using Yingke.Server.Features.Buyers;
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

    /// <summary>As the line reads once it is stored: what it leaves out, and what amounts to nothing, is not told.</summary>
    public static OrderHistoryLine AsStored(OrderHistoryLine line) => Of(Made(Guid.Empty, Guid.Empty, line), line.Buyer);

    /// <summary>The orders that the shop has under these numbers, as lines.</summary>
    public static async Task<Dictionary<string, OrderHistoryLine>> Known(Db db, Guid shopId, IReadOnlyCollection<string> numbers, CancellationToken cancel)
    {
        var found = await db.Set<Order>().Where(o => o.ShopId == shopId && numbers.Contains(o.Number)).Include(o => o.Lines).ToListAsync(cancel);
        var buyers = await Buyers(db, shopId, found, cancel);
        return found.ToDictionary(o => o.Number, o => Of(o, buyers[o.BuyerId]));
    }

    private static Task<Dictionary<Guid, string>> Buyers(Db db, Guid shopId, IEnumerable<Order> orders, CancellationToken cancel)
    {
        var ids = orders.Select(o => o.BuyerId).Distinct().ToList();
        return db.Set<Buyer>().Where(b => b.ShopId == shopId && ids.Contains(b.Id)).ToDictionaryAsync(b => b.Id, b => StoredLines.Id(b.SourceId, b.Id), cancel);
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
            var buyers = await Buyers(db, shopId, page, cancel);
            foreach (var order in page)
                await add(Of(order, buyers[order.BuyerId]));
        }
    }
}
