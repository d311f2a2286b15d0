namespace Yingke.Domain.Hotline;

/// <summary>Queued, ringing and talking go on; answered, missed (it rang for somebody) and abandoned (it rang for nobody) are over.</summary>
public enum CallState { Queued, Ringing, Talking, Answered, Missed, Abandoned }

/// <summary>Where we know a call from.</summary>
public enum CallSource { Webhook, Cdr, History }

/// <summary>
/// A call of the hotline: all that was heard of it, and what follows from that. It keeps the reports themselves and works everything out from
/// all of them anew, so that their order and repetition make no difference. (spec: tickets-hotline.md, 400 hotline)
/// </summary>
public sealed class Call
{
    /// <summary>Of an exchange that never stops ringing, the rest is not kept.</summary>
    public const int MostEvents = 500;

    public const int MaxNote = 4000;

    /// <summary>Rings within it are one group ringing together; an earlier one was given up for a later.</summary>
    private static readonly TimeSpan RingTogether = TimeSpan.FromSeconds(5);

    private Call() { }

    public Guid ShopId { get; private set; }
    public Guid Id { get; private set; }

    /// <summary>The exchange's, or the history's, own id.</summary>
    public string SourceId { get; private set; } = "";
    public CallSource Source { get; private set; }

    public string? Phone { get; private set; }
    public string? Line { get; private set; }
    public CallState State { get; private set; }
    public DateTimeOffset QueuedAt { get; private set; }

    /// <summary>Of the ring that was answered; unanswered, of the last.</summary>
    public DateTimeOffset? RingingAt { get; private set; }
    public DateTimeOffset? AnsweredAt { get; private set; }
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>For whom it rang: who answered, else who was rung last.</summary>
    public Guid? AgentId { get; private set; }
    public CallSurvey? Survey { get; private set; }
    public string? RecordingUrl { get; private set; }

    /// <summary>Each report once, in the order of their instants.</summary>
    public IReadOnlyList<CallEvent> Heard { get; private set; } = [];

    /// <summary>When the last of them came in.</summary>
    public DateTimeOffset HeardAt { get; private set; }

    public Guid? BuyerId { get; private set; }
    public string? Note { get; private set; }
    public Guid? NotedBy { get; private set; }
    public DateTimeOffset? NotedAt { get; private set; }

    public bool IsOver => EndedAt is not null;

    public static Call Meet(Guid shopId, string sourceId, CallSource source, DateTimeOffset now) =>
        new() { ShopId = shopId, Id = Guid.CreateVersion7(now), SourceId = sourceId, Source = source, HeardAt = now };

    /// <summary>One of long ago, as a history tells it: its agent had no extension that we know.</summary>
    public static Call Remember(
        Guid shopId, string sourceId, Guid? agentId, DateTimeOffset queuedAt, DateTimeOffset? ringingAt, DateTimeOffset? answeredAt, DateTimeOffset endedAt, CallSurvey? survey, string? phone)
    {
        var call = Meet(shopId, sourceId, CallSource.History, queuedAt);
        call.Hear(new(CallEventKind.Queued, queuedAt) { AgentId = agentId, Phone = phone }, queuedAt);
        if (ringingAt is { } rang)
            call.Hear(new(CallEventKind.Ringing, rang) { AgentId = agentId }, rang);
        if (answeredAt is { } answered)
            call.Hear(new(CallEventKind.Answered, answered) { AgentId = agentId }, answered);
        call.Hear(new(CallEventKind.Ended, endedAt), endedAt);
        if (survey is not null)
            call.Hear(new(CallEventKind.Survey, endedAt) { Survey = survey }, endedAt);
        return call;
    }

    /// <summary>False if it was heard before.</summary>
    public bool Hear(CallEvent report, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(report);
        if (Heard.Count >= MostEvents || Heard.Any(report.IsSame))
            return false;
        var all = Heard.Append(report).ToList();
        all.Sort(CallEvent.Compare);
        Heard = all;
        HeardAt = now;
        Settle();
        return true;
    }

    /// <summary>Who is busy with it: whoever talks, or those for whose telephones it rings together.</summary>
    public IReadOnlyList<Guid> Engaged()
    {
        if (IsOver)
            return [];
        if (AnsweredAt is not null)
            return AgentId is { } talking ? [talking] : [];
        var rings = Of(CallEventKind.Ringing).ToList();
        return [.. rings.Where(r => r.At >= rings[^1].At - RingTogether).Select(r => r.AgentId).OfType<Guid>().Distinct()];
    }

    public bool RangFor(Guid agentId) => Heard.Any(e => e.AgentId == agentId);

    public void LinkTo(Guid buyerId) => BuyerId = buyerId;

    public void Write(string? note, Guid by, DateTimeOffset now) => (Note, NotedBy, NotedAt) = (note, by, now);

    private void Settle()
    {
        var rings = Of(CallEventKind.Ringing).ToList();
        // A menu or a queue may answer before a person does.
        var answer = Of(CallEventKind.Answered).OrderBy(e => e.AgentId is null).FirstOrDefault();
        var ring = answer is null ? rings.LastOrDefault() : RingOf(answer, rings);
        QueuedAt = Of(CallEventKind.Queued).FirstOrDefault()?.At ?? Heard[0].At;
        RingingAt = ring?.At;
        AnsweredAt = answer?.At;
        EndedAt = Of(CallEventKind.Ended).LastOrDefault()?.At;
        AgentId = answer?.AgentId ?? ring?.AgentId ?? Of(CallEventKind.Queued).FirstOrDefault(e => e.AgentId is not null)?.AgentId;
        Survey = Of(CallEventKind.Survey).LastOrDefault()?.Survey;
        Phone = Heard.FirstOrDefault(e => e.Phone is not null)?.Phone;
        Line = Heard.FirstOrDefault(e => e.Line is not null)?.Line;
        RecordingUrl = Heard.LastOrDefault(e => e.RecordingUrl is not null)?.RecordingUrl;
        var rang = rings.Count > 0 || answer is not null;
        State = EndedAt is null
            ? answer is not null ? CallState.Talking : rang ? CallState.Ringing : CallState.Queued
            : answer is not null ? CallState.Answered : rang ? CallState.Missed : CallState.Abandoned;
    }

    /// <summary>The ring that the answer ended: the last one before it at the same telephone, or, if the answer names none, at any.</summary>
    private static CallEvent? RingOf(CallEvent answer, List<CallEvent> rings)
    {
        var here = answer is { Extension: null, AgentId: null }
            ? rings
            : rings.FindAll(r => answer.Extension is { } extension ? r.Extension == extension : r.AgentId == answer.AgentId);
        return here.FindLast(r => r.At <= answer.At) ?? here.FirstOrDefault();
    }

    private IEnumerable<CallEvent> Of(CallEventKind kind) => Heard.Where(e => e.Kind == kind);
}
