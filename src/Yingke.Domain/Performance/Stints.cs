using Yingke.Domain.Conversations;
using Yingke.Domain.Robot;

namespace Yingke.Domain.Performance;

/// <summary>A run of buyer messages not yet answered, up to the next message of the agent then serving. (spec: performance.md, Stints)</summary>
/// <param name="Origin">Its first message's own time: decides between service hours and night.</param>
/// <param name="Start">The later of origin and its stint's assignment: the response interval runs from there.</param>
/// <param name="AnsweredAt">The reply; null while there is none.</param>
/// <param name="Messages">The buyer's messages in it.</param>
public sealed record Turn(DateTimeOffset Origin, DateTimeOffset Start, DateTimeOffset? AnsweredAt, int Messages = 1)
{
    public TimeSpan? Response => AnsweredAt - Start;
}

/// <summary>One agent's uninterrupted part of one conversation, from assignment to transfer or close. (spec: performance.md, Stints)</summary>
/// <param name="Messages">When the agent said something to the buyer in it, replies or not.</param>
/// <param name="Stars">The conversation's rating, at its last stint that is a consultation.</param>
public sealed record Stint(Guid AgentId, DateTimeOffset AssignedAt, IReadOnlyList<Turn> Turns, IReadOnlyList<DateTimeOffset> Messages, int? Stars = null)
{
    /// <summary>A stint without a turn is not a consultation and counts nowhere.</summary>
    public bool IsConsultation => Turns.Count > 0;

    /// <summary>Decides the day on which it counts.</summary>
    public DateTimeOffset? Start => Turns is [var first, ..] ? first.Start : null;

    public bool IsReplied => Turns.Any(t => t.AnsweredAt is not null);
}

/// <summary>What figures see of one conversation.</summary>
/// <param name="Unserved">A turn that waits with nobody serving: in the queue, or as an offline message.</param>
/// <param name="IsClosed">Only then is a turn without a reply an unanswered one; before it is merely open.</param>
public sealed record Talk(IReadOnlyList<Stint> Stints, Turn? Unserved, bool IsClosed)
{
    public IEnumerable<Turn> Turns => Stints.SelectMany(s => s.Turns).Concat(Unserved is null ? [] : [Unserved]);
}

/// <summary>
/// Cuts a log, in the order of its seqs, into stints and turns. What no one answered before a transfer, in the queue or as an offline
/// message stays one open turn and passes to the next stint; one still open at close belongs to the conversation's last stint. Only messages of
/// buyer and serving agent matter, and who is assigned; notes, colleagues, robot and system do not. (spec: performance.md, Stints)
/// </summary>
public static class Stints
{
    public static Talk Of(IEnumerable<Entry> log)
    {
        var talk = new GrowingTalk();
        talk.TryAdd([.. log]);
        return talk.Now();
    }
}

/// <summary>
/// A conversation that goes on, cut so far: what comes is added to it without a look at what was. In pieces or at once, the <see cref="Talk"/> is
/// the same.
/// </summary>
public sealed class GrowingTalk
{
    private readonly Cut cut = new();
    private DateTimeOffset? last;

    /// <summary>Goes on with entries that follow all it has. False, and nothing is added, if the first is of the very millisecond that the last was of: those have an order of their own.</summary>
    public bool TryAdd(IReadOnlyList<Entry> more)
    {
        if (more.Count == 0)
            return true;
        if (more[0].At == last)
            return false;
        foreach (var entry in Ordered(more))
            cut.Add(entry);
        last = more[^1].At;
        return true;
    }

    /// <summary>What figures see of it by now.</summary>
    public Talk Now() => cut.Now();

    /// <summary>Of one millisecond: inflow, assign, message, rating, close; messages among themselves in the order of the log.</summary>
    private static IEnumerable<Entry> Ordered(IReadOnlyList<Entry> log)
    {
        var instant = new List<Entry>();
        foreach (var entry in log)
        {
            if (instant.Count > 0 && instant[0].At != entry.At)
            {
                foreach (var earlier in Sorted(instant))
                    yield return earlier;
                instant.Clear();
            }
            instant.Add(entry);
        }
        foreach (var left in Sorted(instant))
            yield return left;
    }

    private static List<Entry> Sorted(List<Entry> instant) => instant.Count == 1 ? [instant[0]] : [.. instant.OrderBy(Rank)];

    private static int Rank(Entry entry) => entry.Kind switch
    {
        EntryKind.Inflow => 0,
        EntryKind.Assigned or EntryKind.Requeued => 1,
        EntryKind.Rated => 3,
        EntryKind.Closed => 4,
        _ => 2,
    };

    private sealed class Part(Guid agentId, DateTimeOffset assignedAt)
    {
        public Guid AgentId => agentId;
        public DateTimeOffset AssignedAt => assignedAt;
        public List<Turn> Turns { get; } = [];
        public List<DateTimeOffset> Messages { get; } = [];
    }

    private sealed class Cut
    {
        private readonly List<Part> parts = [];
        private Part? serving;
        private DateTimeOffset? origin;
        private int asked;
        private int? stars;
        private bool isClosed;

        public void Add(Entry entry)
        {
            switch (entry)
            {
                case { Kind: EntryKind.Rated }:
                    stars ??= entry.Details?.Stars;
                    break;
                case { IsMessage: true, From: Sender.Buyer }:
                    origin ??= entry.At;
                    asked++;
                    break;
                // After the close nobody serves any more: nothing is answered, nobody assigned.
                case { Kind: EntryKind.Closed }:
                    isClosed = true;
                    // Asked of the robot alone and ended there: nobody was to answer.
                    if (entry.Details?.Robot is { Step: RobotStep.Ended } && parts.Count == 0)
                        (origin, asked) = (null, 0);
                    break;
                case var _ when isClosed:
                    break;
                case { Kind: EntryKind.Assigned, Details.AgentId: { } agent } when agent != serving?.AgentId:
                    parts.Add(serving = new Part(agent, entry.At));
                    break;
                case { Kind: EntryKind.Requeued }:
                    serving = null;
                    break;
                case { IsMessage: true, From: Sender.Agent } when serving is not null && entry.SenderId == serving.AgentId:
                    serving.Messages.Add(entry.At);
                    End(serving, entry.At);
                    break;
            }
        }

        public Talk Now()
        {
            var holder = isClosed ? serving ?? parts.LastOrDefault() : serving;
            var rated = parts.FindLastIndex(p => p.Turns.Count > 0 || (p == holder && origin is not null));
            return new([.. parts.Select((p, i) => new Stint(p.AgentId, p.AssignedAt, p == holder ? [.. p.Turns, .. Open(p)] : [.. p.Turns], [.. p.Messages], i == rated ? stars : null))],
                holder is null && origin is { } unserved ? new Turn(unserved, unserved, null, asked) : null, isClosed);
        }

        private IEnumerable<Turn> Open(Part part)
        {
            if (origin is { } first)
                yield return new Turn(first, first > part.AssignedAt ? first : part.AssignedAt, null, asked);
        }

        private void End(Part part, DateTimeOffset answered)
        {
            part.Turns.AddRange(Open(part).Select(turn => turn with { AnsweredAt = answered }));
            (origin, asked) = (null, 0);
        }
    }
}
