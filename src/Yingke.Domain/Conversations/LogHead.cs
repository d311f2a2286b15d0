using Yingke.Domain.Robot;

namespace Yingke.Domain.Conversations;

/// <summary>What the lists show of a log, moved on by each entry: one rule for the writer of messages and for every other change.</summary>
/// <param name="Seq">The highest seq of the log.</param>
/// <param name="WaitingSince">The first buyer message that nobody has answered; null when all are.</param>
/// <param name="LastBuyerAt">When the buyer last wrote.</param>
/// <param name="LastSeq">The last message that is not the system's (nor a note, nor an event); null before the first.</param>
/// <param name="LastKind">What it is.</param>
/// <param name="LastFrom">Who it is from.</param>
/// <param name="LastText">Its beginning.</param>
/// <param name="LastAt">When it was stored.</param>
public readonly record struct LogHead(
    long Seq, DateTimeOffset? WaitingSince, DateTimeOffset? LastBuyerAt,
    long? LastSeq, EntryKind? LastKind, Sender? LastFrom, string? LastText, DateTimeOffset? LastAt)
{
    /// <summary>
    /// The head after <paramref name="entry"/>. The buyer's first unanswered message starts the waiting clock; one of the serving agent's own
    /// stops it: robot, system, colleagues and notes are no answers (spec: performance.md, Stints). The system's own words, a welcome, are not
    /// what a list shows: the buyer's question stays in sight until a person answers.
    /// </summary>
    public LogHead After(Entry entry, Guid? servingAgent)
    {
        var head = this with { Seq = entry.Seq };
        if (entry.Details?.Robot is { } robot)
            return head with { WaitingSince = WaitsAfter(robot.Step, entry.At) };
        if (!entry.IsMessage || entry.From == Sender.System)
            return head;
        head = head with { LastSeq = entry.Seq, LastKind = entry.Kind, LastFrom = entry.From, LastText = Preview(entry.Text), LastAt = entry.At };
        if (entry.From == Sender.Buyer)
            return head with { LastBuyerAt = entry.At, WaitingSince = WaitingSince ?? entry.At };
        return entry.From == Sender.Agent && entry.SenderId == servingAgent ? head with { WaitingSince = null } : head;
    }

    /// <summary>
    /// What the robot answered waits for nobody; what it hands over waits for a person from that instant on. Its words are not what a list shows, as
    /// little as the system's.
    /// </summary>
    private DateTimeOffset? WaitsAfter(RobotStep step, DateTimeOffset at) => step switch
    {
        RobotStep.Answered => null,
        RobotStep.HandedOver => LastBuyerAt is null ? null : at,
        _ => WaitingSince,
    };

    /// <summary>What a list shows of a text: its first 80 characters, never half a surrogate pair.</summary>
    private static string? Preview(string? text) =>
        text is null || text.Length <= 80 ? text : text[..(char.IsHighSurrogate(text[79]) ? 79 : 80)];
}
