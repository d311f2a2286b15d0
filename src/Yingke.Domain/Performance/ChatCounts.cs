using Yingke.Domain.Deadlines;

namespace Yingke.Domain.Performance;

/// <summary>The shop's three times as they stood from an instant on, and its time zone. (spec: performance.md, Stints)</summary>
public sealed record ServiceTimes(DateTimeOffset From, TimeOnly Start, TimeOnly End, TimeOnly NightDue, TimeZoneInfo Zone)
{
    private readonly ServiceHours hours = new(Start, End, NightDue);

    /// <summary>Both ends belong to the night.</summary>
    public bool IsNight(DateTimeOffset origin) => !hours.IsOpen(origin, Zone);

    /// <summary>The next 09:30, inclusive.</summary>
    public DateTimeOffset NightDeadline(DateTimeOffset origin)
    {
        var local = LocalDay.Local(origin, Zone);
        var day = DateOnly.FromDateTime(local);
        return LocalDay.Instant((TimeOnly.FromDateTime(local) > NightDue ? day.AddDays(1) : day).ToDateTime(NightDue), Zone, origin);
    }

    /// <summary>Those that stood at an instant; before the first that is known, the first.</summary>
    /// <param name="all">In the order of their beginnings, at least one.</param>
    /// <param name="at">The instant.</param>
    public static ServiceTimes At(IReadOnlyList<ServiceTimes> all, DateTimeOffset at)
    {
        var i = all.Count - 1;
        while (i > 0 && all[i].From > at)
            i--;
        return all[i];
    }
}

/// <summary>
/// What one consultation brings to the chat indicators, in numbers that can be added up; times are milliseconds. Turns of the night count only
/// for the overnight rate, all others for response times and the rates of 60 s, 2 and 3 min; a turn still open in an open conversation for
/// none of them. (spec: performance.md, Stints)
/// </summary>
public sealed record ChatCounts
{
    public static readonly ChatCounts Zero = new();

    /// <summary>Stints with at least one reply.</summary>
    public int Receptions { get; init; }
    public int Turns { get; init; }
    public int Answered { get; init; }
    public long ResponseMs { get; init; }
    public int Firsts { get; init; }
    public long FirstMs { get; init; }
    public int Within60 { get; init; }
    public int Within120 { get; init; }
    public int Within180 { get; init; }
    public int NightTurns { get; init; }
    public int NightOnTime { get; init; }
    public int AgentMessages { get; init; }
    public int BuyerMessages { get; init; }
    public int Ratings { get; init; }
    public int GoodRatings { get; init; }

    public static ChatCounts operator +(ChatCounts a, ChatCounts b) => new()
    {
        Receptions = a.Receptions + b.Receptions, Turns = a.Turns + b.Turns, Answered = a.Answered + b.Answered, ResponseMs = a.ResponseMs + b.ResponseMs, Firsts = a.Firsts + b.Firsts,
        FirstMs = a.FirstMs + b.FirstMs, Within60 = a.Within60 + b.Within60, Within120 = a.Within120 + b.Within120, Within180 = a.Within180 + b.Within180, NightTurns = a.NightTurns + b.NightTurns,
        NightOnTime = a.NightOnTime + b.NightOnTime, AgentMessages = a.AgentMessages + b.AgentMessages, BuyerMessages = a.BuyerMessages + b.BuyerMessages, Ratings = a.Ratings + b.Ratings,
        GoodRatings = a.GoodRatings + b.GoodRatings,
    };

    /// <param name="stint">A consultation.</param>
    /// <param name="isClosed">Its conversation's: then a turn without a reply is unanswered, and counts.</param>
    /// <param name="times">The shop's times, in the order of their beginnings.</param>
    public static ChatCounts Of(Stint stint, bool isClosed, IReadOnlyList<ServiceTimes> times)
    {
        var counts = new ChatCounts
        {
            Receptions = stint.IsReplied ? 1 : 0, AgentMessages = stint.Messages.Count, BuyerMessages = stint.Turns.Sum(t => t.Messages),
            Ratings = stint.Stars is null ? 0 : 1, GoodRatings = stint.Stars >= 4 ? 1 : 0,
        };
        for (var i = 0; i < stint.Turns.Count; i++)
        {
            if (stint.Turns[i] is var turn && (turn.AnsweredAt is not null || isClosed))
                counts += OfTurn(turn, i == 0, ServiceTimes.At(times, turn.Origin));
        }
        return counts;
    }

    private static ChatCounts OfTurn(Turn turn, bool isFirst, ServiceTimes times)
    {
        if (times.IsNight(turn.Origin))
            return new() { NightTurns = 1, NightOnTime = turn.AnsweredAt <= times.NightDeadline(turn.Origin) ? 1 : 0 };
        if (turn.Response is not { } response)
            return new() { Turns = 1 };
        var ms = (long)response.TotalMilliseconds;
        return new()
        {
            Turns = 1, Answered = 1, ResponseMs = ms, Firsts = isFirst ? 1 : 0, FirstMs = isFirst ? ms : 0,
            Within60 = ms <= 60_000 ? 1 : 0, Within120 = ms <= 120_000 ? 1 : 0, Within180 = ms <= 180_000 ? 1 : 0,
        };
    }
}
