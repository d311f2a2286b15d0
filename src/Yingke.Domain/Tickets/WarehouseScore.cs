using Yingke.Domain.Performance;

namespace Yingke.Domain.Tickets;

/// <summary>What came out of a warehouse ticket: 错发, 少发, 漏发, or none of them upheld.</summary>
public enum WarehouseFault { None, Wrong, TooFew, Missing }

/// <param name="Fault">Null where nobody has said yet.</param>
/// <param name="Stars">The requester's 1 to 5 on closing.</param>
public sealed record WarehouseFact(DateTimeOffset CreatedAt, DateTimeOffset? RepliedAt, WarehouseFault? Fault, int? Stars);

/// <summary>仓库评分: how a warehouse contact did. A figure with nothing to divide by has no value, which is not 0. (spec: campaigns.md, Warehouse)</summary>
/// <param name="Upheld">错发 + 少发 + 漏发.</param>
/// <param name="WrongRate"><paramref name="Upheld"/> over the orders shipped.</param>
/// <param name="ReplyMinutes">The mean from opening to the first reply, of those replied to.</param>
/// <param name="Attitude">The mean of the stars given.</param>
public sealed record WarehouseScore(int Tickets, int Upheld, Fraction? WrongRate, int Replied, Fraction? ReplyMinutes, int Rated, Fraction? Attitude)
{
    private const long MillisecondsAMinute = 60_000;

    public static WarehouseScore Of(IReadOnlyCollection<WarehouseFact> facts, int shipped)
    {
        var upheld = facts.Count(f => f.Fault is not (null or WarehouseFault.None));
        var replies = facts.Where(f => f.RepliedAt is not null).Select(f => (long)(f.RepliedAt!.Value - f.CreatedAt).TotalMilliseconds).ToList();
        var stars = facts.Select(f => f.Stars).OfType<int>().ToList();
        return new(facts.Count, upheld, Fraction.Of(upheld, shipped), replies.Count, Fraction.Of(replies.Sum(), replies.Count * MillisecondsAMinute), stars.Count, Fraction.Of(stars.Sum(), stars.Count));
    }
}
