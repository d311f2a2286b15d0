using System.Globalization;
using Yingke.Domain.Deadlines;

namespace Yingke.Domain.Tests.Deadlines;

public sealed class ReplyDueTests
{
    private static readonly TimeZoneInfo Shanghai = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");
    private static readonly TimeZoneInfo NewYork = TimeZoneInfo.FindSystemTimeZoneById("America/New_York");

    /// <summary>2026-03-02 is a Monday.</summary>
    [Theory]
    [InlineData("2026-03-02T09:00:00.001", "2026-03-02T09:01:00.001")]
    [InlineData("2026-03-02T15:00:00.000", "2026-03-02T15:01:00.000")]
    [InlineData("2026-03-02T22:59:59.999", "2026-03-02T23:00:59.999")]
    [InlineData("2026-03-02T23:00:00.000", "2026-03-03T09:30:00.000")]
    [InlineData("2026-03-02T23:00:00.001", "2026-03-03T09:30:00.000")]
    [InlineData("2026-03-02T23:59:59.999", "2026-03-03T09:30:00.000")]
    [InlineData("2026-03-03T00:00:00.000", "2026-03-03T09:30:00.000")]
    [InlineData("2026-03-03T08:59:59.999", "2026-03-03T09:30:00.000")]
    [InlineData("2026-03-03T09:00:00.000", "2026-03-03T09:30:00.000")]
    public void Inside_the_hours_a_minute_in_the_night_half_past_nine(string at, string due) => Due(at, ServiceHours.Default).ShouldBe(due);

    [Theory]
    [InlineData("2026-03-02T09:00:00.000", false)]
    [InlineData("2026-03-02T09:00:00.001", true)]
    [InlineData("2026-03-02T22:59:59.999", true)]
    [InlineData("2026-03-02T23:00:00.000", false)]
    [InlineData("2026-03-03T00:00:00.000", false)]
    public void Both_ends_belong_to_the_night(string at, bool open) => ServiceHours.Default.IsOpen(At(at, Shanghai), Shanghai).ShouldBe(open);

    /// <summary>What became an offline message: the time promised is never one that has passed.</summary>
    [Theory]
    [InlineData("2026-03-02T10:00:00.000", "2026-03-02T10:00:30.000", "2026-03-02T10:01:00.000")]
    [InlineData("2026-03-02T10:00:00.000", "2026-03-02T10:01:00.000", "2026-03-02T10:02:00.000")]
    [InlineData("2026-03-02T10:00:00.000", "2026-03-02T10:05:00.000", "2026-03-02T10:06:00.000")]
    [InlineData("2026-03-02T22:58:00.000", "2026-03-02T23:10:00.000", "2026-03-03T09:30:00.000")]
    [InlineData("2026-03-03T08:59:00.000", "2026-03-03T09:05:00.000", "2026-03-03T09:30:00.000")]
    [InlineData("2026-03-03T08:59:00.000", "2026-03-03T09:45:00.000", "2026-03-03T09:46:00.000")]
    public void An_offline_message_is_due_as_since_it_came_or_else_as_from_now(string since, string now, string due) =>
        ReplyDue.OfOfflineMessage(At(since, Shanghai), At(now, Shanghai), ServiceHours.Default, Shanghai).ShouldBe(At(due, Shanghai));

    [Fact]
    public void Start_end_night_deadline_and_seconds_are_settings()
    {
        var hours = new ServiceHours(new(8, 0), new(20, 0), new(8, 15));
        Due("2026-03-02T20:00:00.000", hours).ShouldBe("2026-03-03T08:15:00.000");
        Due("2026-03-02T08:00:00.001", hours, seconds: 90).ShouldBe("2026-03-02T08:01:30.001");
    }

    [Theory]
    [InlineData("2026-03-06T23:00:00.000", "2026-03-09T09:30:00.000")]
    [InlineData("2026-03-07T12:00:00.000", "2026-03-09T09:30:00.000")]
    [InlineData("2026-03-08T09:00:00.000", "2026-03-09T09:30:00.000")]
    [InlineData("2026-03-09T09:00:00.000", "2026-03-09T09:30:00.000")]
    [InlineData("2026-03-06T22:59:59.999", "2026-03-06T23:00:59.999")]
    public void Closed_days_wait_for_the_next_opening_day(string at, string due) => Due(at, ServiceHours.Default with
    {
        Weekly = new Dictionary<DayOfWeek, IReadOnlyList<OpenSpan>> { [DayOfWeek.Saturday] = [], [DayOfWeek.Sunday] = [] },
    }).ShouldBe(due);

