using Yingke.Domain.Quality;

namespace Yingke.Domain.Tests.Quality;

/// <summary>Forbidden phrases, fillers and the week's points as the golden cases have them.</summary>
public sealed class GoldenWordsTests
{
    [Fact]
    public void Every_golden_text_has_its_hits_and_fillers()
    {
        using var rules = Golden.Rules();
        var forbidden = rules.RootElement.GetProperty("forbidden");
        var phrases = new ForbiddenPhrases(forbidden.GetProperty("phrases").EnumerateArray().Select(p => p.GetString()!));
        var (wrong, cases) = (new List<string>(), 0);
        foreach (var c in forbidden.GetProperty("cases").EnumerateArray())
        {
            cases++;
            var text = c.GetProperty("text").GetString()!;
            var hits = c.GetProperty("hits").EnumerateArray().Select(h => new PhraseHit(h.GetProperty("phrase").GetString()!, h.GetProperty("start").GetInt32(), h.GetProperty("end").GetInt32()));
            var fillers = c.GetProperty("fillers").EnumerateArray().Select(f => new FillerHit(f.GetProperty("word").GetString()!, f.GetProperty("at").GetInt32()));
            if (!phrases.Find(text).SequenceEqual(hits))
                wrong.Add($"{c}: {string.Join(' ', phrases.Find(text))}");
            if (!FillerWords.Find(text, FillerWords.Shipped).SequenceEqual(fillers))
                wrong.Add($"{c}: {string.Join(' ', FillerWords.Find(text, FillerWords.Shipped))}");
        }
        cases.ShouldBeGreaterThan(0);
        wrong.ShouldBeEmpty();
    }

    [Fact]
    public void Every_golden_week_costs_its_points()
    {
        using var rules = Golden.Rules();
        var cases = rules.RootElement.GetProperty("week_points").EnumerateArray().ToList();
        cases.Count.ShouldBeGreaterThan(0);
        foreach (var c in cases)
        {
            var scores = c.GetProperty("scores_in_one_week").EnumerateArray().Select(s => s.GetDecimal()).ToList();
            scores.Select(WeekPoints.Of).ShouldBe(c.GetProperty("points").EnumerateArray().Select(p => p.GetInt32()));
            WeekPoints.Total(scores).ShouldBe(c.GetProperty("week_total").GetInt32());
        }
    }

    [Fact]
    public void The_shipped_list_is_that_of_the_specification()
    {
        ShippedPhrases.All.Count.ShouldBe(46);
        ShippedPhrases.All.Distinct().Count().ShouldBe(46);
    }

    [Theory]
    [InlineData("你 、好\u200B吗", "你好", 0, 4)]
    [InlineData("Ｂｕｙ buy", "buybuy", 0, 7)]
    [InlineData("共㎏多少", "kg多", 1, 3)]
    [InlineData("😊不行就是 不行😊", "不行就是不行", 2, 9)]
    public void A_disguise_does_not_hide_a_phrase(string text, string phrase, int start, int end) =>
        new ForbiddenPhrases([phrase]).Find(text).ShouldBe([new PhraseHit(phrase, start, end)]);

    [Fact]
    public void Of_overlapping_hits_the_longest_of_the_earliest_wins()
    {
        var phrases = new ForbiddenPhrases(["甲乙", "乙丙丁", "甲乙丙", "丁", "丙丁戊己"]);
        phrases.Find("甲乙丙丁戊己").Select(h => h.Phrase).ShouldBe(["甲乙丙", "丁"]);
        phrases.Find("乙丙丁戊己").Select(h => h.Phrase).ShouldBe(["乙丙丁"]);
        phrases.Find("丙丁戊庚").Select(h => h.Phrase).ShouldBe(["丁"]);
    }
}
