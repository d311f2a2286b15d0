namespace Yingke.Domain.History;

/// <summary>
/// The order of one conversation's lines, whatever their order in the file: by instant, then inflow, assign, message, rating, close; messages
/// of one millisecond without ids by from, agent, text. (spec: performance.md, Stints; history-format.md, Identity)
/// </summary>
public sealed class HistoryOrder : IComparer<ConversationLine>
{
    public static HistoryOrder Instance { get; } = new();

    private HistoryOrder() { }

    public int Compare(ConversationLine? x, ConversationLine? y)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        var order = x.At.CompareTo(y.At);
        if (order == 0)
            order = x.Rank.CompareTo(y.Rank);
        if (order != 0)
            return order;
        return (x, y) switch
        {
            (MessageLine a, MessageLine b) => Messages(a, b),
            (AssignLine a, AssignLine b) => string.CompareOrdinal(a.Agent, b.Agent),
            _ => string.CompareOrdinal(x.Identity, y.Identity),
        };
    }

    /// <summary>Those with ids after those without, among themselves by id: a shorter one first, so that 9 comes before 10.</summary>
    private static int Messages(MessageLine a, MessageLine b)
    {
        if (a.Id is { } idA && b.Id is { } idB)
            return idA.Length != idB.Length ? idA.Length.CompareTo(idB.Length) : string.CompareOrdinal(idA, idB);
        if (a.Id is not null || b.Id is not null)
            return a.Id is null ? -1 : 1;
        var order = string.CompareOrdinal(a.From, b.From);
        if (order == 0)
            order = string.CompareOrdinal(a.Agent, b.Agent);
        if (order == 0)
            order = string.CompareOrdinal(a.Text, b.Text);
        return order;
    }
}
