using FsCheck;
using FsCheck.Fluent;
using Yingke.Domain.Shifts;

namespace Yingke.Domain.Tests.Shifts;

/// <summary>spec: campaigns.md, Shifts.</summary>
public sealed class RotaTests
{
    private static readonly DateOnly Monday = new(2026, 3, 2);
    private static readonly Guid[] People = [.. Enumerable.Range(1, 6).Select(n => new Guid(n, 0, 0, new byte[8]))];
    private static readonly (int From, int To)[] Service = [(9 * 60, 23 * 60)];

    /// <summary>Early and late cover the day, somebody has the night and somebody is on duty round the clock.</summary>
    private static List<RotaEntry> Whole() =>
    [
        Entry(0, ShiftKind.Work, 9, 17), Entry(1, ShiftKind.Work, 15, 23), Entry(2, ShiftKind.Night, 23, 9), Entry(3, ShiftKind.Duty, 0, 0),
    ];

    [Fact]
    public void A_whole_day_has_no_problem() => Problems(Whole()).ShouldBeEmpty();

    [Fact]
    public void Exactly_one_is_on_duty()
    {
        Problems(Whole().FindAll(e => e.Kind != ShiftKind.Duty)).ShouldBe([new(Monday, RotaProblemKind.NoDuty, Amount: 0)]);
        Problems([.. Whole(), Entry(4, ShiftKind.Duty, 0, 0)]).ShouldBe([new(Monday, RotaProblemKind.SeveralOnDuty, Amount: 2)]);
    }

    [Fact]
    public void Nobody_on_night_duty_is_told() =>
        Problems(Whole().FindAll(e => e.Kind != ShiftKind.Night)).ShouldBe([new(Monday, RotaProblemKind.NoNight)]);

    [Theory]
    [InlineData(16, 17, "16")] // one hour missing between early and late
    [InlineData(17, 17, "")]
    [InlineData(14, 17, "14,15,16")]
    public void Each_hour_of_service_needs_somebody(int earlyEnds, int lateBegins, string hours)
    {
        var rota = Whole();
        rota[0] = Entry(0, ShiftKind.Work, 9, earlyEnds);
        rota[1] = Entry(1, ShiftKind.Work, lateBegins, 23);
        string.Join(',', Problems(rota).Where(p => p.Kind == RotaProblemKind.HourUncovered).Select(p => p.Minute / 60)).ShouldBe(hours);
    }

    [Fact]
    public void Half_an_hour_without_anybody_is_an_hour_not_covered()
    {
        var rota = Whole();
        rota[0] = rota[0] with { Times = new(9 * 60 + 30, 17 * 60) };
        Problems(rota).ShouldBe([new(Monday, RotaProblemKind.HourUncovered, 9 * 60)]);
        // The night of the day before stays until ten.
        Problems([.. rota, new RotaEntry(Monday.AddDays(-1), People[5], ShiftKind.Night, new(23 * 60, 10 * 60))]).ShouldBeEmpty();
    }

    [Fact]
    public void More_than_twelve_hours_is_too_long_but_for_24_hour_duty()
    {
        var rota = Whole();
        rota[0] = Entry(0, ShiftKind.Work, 9, 21);
        Problems(rota).ShouldBeEmpty("twelve hours are not more than twelve");
        rota.Add(Entry(0, ShiftKind.Work, 20, 22));
        Problems(rota).ShouldBe([new(Monday, RotaProblemKind.TooLong, AgentId: People[0], Amount: 13 * 60)]);
    }

    [Fact]
    public void Who_is_on_leave_covers_nothing()
    {
        var rota = Whole();
        rota[0] = Entry(0, ShiftKind.Work, 9, 16);
        Problems(rota, leave: People[0]).Select(p => p.Kind).ShouldBe([RotaProblemKind.OnLeave, .. Enumerable.Repeat(RotaProblemKind.HourUncovered, 6)]);
    }

    [Fact]
    public void A_group_is_never_all_at_lunch()
    {
        var rota = Whole();
        rota[0] = rota[0] with { Lunch = 12 * 60 };
        rota.Add(Entry(4, ShiftKind.Work, 9, 18) with { Lunch = 12 * 60 + 30 });
        Problems(rota).ShouldBe([new(Monday, RotaProblemKind.LunchTogether, 12 * 60 + 30, Group: "presale")]);
        rota[^1] = rota[^1] with { Lunch = 12 * 60 + 45 };
        Problems(rota).ShouldBeEmpty();
    }

    /// <summary>Whatever the people and their groups, three groups and three turns: in a group of two or more somebody stays.</summary>
    [Fact]
    public void Turns_leave_somebody_of_each_group()
    {
        var groupsOf = Gen.Choose(1, 7);
        var cases = Gen.NonEmptyListOf(groupsOf).Select(l => l.Take(12).ToList());
        var trials = 0;
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(5_000), Prop.ForAll(cases.ToArbitrary(), masks =>
        {
            trials++;
            var people = masks.Select((mask, i) => (AgentId: new Guid(i + 1, 0, 0, new byte[8]), Groups: (IReadOnlyList<string>)[.. new[] { "a", "b", "c" }.Where((_, g) => (mask & (1 << g)) != 0)])).ToList();
            var turns = LunchTurns.Of(people, 11 * 60, 13 * 60 + 30, 45);
            turns.Count.ShouldBe(people.Count);
            foreach (var group in new[] { "a", "b", "c" })
            {
                var members = people.FindAll(p => p.Groups.Contains(group));
                if (members.Count > 1)
                    members.Select(m => turns[m.AgentId]).Distinct().Count().ShouldBeGreaterThan(1, group);
            }
        }));
        trials.ShouldBe(5_000);
    }

    private static RotaEntry Entry(int who, ShiftKind kind, int from, int to) => new(Monday, People[who], kind, new(from * 60, to * 60));

    private static IReadOnlyList<RotaProblem> Problems(List<RotaEntry> rota, Guid? leave = null) => RotaCheck.Problems(
        [Monday], rota, _ => Service, id => id == People[0] || id == People[4] ? ["presale"] : ["aftersale"], 45, (id, _) => id == leave);
}
