namespace Yingke.Domain.History;

/// <summary>A score that an inspector gave to a conversation, or to a call, of an agent.</summary>
public sealed record InspectionLine(string Id, string? Conversation, string? Call, string Agent, decimal Score, DateTimeOffset At) : HistoryLine
{
    public const string Word = "inspection";

    private const decimal HighestScore = 1000;

    public override string Type => Word;

    public override string? SourceId => Id;

    internal static InspectionLine Read(LineReader from)
    {
        var line = new InspectionLine(from.Id("id"), from.OptionalId("conversation"), from.OptionalId("call"), from.Id("agent"), from.Number("score", 0, HighestScore), from.Instant("at"));
        if (line.Conversation is null == line.Call is null)
            from.Error("conversation", line.Call is null ? "missing" : "not_allowed");
        return line;
    }

    internal override void WriteFields(LineWriter to)
    {
        to.Text("id", Id);
        to.Text("conversation", Conversation);
        to.Text("call", Call);
        to.Text("agent", Agent);
        to.Number("score", Score);
        to.Instant("at", At);
    }
}
