using Yingke.Bench.Rig;
using Yingke.Domain.Knowledge;

namespace Yingke.Domain.Tests.Knowledge;

/// <summary>On questions that people really asked the index finds more than BM25 does: the folder of data sets is named by YINGKE_DATASETS.</summary>
public sealed class RetrievalTests
{
    private sealed record Question(string Text, string Entry, string? Category = null);

    [Fact]
    public void A_robots_questions_find_their_entries_more_often_than_with_BM25_and_what_has_no_answer_is_told_apart()
    {
        var (entries, questions) = Read("faq_58", "kb.tsv", "dev_queries.tsv");
        // Two of three are known as other ways to ask, the third is asked.
        var known = questions.Where((_, i) => i % 3 != 2).ToLookup(q => q.Entry, q => q.Text);
        var answers = entries.ConvertAll(e => new IndexedAnswer(e.Entry, e.Text, [.. known[e.Entry].Distinct()], e.Category));
        var ids = answers.Select(a => a.Id).ToHashSet();
        var asked = questions.Where((q, i) => i % 3 == 2 && (q.Entry == "0" || ids.Contains(q.Entry))).ToList();
        var texts = answers.SelectMany(a => a.Phrasings.Prepend(a.Question)).ToHashSet();
        var (index, bm25) = (AnswerIndex.Of(answers), new Bm25(answers));

        var answerable = asked.Where(q => q.Entry != "0").ToList();
        var fresh = answerable.Where(q => !texts.Contains(q.Text)).ToList();
        answerable.Count.ShouldBeGreaterThan(500);
        fresh.Count.ShouldBeGreaterThan(100);
        (Recall(answerable, 1, index) - Recall(answerable, 1, bm25)).ShouldBeGreaterThan(0.025);
        (Recall(answerable, 3, index) - Recall(answerable, 3, bm25)).ShouldBeGreaterThan(0.025);
        (Recall(fresh, 1, index) - Recall(fresh, 1, bm25)).ShouldBeGreaterThan(0.12);
        (Recall(fresh, 3, index) - Recall(fresh, 3, bm25)).ShouldBeGreaterThan(0.12);

        double Sure(Question q) => index.Find(q.Text, 1) is [var best] ? best.Confidence : 0;
        double Score(Question q) => bm25.Find(q.Text, 1) is [var best] ? best.Score : 0;
        var refused = asked.Where(q => q.Entry == "0").ToList();
        refused.Count.ShouldBeGreaterThan(100);
        Apart(answerable, refused, Sure).ShouldBeGreaterThan(0.9);
        Apart(answerable, refused, Score).ShouldBeLessThan(0.8);
    }

    [Fact]
    public void A_payment_services_questions_find_their_entries_more_often_than_with_BM25()
    {
        var (entries, questions) = Read("faq_ant", "dev_shop300_kb.tsv", "dev_shop300_queries.tsv");
        var answers = entries.ConvertAll(e => new IndexedAnswer(e.Entry, e.Text, []));
        var (index, bm25) = (AnswerIndex.Of(answers), new Bm25(answers));
        Recall(questions, 1, index).ShouldBeGreaterThan(Recall(questions, 1, bm25));
        Recall(questions, 3, index).ShouldBeGreaterThan(Recall(questions, 3, bm25));
    }

    private static double Recall(List<Question> asked, int of, AnswerIndex index) => asked.Average(q => index.Find(q.Text, of).Any(f => f.Id == q.Entry) ? 1.0 : 0);

    private static double Recall(List<Question> asked, int of, Bm25 bm25) => asked.Average(q => bm25.Find(q.Text, of).Exists(f => f.Id == q.Entry) ? 1.0 : 0);

    private static double Apart(List<Question> answerable, List<Question> refused, Func<Question, double> of)
    {
        var (right, wrong) = (answerable.ConvertAll(q => of(q)), refused.ConvertAll(q => of(q)));
        return right.Average(r => wrong.Average(w => r > w ? 1 : r == w ? 0.5 : 0));
    }

    private static (List<Question> Entries, List<Question> Questions) Read(string set, string entries, string questions)
    {
        var folder = Environment.GetEnvironmentVariable("YINGKE_DATASETS") is { Length: > 0 } named ? Path.Combine(named, set) : null;
        Assert.SkipUnless(Directory.Exists(folder), $"YINGKE_DATASETS names no folder with {set}.");
        return ([.. Cells(Path.Combine(folder!, entries)).Select(c => new Question(c[^1], c[0], c.Length > 2 ? c[1] : null))], [.. Cells(Path.Combine(folder!, questions)).Select(c => new Question(c[0], c[1].Trim()))]);
    }

    private static IEnumerable<string[]> Cells(string file) => File.ReadLines(file).Skip(1).Where(l => l.Length > 0).Select(l => l.Split('\t'));
}
