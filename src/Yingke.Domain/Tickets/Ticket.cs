namespace Yingke.Domain.Tickets;

public enum TicketPriority { Normal, High, Urgent }

/// <summary>Where a ticket was opened from.</summary>
public enum TicketOrigin { Hand, Chat, Order, Aftersale, Call }

/// <summary>What a visit on site comes to, filled in as it happens. (spec: tickets-hotline.md, Tickets)</summary>
public sealed record Visit
{
    public string? Technician { get; init; }
    public string? Tools { get; init; }
    public DateTimeOffset? PromisedAt { get; init; }
    public DateTimeOffset? ArrivedAt { get; init; }
    public string? Cause { get; init; }
    public string? Parts { get; init; }

    /// <summary>When the buyer confirmed that it is done.</summary>
    public DateTimeOffset? ConfirmedAt { get; init; }
}

/// <summary>
/// One matter that somebody has to see through. Whoever had it first stays responsible for telling the customer, whatever department it goes
/// to. (spec: tickets-hotline.md, Tickets)
/// </summary>
public sealed class Ticket
{
    public const int MaxTitle = 80;

    private Ticket() { }

    public Guid ShopId { get; private set; }
    public Guid Id { get; private set; }

    /// <summary>What people call it by: 1, 2, 3 … in a shop.</summary>
    public long Number { get; private set; }

    /// <summary>The key of its type.</summary>
    public string Kind { get; private set; } = "";
    public TicketPriority Priority { get; private set; }
    public TicketState State { get; private set; }

    /// <summary>Empty for one that came by import without a title.</summary>
    public string Title { get; private set; } = "";
    public string? Text { get; private set; }
    public TicketOrigin Origin { get; private set; }
    public Guid? BuyerId { get; private set; }
    public Guid? ConversationId { get; private set; }

    /// <summary>The order, application or call that it is about, and what people call that.</summary>
    public Guid? SubjectId { get; private set; }
    public string? Subject { get; private set; }
    public string? Department { get; private set; }
    public Guid? AssigneeId { get; private set; }

    /// <summary>Tells the customer.</summary>
    public Guid? ResponsibleId { get; private set; }
    public DateTimeOffset CreatedAt { get; private set; }
    public DateTimeOffset ReplyDueAt { get; private set; }
    public DateTimeOffset? ResolveDueAt { get; private set; }
    public DateTimeOffset? RepliedAt { get; private set; }
    public Guid? ReplierId { get; private set; }

    /// <summary>How often the customer was told something; a resolution counts where it was the first word.</summary>
    public int Replies { get; private set; }
    public DateTimeOffset? ResolvedAt { get; private set; }
    public string? Resolution { get; private set; }
    public DateTimeOffset? ClosedAt { get; private set; }
    public DateTimeOffset? ReopenedAt { get; private set; }
    public Visit? Visit { get; private set; }
    public string? SourceId { get; private set; }

    /// <summary>Grows with every change: an edit made from an older one is refused.</summary>
    public long Version { get; private set; }

    public bool IsOver => TicketCourse.IsOver(State);

    public static Ticket Open(
        Guid shopId, long number, TicketType type, TicketPriority priority, string title, string? text, DateTimeOffset now, TicketOrigin origin = TicketOrigin.Hand, Guid? buyerId = null,
        Guid? conversationId = null, Guid? subjectId = null, string? subject = null, Visit? visit = null) => new()
    {
        ShopId = shopId, Id = Guid.CreateVersion7(now), Number = number, Kind = type.Key, Priority = priority, Title = title, Text = text, Origin = origin, BuyerId = buyerId,
        ConversationId = conversationId, SubjectId = subjectId, Subject = subject, CreatedAt = now, ReplyDueAt = type.ReplyDue(now), ResolveDueAt = type.ResolveDue(now),
        Visit = type.OnSite ? visit ?? new Visit() : null, Version = 1,
    };

