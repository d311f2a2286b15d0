using Yingke.Domain.AfterSales;
using Yingke.Domain.Orders;
using Yingke.Server.Features.Orders;
using Yingke.Server.Features.Orders.Imports;

namespace Yingke.Server.Features.AfterSales.Imports;

/// <summary>One refund of a file.</summary>
/// <param name="Title">Of the product; the order's line is found by it.</param>
internal sealed record FileRefund(long Row, string Order, string? Title, string? Reviewer, string? Operator, PastApplication Past);

/// <summary>Turns a row into a refund or into what is wrong with it.</summary>
internal sealed class ReadRefundRow(IReadOnlyList<string> header, TimeZoneInfo zone)
{
    private static readonly Dictionary<RefundField, int> Longest = new()
    {
        [RefundField.Title] = 200, [RefundField.Text] = 500, [RefundField.Reviewer] = 60, [RefundField.Operator] = 60, [RefundField.Company] = 60, [RefundField.Tracking] = 60,
    };

    private const int LongestReason = 40;

    private readonly RowCells<RefundField> cells = new(RefundColumns.Places(header), header, zone, Longest);

    public (FileRefund? Refund, BadRow? Bad) Read(string[] row, long place) => cells.Read(row, place, () => Refund(row, place));

    private FileRefund Refund(string[] row, long place)
    {
        var number = cells.Number(row, RefundField.Number);
        var state = RefundFileWords.State(cells.Text(row, RefundField.State) ?? throw Bad(RefundField.State, "missing"), cells.Text(row, RefundField.Intervention)) ?? throw Bad(RefundField.State, "unknown_state");
        var applied = cells.At(row, RefundField.AppliedAt) ?? throw Bad(RefundField.AppliedAt, "missing");
        var fen = cells.Fen(row, RefundField.Fen) ?? throw Bad(RefundField.Fen, "missing");
        var type = RefundFileWords.Type(cells.Text(row, RefundField.Return));
        var paid = state == ApplicationState.Closed;
        var finished = RefundFileWords.IsEnd(state) ? cells.At(row, RefundField.FinishedAt) ?? applied : (DateTimeOffset?)null;
        var parcel = cells.Text(row, RefundField.Tracking) is { } tracking ? new Parcel(cells.Text(row, RefundField.Company) ?? "", OrderNumber.Plain(tracking)) : null;
        var reason = cells.Text(row, RefundField.Reason) ?? "";
        return new(place, cells.Number(row, RefundField.Order), cells.Text(row, RefundField.Title), cells.Text(row, RefundField.Reviewer), cells.Text(row, RefundField.Operator), new PastApplication(
            number, number, type, state, reason.Length > LongestReason ? reason[..LongestReason] : reason, applied, null, null, null, paid ? fen : 0, paid ? finished : null, null,
            paid ? ApplicationState.Refunded : null, paid ? finished : null, null, null, paid ? finished : null, null, fen, cells.Text(row, RefundField.Text), parcel, cells.At(row, RefundField.SentAt)));
    }

    private static BadCell<RefundField> Bad(RefundField field, string reason) => new(field, reason);
}
