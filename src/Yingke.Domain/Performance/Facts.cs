using Yingke.Domain.Deadlines;
using Yingke.Domain.Hotline;
using Yingke.Domain.Routing;

namespace Yingke.Domain.Performance;

/// <summary>Natural days of a shop, both ends included.</summary>
public sealed record Period(DateOnly From, DateOnly To, TimeZoneInfo Zone)
{
    private static readonly HashSet<DateOnly> Nothing = [];

    /// <summary>Days in between that do not count.</summary>
    public IReadOnlySet<DateOnly> Without { get; init; } = Nothing;

    public bool Has(DateTimeOffset? at) => at is { } instant && Has(LocalDay.Of(instant, Zone));

    public bool Has(DateOnly day) => day >= From && day <= To && !Without.Contains(day);

    public DateTimeOffset Start => LocalDay.Start(From, Zone);

    /// <summary>The first instant after it.</summary>
    public DateTimeOffset End => LocalDay.End(To, Zone);
}

/// <summary>That an agent had a buyer in a stint that is a consultation and starts in the period. One for each stint.</summary>
/// <param name="Groups">The agent's when the stint was assigned.</param>
/// <param name="Replied">The stint got a reply.</param>
public readonly record struct Consultation(Guid AgentId, Groups Groups, Inquiry Inquiry, Guid BuyerId, bool Replied);

/// <summary>What consultations of one agent, membership and inquiry bring together.</summary>
public sealed record ChatSum(Guid AgentId, Groups Groups, Inquiry Inquiry, ChatCounts Counts);

/// <summary>A pre-sale consultation, to which orders may be attributed.</summary>
/// <param name="Rank">Tells apart what started in the same millisecond: the later one is greater.</param>
/// <param name="ConversationId">Where to look it up.</param>
public sealed record PresaleStint(Guid BuyerId, Guid AgentId, Groups Groups, DateTimeOffset Start, DateOnly Day, long Rank, Guid? ConversationId = null);

/// <param name="Id">Where to look it up.</param>
public sealed record OrderFacts(Guid BuyerId, DateTimeOffset PlacedAt, DateTimeOffset? PaidAt, long PaidFen, Guid? Id = null);

/// <param name="Resolution"><c>return</c>, <c>exchange</c>, <c>repair</c>, or another word that the share of repairs leaves out.</param>
public sealed record ApplicationFacts(
    DateTimeOffset AppliedAt, DateTimeOffset? ReviewedAt, Guid? ReviewerId, long RefundedFen, DateTimeOffset? RefundedAt, Guid? OperatorId, string? Resolution, DateTimeOffset? ResolvedAt,
    int? Stars, DateTimeOffset? RatedAt);

/// <param name="FirstReplierId">Of the first reply, whose instant is <paramref name="RepliedAt"/>.</param>
public sealed record TicketFacts(
    DateTimeOffset CreatedAt, DateTimeOffset DueAt, int Replies, Guid? FirstReplierId, DateTimeOffset? RepliedAt, DateTimeOffset? ClosedAt, bool Reopened)
{
    /// <summary>Closed with exactly one reply, not later than the closing, and never reopened.</summary>
    public bool IsFirstContact => Replies == 1 && ClosedAt is { } closed && RepliedAt <= closed && !Reopened;
}

/// <param name="AgentId">For whom it rang.</param>
/// <param name="Survey">What the caller answered; null if they were not asked.</param>
public sealed record CallFacts(Guid? AgentId, DateTimeOffset QueuedAt, DateTimeOffset? RingingAt, DateTimeOffset? AnsweredAt, CallSurvey? Survey)
{
    /// <summary>Within 20 s of ringing, inclusive.</summary>
    public bool IsQuick => AnsweredAt - RingingAt <= TimeSpan.FromSeconds(20);

    /// <summary>It never rang anywhere.</summary>
    public bool IsAbandonedInQueue => AnsweredAt is null && RingingAt is null;
}

/// <summary>A score that somebody gave to a conversation, or a call, of an agent.</summary>
public sealed record InspectionFacts(bool OfCall, Guid AgentId, decimal Score, DateTimeOffset At);

/// <summary>Everything that a report of a period is made of. More than the period needs does no harm, but for the consultations and their sums, which are its own.</summary>
public sealed record ReportFacts
{
    /// <summary>Everybody who is to have a row, with the groups of today: calls, tickets and applications keep no membership of their own.</summary>
    public required IReadOnlyDictionary<Guid, Groups> Agents { get; init; }
    public Readings Readings { get; init; } = new();
    public required IEnumerable<Consultation> Consultations { get; init; }
    public required IEnumerable<ChatSum> ChatSums { get; init; }

    /// <summary>All that start from the period's first day to the day after its last.</summary>
    public required IEnumerable<PresaleStint> PresaleStints { get; init; }
    public required IEnumerable<OrderFacts> Orders { get; init; }
    public required IEnumerable<ApplicationFacts> Applications { get; init; }
    public required IEnumerable<TicketFacts> Tickets { get; init; }
    public required IEnumerable<CallFacts> Calls { get; init; }
    public required IEnumerable<InspectionFacts> Inspections { get; init; }
}