    /// <summary>As a history file tells of it.</summary>
    public static Ticket Remember(
        Guid shopId, long number, string kind, string title, string? sourceId, DateTimeOffset created, DateTimeOffset due, IReadOnlyList<(Guid AgentId, DateTimeOffset At)> replies, DateTimeOffset? closed, DateTimeOffset? reopened)
    {
        var first = replies.Count > 0 ? replies.MinBy(r => r.At) : ((Guid AgentId, DateTimeOffset At)?)null;
        var isClosed = closed is not null && (reopened is null || reopened <= closed);
        return new()
        {
            ShopId = shopId, Id = Guid.CreateVersion7(created), Number = number, Kind = kind, Title = title, SourceId = sourceId, CreatedAt = created, ReplyDueAt = due, RepliedAt = first?.At,
            ReplierId = first?.AgentId, Replies = replies.Count, AssigneeId = first?.AgentId, ResponsibleId = first?.AgentId, ClosedAt = closed, ResolvedAt = isClosed ? closed : null, ReopenedAt = reopened, Version = 1,
            State = isClosed ? TicketState.Closed : reopened is not null ? TicketState.Reopened : first is not null ? TicketState.Replied : TicketState.New,
        };
    }

    /// <summary>To a person, a department, or a person in a department; to the department alone, nobody has it until somebody takes it.</summary>
    public void AssignTo(Guid? agentId, string? department)
    {
        if (agentId is null && department is null)
            throw new RuleViolation("invalid", "an agent or a department", "agentId");
        State = TicketCourse.Next(State, TicketEvent.Assign);
        (AssigneeId, Department) = (agentId, department);
        ResponsibleId ??= agentId;
        Version++;
    }

    /// <returns>True for the first reply, which meets its clock.</returns>
    public bool Reply(Guid by, DateTimeOffset now)
    {
        State = TicketCourse.Next(State, TicketEvent.Reply);
        Replies++;
        return Replied(by, now);
    }

    /// <summary>For the buyer, a part, another company. Deadlines run on.</summary>
    public void Wait()
    {
        State = TicketCourse.Next(State, TicketEvent.Wait);
        Version++;
    }

    /// <returns>True if its words are the first that the buyer gets, and so the first reply too.</returns>
    /// <exception cref="RuleViolation"><c>visit_not_made</c>: nobody has been on site yet.</exception>
    public bool Resolve(Guid by, string resolution, DateTimeOffset now)
    {
        var next = TicketCourse.Next(State, TicketEvent.Resolve);
        if (Visit is { ArrivedAt: null })
            throw new RuleViolation("visit_not_made");
        (State, Resolution, ResolvedAt) = (next, resolution, now);
        if (RepliedAt is null)
            Replies++;
        return Replied(by, now);
    }

    public void Close(DateTimeOffset now)
    {
        State = TicketCourse.Next(State, TicketEvent.Close);
        ClosedAt = now;
        Version++;
    }

    /// <summary>The time to resolve it begins anew; the first reply stays what it was.</summary>
    public void Reopen(TicketType type, DateTimeOffset now)
    {
        State = TicketCourse.Next(State, TicketEvent.Reopen);
        (ReopenedAt, ResolvedAt, ClosedAt, ResolveDueAt) = (now, null, null, type.ResolveDue(now));
        Version++;
    }

    /// <summary>The words and the weight of it; what it is about stays.</summary>
    public void Edit(string title, string? text, TicketPriority priority)
    {
        MustRun();
        (Title, Text, Priority) = (title, text, priority);
        Version++;
    }

    public void Plan(Visit visit)
    {
        MustRun();
        if (Visit is null)
            throw new RuleViolation("not_on_site");
        Visit = visit;
        Version++;
    }

    private bool Replied(Guid by, DateTimeOffset now)
    {
        Version++;
        ResponsibleId ??= by;
        if (RepliedAt is not null)
            return false;
        (RepliedAt, ReplierId) = (now, by);
        return true;
    }

    private void MustRun()
    {
        if (IsOver)
            throw new RuleViolation(State == TicketState.Closed ? "ticket_closed" : "ticket_resolved");
    }
}
