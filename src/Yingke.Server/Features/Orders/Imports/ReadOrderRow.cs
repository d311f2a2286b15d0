using Yingke.Domain.Deadlines;
using Yingke.Domain.Orders;
using Yingke.Server.Platform.Tables;

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

    private bool IsDetails => !places.ContainsKey(OrderField.Buyer);

    public string NumberOf(string[] row) => OrderNumber.Plain(Cell(row, OrderField.Number));

    public (FileOrder? Order, BadRow? Bad) Read(string[] row, long place)
    {
        try
        {
            return (Order(row, place), null);
        }
        catch (BadCell bad)
        {
            return (null, new BadRow(place, bad.Field is { } field && places.TryGetValue(field, out var at) ? OrderColumns.Plain(header[at[0]]) : null, bad.Message));
        }
    }

    private FileOrder Order(string[] row, long place)
    {
        if (row.Length > header.Count && row.Skip(header.Count).Any(c => c.Trim().Length > 0))
            throw new BadCell(null, "too_many_columns");
        var number = NumberOf(row);
        if (number.Length == 0)
            throw new BadCell(OrderField.Number, "missing");
        if (IsFormula(Cell(row, OrderField.Number).Trim()))
            throw new BadCell(OrderField.Number, "formula");
        if (OrderNumber.IsDamaged(number))
            throw new BadCell(OrderField.Number, "damaged_number");
        if (!OrderNumber.IsGood(number))
            throw new BadCell(OrderField.Number, "invalid");
        var freight = Fen(row, OrderField.Freight) ?? 0;
        var quantity = Quantity(row);
        var price = Fen(row, OrderField.Price);
        var total = IsDetails ? (price ?? 0) * quantity : Fen(row, OrderField.Total) ?? throw new BadCell(OrderField.Total, "missing");
        var goods = IsDetails || total < freight ? total : total - freight;
        var stated = Text(row, OrderField.State) is { } words ? FileWords.State(words) ?? throw new BadCell(OrderField.State, "unknown_state") : (OrderState?)null;
        var (placed, paid, shipped, received, closed) = (At(row, OrderField.PlacedAt), At(row, OrderField.PaidAt), At(row, OrderField.ShippedAt), At(row, OrderField.ReceivedAt), At(row, OrderField.ClosedAt));
        if (!IsDetails && placed is null)
            throw new BadCell(OrderField.PlacedAt, "missing");
        var latest = new[] { placed, paid, shipped, received, closed }.Max();
        var state = stated ?? (closed is not null ? OrderState.Closed : received is not null ? OrderState.Received : shipped is not null ? OrderState.Shipped : paid is not null ? OrderState.Paid : OrderState.Placed);
        var buyer = IsDetails ? null : Text(row, OrderField.Buyer) ?? throw new BadCell(OrderField.Buyer, "missing");
        var order = new PlatformOrder
        {
            Number = number, Platform = platform, State = state, TotalFen = total, FreightFen = freight, PaidFen = Fen(row, OrderField.Paid) ?? (state is OrderState.Placed ? 0 : paid is null ? 0 : total),
            PlacedAt = placed ?? now, PaidAt = paid, ShippedAt = shipped, ReceivedAt = received, ClosedAt = closed, CompletedAt = state == OrderState.Completed ? received : null,
            CloseReason = Text(row, OrderField.CloseReason), Address = new(Text(row, OrderField.Receiver), Phone(row), null, Text(row, OrderField.Address)),
            LogisticsCompany = Text(row, OrderField.Company), LogisticsNumber = Text(row, OrderField.Tracking) is { } parcel ? OrderNumber.Plain(parcel) : null,
            BuyerMessage = Text(row, OrderField.Message), Note = IsDetails ? null : Text(row, OrderField.Note), UpdatedAt = latest ?? now,
            Lines = [new PlatformLine { Title = Text(row, OrderField.Title) ?? number, Sku = Text(row, OrderField.Sku), Quantity = quantity, PriceFen = price ?? goods / quantity, TotalFen = price * quantity ?? goods }],
        };
        return new(place, buyer, order.Address.Phone, order, latest is not null);
    }

    /// <summary>The following row of the same order is a line of it.</summary>
    public static FileOrder Join(FileOrder order, FileOrder next) =>
        order with { Order = order.Order with { Lines = [.. order.Order.Lines, .. next.Order.Lines], TotalFen = order.Buyer is null ? order.Order.TotalFen + next.Order.TotalFen : order.Order.TotalFen } };

    private int Quantity(string[] row)
    {
        if (Text(row, OrderField.Quantity) is not { } text)
            return 1;
        return int.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var count) && count is >= 1 and <= 100_000 ? count : throw new BadCell(OrderField.Quantity, "invalid");
    }

    private string? Phone(string[] row) => Text(row, OrderField.Phone) is { } phone ? OrderNumber.Plain(phone) is { Length: > 0 } plain ? plain : null : null;

    private long? Fen(string[] row, OrderField field) =>
        Text(row, field) is not { } text ? null : Amount.Fen(text) ?? throw new BadCell(field, "invalid_amount");

    private DateTimeOffset? At(string[] row, OrderField field) =>
        Text(row, field) is not { } text || text.StartsWith("0000", StringComparison.Ordinal) ? null : FileWords.Time(text) is { } local ? LocalDay.Instant(local, zone) : throw new BadCell(field, "invalid_time");

    private string? Text(string[] row, OrderField field)
    {
        var text = Cell(row, field).Trim();
        if (text.Length == 0 || text is "null" or "--")
            return null;
        if (IsFormula(text))
            throw new BadCell(field, "formula");
        if (Longest.TryGetValue(field, out var most) && text.Length > most)
            throw new BadCell(field, "too_long");
        return text[0] == '=' ? text[1..] : text;
    }

    /// <summary>="…" only keeps a number as text; anything else after the sign would be computed by a spreadsheet, never by us.</summary>
    private static bool IsFormula(string text) => text == TableRows.Formula || (text.StartsWith('=') && !text.Skip(1).All(c => char.IsAsciiDigit(c) || c is '-' or ' '));

    private string Cell(string[] row, OrderField field)
    {
        if (!places.TryGetValue(field, out var columns))
            return "";
        foreach (var column in columns)
        {
            if (column < row.Length && row[column].Trim() is { Length: > 0 } text && text != "null")
                return text;
        }
        return "";
    }

    private sealed class BadCell(OrderField? field, string reason) : Exception(reason)
    {
        public OrderField? Field { get; } = field;
    }
}
