using Yingke.Domain.Conversations;

namespace Yingke.Domain.Performance;

/// <summary>A run of buyer messages not yet answered, up to the next message of the agent then serving. (spec: performance.md, Stints)</summary>
/// <param name="Origin">Its first message's own time: decides between service hours and night.</param>
/// <param name="Start">The later of origin and its stint's assignment: the response interval runs from there.</param>
/// <param name="AnsweredAt">The reply; null while there is none.</param>
public sealed record Turn(DateTimeOffset Origin, DateTimeOffset Start, DateTimeOffset? AnsweredAt)
{
    public TimeSpan? Response => AnsweredAt - Start;
}

/// <summary>One agent's uninterrupted part of one conversation, from assignment to transfer or close. (spec: performance.md, Stints)</summary>
/// <param name="Messages">When the agent said something to the buyer in it, replies or not.</param>
public sealed record Stint(Guid AgentId, DateTimeOffset AssignedAt, IReadOnlyList<Turn> Turns, IReadOnlyList<DateTimeOffset> Messages)
{
    /// <summary>A stint without a turn is not a consultation and counts nowhere.</summary>
    public bool IsConsultation => Turns.Count > 0;

    /// <summary>Decides the day on which it counts.</summary>
    public DateTimeOffset? Start => Turns is [var first, ..] ? first.Start : null;

    public bool IsReplied => Turns.Any(t => t.AnsweredAt is not null);
}

/// <summary>What figures see of one conversation.</summary>
/// <param name="Unserved">A turn that waits with nobody serving: in the queue, or as an offline message.</param>
public sealed record Talk(IReadOnlyList<Stint> Stints, Turn? Unserved)
{
    public IEnumerable<Turn> Turns => Stints.SelectMany(s => s.Turns).Concat(Unserved is null ? [] : [Unserved]);

    /// <summary>
    /// Cuts a log, in the order of its seqs, into stints and turns. What no one answered before a transfer, in the queue or as an offline
    /// message stays one open turn and passes to the next stint; one still open at close belongs to the conversation's last stint. Only messages of
    /// buyer and serving agent matter, and who is assigned; notes, colleagues, robot and system do not. (spec: performance.md, Stints)
    /// </summary>
    public static Talk Of(IEnumerable<Entry> log)
    {
        var stints = new List<Part>();
        Part? serving = null;
        DateTimeOffset? open = null;
        foreach (var entry in log)
        {
            switch (entry)
            {
                case { Kind: EntryKind.Assigned, Details.AgentId: { } agent } when agent != serving?.AgentId:
                    stints.Add(serving = new Part(agent, entry.At));
                    break;
                case { Kind: EntryKind.Requeued }:
                    serving = null;
                    break;
                case { Kind: EntryKind.Closed }:
                    serving ??= stints.LastOrDefault();
                    break;
                case { IsMessage: true, From: Sender.Buyer }:
                    open ??= entry.At;
                    break;
                case { IsMessage: true, From: Sender.Agent } when serving is not null && entry.SenderId == serving.AgentId:
                    serving.Messages.Add(entry.At);
                    if (open is { } origin)
                        serving.Turns.Add(serving.Turn(origin, entry.At));
                    open = null;
                    break;
            }
        }
        if (open is { } left && serving is not null)
            serving.Turns.Add(serving.Turn(left, null));
        return new([.. stints.Select(s => new Stint(s.AgentId, s.AssignedAt, s.Turns, s.Messages))],
            open is { } unserved && serving is null ? new Turn(unserved, unserved, null) : null);
    }

    private sealed record Part(Guid AgentId, DateTimeOffset AssignedAt)
    {
        public List<Turn> Turns { get; } = [];
        public List<DateTimeOffset> Messages { get; } = [];

        public Turn Turn(DateTimeOffset origin, DateTimeOffset? answered) => new(origin, origin > AssignedAt ? origin : AssignedAt, answered);
    }
}
