using Yingke.Domain.Deadlines;

namespace Yingke.Domain.Shifts;

/// <summary>One piece of a post's daily work. (spec: campaigns.md, Shifts: what is done in which hour)</summary>
/// <param name="Id">Stays when its words or its hour change, so that ticks stay with it.</param>
/// <param name="Hour">0 to 23: it is to be done by the end of this hour.</param>
public sealed record DayTask(Guid Id, int Hour, string Text);

public enum DayTaskState { Open, Late, Done, DoneLate }

/// <summary>每日工作流程: which work of a post is done in which hour of the shop's day. (spec: campaigns.md, Shifts)</summary>
public static class DayPlan
{
    public const int MostTasks = 60;
    public const int MaxText = 120;

    /// <summary>The first instant that is too late: the end of its hour, in the shop's zone.</summary>
    public static DateTimeOffset DueAt(DateOnly day, int hour, TimeZoneInfo zone) => LocalDay.Instant(day.ToDateTime(TimeOnly.MinValue).AddHours(hour + 1), zone);

    public static DayTaskState StateOf(DateTimeOffset? doneAt, DateTimeOffset dueAt, DateTimeOffset now) => doneAt is { } done
        ? done < dueAt ? DayTaskState.Done : DayTaskState.DoneLate
        : now < dueAt ? DayTaskState.Open : DayTaskState.Late;
}
