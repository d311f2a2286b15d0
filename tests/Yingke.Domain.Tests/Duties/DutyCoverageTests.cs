using Yingke.Domain.Accounts;
using Yingke.Domain.Duties;
using Yingke.Domain.Routing;

namespace Yingke.Domain.Tests.Duties;

/// <summary>spec: accounts.md, Duty coverage.</summary>
public sealed class DutyCoverageTests
{
    [Theory]
    [InlineData(Duty.PresaleReception, Permission.ImChat)]
    [InlineData(Duty.Shipping, Permission.OrdersManage)]
    [InlineData(Duty.Tickets, Permission.TicketsHandle)]
    [InlineData(Duty.Refunds, Permission.AftersaleHandle)]
    [InlineData(Duty.QualityChecks, Permission.QualityInspect)]
    [InlineData(Duty.AftersaleReception, Permission.ImChat)]
    [InlineData(Duty.WarehouseContact, Permission.TicketsHandle)]
    public void Each_duty_needs_its_permission(Duty duty, string permission)
    {
        DutyCoverage.Why(duty, Person(permission)).ShouldBeNull();
        DutyCoverage.Why(duty, Person()).ShouldBe(NotCounted.NotAllowed);
        DutyCoverage.Why(duty, Person(permission) with { Suspended = true }).ShouldBe(NotCounted.Suspended);
    }

    [Fact]
    public void Reception_needs_the_switch_and_the_group_and_nothing_else_does()
    {
        foreach (var duty in DutyCoverage.All)
        {
            var side = duty switch { Duty.PresaleReception => Groups.Presale, Duty.AftersaleReception => Groups.Aftersale, _ => Groups.None };
            var person = Person(DutyCoverage.Needs(duty));
            DutyCoverage.Why(duty, person with { ImEnabled = false }).ShouldBe(side == Groups.None ? null : NotCounted.ImOff);
            DutyCoverage.Why(duty, person with { Groups = Groups.Insale }).ShouldBe(side == Groups.None ? null : NotCounted.OtherGroup);
            DutyCoverage.Why(duty, person with { Groups = side }).ShouldBeNull();
        }
    }

    /// <summary>Every state of two people on a duty: it is covered exactly while one of them counts.</summary>
    [Fact]
    public void One_who_can_is_enough_and_a_stranger_is_none()
    {
        foreach (var duty in DutyCoverage.All)
        foreach (var first in States(duty))
        foreach (var second in States(duty))
        {
            var people = new[] { first, second }.ToDictionary(p => p.AgentId);
            var responsible = people.Keys.Append(Guid.NewGuid()).ToLookup(_ => duty);
            var uncovered = DutyCoverage.Uncovered(responsible, people);
            uncovered.Contains(duty).ShouldBe(DutyCoverage.Why(duty, first) is not null && DutyCoverage.Why(duty, second) is not null);
            uncovered.Count.ShouldBeGreaterThanOrEqualTo(DutyCoverage.All.Count - 1, "nobody is responsible for the others");
        }
    }

    private static IEnumerable<Responsible> States(Duty duty) =>
        from suspended in new[] { false, true }
        from im in new[] { false, true }
        from groups in new[] { Groups.None, Groups.Presale, Groups.Aftersale, Groups.Presale | Groups.Aftersale }
        from allowed in new[] { false, true }
        select new Responsible(Guid.NewGuid(), suspended, im, groups, p => allowed && p == DutyCoverage.Needs(duty));

    private static Responsible Person(params string[] permissions) => new(Guid.NewGuid(), false, true, Groups.Presale | Groups.Aftersale, permissions.Contains);
}
