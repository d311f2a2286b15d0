using Yingke.Domain.Shifts;

namespace Yingke.Domain.Tests.Shifts;

/// <summary>spec: campaigns.md, Shifts: a day plan per role.</summary>
public sealed class DayPlanTests
{
    private static readonly TimeZoneInfo Shanghai = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    [Theory]
    [InlineData(null, 9 * 60 + 59, DayTaskState.Open)]
    [InlineData(null, 10 * 60, DayTaskState.Late)]
    [InlineData(9 * 60 + 59, 23 * 60, DayTaskState.Done)]
    [InlineData(10 * 60, 23 * 60, DayTaskState.DoneLate)]
    public void What_belongs_to_nine_is_late_from_ten_on(int? doneMinute, int nowMinute, DayTaskState expected)
    {
        var midnight = new DateTimeOffset(2026, 3, 1, 16, 0, 0, TimeSpan.Zero);
        var due = DayPlan.DueAt(new(2026, 3, 2), 9, Shanghai);
        DayPlan.StateOf(doneMinute is { } done ? midnight.AddMinutes(done) : null, due, midnight.AddMinutes(nowMinute)).ShouldBe(expected);
    }

    [Fact]
    public void The_last_hour_ends_with_the_day() => DayPlan.DueAt(new(2026, 3, 2), 23, Shanghai).ShouldBe(new DateTimeOffset(2026, 3, 2, 16, 0, 0, TimeSpan.Zero));

    [Fact]
    public void What_ships_fits_what_may_be_written() => ShippedDayPlans.All.Values.ShouldAllBe(plan => plan.Count <= DayPlan.MostTasks && plan.All(t => t.Hour >= 0 && t.Hour <= 23 && t.Text.Length <= DayPlan.MaxText));
}
