namespace Yingke.Domain.Orders;

/// <summary>How an order takes over what its platform says. (spec: orders-aftersales.md, Orders: later <c>updated_at</c> wins)</summary>
public static class Mirror
{
    /// <summary>An order that the shop did not have.</summary>
    public static Order New(Guid shopId, Guid buyerId, PlatformOrder said)
    {
        var order = new Order { ShopId = shopId, Id = Guid.CreateVersion7(said.PlacedAt), Number = said.Number, BuyerId = buyerId, UpdatedAt = said.UpdatedAt };
        Write(order, said);
        return order;
    }

    /// <summary>
    /// True if <paramref name="said"/> was taken over. What is older than what is known is passed over; of two states with one time the
    /// further one counts, so that a repeated or reordered message changes nothing.
    /// </summary>
    public static bool Take(Order order, PlatformOrder said)
    {
        if (said.UpdatedAt < order.UpdatedAt || (said.UpdatedAt == order.UpdatedAt && said.State <= order.State))
            return false;
        order.UpdatedAt = said.UpdatedAt;
        Write(order, said);
        order.Version++;
        return true;
    }

    /// <summary>
    /// A file of details tells the lines and nothing else; what was to be paid in all stays. Such files have no ids of lines: one is known by its
    /// title, else by its place, else it is the one that is left; and as long as there are as many as before, each keeps what it says of money.
    /// </summary>
    public static void Detail(Order order, IReadOnlyList<PlatformLine> lines)
    {
        var before = Shown(order);
        var (left, sameCount) = (order.Lines.ToList(), lines.Count == order.Lines.Count);
        var known = new OrderLine?[lines.Count];
        Func<OrderLine, int, bool>[] signs = [(l, i) => l.Title == lines[i].Title && l.Sku == lines[i].Sku, (l, i) => l.Position == i, (_, _) => sameCount];
        foreach (var sign in signs)
        {
            for (var i = 0; i < lines.Count; i++)
            {
                known[i] ??= left.Find(l => sign(l, i));
                if (known[i] is { } found)
                    left.Remove(found);
            }
        }
        for (var i = 0; i < lines.Count; i++)
        {
            var line = known[i] ?? Add(order, lines[i]);
            var (total, paid) = (line.TotalFen, line.PaidFen);
            line.Position = i;
            Write(line, lines[i]);
            if (sameCount)
                (line.TotalFen, line.PaidFen) = (total, paid);
        }
        order.Lines.RemoveAll(left.Contains);
        // A price card was made of the lines as they were.
        if (!Shown(order).SequenceEqual(before))
            order.Version++;
    }

    private static List<(Guid, string, string?, int, long)> Shown(Order order) =>
        [.. order.Lines.OrderBy(l => l.Position).Select(l => (l.Id, l.Title, l.Sku, l.Quantity, l.TotalFen))];

    private static void Write(Order order, PlatformOrder said)
    {
        (order.Platform, order.State, order.TotalFen, order.FreightFen, order.PaidFen) = (said.Platform, said.State, said.TotalFen, said.FreightFen, said.PaidFen);
        (order.PlacedAt, order.PaidAt, order.ShippedAt, order.PickedUpAt) = (said.PlacedAt, said.PaidAt, said.ShippedAt, said.PickedUpAt);
        (order.ReceivedAt, order.CompletedAt, order.ClosedAt, order.CloseReason, order.PromisedShipAt) =
            (said.ReceivedAt, said.CompletedAt, said.ClosedAt, said.CloseReason, said.PromisedShipAt);
        if (!said.Address.IsEmpty)
            (order.ReceiverName, order.ReceiverPhone, order.ReceiverRegion, order.ReceiverStreet) = said.Address;
        order.LogisticsCompany = said.LogisticsCompany ?? order.LogisticsCompany;
        order.LogisticsNumber = said.LogisticsNumber ?? order.LogisticsNumber;
        order.Track = said.Track is { } track ? [.. track.OrderByDescending(t => t.At)] : order.Track;
        // Carriers rarely say 揽收 apart: the first trace is it.
        order.PickedUpAt ??= order.Track is [.., var first] ? first.At : null;
        order.BuyerMessage = said.BuyerMessage ?? order.BuyerMessage;
        order.Note ??= said.Note;
        Lines(order, said.Lines);
    }

    /// <summary>A line is known again by the platform's id, else by its place; one that is no longer named goes.</summary>
    private static void Lines(Order order, IReadOnlyList<PlatformLine> said)
    {
        var left = order.Lines.ToList();
        for (var i = 0; i < said.Count; i++)
        {
            var (next, place) = (said[i], i);
            var known = next.SourceId is { } id ? left.Find(l => l.SourceId == id) : left.Find(l => l.SourceId is null && l.Position == place);
            known ??= Add(order, next);
            left.Remove(known);
            known.Position = place;
            Write(known, next);
        }
        order.Lines.RemoveAll(left.Contains);
    }

    private static OrderLine Add(Order order, PlatformLine said)
    {
        var line = new OrderLine { ShopId = order.ShopId, OrderId = order.Id, Id = Guid.CreateVersion7(order.PlacedAt), SourceId = said.SourceId, Title = said.Title };
        order.Lines.Add(line);
        return line;
    }

    private static void Write(OrderLine line, PlatformLine said)
    {
        (line.Kind, line.ProductId, line.Sku, line.Title) = (said.Kind, said.ProductId, said.Sku, said.Title);
        (line.ImageUrl, line.Url) = (said.ImageUrl ?? line.ImageUrl, said.Url ?? line.Url);
        (line.Quantity, line.PriceFen, line.TotalFen, line.PaidFen) = (said.Quantity, said.PriceFen, said.TotalFen, said.PaidFen);
        (line.Vouchers, line.UsedVouchers, line.ValidUntil, line.Terms) = (said.Vouchers, said.UsedVouchers, said.ValidUntil, said.Terms);
        (line.RefundsUnused, line.RefundsExpired) = (said.RefundsUnused, said.RefundsExpired);
    }
}
