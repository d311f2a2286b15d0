namespace Yingke.Domain.History;

public sealed record TicketReply(string Agent, DateTimeOffset At);

/// <summary>A ticket with its replies in the order of their instants. Besides the specification's fields it may have a title.</summary>
public sealed record TicketLine(
    string Id, string Kind, DateTimeOffset CreatedAt, DateTimeOffset DueAt, IReadOnlyList<TicketReply> Replies, DateTimeOffset? ClosedAt, DateTimeOffset? ReopenedAt, string? Title) : HistoryLine
{
    public const string Word = "ticket";

    private const int MostReplies = 1000;

    public override string Type => Word;

    public override string? SourceId => Id;

    internal static TicketLine Read(LineReader from) => new(
        from.Id("id"), from.Id("kind"), from.Instant("created_at"), from.Instant("due_at"),
        InOrder(from.Objects("replies", MostReplies, reply => new TicketReply(reply.Id("agent"), reply.Instant("at")))),
        from.OptionalInstant("closed_at"), from.OptionalInstant("reopened_at"), from.Text("title", LineReader.MaxName, required: false));

    /// <summary>By its words, replies included.</summary>
    public bool Equals(TicketLine? other) => other is not null && Write(TimeZoneInfo.Utc) == other.Write(TimeZoneInfo.Utc);

    public override int GetHashCode() => Id.GetHashCode(StringComparison.Ordinal);

    public static IReadOnlyList<TicketReply> InOrder(IEnumerable<TicketReply> replies) => [.. replies.OrderBy(r => r.At).ThenBy(r => r.Agent, StringComparer.Ordinal)];

    internal override void WriteFields(LineWriter to)
    {
        to.Text("id", Id);
        to.Text("kind", Kind);
        to.Instant("created_at", CreatedAt);
        to.Instant("due_at", DueAt);
        to.Objects("replies", Replies, (reply, one) =>
        {
            reply.Text("agent", one.Agent);
            reply.Instant("at", one.At);
        });
        to.OptionalInstant("closed_at", ClosedAt);
        to.OptionalInstant("reopened_at", ReopenedAt);
        to.Text("title", Title);
    }
}
