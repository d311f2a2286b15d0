using Yingke.Domain.Accounts;
using Yingke.Domain.Routing;

namespace Yingke.Domain.Duties;

/// <summary>职责: the duties of the order's whole course. (spec: accounts.md, Duty coverage)</summary>
public enum Duty { PresaleReception, Shipping, Tickets, Refunds, QualityChecks, AftersaleReception, WarehouseContact }

/// <summary>Why somebody who is responsible does not count.</summary>
public enum NotCounted { Suspended, NotAllowed, ImOff, OtherGroup }

/// <summary>What the rules need to know of somebody who is responsible.</summary>
/// <param name="Permissions">Of their post; the owner has all.</param>
public sealed record Responsible(Guid AgentId, bool Suspended, bool ImEnabled, Groups Groups, Func<string, bool> Permissions);

/// <summary>
/// A duty is covered while at least one of those responsible for it can really do it: the account is in use and its post allows it; reception needs the
/// IM switch and the group besides. (spec: accounts.md, Duty coverage)
/// </summary>
public static class DutyCoverage
{
    public static IReadOnlyList<Duty> All { get; } = Enum.GetValues<Duty>();

    /// <summary>What a post must allow.</summary>
    public static string Needs(Duty duty) => duty switch
    {
        Duty.PresaleReception or Duty.AftersaleReception => Permission.ImChat,
        Duty.Shipping => Permission.OrdersManage,
        Duty.Refunds => Permission.AftersaleHandle,
        Duty.QualityChecks => Permission.QualityInspect,
        _ => Permission.TicketsHandle,
    };

    /// <summary>Null for somebody who counts.</summary>
    public static NotCounted? Why(Duty duty, Responsible person)
    {
        if (person.Suspended)
            return NotCounted.Suspended;
        if (!person.Permissions(Needs(duty)))
            return NotCounted.NotAllowed;
        var side = duty == Duty.PresaleReception ? Groups.Presale : duty == Duty.AftersaleReception ? Groups.Aftersale : Groups.None;
        if (side == Groups.None)
            return null;
        return !person.ImEnabled ? NotCounted.ImOff : person.Groups.HasFlag(side) ? null : NotCounted.OtherGroup;
    }

    public static bool IsCovered(Duty duty, IEnumerable<Responsible> people) => people.Any(p => Why(duty, p) is null);

    /// <param name="responsible">Who is responsible for which duty.</param>
    /// <param name="people">Everybody of the shop.</param>
    public static IReadOnlyList<Duty> Uncovered(ILookup<Duty, Guid> responsible, IReadOnlyDictionary<Guid, Responsible> people) =>
        [.. All.Where(duty => !IsCovered(duty, responsible[duty].Where(people.ContainsKey).Select(id => people[id])))];
}
