using System.Buffers.Binary;
using System.Security.Cryptography;
using Yingke.Domain.Performance;

namespace Yingke.Domain.Campaigns;

/// <summary>抽奖 or 飞镖.</summary>
public enum DrawKind { Lucky, Darts }

/// <param name="Fen">What it is worth in the pay; 0 for a thing.</param>
/// <param name="Points">What it is worth in the month's score. (spec: performance.md, Ledger: amounts or points)</param>
public sealed record Prize(string Name, int Count, long Fen, decimal Points = 0);

/// <param name="Throws">Three darts, each 0 to 10; empty where lots were drawn.</param>
/// <param name="Prize">Null for who got none.</param>
public sealed record Drawn(Guid AgentId, IReadOnlyList<int> Throws, string? Prize, long Fen, decimal Points = 0);

/// <summary>
/// A draw among the people of a campaign. Chance comes from a seed that is recorded, so that anybody can work it out again: the same seed and
/// people give the same result in whatever order they come. (spec: campaigns.md, Assessment)
/// </summary>
public static class LuckyDraw
{
    public const int MostPrizes = 10;
    public const int MostOfAPrize = 100;
    public const long MostFen = 10_000_000;
    private const int Darts = 3;

    /// <exception cref="RuleViolation"><c>invalid</c>, field <c>prizes</c>.</exception>
    public static void Check(IReadOnlyList<Prize> prizes)
    {
        if (prizes.Count is 0 or > MostPrizes || prizes.Any(p => p is null || string.IsNullOrWhiteSpace(p.Name) || p.Name.Length > 30 || p.Name.Any(char.IsControl) || p.Count is < 1 or > MostOfAPrize || p.Fen is < 0 or > MostFen || p.Points is < 0 or > PaySettings.MostPoints || p.Points.Scale > 2))
            throw new RuleViolation("invalid", $"1–{MostPrizes} prizes, each with a name, a number and what it is worth", "prizes");
    }

    /// <summary>Everybody, the best first. One prize each at most, the first of the list to the first.</summary>
    public static IReadOnlyList<Drawn> Of(DrawKind kind, long seed, IEnumerable<Guid> people, IReadOnlyList<Prize> prizes)
    {
        var left = new Queue<Prize>(prizes.SelectMany(p => Enumerable.Repeat(p, p.Count)));
        return [.. people.Distinct().Select(id => (Id: id, Throws: kind == DrawKind.Darts ? Enumerable.Range(1, Darts).Select(n => (int)(Lot(seed, id, n) % 11)).ToArray() : []))
            .OrderByDescending(p => p.Throws.Sum()).ThenBy(p => Lot(seed, p.Id, 0)).ThenBy(p => p.Id)
            .Select(p => left.TryDequeue(out var prize) ? new Drawn(p.Id, p.Throws, prize.Name, prize.Fen, prize.Points) : new Drawn(p.Id, p.Throws, null, 0))];
    }

    private static ulong Lot(long seed, Guid person, int number)
    {
        Span<byte> of = stackalloc byte[28];
        BinaryPrimitives.WriteInt64BigEndian(of, seed);
        BinaryPrimitives.WriteInt32BigEndian(of[8..], number);
        person.TryWriteBytes(of[12..], bigEndian: true, out _);
        return BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(of));
    }
}
