using FsCheck;
using FsCheck.Fluent;
using Yingke.Domain.Routing;

namespace Yingke.Domain.Tests.Routing;

/// <summary>The desk against <see cref="SlowDesk"/> over random courses of events, and what must hold after every one of them.</summary>
public sealed class DeskProperties
{
    private const int Trials = 600;

    private static readonly DateTimeOffset Epoch = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000);

    [Fact]
    public void The_desk_does_what_the_slow_model_does_and_keeps_its_promises()
    {
        var (courses, steps, assignments) = (0, 0, 0);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(Trials), Prop.ForAll(Courses(), course =>
        {
            courses++;
            var pair = new DeskPair(course.Agents, course.Policy, Epoch);
            foreach (var step in course.Steps)
            {
                steps++;
                assignments += pair.Do(step);
            }
        }));
        TestContext.Current.TestOutputHelper?.WriteLine($"{courses} courses, {steps} steps, {assignments} assignments");
        courses.ShouldBeGreaterThanOrEqualTo(Trials);
        assignments.ShouldBeGreaterThan(steps / 20, "courses in which hardly anything is assigned show nothing");
    }

    [Fact]
    public void A_desk_loaded_in_disorder_is_put_right_by_one_look()
    {
        var disorderly = 0;
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(Trials), Prop.ForAll(Courses(), course =>
        {
            var waiting = course.Steps.Select((s, i) => DeskPair.Waiting(s, i + 1, course.Agents, Epoch)).ToList();
            var desk = new Desk(course.Agents, waiting.Where(w => w.Place % 3 != 0).Reverse(), waiting.Where(w => w.Place % 3 == 0), course.Policy);
            var before = desk.Agents.Values.ToDictionary(a => a.Id, a => Math.Max(a.Capacity, a.Open));
            var outcome = desk.Refill(Epoch);
            disorderly += outcome.Assigned.Count > 0 ? 1 : 0;
            DeskPair.Promises(desk, course.Policy, Epoch);
            desk.Agents.Values.Where(a => a.Open > before[a.Id]).ShouldBeEmpty();
            desk.Refill(Epoch).ShouldBe(DeskOutcome.Nothing);
            (outcome.Assigned.Count + desk.Queue.Count + desk.OfflineMessages.Count).ShouldBe(waiting.Count);
        }));
        disorderly.ShouldBeGreaterThan(Trials / 10);
    }

    internal static Arbitrary<Course> Courses()
    {
        var seat =
            from groups in Gen.Choose(0, 7)
            from im in Gen.Frequency((8, Gen.Constant(true)), (1, Gen.Constant(false)))
            from presence in Gen.Frequency((4, Gen.Constant(Presence.Online)), (2, Gen.Constant(Presence.Busy)), (2, Gen.Constant(Presence.Offline)))
            from capacity in Gen.Choose(0, 4)
            from open in Gen.Frequency((3, Gen.Constant(0)), (2, Gen.Choose(1, 2)))
            from weight in Gen.Frequency((2, Gen.Constant(0)), (5, Gen.Choose(1, 3)))
            from last in Gen.Choose(-1, 2)
            from call in Gen.Choose(0, 9)
            select new AgentSeat("", (Groups)groups, im, presence, capacity, open, weight, last < 0 ? null : Epoch.AddSeconds(-last)) { OnCall = presence == Presence.Busy && call < 3 };
        var step =
            from what in Gen.Frequency((8, Gen.Constant(0)), (5, Gen.Constant(1)), (4, Gen.Choose(2, 5)), (4, Gen.Choose(6, 11)))
            from who in Gen.Choose(0, 1000)
            from value in Gen.Choose(0, 1000)
            from seconds in Gen.Frequency((6, Gen.Choose(0, 30)), (1, Gen.Constant(86_400)), (1, Gen.Choose(3_000, 90_000)))
            select new Step(what, who, value, seconds);
        var course =
            from count in Gen.Choose(1, 5)
            from seats in Gen.ArrayOf(seat, count)
            from vip in Gen.Elements(true, false)
            from auto in Gen.Frequency((3, Gen.Constant(true)), (1, Gen.Constant(false)))
            from length in Gen.Choose(0, 60)
            from steps in Gen.ArrayOf(step, length)
            select new Course([.. seats.Select((s, i) => s with { Id = $"a{i + 1}" })], new DeskPolicy(vip, auto), [.. steps]);
        return Arb.From(course, Smaller);
    }

    private static IEnumerable<Course> Smaller(Course course)
    {
        for (var half = course.Steps.Count / 2; half > 0; half /= 2)
        {
            for (var from = 0; from + half <= course.Steps.Count; from += half)
                yield return course with { Steps = [.. course.Steps.Take(from), .. course.Steps.Skip(from + half)] };
        }
    }

    internal sealed record Step(int What, int Who, int Value, int Seconds);

    internal sealed record Course(IReadOnlyList<AgentSeat> Agents, DeskPolicy Policy, IReadOnlyList<Step> Steps)
    {
        public override string ToString() => $"{Policy}\n{string.Join('\n', Agents)}\n{string.Join('\n', Steps)}";
    }
}
