using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Yingke.Domain.Quality;

/// <summary>Why something is inspected.</summary>
public enum DrawReason { Random, LowRating, Complaint, Hit, TooLong, ByHand }

/// <summary>What a plan draws each week. (spec: quality.md, Inspection)</summary>
/// <param name="PerAgent">At random, of each agent.</param>
/// <param name="LongerThan">Messages of a conversation, seconds of a call; null for no such limit.</param>
public sealed record SamplingRules(int PerAgent, bool LowRatings, bool Complaints, bool Hits, int? LongerThan);

/// <summary>What could be drawn.</summary>
/// <param name="Agents">Who served, in order.</param>
/// <param name="HitAgent">Who wrote a phrase that is refused or asked about.</param>
public sealed record SampleCandidate(Guid SubjectId, IReadOnlyList<Guid> Agents, int? Stars, bool IsComplained, Guid? HitAgent, int Length);

/// <summary>What was drawn, and of whom.</summary>
public sealed record Draw(Guid SubjectId, Guid AgentId, IReadOnlyList<DrawReason> Reasons);

/// <summary>
/// Draws samples. Chance comes from the plan's seed, so that the same seed, week and data give the same draw in whatever order they come; what
/// was drawn before stays drawn, and is drawn once. (spec: quality.md, Inspection)
/// </summary>
public static class Sampling
{
    private const int LowStars = 2;

    public static IReadOnlyList<Draw> Of(SamplingRules rules, long seed, DateOnly week, IReadOnlyCollection<SampleCandidate> candidates, IReadOnlyCollection<Draw> before)
    {
        var drawn = before.ToDictionary(d => d.SubjectId);
        var fresh = new Dictionary<Guid, Draw>();
        var byAgent = candidates.SelectMany(c => c.Agents.Distinct().Select(a => (Agent: a, Candidate: c))).GroupBy(x => x.Agent, x => x.Candidate).OrderBy(g => g.Key);
        foreach (var agent in byAgent)
        {
            var missing = rules.PerAgent - drawn.Values.Count(d => d.AgentId == agent.Key && d.Reasons.Contains(DrawReason.Random));
            foreach (var chosen in agent.OrderBy(c => Lot(seed, week, agent.Key, c.SubjectId)).ThenBy(c => c.SubjectId))
            {
                if (missing <= 0)
                    break;
                if (drawn.ContainsKey(chosen.SubjectId) || !fresh.TryAdd(chosen.SubjectId, new(chosen.SubjectId, agent.Key, [DrawReason.Random])))
                    continue;
                missing--;
            }
        }
        foreach (var candidate in candidates.Where(c => c.Agents.Count > 0 && !drawn.ContainsKey(c.SubjectId)))
        {
            if (Reasons(rules, candidate).ToList() is not { Count: > 0 } reasons)
                continue;
            fresh[candidate.SubjectId] = fresh.TryGetValue(candidate.SubjectId, out var random)
                ? random with { Reasons = [.. random.Reasons, .. reasons] }
                : new(candidate.SubjectId, (reasons.Contains(DrawReason.Hit) ? candidate.HitAgent : null) ?? candidate.Agents[^1], reasons);
        }
        return [.. fresh.Values.OrderBy(d => Lot(seed, week, d.AgentId, d.SubjectId)).ThenBy(d => d.SubjectId)];
    }

    /// <summary>To whoever has least to do, and never to the one who is inspected; null if there is nobody else.</summary>
    /// <param name="loads">What each has to do; grows with what is given out here.</param>
    public static Guid? Inspector(Guid agent, IDictionary<Guid, int> loads)
    {
        var others = loads.Where(l => l.Key != agent).OrderBy(l => l.Value).ThenBy(l => l.Key).ToList();
        if (others.Count == 0)
            return null;
        loads[others[0].Key]++;
        return others[0].Key;
    }

    private static IEnumerable<DrawReason> Reasons(SamplingRules rules, SampleCandidate candidate)
    {
        if (rules.LowRatings && candidate.Stars <= LowStars)
            yield return DrawReason.LowRating;
        if (rules.Complaints && candidate.IsComplained)
            yield return DrawReason.Complaint;
        if (rules.Hits && candidate.HitAgent is not null)
            yield return DrawReason.Hit;
        if (candidate.Length > rules.LongerThan)
            yield return DrawReason.TooLong;
    }

    /// <summary>A number that nobody can choose: the same for the same things.</summary>
    private static ulong Lot(long seed, DateOnly week, Guid agent, Guid subject)
    {
        Span<byte> of = stackalloc byte[44];
        BinaryPrimitives.WriteInt64BigEndian(of, seed);
        BinaryPrimitives.WriteInt32BigEndian(of[8..], week.DayNumber);
        agent.TryWriteBytes(of[12..], bigEndian: true, out _);
        subject.TryWriteBytes(of[28..], bigEndian: true, out _);
        return BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(of));
    }
}
