using Yingke.Domain.Conversations;
using Yingke.Domain.Orders;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Orders;

/// <summary>An order as programs send it, checked and turned into what the domain knows. (docs/api: orders)</summary>
internal sealed record OrderDocument(
    OrderDocument.BuyerPart? Buyer, string? Platform, OrderState? State, long? TotalFen, long? FreightFen, long? PaidFen, DateTimeOffset? PlacedAt, DateTimeOffset? PaidAt,
    DateTimeOffset? ShippedAt, DateTimeOffset? PickedUpAt, DateTimeOffset? ReceivedAt, DateTimeOffset? CompletedAt, DateTimeOffset? ClosedAt, string? CloseReason,
    DateTimeOffset? PromisedShipAt, OrderDocument.ReceiverPart? Receiver, OrderDocument.LogisticsPart? Logistics, string? BuyerMessage, string? Note,
    IReadOnlyList<OrderDocument.LinePart>? Lines, DateTimeOffset? UpdatedAt)
{
    public const int MostLines = 200;
    private const int MostTrack = 200;
    private const long MostFen = 10_000_000_000;

    /// <summary>The shop's own id of the member; name and phone fill what is not known yet.</summary>
    public sealed record BuyerPart(string? MemberId, string? Name, string? Phone);

    public sealed record ReceiverPart(string? Name, string? Phone, string? Region, string? Street);

    public sealed record LogisticsPart(string? Company, string? Number, IReadOnlyList<TrackEvent>? Track);

    public sealed record LinePart(
        string? Id, LineKind? Kind, string? ProductId, string? Sku, string? Title, string? ImageUrl, string? Url, int? Quantity, long? PriceFen, long? TotalFen, long? PaidFen,
        int? Vouchers, int? UsedVouchers, DateTimeOffset? ValidUntil, string? Terms, bool? RefundsUnused, bool? RefundsExpired);

    /// <exception cref="Refusal"><c>invalid</c> with the member.</exception>
    public (PlatformOrder Order, BuyerPart Buyer) Check(string number)
    {
        if (!OrderNumber.IsGood(number) || OrderNumber.IsDamaged(number))
            throw Refusal.Invalid("number");
        if (Buyer?.MemberId is null)
            throw Refusal.Invalid("buyer.memberId");
        var lines = Lines is { Count: >= 1 and <= MostLines } && !Lines.Contains(null!) ? Lines.Select(CheckLine).ToList() : throw Refusal.Invalid("lines", $"1–{MostLines}");
        if (lines.Where(l => l.SourceId is not null).DistinctBy(l => l.SourceId).Count() != lines.Count(l => l.SourceId is not null))
            throw Refusal.Invalid("lines.id", "each once");
        var state = State ?? throw Refusal.Invalid("state");
        var order = new PlatformOrder
        {
            Number = number, Platform = Text(Platform, 40, "platform") ?? "", State = state, TotalFen = Fen(TotalFen ?? throw Refusal.Invalid("totalFen"), "totalFen"), FreightFen = Fen(FreightFen ?? 0, "freightFen"),
            PaidFen = Fen(PaidFen ?? 0, "paidFen"), PlacedAt = Instant(PlacedAt ?? throw Refusal.Invalid("placedAt"), "placedAt"), PaidAt = Instant(PaidAt, "paidAt"), ShippedAt = Instant(ShippedAt, "shippedAt"),
            PickedUpAt = Instant(PickedUpAt, "pickedUpAt"), ReceivedAt = Instant(ReceivedAt, "receivedAt"), CompletedAt = Instant(CompletedAt, "completedAt"), ClosedAt = Instant(ClosedAt, "closedAt"),
            CloseReason = Text(CloseReason, 200, "closeReason"), PromisedShipAt = Instant(PromisedShipAt, "promisedShipAt"),
            Address = new(Text(Receiver?.Name, 60, "receiver.name"), Text(Receiver?.Phone, 30, "receiver.phone"), Text(Receiver?.Region, 100, "receiver.region"), Text(Receiver?.Street, 300, "receiver.street")),
            LogisticsCompany = Text(Logistics?.Company, 60, "logistics.company"), LogisticsNumber = Text(Logistics?.Number, 60, "logistics.number"), Track = Track(),
            BuyerMessage = Text(BuyerMessage, 500, "buyerMessage"), Note = Text(Note, 500, "note"), Lines = lines, UpdatedAt = Instant(UpdatedAt ?? throw Refusal.Invalid("updatedAt"), "updatedAt"),
        };
        if (state is OrderState.Paid or OrderState.Shipped or OrderState.Received or OrderState.Completed && order.PaidAt is null)
            throw Refusal.Invalid("paidAt", "missing for an order that was paid");
        var buyer = new BuyerPart(Text(Buyer.MemberId, 100, "buyer.memberId") ?? throw Refusal.Invalid("buyer.memberId"), Text(Buyer.Name, 60, "buyer.name"), Text(Buyer.Phone, 20, "buyer.phone"));
        return (order, buyer);
    }

    private List<TrackEvent>? Track()
    {
        if (Logistics?.Track is not { } track)
            return null;
        if (track.Count > MostTrack || track.Any(t => t is null))
            throw Refusal.Invalid("logistics.track", $"at most {MostTrack}");
        return [.. track.Select(t => new TrackEvent(Instant(t.At, "logistics.track"), MessageText.Check(t.Text, 300, "logistics.track")))];
    }

    private static PlatformLine CheckLine(LinePart l) => new()
    {
        SourceId = Text(l.Id, 64, "lines.id"), Kind = l.Kind ?? LineKind.Goods, ProductId = Text(l.ProductId, 100, "lines.productId"), Sku = Text(l.Sku, 200, "lines.sku"),
        Title = MessageText.Check(l.Title, 200, "lines.title"), ImageUrl = Conversations.Cards.Address(l.ImageUrl, "lines.imageUrl"), Url = Conversations.Cards.Address(l.Url, "lines.url"),
        Quantity = Count(l.Quantity ?? 1, 1, "lines.quantity"), PriceFen = Fen(l.PriceFen ?? 0, "lines.priceFen"), TotalFen = Fen(l.TotalFen ?? (l.PriceFen ?? 0) * (l.Quantity ?? 1), "lines.totalFen"),
        PaidFen = Fen(l.PaidFen ?? 0, "lines.paidFen"), Vouchers = Count(l.Vouchers ?? 0, l.Kind == LineKind.Voucher ? 1 : 0, "lines.vouchers"),
        UsedVouchers = l.UsedVouchers is null || (l.UsedVouchers >= 0 && l.UsedVouchers <= l.Vouchers) ? l.UsedVouchers ?? 0 : throw Refusal.Invalid("lines.usedVouchers"),
        ValidUntil = Instant(l.ValidUntil, "lines.validUntil"), Terms = Text(l.Terms, 1000, "lines.terms"), RefundsUnused = l.RefundsUnused ?? false, RefundsExpired = l.RefundsExpired ?? false,
    };

    private static string? Text(string? text, int max, string field) => string.IsNullOrWhiteSpace(text) ? null : MessageText.Check(text, max, field);

    private static long Fen(long fen, string field) => fen is >= 0 and <= MostFen ? fen : throw Refusal.Invalid(field);

    private static int Count(int count, int least, string field) => count >= least && count <= 100_000 ? count : throw Refusal.Invalid(field);

    private static DateTimeOffset? Instant(DateTimeOffset? at, string field) => at is { } instant ? Instant(instant, field) : null;

    /// <summary>To the millisecond, as it comes back from the database; and of this century.</summary>
    private static DateTimeOffset Instant(DateTimeOffset at, string field) =>
        at.Year is >= 2000 and <= 2100 ? DateTimeOffset.FromUnixTimeMilliseconds(at.ToUnixTimeMilliseconds()) : throw Refusal.Invalid(field);
}
