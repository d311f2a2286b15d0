using Yingke.Domain.Routing;

namespace Yingke.Domain.Campaigns;

/// <summary>Where a buyer's matter is seen to: before the sale, after it, or at the warehouse.</summary>
public enum LendingSide { Presale, Aftersale, Warehouse }

/// <summary>What there is to do: open and queued conversations of a side, unanswered tickets of the warehouse.</summary>
/// <param name="Contacts">Who is responsible for the warehouse; without one nobody is lent there.</param>
public sealed record LendingWork(int Presale, int Aftersale, int Warehouse, int Contacts);

/// <param name="Heads">How many see to it now, those of both groups counted where they are needed.</param>
/// <param name="HeadsThen">How many will.</param>
public sealed record LendingLoad(LendingSide Side, int Work, int Heads, int HeadsThen);

/// <param name="Moves">Who is lent, those to the after-sale side first.</param>
public sealed record LendingPlan(IReadOnlyList<LendingLoad> Sides, IReadOnlyList<StaffMove> Moves);

/// <summary>
/// Whom the pre-sale side lends while the shop is overloaded: it sells by its self-service message meanwhile. The load of a side is work ÷ heads: as
/// few move as make the busiest side as little busy as can be, and somebody stays. (spec: routing.md, Overload)
/// </summary>
public static class Lending
{
    /// <param name="people">Whoever can take chats; only those on duty count and are lent.</param>
    /// <param name="work">What there is to do at this moment.</param>
    public static LendingPlan Plan(IReadOnlyCollection<StaffMember> people, LendingWork work)
    {
        var here = people.Where(p => p.OnDuty && (p.Groups & Staffing.Sides) != 0).ToList();
        var before = Staffing.Only(here, Groups.Presale);
        var free = before.FindAll(p => !p.Moved);
        var both = here.Count(p => (p.Groups & Staffing.Sides) == Staffing.Sides);
        // Where nobody is in the after-sale group everybody serves every buyer anyway. (spec: routing.md, Groups)
        var split = people.Any(p => p.Groups.HasFlag(Groups.Aftersale));
        var now = Spread(work, before.Count, both, here.Count - before.Count - both, work.Contacts);
        var (then, lent, carried) = (now, 0, 0);
        // One after another to whichever side is worse off; what did not help the busiest in the end was not worth it.
        var best = (State: now, Lent: 0, Carried: 0);
        var (mayServe, mayCarry) = (split ? free.Count(p => p.MayMove) : 0, work.Contacts > 0 ? free.Count : 0);
        while (lent + carried < Math.Min(free.Count, before.Count + both - 1))
        {
            var left = before.Count - lent - carried - 1;
            var after = here.Count - before.Count - both + lent;
            State? served = lent < mayServe ? Spread(work, left, both, after + 1, work.Contacts + carried) : null;
            State? helped = carried < mayCarry ? Spread(work, left, both, after, work.Contacts + carried + 1) : null;
            var toWarehouse = helped is not null && (served is null || helped.CompareTo(served) < 0);
            if ((toWarehouse ? helped : served) is not { } better || better.CompareTo(then) >= 0)
                break;
            (then, lent, carried) = (better, toWarehouse ? lent : lent + 1, toWarehouse ? carried + 1 : carried);
            if (then.Busier(best.State) < 0)
                best = (then, lent, carried);
        }
        (then, lent, carried) = best;
        var serving = Staffing.Chosen(free, lent).ToList();
        var carrying = free.Except(serving).Order(Staffing.LeastLoaded).ThenBy(p => p.Id).Take(carried);
        return new(
        [
            new(LendingSide.Presale, work.Presale, now.Presale, then.Presale), new(LendingSide.Aftersale, work.Aftersale, now.Aftersale, then.Aftersale), new(LendingSide.Warehouse, work.Warehouse, now.Warehouse, then.Warehouse),
        ],
        [
            .. serving.Select(p => Move(p, LendingSide.Aftersale)!), .. carrying.Select(p => Move(p, LendingSide.Warehouse)!),
        ]);
    }

    /// <summary>How somebody of the pre-sale side is lent: to the after-sale group; or to stand by the warehouse, in-sale, where no new buyers come to them. Null for who cannot be.</summary>
    public static StaffMove? Move(StaffMember person, LendingSide to) =>
        !person.OnDuty || person.Moved || (person.Groups & Staffing.Sides) != Groups.Presale ? null : to switch
        {
            LendingSide.Aftersale when person.MayMove => new(person.Id, person.Groups, (person.Groups & ~Groups.Presale) | Groups.Aftersale),
            LendingSide.Warehouse => new(person.Id, person.Groups, (person.Groups & ~Groups.Presale) | Groups.Insale, person.Weight),
            _ => null,
        };

    /// <summary>Those of both groups stand where they are needed: as many after the sale as make the busier of the two sides least busy.</summary>
    private static State Spread(LendingWork work, int before, int both, int after, int warehouse) =>
        Enumerable.Range(0, both + 1).Select(k => new State(work, before + both - k, after + k, warehouse)).Min()!;

    /// <summary>Heads on each side; less is better: the busiest side first, of equals the next.</summary>
    private sealed record State(LendingWork Work, int Presale, int Aftersale, int Warehouse) : IComparable<State>
    {
        public int CompareTo(State? other)
        {
            foreach (var (mine, theirs) in Loads().Zip(other!.Loads()))
            {
                if (Compare(mine, theirs) is not 0 and var order)
                    return order;
            }
            return 0;
        }

        /// <summary>By the busiest side alone.</summary>
        public int Busier(State other) => Compare(Loads()[0], other.Loads()[0]);

        // Somebody always answers who asks before the sale, busy or not; who has no contact at the warehouse has nothing to weigh there.
        private (int Work, int Heads)[] Loads() =>
            [.. new[] { (Math.Max(1, Work.Presale), Presale), (Work.Aftersale, Aftersale), Work.Contacts > 0 ? (Work.Warehouse, Warehouse) : (0, 1) }.OrderDescending(Comparer<(int, int)>.Create(Compare))];

        /// <summary>Work ÷ heads, exactly; work for nobody is more than any other.</summary>
        private static int Compare((int Work, int Heads) a, (int Work, int Heads) b) => (a.Heads == 0, b.Heads == 0) switch
        {
            (true, true) => a.Work.CompareTo(b.Work),
            (true, false) => a.Work > 0 ? 1 : b.Work > 0 ? -1 : 0,
            (false, true) => b.Work > 0 ? -1 : a.Work > 0 ? 1 : 0,
            _ => ((long)a.Work * b.Heads).CompareTo((long)b.Work * a.Heads),
        };
    }
}
