using Yingke.Domain.Campaigns;
using Yingke.Domain.Routing;

namespace Yingke.Domain.Tests.Campaigns;

/// <summary>spec: campaigns.md, Staffing ratio.</summary>
public sealed class StaffingTests
{
    private const Groups Sides = Groups.Presale | Groups.Aftersale;
    private static readonly StaffingRatio[] Ratios = [new(7, 3), new(3, 7), new(1, 1), new(2, 1), new(99, 1)];

    [Fact]
    public void Golden_every_split()
    {
        using var rules = Golden.Rules();
        var cases = rules.RootElement.GetProperty("staffing").EnumerateArray().ToList();
        cases.Count.ShouldBeGreaterThan(50);
        foreach (var one in cases)
        {
            var ratio = one.GetProperty("ratio").EnumerateArray().Select(r => r.GetInt32()).ToArray();
            Staffing.Split(one.GetProperty("agents").GetInt32(), new(ratio[0], ratio[1])).ShouldBe((one.GetProperty("presale").GetInt32(), one.GetProperty("aftersale").GetInt32()), one.ToString());
        }
    }

    [Theory]
    [InlineData(Groups.Presale, Groups.Aftersale, null, LendingSide.Aftersale, LendingSide.Presale)]
    [InlineData(Groups.Aftersale, Groups.Presale, null, LendingSide.Presale, LendingSide.Aftersale)]
    [InlineData(Groups.Presale | Groups.Insale, Groups.Aftersale | Groups.Insale, null, LendingSide.Aftersale, LendingSide.Presale)]
    [InlineData(Groups.Aftersale | Groups.Insale, Groups.Presale | Groups.Insale, null, LendingSide.Presale, LendingSide.Aftersale)]
    [InlineData(Groups.Presale, Groups.Insale, 3, LendingSide.Warehouse, LendingSide.Presale)]
    public void A_move_leads_somewhere_and_home_again(Groups from, Groups to, int? weight, LendingSide side, LendingSide home)
    {
        var move = new StaffMove(Guid.NewGuid(), from, to, weight);
        (move.Side(), move.Home()).ShouldBe((side, home));
    }

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(1, 1, 0)]
    [InlineData(2, 1, 1)]
    [InlineData(5, 4, 1)]
    [InlineData(10, 7, 3)]
    public void Seven_to_three_by_hand(int agents, int presale, int aftersale) => Staffing.Split(agents, StaffingRatio.Normal).ShouldBe((presale, aftersale));

    [Fact]
    public void Every_mixture_of_people_up_to_eight_of_each_kind_moves_as_few_as_can_be_and_leaves_somebody_on_both_sides()
    {
        for (var before = 0; before <= 8; before++)
        for (var after = 0; after <= 8; after++)
        for (var both = 0; both <= 8; both++)
        foreach (var ratio in Ratios)
        {
            var people = Of(before, Groups.Presale).Concat(Of(after, Groups.Aftersale)).Concat(Of(both, Sides)).ToList();
            var plan = Staffing.Plan(people, ratio);
            (plan.Presale + plan.Aftersale).ShouldBe(people.Count);
            if (people.Count >= 2)
                Math.Min(plan.Presale, plan.Aftersale).ShouldBeGreaterThanOrEqualTo(1);
            plan.Moves.Count.ShouldBe(Fewest(before, after, both, plan.Presale), $"{before}/{after}/{both} at {ratio}");
            plan.Moves.Select(m => m.AgentId).Distinct().Count().ShouldBe(plan.Moves.Count);
            // Once they have moved there is nothing left to do.
            var moved = plan.Moves.ToDictionary(m => m.AgentId, m => m.To);
            Staffing.Plan(people.Select(p => p with { Groups = moved.GetValueOrDefault(p.Id, p.Groups) }), ratio).Moves.ShouldBeEmpty();
        }
    }

    [Fact]
    public void Those_who_know_both_sides_move_first_then_the_least_loaded_and_their_other_groups_stay()
    {
        StaffMember[] people =
        [
            new(Guid.Parse("00000000-0000-0000-0000-000000000001"), Groups.Presale, false, 0, 10),
            new(Guid.Parse("00000000-0000-0000-0000-000000000002"), Groups.Presale, true, 9, 10),
            new(Guid.Parse("00000000-0000-0000-0000-000000000003"), Groups.Presale | Groups.Insale, true, 4, 10),
            new(Guid.Parse("00000000-0000-0000-0000-000000000004"), Groups.Presale, true, 3, 5),
            new(Guid.Parse("00000000-0000-0000-0000-000000000005"), Groups.Insale, true, 0, 10),
        ];
        var plan = Staffing.Plan(people, new(1, 1));
        plan.Moves.Select(m => (m.AgentId, m.From, m.To)).ShouldBe([(people[2].Id, Groups.Presale | Groups.Insale, Groups.Insale | Groups.Aftersale), (people[3].Id, Groups.Presale, Groups.Aftersale)]);
    }

    private static int Fewest(int before, int after, int both, int presale) =>
        (from there in Enumerable.Range(0, before + 1)
         from back in Enumerable.Range(0, after + 1)
         let only = before - there + back
         where only <= presale && presale <= only + both
         select there + back).Min();

    private static IEnumerable<StaffMember> Of(int count, Groups groups) => Enumerable.Range(0, count).Select(i => new StaffMember(Guid.NewGuid(), groups, i % 2 == 0, i, 10));
}
