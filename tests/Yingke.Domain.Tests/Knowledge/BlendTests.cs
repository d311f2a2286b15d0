using Yingke.Domain.Knowledge;

namespace Yingke.Domain.Tests.Knowledge;

/// <summary>The shares of a mixture: (products + ½)⁻¹ × likeness, worked out by hand where two texts are few enough, and put back into the equations where they are many. (docs/robot.md)</summary>
public sealed class BlendTests
{
    /// <summary>Parts are kept as floats.</summary>
    private const double Exactly = 1e-6;

    /// <summary>What two texts of two characters have in common if it is one of them: 1, 1 and 0.7 for the pair, each text of length 1.</summary>
    private const double OneOfTwo = 1 / 2.49;

    [Theory]
    [InlineData(1, 0.666667)]
    [InlineData(0.6, 0.4)]
    [InlineData(0, 0)]
    public void A_text_alone_has_two_thirds_of_its_likeness(double likeness, double share) => Shares(["甲乙"], likeness)[0].ShouldBe(share, Exactly);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public void Texts_that_say_the_same_share_alike_what_they_explain(int texts) =>
        Shares([.. Enumerable.Repeat("甲乙丙", texts)], [.. Enumerable.Repeat(0.5, texts)]).ShouldAllBe(s => Math.Abs(s - (0.5 / (texts + 0.5))) < Exactly);

    [Fact]
    public void Texts_with_nothing_in_common_do_not_touch_each_other()
    {
        var shares = Shares(["甲乙", "丙丁", "戊"], 0.9, 0.3, 0);
        shares.Zip([0.6, 0.2, 0.0]).ShouldAllBe(s => Math.Abs(s.First - s.Second) < Exactly);
    }

    [Theory]
    [InlineData(0.8, 0.5)]
    [InlineData(0.5, 0.5)]
    [InlineData(0.1, 0.9)]
    public void Two_texts_that_overlap_are_solved_as_by_hand(double first, double second)
    {
        var (shares, whole) = (Shares(["甲乙", "乙丙"], first, second), (1.5 * 1.5) - (OneOfTwo * OneOfTwo));
        shares[0].ShouldBe(((1.5 * first) - (OneOfTwo * second)) / whole, Exactly);
        shares[1].ShouldBe(((1.5 * second) - (OneOfTwo * first)) / whole, Exactly);
    }

    [Fact]
    public void What_a_text_has_in_common_with_a_better_one_only_counts_against_it()
    {
        // The question has the first's 甲 and nothing of the second.
        var shares = Shares(["甲乙", "乙丙"], 0.6, 0);
        (shares[0] > 0.4, shares[1] < 0).ShouldBe((true, true));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(9)]
    [InlineData(80)]
    public void The_shares_of_many_fulfil_the_equations_in_whatever_order_the_texts_stand(int count)
    {
        var random = new Random(count);
        var texts = Enumerable.Range(0, count).Select(_ => string.Concat(Enumerable.Range(0, 1 + random.Next(12)).Select(_ => (char)('一' + random.Next(30))))).ToList();
        var likeness = texts.ConvertAll(_ => random.NextDouble());
        var indexed = Indexed(texts);
        var shares = Blend.Shares(indexed, likeness);
        for (var i = 0; i < count; i++)
            (Enumerable.Range(0, count).Sum(j => Product(indexed[i], indexed[j]) * shares[j]) + (0.5 * shares[i])).ShouldBe(likeness[i], 1e-5);

        int[] order = [.. Enumerable.Range(0, count).OrderBy(_ => random.Next())];
        var shuffled = Blend.Shares([.. order.Select(i => indexed[i])], [.. order.Select(i => likeness[i])]);
        for (var i = 0; i < count; i++)
            shuffled[i].ShouldBe(shares[order[i]], Exactly);
    }

    [Fact]
    public void Of_more_than_eighty_those_least_like_the_question_have_no_share_and_change_nobodys()
    {
        string[] texts = [.. Enumerable.Range(0, 100).Select(i => $"甲{(char)('一' + i)}")];
        double[] likeness = [.. Enumerable.Range(0, 100).Select(i => (i * 37 % 100 / 100.0) + 0.001)];
        var indexed = Indexed(texts);
        var shares = Blend.Shares(indexed, likeness);
        int[] kept = [.. Enumerable.Range(0, 100).Where(i => likeness[i] > 0.2)];
        kept.Length.ShouldBe(80);
        shares.Count(s => s != 0).ShouldBe(80);
        var alone = Blend.Shares([.. kept.Select(i => indexed[i])], [.. kept.Select(i => likeness[i])]);
        kept.Select(i => shares[i]).Zip(alone).ShouldAllBe(s => Math.Abs(s.First - s.Second) < Exactly);
    }

    [Fact]
    public void A_question_of_which_nothing_is_known_and_a_text_without_a_word_have_no_share()
    {
        Shares(["甲乙", "乙丙", "甲乙"], 0, 0, 0).ShouldAllBe(s => s == 0);
        Shares([]).ShouldBeEmpty();
        var shares = Shares(["甲乙", ""], 0.6, 0);
        shares[0].ShouldBe(0.4, Exactly);
        shares[1].ShouldBe(0);
    }

    [Fact]
    public void A_longer_gram_is_less_of_a_text_than_its_rarity_and_a_rare_one_more()
    {
        new[] { 1, 2, 3 }.Select(order => Math.Round(Blend.Part(3, order), 12)).ShouldBe([3, 2.1, 1.5]);
        // All of them equally rare: 1, 1, 1 and 0.7, 0.7 and 0.5.
        var length = Math.Sqrt(3 + (2 * 0.49) + 0.25);
        Indexed(["甲乙丙"])[0].Parts.OrderDescending().Zip([1, 1, 1, 0.7, 0.7, 0.5]).ShouldAllBe(p => Math.Abs(p.First - (p.Second / length)) < Exactly);
    }

    /// <summary>Of one entry, so that every gram is as rare as any other.</summary>
    private static double[] Shares(string[] texts, params double[] likeness) => Blend.Shares(Indexed(texts), likeness);

    private static List<IndexedText> Indexed(IEnumerable<string> texts)
    {
        var grams = new Grams();
        var indexed = texts.Select(t => new IndexedText(0, t, grams.Take(t, 0, isPhrasing: false), isQuestion: true)).ToList();
        indexed.ForEach(t => t.Weigh(grams));
        return indexed;
    }

    private static double Product(IndexedText one, IndexedText other)
    {
        var parts = other.Grams.Zip(other.Parts).ToDictionary(g => g.First.Gram, g => (double)g.Second);
        return one.Grams.Zip(one.Parts).Sum(g => g.Second * parts.GetValueOrDefault(g.First.Gram));
    }
}
