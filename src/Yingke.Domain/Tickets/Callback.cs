namespace Yingke.Domain.Tickets;

/// <summary>Why a buyer is called back.</summary>
public enum CallbackCause { Complaint, OfflineMessage, Hand, Visit }

public enum CallbackState { Planned, Done, Missed }

/// <summary>A buyer to be called back on a day. (spec: tickets-hotline.md, Call-backs)</summary>
public sealed class Callback
{
    private Callback() { }

    public Guid ShopId { get; private set; }
    public Guid Id { get; private set; }

    /// <summary>What it comes from, once: the same offline message or ticket never makes two.</summary>
    public string Key { get; private set; } = "";
    public CallbackCause Cause { get; private set; }
    public Guid BuyerId { get; private set; }
    public Guid? ConversationId { get; private set; }
    public Guid? TicketId { get; private set; }
    public Guid? PlanId { get; private set; }
    public Guid? AgentId { get; private set; }
    public string? Note { get; private set; }
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>The local day's first instant, and the first that is too late.</summary>
    public DateTimeOffset DayAt { get; private set; }
    public DateTimeOffset DueAt { get; private set; }
    public CallbackState State { get; private set; }
    public DateTimeOffset? DoneAt { get; private set; }
    public Guid? DoneBy { get; private set; }
    public string? Result { get; private set; }
    public IReadOnlyList<string>? Answers { get; private set; }

    public static Callback Plan(
        Guid shopId, string key, CallbackCause cause, Guid buyerId, DateTimeOffset day, DateTimeOffset due, DateTimeOffset now, Guid? agentId = null, string? note = null, Guid? conversationId = null,
        Guid? ticketId = null, Guid? planId = null) => new()
    {
        ShopId = shopId, Id = Guid.CreateVersion7(now), Key = key, Cause = cause, BuyerId = buyerId, DayAt = day, DueAt = due, CreatedAt = now, AgentId = agentId, Note = note,
        ConversationId = conversationId, TicketId = ticketId, PlanId = planId,
    };

    public void HandTo(Guid agentId)
    {
        if (State != CallbackState.Planned)
            throw new RuleViolation("callback_over");
        AgentId = agentId;
    }

    /// <summary>Also of one that was missed: late is better than never, but it stays missed in the ledger.</summary>
    public void Complete(Guid? by, string? result, IReadOnlyList<string>? answers, DateTimeOffset at)
    {
        if (State == CallbackState.Done || DoneAt is not null)
            throw new RuleViolation("callback_done");
        if (State == CallbackState.Planned)
            State = CallbackState.Done;
        (DoneAt, DoneBy, Result, Answers) = (at, by, result, answers);
        AgentId ??= by;
    }

    /// <summary>The day is over and nobody did it. False if somebody has, or it was missed before.</summary>
    public bool Miss()
    {
        if (State != CallbackState.Planned)
            return false;
        State = CallbackState.Missed;
        return true;
    }
}