    [Theory]
    [InlineData("2026-09-30T23:30:00.000", "2026-10-04T09:30:00.000")]
    [InlineData("2026-10-02T15:00:00.000", "2026-10-04T09:30:00.000")]
    [InlineData("2026-10-04T11:00:00.000", "2026-10-04T11:01:00.000")]
    [InlineData("2026-10-04T12:00:00.000", "2026-10-05T09:30:00.000")]
    public void Holidays_overrule_the_week(string at, string due) => Due(at, ServiceHours.Default with
    {
        Holidays = new Dictionary<DateOnly, IReadOnlyList<OpenSpan>>
        {
            [new(2026, 10, 1)] = [], [new(2026, 10, 2)] = [], [new(2026, 10, 3)] = [], [new(2026, 10, 4)] = [new(new(9, 0), new(12, 0))],
        },
    }).ShouldBe(due);

    [Theory]
    [InlineData("2026-03-02T11:59:59.999", "2026-03-02T12:00:59.999")]
    [InlineData("2026-03-02T12:00:00.000", "2026-03-02T13:31:00.000")]
    [InlineData("2026-03-02T13:00:00.000", "2026-03-02T13:31:00.000")]
    [InlineData("2026-03-02T13:30:00.000", "2026-03-02T13:31:00.000")]
    [InlineData("2026-03-02T13:30:00.001", "2026-03-02T13:31:00.001")]
    [InlineData("2026-03-02T18:00:00.000", "2026-03-03T09:30:00.000")]
    [InlineData("2026-03-02T09:00:00.000", "2026-03-02T09:30:00.000")]
    public void What_comes_in_a_break_is_due_as_if_it_came_at_its_end(string at, string due) => Due(at, ServiceHours.Default with
    {
        Weekly = Enum.GetValues<DayOfWeek>().ToDictionary(d => d, _ => (IReadOnlyList<OpenSpan>)[new(new(9, 0), new(12, 0)), new(new(13, 30), new(18, 0))]),
    }).ShouldBe(due);

    [Theory]
    [InlineData("2026-03-02T08:00:00.000", "2026-03-02T10:30:00.000")]
    [InlineData("2026-03-02T10:00:00.000", "2026-03-02T10:30:00.000")]
    public void A_day_that_opens_after_half_past_nine_gives_its_own_half_hour(string at, string due) => Due(at, ServiceHours.Default with
    {
        Weekly = new Dictionary<DayOfWeek, IReadOnlyList<OpenSpan>> { [DayOfWeek.Monday] = [new(new(10, 0), new(19, 0))] },
    }).ShouldBe(due);

    [Theory]
    [InlineData("2026-03-02T23:00:00.000", "2026-03-02T23:01:00.000")]
    [InlineData("2026-03-03T00:00:00.000", "2026-03-03T00:01:00.000")]
    [InlineData("2026-03-03T01:59:59.999", "2026-03-03T02:00:59.999")]
    [InlineData("2026-03-03T02:00:00.000", "2026-03-03T10:30:00.000")]
    [InlineData("2026-03-03T10:00:00.000", "2026-03-03T10:30:00.000")]
    public void A_shop_may_close_past_midnight(string at, string due) => Due(at, new ServiceHours(new(10, 0), new(2, 0), new(10, 30))).ShouldBe(due);

    [Theory]
    [InlineData("2026-03-03T00:00:00.000", "2026-03-03T00:01:00.000")]
    [InlineData("2026-03-03T09:00:00.000", "2026-03-03T09:01:00.000")]
    public void Round_the_clock_has_no_night(string at, string due)
    {
        Due(at, new ServiceHours(new(9, 0), new(9, 0), new(9, 30))).ShouldBe(due);
        Due(at, new ServiceHours(new(0, 0), new(0, 0), new(9, 30))).ShouldBe(due);
    }

