using Yingke.Domain.Robot;
using Yingke.Domain.Routing;

namespace Yingke.Domain.Conversations;

/// <summary>Where a conversation stands (spec: routing.md). Everything but <see cref="Closed"/> is open; one open conversation per buyer and shop.</summary>
public enum ConversationState { Queued, Offline, Active, Closed, Robot }

/// <summary>The way a buyer came in.</summary>
public enum Channel { Web, H5, Api, Hotline }

/// <summary>Who or what ended a conversation.</summary>
public enum ClosedBy { Agent, Buyer, Timer, Supervisor, Abandoned }

/// <summary>
/// From inflow to close. Every verb changes the state and returns the entry that tells of it, with the next seq of the log:
/// a conversation never changes without a word in its log, so the head seq is also the version of the row.
/// </summary>
public sealed class Conversation
{
    private Conversation() { }

    public Guid ShopId { get; private set; }
    public Guid Id { get; private set; }
    public Guid BuyerId { get; private set; }
    public ConversationState State { get; private set; }
    public Inquiry Inquiry { get; private set; }
    public Source Source { get; private set; }
    public Channel Channel { get; private set; }

    /// <summary>Rank of its inflow in the shop. A conversation sent back to the queue keeps it (spec: routing.md, Presence).</summary>
    public long Place { get; private set; }

    /// <summary>The agent who serves it; kept after closing.</summary>
    public Guid? AgentId { get; private set; }
    public DateTimeOffset OpenedAt { get; private set; }
    public DateTimeOffset? AssignedAt { get; private set; }
    public DateTimeOffset? ClosedAt { get; private set; }
    public ClosedBy? ClosedBy { get; private set; }
    public string? CloseReason { get; private set; }
    public IReadOnlyList<string>? CloseTags { get; private set; }

    /// <summary>The highest seq of its log.</summary>
    public long HeadSeq { get; private set; }

    /// <summary>The first buyer message that nobody has answered; null when all are.</summary>
    public DateTimeOffset? WaitingSince { get; private set; }
    public DateTimeOffset? LastBuyerAt { get; private set; }
    public long? LastSeq { get; private set; }
    public EntryKind? LastKind { get; private set; }
    public Sender? LastFrom { get; private set; }
    public string? LastText { get; private set; }
    public DateTimeOffset? LastAt { get; private set; }

    /// <summary>Highest seq that the serving agent has read; not in the log (spec: guarantees.md).</summary>
    public long AgentReadSeq { get; private set; }
    public long BuyerReadSeq { get; private set; }

    /// <summary>An offline message: when its answer is due.</summary>
    public DateTimeOffset? DueAt { get; private set; }
    public Card? Product { get; private set; }
    public Card? Order { get; private set; }

    /// <summary>The source system's id, for what was imported.</summary>
    public string? SourceId { get; private set; }

    public bool IsOpen => State != ConversationState.Closed;

    /// <summary>Opens a conversation and returns it with its first entry. It has no place with an agent, in the queue or among the offline messages until one of those verbs is called.</summary>
    public static (Conversation Conversation, Entry Entry) Open(
        Guid shopId, Guid buyerId, Inquiry inquiry, Source source, Channel channel, long place, DateTimeOffset now,
        string? pageTitle = null, string? pageUrl = null, Card? product = null, Card? order = null, string? sourceId = null)
    {
        var conversation = new Conversation
        {
            ShopId = shopId,
            Id = Guid.CreateVersion7(now),
            BuyerId = buyerId,
            State = ConversationState.Queued,
            Inquiry = inquiry,
            Source = source,
            Channel = channel,
            Place = place,
            OpenedAt = now,
            Product = product,
            Order = order,
            SourceId = sourceId,
        };
        return (conversation, conversation.Append(EntryKind.Inflow, Sender.System, now, details: new EntryDetails
        {
            Source = source, Inquiry = inquiry, PageTitle = pageTitle, PageUrl = pageUrl, Product = product, Order = order,
        }));
    }

    /// <summary>The robot stands before the people: routing hears of the conversation when it leaves the robot (spec: campaigns.md, Robot).</summary>
    public Entry MeetRobot(string welcome, DateTimeOffset now)
    {
        MustBeOpen();
        State = ConversationState.Robot;
        return Append(EntryKind.Text, Sender.Robot, now, text: welcome, details: new EntryDetails { Robot = new RobotPart(RobotStep.Welcomed) });
    }

