namespace Yingke.Domain.History;

/// <summary>A call that is over. Besides the specification's fields it may tell the caller's number.</summary>
public sealed record CallLine(
    string Id, string? Agent, DateTimeOffset QueuedAt, DateTimeOffset? RingingAt, DateTimeOffset? AnsweredAt, DateTimeOffset EndedAt, string? Survey, string? Phone) : HistoryLine
{
    public const string Word = "call";

    public const int MaxPhone = 20;

    internal static readonly string[] SurveyWords = ["satisfied", "unsatisfied", "declined"];

    public override string Type => Word;

    public override string? SourceId => Id;

    internal static CallLine Read(LineReader from)
    {
        var line = new CallLine(
            from.Id("id"), from.OptionalId("agent"), from.Instant("queued_at"), from.OptionalInstant("ringing_at"), from.OptionalInstant("answered_at"), from.Instant("ended_at"),
            from.OptionalWord("survey", false, SurveyWords), from.Text("phone", MaxPhone, required: false));
        if (line.Phone is { } phone && Buyers.Phone.Key(phone) != phone)
            from.Error("phone", "invalid_phone");
        if (line.EndedAt < line.QueuedAt)
            from.Error("ended_at", "out_of_order");
        if (line.RingingAt < line.QueuedAt || line.RingingAt > line.EndedAt)
            from.Error("ringing_at", "out_of_order");
        if (line.AnsweredAt < (line.RingingAt ?? line.QueuedAt) || line.AnsweredAt > line.EndedAt)
            from.Error("answered_at", "out_of_order");
        return line;
    }

    internal override void WriteFields(LineWriter to)
    {
        to.Text("id", Id);
        to.Text("agent", Agent);
        to.Instant("queued_at", QueuedAt);
        to.OptionalInstant("ringing_at", RingingAt);
        to.OptionalInstant("answered_at", AnsweredAt);
        to.Instant("ended_at", EndedAt);
        to.Text("survey", Survey);
        to.Text("phone", Phone);
    }
}
