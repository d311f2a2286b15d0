namespace Yingke.Domain.Deadlines;

/// <summary>A stretch of one day in local time. <paramref name="To"/> 00:00 means the end of the day.</summary>
public sealed record OpenSpan(TimeOnly From, TimeOnly To)
{
    /// <summary>From 00:00, in ticks; the end of a day is 24 h.</summary>
    internal long FromTicks => From.Ticks;

    internal long ToTicks => To == TimeOnly.MinValue ? TimeSpan.TicksPerDay : To.Ticks;
}

/// <summary>
/// When a shop, or one of its channels, answers: the shop's daily hours, overruled by weekly hours with breaks, overruled by holidays. A
/// day that weekly hours or holidays name with no span is closed. Both ends of a span lie outside it, so 23:00 and 09:00 belong to the
/// night. (spec: routing.md, Service hours and deadlines)
/// </summary>
/// <param name="Start">Daily opening, default 09:00.</param>
/// <param name="End">Daily closing, default 23:00; not after <paramref name="Start"/> means past midnight, equal means round the clock.</param>
/// <param name="NightDue">By when the night's messages are due on the next opening day, default 09:30.</param>
public sealed record ServiceHours(TimeOnly Start, TimeOnly End, TimeOnly NightDue)
{
    /// <summary>How far to look for an opening day: beyond the longest holiday, short of for ever.</summary>
    private const int DaysAhead = 400;

    private static readonly TimeSpan UsualNightGrace = TimeSpan.FromMinutes(30);

    public static ServiceHours Default { get; } = new(new TimeOnly(9, 0), new TimeOnly(23, 0), new TimeOnly(9, 30));

    /// <summary>Hours of single days of the week; a day that is not in it has the daily hours.</summary>
    public IReadOnlyDictionary<DayOfWeek, IReadOnlyList<OpenSpan>> Weekly { get; init; } = new Dictionary<DayOfWeek, IReadOnlyList<OpenSpan>>();

    /// <summary>Hours of single dates.</summary>
    public IReadOnlyDictionary<DateOnly, IReadOnlyList<OpenSpan>> Holidays { get; init; } = new Dictionary<DateOnly, IReadOnlyList<OpenSpan>>();

    public bool IsOpen(DateTimeOffset at, TimeZoneInfo zone) => IsOpen(LocalDay.Local(at, zone));

    /// <summary>
    /// Outside the hours: the local time by which an answer is due. In a break between two spans of one day
    /// <paramref name="replySeconds"/> after it; in the night and on closed days by <see cref="NightDue"/> of the next opening day, or, where
    /// that day opens later than that, as long after its opening as <see cref="NightDue"/> is after <see cref="Start"/>.
    /// </summary>
    internal DateTime DueWhenClosed(DateTime local, int replySeconds)
    {
        var day = DateOnly.FromDateTime(local);
        var around = Stretches(day.AddDays(-1), day.AddDays(1));
        if (NextOpening(local, around) is not { } opening)
        {
            // Never open: the next morning is as good as any.
            return day.AddDays(local.TimeOfDay > NightDue.ToTimeSpan() ? 1 : 0).ToDateTime(NightDue);
        }

        if (around.Exists(s => s.To <= local && s.From.Date == opening.Date))
            return opening.AddSeconds(replySeconds);
        if (TimeOnly.FromDateTime(opening) < NightDue)
            return opening.Date + NightDue.ToTimeSpan();
        return opening + (NightDue > Start ? NightDue.ToTimeSpan() - Start.ToTimeSpan() : UsualNightGrace);
    }

    internal bool IsOpen(DateTime local)
    {
        var day = DateOnly.FromDateTime(local);
        return Stretches(day.AddDays(-1), day.AddDays(1)).Exists(s => s.From < local && local < s.To);
    }

    private DateTime? NextOpening(DateTime local, List<(DateTime From, DateTime To)> around)
    {
        // Closed at this very instant: the opening may be this instant too, for its own end lies outside.
        foreach (var stretch in around)
        {
            if (stretch.From >= local)
                return stretch.From;
        }

        var day = DateOnly.FromDateTime(local);
        for (var ahead = 2; ahead <= DaysAhead; ahead++)
        {
            if (Stretches(day.AddDays(ahead), day.AddDays(ahead)) is [var first, ..])
                return first.From;
        }

        return null;
    }

    /// <summary>The open stretches of some days in order, joined where one begins as the other ends: there is no closed instant between.</summary>
    private List<(DateTime From, DateTime To)> Stretches(DateOnly first, DateOnly last)
    {
        var joined = new List<(DateTime From, DateTime To)>();
        for (var day = first; day <= last; day = day.AddDays(1))
        {
            var midnight = day.ToDateTime(TimeOnly.MinValue);
            foreach (var span in SpansOf(day).Where(s => s.FromTicks < s.ToTicks).OrderBy(s => s.FromTicks))
            {
                var (from, to) = (midnight.AddTicks(span.FromTicks), midnight.AddTicks(span.ToTicks));
                if (joined is [.., var before] && from <= before.To)
                    joined[^1] = (before.From, to > before.To ? to : before.To);
                else
                    joined.Add((from, to));
            }
        }

        return joined;
    }

    private IReadOnlyList<OpenSpan> SpansOf(DateOnly day)
    {
        if (Holidays.TryGetValue(day, out var holiday))
            return holiday;
        if (Weekly.TryGetValue(day.DayOfWeek, out var weekly))
            return weekly;
        return Start < End
            ? [new OpenSpan(Start, End)]
            : [.. End > TimeOnly.MinValue ? [new OpenSpan(TimeOnly.MinValue, End)] : Array.Empty<OpenSpan>(), new OpenSpan(Start, TimeOnly.MinValue)];
    }
}
