using Yingke.Domain.Orders;

namespace Yingke.Server.Features.Orders.Imports;

/// <summary>One order of a file: its rows put together.</summary>
/// <param name="Buyer">The member id; null in a file of details.</param>
/// <param name="Times">Whether any time stood in it.</param>
internal sealed record FileOrder(long Row, string? Buyer, string? Phone, PlatformOrder Order, bool Times);

/// <summary>Turns a row into an order or into what is wrong with it, column by column.</summary>
internal sealed class ReadOrderRow(IReadOnlyDictionary<OrderField, int[]> places, IReadOnlyList<string> header, TimeZoneInfo zone, DateTimeOffset now, string platform)
{
    private static readonly Dictionary<OrderField, int> Longest = new()
    {
        [OrderField.Buyer] = 100, [OrderField.Title] = 200, [OrderField.Sku] = 200, [OrderField.Receiver] = 60, [OrderField.Phone] = 30, [OrderField.Address] = 300, [OrderField.Company] = 60,
        [OrderField.Tracking] = 60, [OrderField.Message] = 500, [OrderField.Note] = 500, [OrderField.CloseReason] = 200,
    };

    private readonly RowCells<OrderField> cells = new(places, header, zone, Longest);

    private bool IsDetails => !places.ContainsKey(OrderField.Buyer);

    public (FileOrder? Order, BadRow? Bad) Read(string[] row, long place) => cells.Read(row, place, () => Order(row, place));

    private FileOrder Order(string[] row, long place)
    {
        var number = cells.Number(row, OrderField.Number);
        var freight = cells.Fen(row, OrderField.Freight) ?? 0;
        var quantity = Quantity(row);
        var price = cells.Fen(row, OrderField.Price);
        var total = IsDetails ? (price ?? 0) * quantity : cells.Fen(row, OrderField.Total) ?? throw new BadCell<OrderField>(OrderField.Total, "missing");
        var goods = IsDetails || total < freight ? total : total - freight;
        var stated = cells.Text(row, OrderField.State) is { } words ? FileWords.State(words) ?? throw new BadCell<OrderField>(OrderField.State, "unknown_state") : (OrderState?)null;
        var (placed, paid, shipped, received, closed) = (cells.At(row, OrderField.PlacedAt), cells.At(row, OrderField.PaidAt), cells.At(row, OrderField.ShippedAt), cells.At(row, OrderField.ReceivedAt), cells.At(row, OrderField.ClosedAt));
        if (!IsDetails && placed is null)
            throw new BadCell<OrderField>(OrderField.PlacedAt, "missing");
        var latest = new[] { placed, paid, shipped, received, closed }.Max();
        var state = stated ?? (closed is not null ? OrderState.Closed : received is not null ? OrderState.Received : shipped is not null ? OrderState.Shipped : paid is not null ? OrderState.Paid : OrderState.Placed);
        var buyer = IsDetails ? null : cells.Text(row, OrderField.Buyer) ?? throw new BadCell<OrderField>(OrderField.Buyer, "missing");
        var order = new PlatformOrder
        {
            Number = number, Platform = platform, State = state, TotalFen = total, FreightFen = freight, PaidFen = cells.Fen(row, OrderField.Paid) ?? (state is OrderState.Placed ? 0 : paid is null ? 0 : total),
            PlacedAt = placed ?? now, PaidAt = paid, ShippedAt = shipped, ReceivedAt = received, ClosedAt = closed, CompletedAt = state == OrderState.Completed ? received : null,
            CloseReason = cells.Text(row, OrderField.CloseReason), Address = new(cells.Text(row, OrderField.Receiver), Phone(row), null, cells.Text(row, OrderField.Address)),
            LogisticsCompany = cells.Text(row, OrderField.Company), LogisticsNumber = cells.Text(row, OrderField.Tracking) is { } parcel ? OrderNumber.Plain(parcel) : null,
            BuyerMessage = cells.Text(row, OrderField.Message), Note = IsDetails ? null : cells.Text(row, OrderField.Note), UpdatedAt = latest ?? now,
            Lines = [new PlatformLine { Title = cells.Text(row, OrderField.Title) ?? number, Sku = cells.Text(row, OrderField.Sku), Quantity = quantity, PriceFen = price ?? goods / quantity, TotalFen = price * quantity ?? goods }],
        };
        return new(place, buyer, order.Address.Phone, order, latest is not null);
    }

    /// <summary>The following row of the same order is a line of it.</summary>
    public static FileOrder Join(FileOrder order, FileOrder next) =>
        order with { Order = order.Order with { Lines = [.. order.Order.Lines, .. next.Order.Lines], TotalFen = order.Buyer is null ? order.Order.TotalFen + next.Order.TotalFen : order.Order.TotalFen } };

    private int Quantity(string[] row)
    {
        if (cells.Text(row, OrderField.Quantity) is not { } text)
            return 1;
        return int.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var count) && count is >= 1 and <= 100_000 ? count : throw new BadCell<OrderField>(OrderField.Quantity, "invalid");
    }

    private string? Phone(string[] row) => cells.Text(row, OrderField.Phone) is { } phone ? OrderNumber.Plain(phone) is { Length: > 0 } plain ? plain : null : null;
}
