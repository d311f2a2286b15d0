using Yingke.Domain.Campaigns;
using Yingke.Domain.Routing;

namespace Yingke.Domain.Tests.Campaigns;

/// <summary>spec: routing.md, Overload: whom to lend to after-sale or the warehouse.</summary>
public sealed class LendingTests
{
    private const Groups Both = Groups.Presale | Groups.Aftersale;

    [Theory]
    [InlineData(40, 60, 0, 0, 5, 0, 2, 2, 0)] // 8 and 30 a head; 10 and 20; 13.3 and 15; the next would make it 20 and 12
    [InlineData(40, 40, 0, 0, 5, 1, 4, 0, 0)] // whoever is in both groups stands where they are needed and need not move: 8 and 8
    [InlineData(40, 40, 0, 0, 5, 0, 4, 0, 0)] // without them 8 and 10; one lent would make it 10 and 8
    [InlineData(60, 10, 0, 0, 5, 0, 2, 0, 0)] // pre-sale is the busiest itself
    [InlineData(10, 10, 40, 1, 5, 0, 2, 0, 3)] // 40 a head at the warehouse; 20, 13.3, 10 with 5 before the sale
    [InlineData(10, 4, 40, 0, 5, 0, 2, 0, 0)] // nobody there whom they could help
    [InlineData(10, 30, 30, 1, 4, 0, 1, 1, 1)] // both at 30: one to each, 15 and 15 beside 5; one more would leave one of them at 15
    [InlineData(0, 90, 0, 0, 3, 0, 1, 2, 0)] // somebody stays, sale or no sale
    [InlineData(10, 90, 0, 0, 5, 0, 0, 0, 0)] // no after-sale group at all: everybody serves everybody
    public void By_hand(int presale, int aftersale, int warehouse, int contacts, int before, int both, int after, int lent, int carried)
    {
        var plan = Lending.Plan([.. Of(before, Groups.Presale), .. Of(both, Both), .. Of(after, Groups.Aftersale)], new(presale, aftersale, warehouse, contacts));
        Counts(plan).ShouldBe((lent, carried));
    }

    [Fact]
    public void Every_small_desk_has_its_busiest_side_as_little_busy_as_can_be_with_as_few_moves()
    {
        var looked = 0;
        for (var before = 0; before <= 5; before++)
        for (var both = 0; both <= 2; both++)
        for (var after = 0; after <= 3; after++)
        for (var contacts = 0; contacts <= 2; contacts++)
        foreach (var presale in new[] { 0, 3, 10, 60 })
        foreach (var aftersale in new[] { 0, 4, 25, 60 })
        foreach (var warehouse in new[] { 0, 5, 40 })
        {
            var people = Of(before, Groups.Presale).Concat(Of(both, Both)).Concat(Of(after, Groups.Aftersale)).ToList();
            var plan = Lending.Plan(people, new(presale, aftersale, warehouse, contacts));
            var (lent, carried) = Counts(plan);
            var split = after + both > 0;
            var best = (from l in Enumerable.Range(0, before + 1)
                        from c in Enumerable.Range(0, before + 1)
                        where l + c == 0 || (l + c < before + both && l + c <= before && (split || l == 0) && (contacts > 0 || c == 0))
                        orderby Busy(l, c), l + c
                        select (Busy: Busy(l, c), Moves: l + c)).First();
            var label = $"{before}+{both}+{after} with {contacts}, {presale}/{aftersale}/{warehouse}: {lent} and {carried}";
            Busy(lent, carried).ShouldBe(best.Busy, label);
            (lent + carried).ShouldBe(best.Moves, label);
            plan.Sides.Sum(s => s.HeadsThen).ShouldBe(plan.Sides.Sum(s => s.Heads), label);
            plan.Moves.Select(m => m.AgentId).Distinct().Count().ShouldBe(plan.Moves.Count);
            if (lent + carried > 0)
                plan.Sides[0].HeadsThen.ShouldBeGreaterThanOrEqualTo(1, label);
            looked++;

            // The busiest side, worked out by hand; those of both groups wherever that is least. To the ninth place, so that thirds are equal.
            double Busy(int l, int c) => Enumerable.Range(0, both + 1).Min(k => Math.Round(new[]
            {
                Load(Math.Max(1, presale), before - l - c + both - k), Load(aftersale, after + l + k), contacts > 0 ? Load(warehouse, contacts + c) : 0,
            }.Max(), 9));
        }
        looked.ShouldBe(6 * 3 * 4 * 3 * 4 * 4 * 3);

        static double Load(int work, int heads) => work == 0 ? 0 : heads == 0 ? 1000 + work : (double)work / heads;
    }

    [Fact]
    public void Who_knows_both_sides_goes_after_the_sale_then_the_least_loaded_and_nobody_who_is_off_or_not_trained()
    {
        StaffMember[] people =
        [
            new(Id(1), Groups.Presale, false, 0, 10) { OnDuty = false },
            new(Id(2), Groups.Presale, false, 0, 10) { MayMove = false, Weight = 3 },
            new(Id(3), Groups.Presale, false, 2, 10),
            new(Id(4), Groups.Presale | Groups.Insale, true, 9, 10),
            new(Id(5), Groups.Presale, false, 5, 10),
            new(Id(6), Groups.Aftersale, false, 5, 10),
        ];
        var plan = Lending.Plan(people, new(4, 12, 9, 1));
        plan.Moves.ShouldBe(
        [
            new(Id(4), Groups.Presale | Groups.Insale, Groups.Insale | Groups.Aftersale),
            new(Id(3), Groups.Presale, Groups.Aftersale),
            new(Id(2), Groups.Presale, Groups.Insale, 3),
        ]);
        plan.Sides.Select(s => (s.Heads, s.HeadsThen)).ShouldBe([(4, 1), (1, 3), (1, 2)]);
        Lending.Plan([.. people.Select(p => p with { MayMove = false })], new(4, 60, 0, 1)).Moves.ShouldBeEmpty();
    }

    private static (int Lent, int Carried) Counts(LendingPlan plan) => (plan.Moves.Count(m => m.To.HasFlag(Groups.Aftersale)), plan.Moves.Count(m => m.Weight is not null));

    private static Guid Id(int n) => new(n, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0]);

    private static IEnumerable<StaffMember> Of(int count, Groups groups) => Enumerable.Range(0, count).Select(i => new StaffMember(Guid.NewGuid(), groups, i % 2 == 0, i, 10));
}
