using Yingke.Domain.Routing;

namespace Yingke.Domain.Campaigns;

/// <summary>pre-sale : after-sale.</summary>
public readonly record struct StaffingRatio(int Presale, int Aftersale)
{
    public const int MostPart = 100;

    /// <summary>7 : 3.</summary>
    public static StaffingRatio Normal { get; } = new(7, 3);

    /// <summary>3 : 7, for the three days after a campaign.</summary>
    public static StaffingRatio After { get; } = new(3, 7);

    /// <exception cref="RuleViolation"><c>invalid</c>.</exception>
    public void Check(string field)
    {
        if (Presale is < 1 or > MostPart || Aftersale is < 1 or > MostPart)
            throw new RuleViolation("invalid", $"1–{MostPart} on both sides", field);
    }
}

/// <summary>Somebody who serves a side, or both.</summary>
/// <param name="Both">Has served the other side as well, or belongs to it.</param>
/// <param name="Open">Conversations that they hold.</param>
/// <param name="Capacity">How many they may hold.</param>
public sealed record StaffMember(Guid Id, Groups Groups, bool Both, int Open, int Capacity)
{
    /// <summary>May take chats on the other side: where training comes first, who has not passed it would take none at all.</summary>
    public bool MayMove { get; init; } = true;

    /// <summary>Changed sides already, for something that is not over.</summary>
    public bool Moved { get; init; }

    /// <summary>Takes new buyers at this moment.</summary>
    public bool OnDuty { get; init; } = true;

    /// <summary>Their share of new buyers.</summary>
    public int Weight { get; init; } = 1;
}

/// <summary>Who changes sides, and what their groups are before and after.</summary>
/// <param name="Weight">Their share of new buyers before it, of somebody lent to the warehouse, who takes none meanwhile; null for all others.</param>
public sealed record StaffMove(Guid AgentId, Groups From, Groups To, int? Weight = null)
{
    /// <summary>Where they help meanwhile.</summary>
    public LendingSide Side() => Weight is not null ? LendingSide.Warehouse : To.HasFlag(Groups.Aftersale) ? LendingSide.Aftersale : LendingSide.Presale;

    /// <summary>Where they come from, and go back to.</summary>
    public LendingSide Home() => From.HasFlag(Groups.Presale) ? LendingSide.Presale : LendingSide.Aftersale;
}

/// <param name="Presale">How many shall serve before the sale.</param>
/// <param name="Aftersale">How many after it.</param>
/// <param name="PresaleNow">How many serve it now, those of both groups counted where they are needed.</param>
public sealed record StaffingPlan(int Presale, int Aftersale, int PresaleNow, int AftersaleNow, IReadOnlyList<StaffMove> Moves);

/// <summary>
/// How many serve each side at a ratio, and who changes sides for it: as few as can be; among them those who know both sides first, then the least
/// loaded. (spec: campaigns.md, Staffing ratio)
/// </summary>
public static class Staffing
{
    internal const Groups Sides = Groups.Presale | Groups.Aftersale;

    /// <summary>Half up, with at least 1 on each side from two people on.</summary>
    public static (int Presale, int Aftersale) Split(int agents, StaffingRatio ratio)
    {
        var sum = ratio.Presale + ratio.Aftersale;
        var presale = ((2L * agents * ratio.Presale) + sum) / (2L * sum);
        if (agents >= 2)
            presale = Math.Clamp(presale, 1, agents - 1);
        return ((int)presale, agents - (int)presale);
    }

    /// <param name="people">Whoever serves one of the sides; who serves neither is passed over.</param>
    /// <param name="ratio">What is wanted.</param>
    public static StaffingPlan Plan(IEnumerable<StaffMember> people, StaffingRatio ratio)
    {
        var serving = people.Where(p => (p.Groups & Sides) != 0).ToList();
        var (presale, aftersale) = Split(serving.Count, ratio);
        var (before, after, both) = (Only(serving, Groups.Presale), Only(serving, Groups.Aftersale), serving.Count(p => (p.Groups & Sides) == Sides));
        // Whoever is in both groups fills up the side that is short, and need not move for it.
        var toAfter = Math.Max(0, before.Count - presale);
        var toBefore = Math.Max(0, after.Count - aftersale);
        var filled = Math.Clamp(presale - before.Count, 0, both);
        return new(presale, aftersale, before.Count + filled, after.Count + both - filled,
        [
            .. Chosen(before, toAfter).Select(p => new StaffMove(p.Id, p.Groups, (p.Groups & ~Groups.Presale) | Groups.Aftersale)),
            .. Chosen(after, toBefore).Select(p => new StaffMove(p.Id, p.Groups, (p.Groups & ~Groups.Aftersale) | Groups.Presale)),
        ]);
    }

    /// <summary>Whoever serves this one of the two sides alone.</summary>
    internal static List<StaffMember> Only(List<StaffMember> serving, Groups side) => serving.FindAll(p => (p.Groups & Sides) == side);

    /// <summary>Of those who may: who knows both sides first, then who is least loaded.</summary>
    internal static IEnumerable<StaffMember> Chosen(IEnumerable<StaffMember> side, int count) => side.Where(p => p.MayMove)
        .OrderByDescending(p => p.Both).ThenBy(p => p, LeastLoaded).ThenBy(p => p.Id).Take(count);

    /// <summary>By the part of their capacity that is taken.</summary>
    internal static Comparer<StaffMember> LeastLoaded { get; } = Comparer<StaffMember>.Create((a, b) => ((long)a.Open * Math.Max(1, b.Capacity)).CompareTo((long)b.Open * Math.Max(1, a.Capacity)));
}
