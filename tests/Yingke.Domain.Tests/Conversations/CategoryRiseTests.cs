using Yingke.Domain.Conversations;

namespace Yingke.Domain.Tests.Conversations;

/// <summary>spec: tickets-hotline.md, Categories: the rise against the weeks before.</summary>
public sealed class CategoryRiseTests
{
    [Theory]
    [InlineData(12, new[] { 4, 6, 8, 6 }, 6, 100)]
    [InlineData(3, new[] { 4, 4, 4, 4 }, 4, -25)]
    [InlineData(0, new[] { 1, 0, 0, 0 }, 0.25, -100)]
    public void It_is_measured_against_the_mean_of_all_periods_before(int count, int[] before, double mean, double rise) =>
        CategoryRise.Of(count, before).ShouldBe(new CategoryRise(count, (decimal)mean, (decimal)rise));

    [Fact]
    public void From_nothing_there_is_no_percentage_but_it_is_more()
    {
        var rise = CategoryRise.Of(5, [0, 0, 0, 0]);
        (rise.Rise, rise.More).ShouldBe((null, 5));
    }
}
