using FsCheck;
using FsCheck.Fluent;
using Yingke.Domain.Routing;

namespace Yingke.Domain.Tests.Routing;

/// <summary>spec: routing.md, Overload.</summary>
public sealed class OverloadTests
{
    [Theory]
    [InlineData(false, 500, 500, false)] // exceed: the threshold itself is not beyond it
    [InlineData(false, 501, 500, true)]
    [InlineData(true, 500, 500, true)]
    [InlineData(true, 400, 500, true)] // ends below 80 %, not at it
    [InlineData(true, 399, 500, false)]
    [InlineData(false, 450, 500, false)]
    [InlineData(true, 6, 7, true)]
    [InlineData(true, 5, 7, false)] // 80 % of 7 is 5.6
    [InlineData(true, 1, 1, true)]
    [InlineData(true, 0, 1, false)]
    [InlineData(false, 2_000_000_000, 2_000_000_000, false)]
    public void It_begins_beyond_the_threshold_and_ends_below_four_fifths(bool was, int load, int threshold, bool on) =>
        Overload.IsOn(was, OverloadMode.Automatic, load, threshold).ShouldBe(on);

    [Theory]
    [InlineData(OverloadMode.On, true)]
    [InlineData(OverloadMode.Off, false)]
    public void What_is_forced_stands_whatever_the_load(OverloadMode mode, bool on)
    {
        foreach (var load in new[] { 0, 400, 500, 501, 5_000 })
            foreach (var was in new[] { false, true })
                Overload.IsOn(was, mode, load, 500).ShouldBe(on);
    }

    /// <summary>Over random courses: every change is a crossing of its own border, and no wobble inside the band changes anything.</summary>
    [Fact]
    public void Between_the_two_borders_it_stays_as_it_is()
    {
        var (steps, turns) = (0, 0);
        var courses =
            from threshold in Gen.Choose(1, 40)
            from loads in Gen.ListOf(Gen.Choose(0, 60), 80)
            select (threshold, loads);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(400), Prop.ForAll(courses.ToArbitrary(), course =>
        {
            var on = false;
            foreach (var load in course.loads)
            {
                var next = Overload.IsOn(on, OverloadMode.Automatic, load, course.threshold);
                var band = load <= course.threshold && load >= 0.8m * course.threshold;
                next.ShouldBe(band ? on : load > course.threshold);
                Overload.IsOn(next, OverloadMode.Automatic, load, course.threshold).ShouldBe(next, "a second look at the same load changes nothing");
                turns += next == on ? 0 : 1;
                (on, steps) = (next, steps + 1);
            }
        }));
        turns.ShouldBeGreaterThan(steps / 20, "courses in which nothing ever turns show nothing");
    }
}
