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
    public void Inside_an_exempt_text_nothing_is_a_hit()
    {
        var phrases = new ForbiddenPhrases(["不知道", "道理讲不通"], ["不知道您", "不知"]);
        phrases.Find("不 知道，您要哪款").ShouldBeEmpty();
        phrases.Find("我不知道").ShouldBe([new PhraseHit("不知道", 1, 4)]);
        // What goes beyond it is a hit, and what lies within gives its place up.
        new ForbiddenPhrases(["不知道您的"], ["不知道您"]).Find("不知道您的").ShouldBe([new PhraseHit("不知道您的", 0, 5)]);
        new ForbiddenPhrases(["不知道", "知道了"], ["我不知道"]).Find("我不知道了").Select(h => h.Phrase).ShouldBe(["知道了"]);
    }

    [Fact]
    public void Of_two_phrases_that_read_the_same_the_first_of_the_list_is_found() =>
        new ForbiddenPhrases(["Ｂｕｙ", "b u y", "buy"]).Find("buy").ShouldBe([new PhraseHit("Ｂｕｙ", 0, 3)]);

    /// <summary>What a plain search finds, phrase by phrase, on texts of few characters in which everything overlaps.</summary>
    [Fact]
    public void One_pass_finds_what_looking_for_each_phrase_would()
    {
        for (var seed = 1; seed <= 300; seed++)
        {
            var random = new Random(seed);
            string Some(int most) => string.Concat(Enumerable.Range(0, random.Next(1, most)).Select(_ => "甲乙丙丁"[random.Next(4)]));
            var phrases = Enumerable.Range(0, 8).Select(_ => Some(5)).Distinct().ToList();
            var exempt = Enumerable.Range(0, 2).Select(_ => Some(7)).ToList();
            var text = Some(40);
            var covered = exempt.SelectMany(e => Places(text, e).Select(at => (Start: at, End: at + e.Length))).ToList();
            var (expected, free) = (new List<PhraseHit>(), 0);
            foreach (var hit in phrases.SelectMany(p => Places(text, p).Select(at => new PhraseHit(p, at, at + p.Length))).Where(h => !covered.Exists(c => c.Start <= h.Start && c.End >= h.End)).OrderBy(h => h.Start).ThenByDescending(h => h.End))
            {
                if (hit.Start < free)
                    continue;
                expected.Add(hit);
                free = hit.End;
            }
            new ForbiddenPhrases(phrases, exempt).Find(text).ShouldBe(expected, $"seed {seed}: {text} for {string.Join(' ', phrases)} but {string.Join(' ', exempt)}");
        }
    }

    /// <summary>Of real agents' messages the shipped list flags 0.3 % at most: the folder of data sets is named by YINGKE_DATASETS.</summary>
    [Fact]
    public void The_shipped_list_flags_few_of_the_messages_that_real_agents_wrote()
    {
        var folder = Environment.GetEnvironmentVariable("YINGKE_DATASETS");
        var file = folder is null ? null : Path.Combine(folder, "jddc_chat", "dev_messages.tsv");
        Assert.SkipUnless(File.Exists(file), "The talks are looked for in YINGKE_DATASETS/jddc_chat.");
        var messages = File.ReadLines(file!).Skip(1).Select(line => line.Split('\t')).Where(cells => cells[2] == "1").Select(cells => cells[6]).ToList();
        var flagged = messages.Where(m => PhraseBook.Shipped.Find(m).Count > 0).ToList();
        TestContext.Current.TestOutputHelper?.WriteLine(FormattableString.Invariant($"{flagged.Count} of {messages.Count} messages flagged: {100.0 * flagged.Count / messages.Count:0.000} %"));
        messages.Count.ShouldBeGreaterThan(1000);
        (flagged.Count / (double)messages.Count).ShouldBeLessThanOrEqualTo(0.003, string.Join('\n', flagged));
    }

    private static IEnumerable<int> Places(string text, string part)
    {
        for (var at = text.IndexOf(part, StringComparison.Ordinal); at >= 0; at = text.IndexOf(part, at + 1, StringComparison.Ordinal))
            yield return at;
    }

    [Fact]
    public void Of_overlapping_hits_the_longest_of_the_earliest_wins()
    {
        var phrases = new ForbiddenPhrases(["甲乙", "乙丙丁", "甲乙丙", "丁", "丙丁戊己"]);
        phrases.Find("甲乙丙丁戊己").Select(h => h.Phrase).ShouldBe(["甲乙丙", "丁"]);
        phrases.Find("乙丙丁戊己").Select(h => h.Phrase).ShouldBe(["乙丙丁"]);
        phrases.Find("丙丁戊庚").Select(h => h.Phrase).ShouldBe(["丁"]);
    }
}
