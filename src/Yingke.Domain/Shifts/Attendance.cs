namespace Yingke.Domain.Shifts;

/// <summary>How somebody came to a shift.</summary>
public enum AttendanceState { Expected, OnTime, Late, Leave, Absent }

/// <summary>Clocking in is presence (spec: campaigns.md, Shifts): late beyond the grace, absent where the shift is over and nobody came.</summary>
public static class Attendance
{
    public static readonly TimeSpan Grace = TimeSpan.FromMinutes(5);

    /// <param name="from">When the shift begins.</param>
    /// <param name="to">When it ends.</param>
    /// <param name="arrived">When the person was first online or busy within it; its beginning for who was there before.</param>
    /// <param name="onLeave">Leave was approved.</param>
    /// <param name="now">The instant of the look.</param>
    public static (AttendanceState State, int LateMinutes) Of(DateTimeOffset from, DateTimeOffset to, DateTimeOffset? arrived, bool onLeave, DateTimeOffset now)
    {
        if (onLeave)
            return (AttendanceState.Leave, 0);
        if (arrived is { } came && came < to)
            return came - from <= Grace ? (AttendanceState.OnTime, 0) : (AttendanceState.Late, (int)Math.Floor((came - from).TotalMinutes));
        if (now >= to)
            return (AttendanceState.Absent, 0);
        return now - from > Grace ? (AttendanceState.Late, (int)Math.Floor((now - from).TotalMinutes)) : (AttendanceState.Expected, 0);
    }

    /// <summary>One person's shifts of which some overlap, as what they are to come to: who is late for two at once is late once.</summary>
    public static IReadOnlyList<(DateTimeOffset From, DateTimeOffset To, IReadOnlyList<string> Names)> Stretches(IEnumerable<(DateTimeOffset From, DateTimeOffset To, string Name)> shifts)
    {
        var stretches = new List<(DateTimeOffset From, DateTimeOffset To, IReadOnlyList<string> Names)>();
        foreach (var (from, to, name) in shifts.OrderBy(s => s.From).ThenByDescending(s => s.To))
        {
            if (stretches is [.., var last] && from < last.To)
                stretches[^1] = (last.From, to > last.To ? to : last.To, [.. last.Names, name]);
            else
                stretches.Add((from, to, [name]));
        }
        return stretches;
    }
}
