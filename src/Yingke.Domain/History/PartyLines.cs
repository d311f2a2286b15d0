using Yingke.Domain.Routing;

namespace Yingke.Domain.History;

public sealed record ShopLine(string Id, string Name, string TimeZone, TimeOnly ServiceStart, TimeOnly ServiceEnd) : HistoryLine
{
    public const string Word = "shop";

    public override string Type => Word;

    public override string? SourceId => Id;

    internal static ShopLine Read(LineReader from)
    {
        var line = new ShopLine(
            from.Id("id"), from.Text("name", LineReader.MaxName) ?? "", from.Text("time_zone", LineReader.MaxName) ?? "",
            from.Time("service_start"), from.Time("service_end"));
        if (line.TimeZone.Length > 0 && !TimeZoneInfo.TryFindSystemTimeZoneById(line.TimeZone, out _))
            from.Error("time_zone", "unknown_value");
        return line;
    }

    internal override void WriteFields(LineWriter to)
    {
        to.Text("id", Id);
        to.Text("name", Name);
        to.Text("time_zone", TimeZone);
        to.Time("service_start", ServiceStart);
        to.Time("service_end", ServiceEnd);
    }
}

public sealed record AgentLine(string Id, string Name, Groups Groups, int? Capacity, int? Weight) : HistoryLine
{
    public const string Word = "agent";

    public override string Type => Word;

    public override string? SourceId => Id;

    internal static AgentLine Read(LineReader from) => new(
        from.Id("id"), from.Text("name", LineReader.MaxName) ?? "", HistoryWords.GroupsOf(from.Words("groups", HistoryWords.GroupWords)),
        from.Whole("capacity", 0, int.MaxValue, required: false), from.Whole("weight", 0, int.MaxValue, required: false));

    internal override void WriteFields(LineWriter to)
    {
        to.Text("id", Id);
        to.Text("name", Name);
        to.Words("groups", HistoryWords.Words(Groups));
        to.Whole("capacity", Capacity);
        to.Whole("weight", Weight);
    }
}

public sealed record BuyerLine(string Id, string? Name, string? Phone) : HistoryLine
{
    public const string Word = "buyer";

    public override string Type => Word;

    public override string? SourceId => Id;

    internal static BuyerLine Read(LineReader from) => new(
        from.Id("id"), from.Text("name", LineReader.MaxName, required: false), from.Text("phone", LineReader.MaxName, required: false));

    internal override void WriteFields(LineWriter to)
    {
        to.Text("id", Id);
        to.Text("name", Name);
        to.Text("phone", Phone);
    }
}
