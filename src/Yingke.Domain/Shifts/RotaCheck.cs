namespace Yingke.Domain.Shifts;

/// <summary>
/// What a rota lacks: exactly one person on 24-hour duty each day, somebody in every hour of service, somebody on night duty, nobody over 12 h
/// (24-hour duty apart), never all of a group at lunch at once, nobody on leave (spec: campaigns.md, Shifts).
/// </summary>
public static class RotaCheck
{
    public const int MostMinutes = 12 * 60;

    /// <param name="days">The days looked at.</param>
    /// <param name="entries">Theirs and those of the day before, whose nights reach into the first.</param>
    /// <param name="service">The spans of service of a day, in minutes from midnight.</param>
    /// <param name="groups">The groups of each person, by name.</param>
    /// <param name="lunchMinutes">How long lunch takes.</param>
    /// <param name="onLeave">Whether a person is on leave that day.</param>
    public static IReadOnlyList<RotaProblem> Problems(
        IEnumerable<DateOnly> days, IReadOnlyCollection<RotaEntry> entries, Func<DateOnly, IReadOnlyList<(int From, int To)>> service,
        Func<Guid, IReadOnlyList<string>> groups, int lunchMinutes, Func<Guid, DateOnly, bool> onLeave)
    {
        var problems = new List<RotaProblem>();
        foreach (var day in days)
        {
            var own = entries.Where(e => e.Day == day).ToList();
            problems.AddRange(own.Where(e => onLeave(e.AgentId, day)).Select(e => e.AgentId).Distinct().Select(id => new RotaProblem(day, RotaProblemKind.OnLeave, AgentId: id)));
            var there = own.FindAll(e => !onLeave(e.AgentId, day));
            var duty = there.Where(e => e.Kind == ShiftKind.Duty).Select(e => e.AgentId).Distinct().Count();
            if (duty != 1)
                problems.Add(new(day, duty == 0 ? RotaProblemKind.NoDuty : RotaProblemKind.SeveralOnDuty, Amount: duty));
            if (!there.Exists(e => e.Kind == ShiftKind.Night))
                problems.Add(new(day, RotaProblemKind.NoNight));
            var before = entries.Where(e => e.Day == day.AddDays(-1) && e.Kind != ShiftKind.Duty && !onLeave(e.AgentId, e.Day));
            var spans = there.Where(e => e.Kind != ShiftKind.Duty).Select(e => (e.Times.From, To: e.Times.End))
                .Concat(before.Select(e => (From: e.Times.From - ShiftTimes.Day, To: e.Times.End - ShiftTimes.Day))).ToList();
            problems.AddRange(Hours(service(day)).Where(hour => !Covered(hour, spans)).Select(hour => new RotaProblem(day, RotaProblemKind.HourUncovered, hour.From)));
            problems.AddRange(there.Where(e => e.Kind != ShiftKind.Duty).GroupBy(e => e.AgentId).Select(g => (g.Key, Minutes: Union(g.Select(e => (e.Times.From, e.Times.End)))))
                .Where(a => a.Minutes > MostMinutes).Select(a => new RotaProblem(day, RotaProblemKind.TooLong, AgentId: a.Key, Amount: a.Minutes)));
            problems.AddRange(Lunches(day, there, groups, lunchMinutes));
        }
        return problems;
    }

    /// <summary>The hours of the clock that lie in service, cut at its ends.</summary>
    private static IEnumerable<(int From, int To)> Hours(IEnumerable<(int From, int To)> service)
    {
        foreach (var (from, to) in service)
        {
            for (var at = from; at < to; at = (at / 60 * 60) + 60)
                yield return (at, Math.Min(to, (at / 60 * 60) + 60));
        }
    }

    /// <summary>Whether no minute of the hour is without anybody.</summary>
    private static bool Covered((int From, int To) hour, List<(int From, int To)> spans)
    {
        var at = hour.From;
        while (at < hour.To)
        {
            var reach = spans.Where(s => s.From <= at && s.To > at).Select(s => s.To).DefaultIfEmpty(at).Max();
            if (reach == at)
                return false;
            at = reach;
        }
        return true;
    }

    private static int Union(IEnumerable<(int From, int To)> spans)
    {
        var (sum, reached) = (0, int.MinValue);
        foreach (var (from, to) in spans.OrderBy(s => s.From))
        {
            sum += Math.Max(0, to - Math.Max(from, reached));
            reached = Math.Max(reached, to);
        }
        return sum;
    }

    private static IEnumerable<RotaProblem> Lunches(DateOnly day, List<RotaEntry> there, Func<Guid, IReadOnlyList<string>> groups, int minutes)
    {
        var working = there.FindAll(e => e.Kind == ShiftKind.Work);
        foreach (var group in working.SelectMany(e => groups(e.AgentId)).Distinct().Order(StringComparer.Ordinal))
        {
            var people = working.FindAll(e => groups(e.AgentId).Contains(group));
            // Who is alone in a group cannot be stood in for by it.
            if (people.Select(e => e.AgentId).Distinct().Count() < 2)
                continue;
            foreach (var at in people.Where(e => e.Lunch is not null).Select(e => e.Lunch!.Value).Distinct().Order())
            {
                var present = people.Where(e => e.Times.From <= at && at < e.Times.End).ToList();
                if (present.Select(e => e.AgentId).Distinct().Count() > 1 && present.TrueForAll(e => e.Lunch is { } lunch && lunch <= at && at < lunch + minutes))
                {
                    yield return new(day, RotaProblemKind.LunchTogether, at, Group: group);
                    break;
                }
            }
        }
    }
}
