using Yingke.Domain.Quality;

namespace Yingke.Domain.Tests.Quality;

/// <summary>spec: quality.md, Inspection, Sampling plans.</summary>
public sealed class SamplingTests
{
    private static readonly DateOnly Week = new(2026, 3, 2);
    private static readonly SamplingRules Rules = new(3, true, true, true, 50);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_same_seed_and_data_give_the_same_draw_in_any_order_and_twice_adds_nothing(int seed)
    {
        var (random, candidates) = (new Random(seed), Candidates(seed, 200));
        var drawn = Sampling.Of(Rules, 7, Week, candidates, []);
        for (var i = 0; i < 5; i++)
            Show(Sampling.Of(Rules, 7, Week, [.. candidates.OrderBy(_ => random.Next())], [])).ShouldBe(Show(drawn));
        Sampling.Of(Rules, 7, Week, candidates, drawn).ShouldBeEmpty();
        Show(Sampling.Of(Rules, 8, Week, candidates, [])).ShouldNotBe(Show(drawn));
        Show(Sampling.Of(Rules, 7, Week.AddDays(7), candidates, [])).ShouldNotBe(Show(drawn));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public void Everybody_has_their_share_each_conversation_is_drawn_once_and_what_must_be_is_there(int seed)
    {
        var candidates = Candidates(seed, 300);
        var drawn = Sampling.Of(Rules, 42, Week, candidates, []);
        drawn.Select(d => d.SubjectId).Distinct().Count().ShouldBe(drawn.Count);
        foreach (var agent in candidates.SelectMany(c => c.Agents).Distinct())
            drawn.Count(d => d.AgentId == agent && d.Reasons.Contains(DrawReason.Random)).ShouldBe(3);
        foreach (var draw in drawn)
            candidates.Single(c => c.SubjectId == draw.SubjectId).Agents.ShouldContain(draw.AgentId);
        foreach (var candidate in candidates)
        {
            var reasons = drawn.SingleOrDefault(d => d.SubjectId == candidate.SubjectId)?.Reasons ?? [];
            reasons.Contains(DrawReason.LowRating).ShouldBe(candidate.Stars <= 2);
            reasons.Contains(DrawReason.Complaint).ShouldBe(candidate.IsComplained);
            reasons.Contains(DrawReason.Hit).ShouldBe(candidate.HitAgent is not null);
            reasons.Contains(DrawReason.TooLong).ShouldBe(candidate.Length > 50);
        }
    }

    [Fact]
    public void What_comes_later_fills_up_what_was_missing_and_changes_nothing_drawn()
    {
        var candidates = Candidates(6, 100);
        var few = candidates.Take(8).ToList();
        var first = Sampling.Of(Rules, 1, Week, few, []);
        var then = Sampling.Of(Rules, 1, Week, candidates, first);
        then.Select(d => d.SubjectId).Intersect(first.Select(d => d.SubjectId)).ShouldBeEmpty();
        foreach (var agent in candidates.SelectMany(c => c.Agents).Distinct())
            first.Concat(then).Count(d => d.AgentId == agent && d.Reasons.Contains(DrawReason.Random)).ShouldBe(3);
    }

    [Fact]
    public void The_limits_are_two_stars_and_more_than_the_length()
    {
        var agent = Guid.CreateVersion7();
        SampleCandidate Of(int? stars, int length) => new(Guid.CreateVersion7(), [agent], stars, false, null, length);
        var rules = Rules with { PerAgent = 0 };
        Sampling.Of(rules, 1, Week, [Of(3, 50), Of(null, 1), Of(5, 50)], []).ShouldBeEmpty();
        Sampling.Of(rules, 1, Week, [Of(2, 1)], []).ShouldHaveSingleItem().Reasons.ShouldBe([DrawReason.LowRating]);
        Sampling.Of(rules, 1, Week, [Of(5, 51)], []).ShouldHaveSingleItem().Reasons.ShouldBe([DrawReason.TooLong]);
        Sampling.Of(new(0, false, false, false, null), 1, Week, [Of(1, 500)], []).ShouldBeEmpty();
        Sampling.Of(rules with { PerAgent = 5 }, 1, Week, [new(Guid.CreateVersion7(), [], 1, true, null, 500)], []).ShouldBeEmpty("nobody served in it");
    }

    [Fact]
    public void Work_goes_to_whoever_has_least_and_never_to_the_inspected()
    {
        var (a, b) = (new Guid("00000000-0000-0000-0000-00000000000a"), new Guid("00000000-0000-0000-0000-00000000000b"));
        var loads = new Dictionary<Guid, int> { [a] = 1, [b] = 0 };
        Sampling.Inspector(Guid.CreateVersion7(), loads).ShouldBe(b);
        Sampling.Inspector(Guid.CreateVersion7(), loads).ShouldBe(a);
        Sampling.Inspector(a, loads).ShouldBe(b);
        Sampling.Inspector(a, loads).ShouldBe(b);
        Sampling.Inspector(a, new Dictionary<Guid, int> { [a] = 0 }).ShouldBeNull();
        Should.Throw<RuleViolation>(() => InspectionTask.Make(a, "c", null, Week, a, null, a, a, a, [], DateTimeOffset.UnixEpoch)).Code.ShouldBe("inspects_self");
    }

    private static List<SampleCandidate> Candidates(int seed, int count)
    {
        var random = new Random(seed);
        Guid Next()
        {
            var bytes = new byte[16];
            random.NextBytes(bytes);
            return new(bytes);
        }

        var agents = Enumerable.Range(0, 5).Select(_ => Next()).ToList();
        return [.. Enumerable.Range(0, count).Select(_ =>
        {
            var served = agents.OrderBy(_ => random.Next()).Take(1 + random.Next(2)).ToList();
            return new SampleCandidate(Next(), served, random.Next(4) == 0 ? 1 + random.Next(5) : null, random.Next(30) == 0, random.Next(20) == 0 ? served[0] : null, random.Next(60));
        })];
    }

    private static string Show(IEnumerable<Draw> drawn) => string.Join('\n', drawn.Select(d => $"{d.SubjectId} {d.AgentId} {string.Join(' ', d.Reasons)}"));
}
