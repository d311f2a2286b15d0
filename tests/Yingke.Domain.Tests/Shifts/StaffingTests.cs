using Yingke.Domain.Shifts;

namespace Yingke.Domain.Tests.Shifts;

/// <summary>spec: campaigns.md, Shifts: the head count, and clocking in.</summary>
public sealed class StaffingTests
{
    [Theory]
    [InlineData(60, 10, 10, 1)] // 60 × 10 ÷ (60 × 10) = 1
    [InlineData(61, 10, 10, 2)]
    [InlineData(120, 10, 10, 2)] // twice the inflow, twice the people
    [InlineData(60, 20, 10, 2)] // twice the time
    [InlineData(60, 10, 5, 2)] // half the capacity
    [InlineData(0.25, 8, 10, 1)]
    [InlineData(0, 8, 10, 0)]
    public void Heads_are_inflow_by_handling_time_over_capacity(decimal inflow, decimal minutes, int capacity, int heads) =>
        StaffingForecast.Heads(inflow, minutes, capacity).ShouldBe(heads);

    [Fact]
    public void Inflow_is_the_mean_of_the_same_hours_times_how_sales_grew()
    {
        StaffingForecast.Inflow([10, 20, 30, 0], 1).ShouldBe(15);
        StaffingForecast.Inflow([10, 20, 30, 0], 1.5m).ShouldBe(22.5m);
        StaffingForecast.Inflow([11, 20, 30, 0], 1).ShouldBe(15.25m);
        StaffingForecast.Inflow([], 2).ShouldBe(0);
    }

    [Theory]
    [InlineData(300, 200, 1.5)]
    [InlineData(100, 200, 0.5)]
    [InlineData(10, 200, 0.5)] // no less than a half
    [InlineData(900, 200, 3)] // no more than three times
    [InlineData(50, 0, 1)]
    public void Growth_compares_two_weeks_of_orders(int last, int before, decimal growth) => StaffingForecast.Growth(last, before).ShouldBe(growth);

    [Theory]
    [InlineData(0, 60, AttendanceState.OnTime, 0)]
    [InlineData(5, 60, AttendanceState.OnTime, 0)] // the grace
    [InlineData(6, 60, AttendanceState.Late, 6)]
    [InlineData(null, 3, AttendanceState.Expected, 0)]
    [InlineData(null, 20, AttendanceState.Late, 20)]
    [InlineData(null, 600, AttendanceState.Absent, 0)] // the shift is over
    [InlineData(479, 600, AttendanceState.Late, 479)]
    [InlineData(480, 600, AttendanceState.Absent, 0)] // after its end is not in it
    public void Clocking_in_is_presence(int? arrived, int now, AttendanceState state, int late)
    {
        var from = new DateTimeOffset(2026, 3, 2, 1, 0, 0, TimeSpan.Zero);
        Attendance.Of(from, from.AddHours(8), arrived is { } m ? from.AddMinutes(m) : null, false, from.AddMinutes(now)).ShouldBe((state, late));
        Attendance.Of(from, from.AddHours(8), null, true, from.AddMinutes(now)).State.ShouldBe(AttendanceState.Leave);
    }
}