    /// <summary>
    /// From the robot to the people, with a summary that only staff see. Its place is that of the hand-over, which is its inflow at the desk: nobody who
    /// queues is overtaken by a talk with the robot. Assignment, queue or offline message follow as entries of their own.
    /// </summary>
    public Entry LeaveRobot(long place, string summary, RobotLeft left, DateTimeOffset now)
    {
        if (State != ConversationState.Robot)
            throw new RuleViolation("not_with_robot");
        Place = place;
        return Append(EntryKind.Note, Sender.Robot, now, text: summary, details: new EntryDetails { Robot = new RobotPart(RobotStep.HandedOver) { Left = left } });
    }

    public Entry Queue(DateTimeOffset now)
    {
        State = ConversationState.Queued;
        return Append(EntryKind.Queued, Sender.System, now);
    }

    /// <summary>Nobody is on duty, or the buyer prefers not to wait: an answer is due by <paramref name="dueAt"/>.</summary>
    public Entry BecomeOfflineMessage(DateTimeOffset dueAt, DateTimeOffset now)
    {
        MustBeOpen();
        State = ConversationState.Offline;
        DueAt = dueAt;
        return Append(EntryKind.OfflineMessage, Sender.System, now, details: new EntryDetails { DueAt = dueAt });
    }

    public Entry AssignTo(Guid agentId, string agentName, DateTimeOffset now)
    {
        MustBeOpen();
        State = ConversationState.Active;
        AgentId = agentId;
        AssignedAt = now;
        return Append(EntryKind.Assigned, Sender.System, now, details: new EntryDetails { AgentId = agentId, AgentName = agentName });
    }

    /// <summary>Says in the log that the conversation is handed on; the assignment itself, or the queue, follows as an entry of its own.</summary>
    public Entry HandOn(EntryDetails details, Guid by, DateTimeOffset now)
    {
        MustBeOpen();
        return Append(EntryKind.Transferred, Sender.System, now, details: details with { By = by.ToString() });
    }

    /// <summary>Back to the queue, its inflow's place kept: the agent is gone, or handed it back.</summary>
    public Entry Requeue(string cause, DateTimeOffset now)
    {
        MustBeOpen();
        State = ConversationState.Queued;
        var entry = Append(EntryKind.Requeued, Sender.System, now, details: new EntryDetails { Cause = cause, FromAgentId = AgentId });
        AgentId = null;
        AssignedAt = null;
        return entry;
    }

    public Entry Close(ClosedBy by, string? byName, string? reason, IReadOnlyList<string>? tags, DateTimeOffset now)
    {
        MustBeOpen();
        // What ends with the robot was never a person's: figures must know.
        var robot = State == ConversationState.Robot ? new RobotPart(RobotStep.Ended) : null;
        State = ConversationState.Closed;
        ClosedAt = now;
        ClosedBy = by;
        CloseReason = reason;
        CloseTags = tags;
        return Append(EntryKind.Closed, Sender.System, now, details: new EntryDetails
        {
            By = by.ToString().ToLowerInvariant(), ByName = byName, Reason = reason, Tags = tags, Robot = robot,
        });
    }

    /// <summary>The next entry of the log.</summary>
    public Entry Append(EntryKind kind, Sender from, DateTimeOffset now, Guid? senderId = null, string? clientId = null, string? text = null, EntryDetails? details = null, string? sourceId = null)
    {
        var entry = new Entry
        {
            ShopId = ShopId,
            ConversationId = Id,
            Seq = HeadSeq + 1,
            Kind = kind,
            From = from,
            SenderId = senderId,
            ClientId = clientId,
            At = now,
            Text = text,
            Details = details,
            SourceId = sourceId,
        };
        Head = Head.After(entry, AgentId);
        return entry;
    }

    private LogHead Head
    {
        get => new(HeadSeq, WaitingSince, LastBuyerAt, LastSeq, LastKind, LastFrom, LastText, LastAt);
        set => (HeadSeq, WaitingSince, LastBuyerAt, LastSeq, LastKind, LastFrom, LastText, LastAt) = value;
    }

    private void MustBeOpen()
    {
        if (!IsOpen)
            throw new RuleViolation("conversation_closed");
    }
}
