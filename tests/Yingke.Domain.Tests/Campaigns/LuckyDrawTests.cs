using Yingke.Domain.Campaigns;

namespace Yingke.Domain.Tests.Campaigns;

/// <summary>spec: campaigns.md, Assessment: a draw is seeded and can be worked out again.</summary>
public sealed class LuckyDrawTests
{
    private static readonly Guid[] People = [.. Enumerable.Range(1, 20).Select(i => new Guid(i, 0, 0, new byte[8]))];
    private static readonly Prize[] Prizes = [new("头奖", 1, 8_800), new("二等奖", 3, 1_000)];

    [Theory]
    [InlineData(DrawKind.Lucky)]
    [InlineData(DrawKind.Darts)]
    public void The_same_seed_gives_the_same_result_in_any_order_and_everybody_one_prize_at_most(DrawKind kind)
    {
        var drawn = LuckyDraw.Of(kind, 42, People, Prizes);
        drawn.Select(d => d.AgentId).ShouldBe(People, ignoreOrder: true);
        Show(LuckyDraw.Of(kind, 42, People.Reverse().Concat(People), Prizes)).ShouldBe(Show(drawn));
        Show(LuckyDraw.Of(kind, 43, People, Prizes)).ShouldNotBe(Show(drawn));
        drawn.Select(d => d.Prize).Take(5).ShouldBe(["头奖", "二等奖", "二等奖", "二等奖", null]);
        drawn.Sum(d => d.Fen).ShouldBe(11_800);
    }

    [Fact]
    public void In_darts_the_best_three_throws_come_first()
    {
        var drawn = LuckyDraw.Of(DrawKind.Darts, 7, People, Prizes);
        drawn.ShouldAllBe(d => d.Throws.Count == 3 && d.Throws.All(t => t >= 0 && t <= 10));
        drawn.Select(d => d.Throws.Sum()).ShouldBeInOrder(SortDirection.Descending);
        LuckyDraw.Of(DrawKind.Lucky, 7, People, Prizes).ShouldAllBe(d => d.Throws.Count == 0);
    }

    [Fact]
    public void Over_many_seeds_nobody_is_favoured()
    {
        var firsts = Enumerable.Range(0, 4_000).GroupBy(seed => LuckyDraw.Of(DrawKind.Lucky, seed, People, Prizes)[0].AgentId).Select(g => g.Count()).ToList();
        firsts.Count.ShouldBe(20);
        firsts.ShouldAllBe(n => n > 140 && n < 260);
    }

    private static IEnumerable<string> Show(IEnumerable<Drawn> drawn) => drawn.Select(d => $"{d.AgentId} {string.Join('+', d.Throws)} {d.Prize} {d.Fen}");
}
