using FsCheck;
using FsCheck.Fluent;
using Yingke.Domain.Accounts;
using Yingke.Domain.Alerts;

namespace Yingke.Domain.Tests.Alerts;

/// <summary>design: workbench.md 37; docs/decisions/0150.</summary>
public sealed class ThresholdTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 2, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(false, 10, 9, false, false)]
    [InlineData(false, 10, 10, false, true)] // at the limit itself
    [InlineData(false, 10, 8, true, true)] // four fifths are not below four fifths
    [InlineData(false, 10, 7, true, false)]
    [InlineData(false, 1, 1, false, true)]
    [InlineData(false, 1, 0, true, false)]
    [InlineData(true, 90, 90, false, false)] // of a lower limit: below it
    [InlineData(true, 90, 89, false, true)]
    [InlineData(true, 90, 91, true, true)] // percents: two points above it
    [InlineData(true, 90, 92, true, false)]
    [InlineData(true, 100, 99, true, true)]
    [InlineData(true, 100, 100, true, false)] // all there can be is enough
    public void It_is_crossed_at_the_limit_and_left_a_good_way_back(bool below, int limit, int value, bool was, bool on)
    {
        var threshold = MeasureKind.Of(below ? AlertMeasure.Satisfaction : AlertMeasure.QueueLength).At(limit, 0);
        threshold.Look(was ? new(true, true, Start) : ThresholdState.Calm, value, Start.AddMinutes(1)).State.IsOn.ShouldBe(on);
    }

    [Fact]
    public void A_flicker_is_told_once_and_what_stays_is_told_when_the_quiet_ends()
    {
        var threshold = MeasureKind.Of(AlertMeasure.QueueLength).At(10, 5);
        var (state, turns) = (ThresholdState.Calm, new List<(int Second, ThresholdTurn Turn)>());
        for (var second = 0; second <= 400; second += 10)
        {
            // Up and down every ten seconds for two minutes, then up for good.
            (state, var turn) = threshold.Look(state, second < 120 ? second / 10 % 2 == 0 ? 12 : 0 : 12, Start.AddSeconds(second));
            if (turn != ThresholdTurn.None)
                turns.Add((second, turn));
        }
        turns.ShouldBe([(0, ThresholdTurn.Crossed), (10, ThresholdTurn.Recovered), (300, ThresholdTurn.Crossed)]);
    }

    [Fact]
    public void Where_there_is_no_figure_nobody_is_alerted_and_what_stood_is_over()
    {
        var threshold = MeasureKind.Of(AlertMeasure.Satisfaction).At(90, 0);
        threshold.Look(ThresholdState.Calm, null, Start).ShouldBe((ThresholdState.Calm, ThresholdTurn.None));
        threshold.Look(new(true, true, Start), null, Start.AddHours(1)).Turn.ShouldBe(ThresholdTurn.Recovered);
    }

    [Theory]
    [InlineData(AlertMeasure.QueueLength, 0, 5, "limit")]
    [InlineData(AlertMeasure.Satisfaction, 101, 5, "limit")]
    [InlineData(AlertMeasure.LongestWait, 60, -1, "quietMinutes")]
    [InlineData(AlertMeasure.LongestWait, 60, 1441, "quietMinutes")]
    public void What_makes_no_sense_is_refused(AlertMeasure measure, int limit, int quiet, string field) =>
        Should.Throw<RuleViolation>(() => MeasureKind.Of(measure).At(limit, quiet)).Field.ShouldBe(field);

    [Fact]
    public void Each_measure_is_there_once_for_those_whose_matter_it_is()
    {
        MeasureKind.All.Select(m => m.Measure).ShouldBe(Enum.GetValues<AlertMeasure>(), ignoreOrder: true);
        AlertMeasure[] Of(BuiltInPost post) => [.. MeasureKind.All.Where(m => m.IsFor(post.Permissions)).Select(m => m.Measure)];
        Of(BuiltInPosts.StoreManager).Length.ShouldBe(MeasureKind.All.Count);
        Of(BuiltInPosts.OutsourcingLead).ShouldNotContain(AlertMeasure.ReplyRate);
        Of(BuiltInPosts.OutsourcingLead).ShouldContain(AlertMeasure.QueueLength);
        Of(BuiltInPosts.Inspector).ShouldBe([AlertMeasure.InspectionsWaiting]);
        Of(BuiltInPosts.Complaints).ShouldBe([AlertMeasure.OpenComplaints]);
        Of(BuiltInPosts.Presale).ShouldBeEmpty();
    }

    /// <summary>Against a slow model that looks at the whole course at each instant, over random courses of all kinds of limits.</summary>
    [Fact]
    public void Over_any_course_it_does_what_the_whole_course_says()
    {
        var (crossed, recovered, silent) = (0, 0, 0);
        var courses =
            from below in Gen.Elements(true, false)
            from limit in Gen.Choose(1, 20)
            from quiet in Gen.Choose(0, 8)
            from values in Gen.ListOf(Gen.Choose(-3, 30), 60)
            from gaps in Gen.ListOf(Gen.Choose(0, 150), 60)
            select (below, limit, quiet, values: values.Select(v => v < 0 ? (int?)null : v).ToList(), gaps: gaps.ToList());
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(courses.ToArbitrary(), course =>
        {
            var threshold = MeasureKind.Of(course.below ? AlertMeasure.AgentsOnline : AlertMeasure.QueueLength).At(course.limit, course.quiet);
            var (state, now, told, turns) = (ThresholdState.Calm, Start, new List<int>(), new List<ThresholdTurn>());
            var times = new List<DateTimeOffset>();
            for (var i = 0; i < course.values.Count; i++)
            {
                now = now.AddSeconds(course.gaps[i]);
                times.Add(now);
                (state, var turn) = threshold.Look(state, course.values[i], now);
                turns.Add(turn);
                state.IsOn.ShouldBe(SlowlyOn(course.values, i, course.below, course.limit), $"look {i}");
            }
            for (var i = 0; i < turns.Count; i++)
            {
                var began = Began(course.values, i, course.below, course.limit);
                var isTold = began is { } b && told.Exists(t => t >= b);
                var quiet = told.Count > 0 && times[i] - times[told[^1]] < TimeSpan.FromMinutes(course.quiet);
                var tell = began is not null && !isTold && !quiet;
                var before = i == 0 ? null : Began(course.values, i - 1, course.below, course.limit);
                var over = began is null && before is { } old && told.Exists(t => t >= old);
                turns[i].ShouldBe(tell ? ThresholdTurn.Crossed : over ? ThresholdTurn.Recovered : ThresholdTurn.None, $"look {i}");
                if (tell)
                    told.Add(i);
                crossed += tell ? 1 : 0;
                recovered += over ? 1 : 0;
                silent += began is not null && !isTold && quiet ? 1 : 0;
            }
        }));
        (crossed > 500 && recovered > 500 && silent > 200).ShouldBeTrue($"courses that show something: {crossed} {recovered} {silent}");
    }

    /// <summary>The last look that decided anything was beyond the limit.</summary>
    private static bool SlowlyOn(List<int?> values, int at, bool below, int limit)
    {
        for (var i = at; i >= 0; i--)
        {
            if (values[i] is { } v && (below ? v < limit : v >= limit))
                return true;
            if (values[i] is not { } w || (below ? w >= limit : w < 0.8m * limit))
                return false;
        }
        return false;
    }

    /// <summary>Since which look it has been on without a break; null while it is off.</summary>
    private static int? Began(List<int?> values, int at, bool below, int limit)
    {
        int? first = null;
        for (var i = at; i >= 0 && SlowlyOn(values, i, below, limit); i--)
            first = i;
        return first;
    }
}
