namespace Yingke.Domain.History;

/// <summary>An order. The id is its platform's number; besides the specification's fields it may tell when it was completed, freight and platform.</summary>
public sealed record OrderHistoryLine(
    string Id, string Buyer, long AmountFen, DateTimeOffset PlacedAt, DateTimeOffset? PaidAt, DateTimeOffset? ShippedAt, DateTimeOffset? PickedUpAt, DateTimeOffset? ReceivedAt,
    DateTimeOffset? ClosedAt, DateTimeOffset? CompletedAt, long? FreightFen, string? Platform, string? Title) : HistoryLine
{
    public const string Word = "order";

    private const int MostFen = int.MaxValue;

    public override string Type => Word;

    public override string? SourceId => Id;

    internal static OrderHistoryLine Read(LineReader from) => new(
        from.Id("id"), from.Id("buyer"), from.Whole("amount_fen", 0, MostFen, required: true) ?? 0, from.Instant("placed_at"), from.OptionalInstant("paid_at"), from.OptionalInstant("shipped_at"),
        from.OptionalInstant("picked_up_at"), from.OptionalInstant("received_at"), from.OptionalInstant("closed_at"), from.OptionalInstant("completed_at"), from.Whole("freight_fen", 0, MostFen, required: false),
        from.Text("platform", 40, required: false), from.Text("title", LineReader.MaxName, required: false));

    internal override void WriteFields(LineWriter to)
    {
        to.Text("id", Id);
        to.Text("buyer", Buyer);
        to.Long("amount_fen", AmountFen);
        to.Instant("placed_at", PlacedAt);
        to.OptionalInstant("paid_at", PaidAt);
        to.OptionalInstant("shipped_at", ShippedAt);
        to.OptionalInstant("picked_up_at", PickedUpAt);
        to.OptionalInstant("received_at", ReceivedAt);
        to.OptionalInstant("closed_at", ClosedAt);
        to.OptionalInstant("completed_at", CompletedAt);
        if (FreightFen is { } freight)
            to.Long("freight_fen", freight);
        to.Text("platform", Platform);
        to.Text("title", Title);
    }
}
