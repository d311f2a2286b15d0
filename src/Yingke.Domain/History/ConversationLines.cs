namespace Yingke.Domain.History;

/// <summary>The source is kept as the source system's word, whatever it is; see <see cref="HistoryWords.SourceOf"/>.</summary>
public sealed record InflowLine(string Conversation, string Buyer, string Source, string? Channel, DateTimeOffset At) : ConversationLine(Conversation, At)
{
    public const string Word = "inflow";

    public override string Type => Word;

    internal override int Rank => 0;

    internal static InflowLine Read(LineReader from) => new(
        from.Id("conversation"), from.Id("buyer"), from.Id("source"), from.OptionalWord("channel", false, HistoryWords.ChannelWords), from.Instant("at"));

    internal override void WriteFields(LineWriter to)
    {
        to.Text("conversation", Conversation);
        to.Text("buyer", Buyer);
        to.Text("source", Source);
        to.Text("channel", Channel);
        to.Instant("at", At);
    }
}

/// <summary>A second one is a transfer.</summary>
public sealed record AssignLine(string Conversation, string Agent, DateTimeOffset At) : ConversationLine(Conversation, At)
{
    public const string Word = "assign";

    public override string Type => Word;

    internal override int Rank => 1;

    internal static AssignLine Read(LineReader from) => new(from.Id("conversation"), from.Id("agent"), from.Instant("at"));

    internal override void WriteFields(LineWriter to)
    {
        to.Text("conversation", Conversation);
        to.Text("agent", Agent);
        to.Instant("at", At);
    }
}

/// <summary>
/// From <c>buyer</c>, <c>agent</c>, <c>robot</c>, <c>system</c> or <c>note</c>. The agent is who wrote it: always there for <c>agent</c>,
/// possibly for <c>note</c>, never else. Kind is <c>text</c> if not given; what is no text stands in its text by its name.
/// </summary>
public sealed record MessageLine(
    string Conversation, string From, string? Agent, string Kind, string Text, DateTimeOffset At, string? Id) : ConversationLine(Conversation, At)
{
    public const string Word = "message";
    public const string TextKind = "text";

    public override string Type => Word;

    public override string? SourceId => Id;

    internal override int Rank => 2;

    internal static MessageLine Read(LineReader from)
    {
        var line = new MessageLine(
            from.Id("conversation"), from.Word("from", "buyer", "agent", "robot", "system", "note"), from.OptionalId("agent"),
            from.OptionalWord("kind", false, TextKind, "image", "file", "product_card") ?? TextKind, from.Text("text", LineReader.MaxText) ?? "",
            from.Instant("at"), from.OptionalId("id"));
        if (line is { From: "agent", Agent: null })
            from.Error("agent", "missing");
        if (line is { From: "buyer" or "robot" or "system", Agent: not null })
            from.Error("agent", "not_allowed");
        return line;
    }

    internal override void WriteFields(LineWriter to)
    {
        to.Text("conversation", Conversation);
        to.Text("from", From);
        to.Text("agent", Agent);
        to.Text("kind", Kind == TextKind ? null : Kind);
        to.Text("text", Text);
        to.Instant("at", At);
        to.Text("id", Id);
    }
}

public sealed record RatingLine(string Conversation, int Stars, string? Text, DateTimeOffset At) : ConversationLine(Conversation, At)
{
    public const string Word = "rating";

    public override string Type => Word;

    internal override int Rank => 3;

    internal static RatingLine Read(LineReader from) => new(
        from.Id("conversation"), from.Whole("stars", 1, 5, required: true) ?? 0, from.Text("text", LineReader.MaxText, required: false), from.Instant("at"));

    internal override void WriteFields(LineWriter to)
    {
        to.Text("conversation", Conversation);
        to.Whole("stars", Stars);
        to.Text("text", Text);
        to.Instant("at", At);
    }
}

public sealed record CloseLine(string Conversation, DateTimeOffset At) : ConversationLine(Conversation, At)
{
    public const string Word = "close";

    public override string Type => Word;

    internal override int Rank => 4;

    internal static CloseLine Read(LineReader from) => new(from.Id("conversation"), from.Instant("at"));

    internal override void WriteFields(LineWriter to)
    {
        to.Text("conversation", Conversation);
        to.Instant("at", At);
    }
}