    [Theory]
    [InlineData("2026-03-03T09:30:00.000", "2026-03-03T09:30:00.000")]
    [InlineData("2026-03-03T09:30:00.001", "2026-03-04T09:30:00.000")]
    public void A_shop_that_never_opens_still_gets_a_due_time(string at, string due) => Due(at, ServiceHours.Default with
    {
        Weekly = Enum.GetValues<DayOfWeek>().ToDictionary(d => d, _ => (IReadOnlyList<OpenSpan>)[]),
    }).ShouldBe(due);

    /// <summary>Clocks jump from 02:00 to 03:00 on 2026-03-08 and back from 02:00 to 01:00 on 2026-11-01.</summary>
    [Theory]
    [InlineData("2026-03-07T23:00:00.000-05:00", "2026-03-08T13:30:00.000+00:00")]
    [InlineData("2026-03-08T12:59:59.999-04:00", "2026-03-08T17:00:59.999+00:00")]
    [InlineData("2026-10-31T23:00:00.000-04:00", "2026-11-01T14:30:00.000+00:00")]
    [InlineData("2026-11-01T01:30:00.000-04:00", "2026-11-01T14:30:00.000+00:00")]
    [InlineData("2026-11-01T01:30:00.000-05:00", "2026-11-01T14:30:00.000+00:00")]
    public void The_night_is_an_hour_shorter_or_longer_when_the_clocks_change(string at, string due) =>
        ReplyDue.Of(Instant(at), ServiceHours.Default, NewYork).ShouldBe(Instant(due));

    [Theory]
    [InlineData("2026-03-08T01:15:00.000-05:00", "2026-03-08T07:00:00.000+00:00")]
    [InlineData("2026-11-01T00:45:00.000-04:00", "2026-11-01T05:45:00.000+00:00")]
    [InlineData("2026-11-01T01:20:00.000-05:00", "2026-11-01T06:45:00.000+00:00")]
    public void A_deadline_in_the_skipped_or_doubled_hour_is_a_real_instant_and_never_before_the_message(string at, string due)
    {
        var skipped = at.StartsWith("2026-03", StringComparison.Ordinal);
        var hours = new ServiceHours(skipped ? new(2, 0) : new(1, 30), new(0, 30), skipped ? new(2, 30) : new(1, 45));
        ReplyDue.Of(Instant(at), hours, NewYork).ShouldBe(Instant(due));
    }

    /// <summary>Due after the message: a minute later inside the hours, within a day and a half otherwise.</summary>
    [Fact]
    public void Every_quarter_of_a_year_is_due_after_itself()
    {
        var checkedInstants = 0;
        var hours = new ServiceHours(new(9, 0), new(23, 0), new(9, 30))
        {
            Weekly = new Dictionary<DayOfWeek, IReadOnlyList<OpenSpan>> { [DayOfWeek.Sunday] = [], [DayOfWeek.Wednesday] = [new(new(0, 0), new(2, 30)), new(new(11, 0), new(0, 0))] },
        };
        for (var at = Instant("2026-01-01T00:00:00.000+00:00"); at.Year < 2027; at = at.AddMinutes(15))
        {
            checkedInstants++;
            var due = ReplyDue.Of(at, hours, NewYork);
            var wait = due - at;
            (hours.IsOpen(at, NewYork) ? wait == TimeSpan.FromMinutes(1) : wait >= TimeSpan.FromMinutes(1) && wait <= TimeSpan.FromHours(36))
                .ShouldBeTrue($"{at:o} is due {due:o}");
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{checkedInstants} instants");
    }

    private static string Due(string at, ServiceHours hours, int seconds = 60) => TimeZoneInfo
        .ConvertTime(ReplyDue.Of(At(at, Shanghai), hours, Shanghai, seconds), Shanghai).ToString("yyyy-MM-ddTHH:mm:ss.fff", CultureInfo.InvariantCulture);

    private static DateTimeOffset At(string local, TimeZoneInfo zone) => LocalDay.Instant(DateTime.Parse(local, CultureInfo.InvariantCulture), zone);

    private static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
