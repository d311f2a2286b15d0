namespace Yingke.Domain.History;

/// <summary>
/// An application of the after-sales. Besides the specification's fields it may tell its number, reason, state and when it was closed.
/// </summary>
public sealed record AftersaleHistoryLine(
    string Id, string Order, string Kind, DateTimeOffset AppliedAt, DateTimeOffset? ReviewedAt, string? Reviewer, DateTimeOffset? ReceivedAt, long? RefundFen, DateTimeOffset? RefundedAt,
    string? Operator, string? Resolution, DateTimeOffset? ResolvedAt, int? Stars, DateTimeOffset? RatedAt, string? Number, string? Reason, string? State, DateTimeOffset? ClosedAt) : HistoryLine
{
    public const string Word = "aftersale";

    private static readonly string[] Kinds = ["refund", "return", "exchange", "repair"];
    private static readonly string[] Resolutions = ["return", "exchange", "repair", "refund", "as_it_was"];

    private static readonly string[] States =
    [
        "applied", "approved", "rejected", "withdrawn", "sent_back", "received", "inspected", "mismatched", "platform_in", "refunded", "reshipped", "repaired", "as_it_was", "closed",
    ];

    public override string Type => Word;

    public override string? SourceId => Id;

    internal static AftersaleHistoryLine Read(LineReader from) => new(
        from.Id("id"), from.Id("order"), from.Word("kind", Kinds), from.Instant("applied_at"), from.OptionalInstant("reviewed_at"), from.OptionalId("reviewer"), from.OptionalInstant("received_at"),
        from.Whole("refund_fen", 0, int.MaxValue, required: false), from.OptionalInstant("refunded_at"), from.OptionalId("operator"), from.OptionalWord("resolution", false, Resolutions),
        from.OptionalInstant("resolved_at"), from.Whole("stars", 1, 5, required: false), from.OptionalInstant("rated_at"), from.OptionalId("number"), from.Text("reason", 40, required: false),
        from.OptionalWord("state", false, States), from.OptionalInstant("closed_at"));

    internal override void WriteFields(LineWriter to)
    {
        to.Text("id", Id);
        to.Text("order", Order);
        to.Text("kind", Kind);
        to.Instant("applied_at", AppliedAt);
        to.OptionalInstant("reviewed_at", ReviewedAt);
        to.Text("reviewer", Reviewer);
        to.OptionalInstant("received_at", ReceivedAt);
        if (RefundFen is { } fen)
            to.Long("refund_fen", fen);
        to.OptionalInstant("refunded_at", RefundedAt);
        to.Text("operator", Operator);
        to.Text("resolution", Resolution);
        to.OptionalInstant("resolved_at", ResolvedAt);
        to.Whole("stars", Stars);
        to.OptionalInstant("rated_at", RatedAt);
        to.Text("number", Number);
        to.Text("reason", Reason);
        to.Text("state", State);
        to.OptionalInstant("closed_at", ClosedAt);
    }
}
