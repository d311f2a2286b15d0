namespace Yingke.Domain.Hotline;

/// <summary>What the telephone exchange reports of a call. (spec: tickets-hotline.md, 400 hotline)</summary>
public enum CallEventKind { Queued, Ringing, Answered, Ended, Survey }

/// <summary>What the caller pressed after the talk; declined is asked and not answered.</summary>
public enum CallSurvey { Satisfied, Unsatisfied, Declined }

/// <summary>One report: exchanges repeat them and send them in any order.</summary>
public sealed record CallEvent(CallEventKind Kind, DateTimeOffset At)
{
    /// <summary>Whose telephone rang or was picked up.</summary>
    public string? Extension { get; init; }

    /// <summary>Who had the extension when the report came.</summary>
    public Guid? AgentId { get; init; }

    /// <summary>The caller's number, and the one that was called.</summary>
    public string? Phone { get; init; }
    public string? Line { get; init; }
    public CallSurvey? Survey { get; init; }
    public string? RecordingUrl { get; init; }

    /// <summary>The same report again: whoever has the extension by now makes no other of it.</summary>
    public bool IsSame(CallEvent other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return this == other with { AgentId = AgentId };
    }

    /// <summary>One order, whatever the order in which they came.</summary>
    internal static int Compare(CallEvent a, CallEvent b)
    {
        var order = a.At.CompareTo(b.At);
        if (order == 0)
            order = a.Kind.CompareTo(b.Kind);
        if (order == 0)
            order = string.CompareOrdinal(a.Extension, b.Extension);
        if (order == 0)
            order = string.CompareOrdinal(a.Phone, b.Phone);
        if (order == 0)
            order = string.CompareOrdinal(a.Line, b.Line);
        if (order == 0)
            order = Nullable.Compare(a.Survey, b.Survey);
        return order != 0 ? order : string.CompareOrdinal(a.RecordingUrl, b.RecordingUrl);
    }
}
