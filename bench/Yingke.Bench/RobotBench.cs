using System.Diagnostics;
using Yingke.Bench.Rig;
using Yingke.Domain.Knowledge;

namespace Yingke.Bench;

/// <summary>
/// The robot's retrieval beside BM25 (k1 1.2, b 0.75) over characters and pairs of characters of the same entries and phrasings, each text a document and an entry as
/// good as its best one, in the same run. Gains are differences: of the share of answerable questions whose entry comes first, or among the first three, and of how
/// well confidence parts what can be answered from what must be refused (area under the curve; BM25's highest score instead of a confidence).
/// Then the time of an answer with 100,000 entries against 1,000.
/// </summary>
internal static class RobotBench
{
    private sealed record Asked(string Text, string Entry);

    private sealed record Hits(int Asked, int First, int Three, int AskedNew, int FirstNew, int ThreeNew, double Auc);

    public static void Run(string[] options)
    {
        var folder = Path.Combine(Environment.GetEnvironmentVariable("YINGKE_DATASETS") ?? "../shared/data", "faq_58");
        var entries = Lines(Option(options, "--kb") ?? Path.Combine(folder, "kb.tsv")).Select(l => (Id: l[0], Question: l[^1], Category: l.Length > 2 ? l[1] : null)).DistinctBy(e => e.Id).ToList();
        var known = entries.Select(e => e.Id).ToHashSet();
        var (train, queries) = Questions(options, folder);
        var phrasings = train.Where(t => known.Contains(t.Entry)).ToLookup(t => t.Entry, t => t.Text);
        var answers = entries.ConvertAll(e => new IndexedAnswer(e.Id, e.Question, [.. phrasings[e.Id].Distinct()], e.Category));
        var texts = answers.SelectMany(a => a.Phrasings.Prepend(a.Question)).ToHashSet();
        // An id that the entries lack cannot be answered right: such questions are left out, as in the data's own notes.
        var asked = queries.Where(q => q.Entry == "0" || known.Contains(q.Entry)).ToList();

        var began = Stopwatch.GetTimestamp();
        var index = AnswerIndex.Of(answers);
        Figures.Say($"{entries.Count} entries, {answers.Sum(a => a.Phrasings.Count)} phrasings, indexed in {Stopwatch.GetElapsedTime(began).TotalMilliseconds:0} ms; {asked.Count} questions, {asked.Count(a => a.Entry == "0")} of them to be refused");
        var ours = Judge(asked, texts, q => [.. index.Find(q, 3).Select(f => (f.Id, f.Confidence))]);
        var bm25 = new Bm25(answers);
        var theirs = Judge(asked, texts, q => bm25.Find(q, 3));
        Say("robot", ours);
        Say("BM25", theirs);
        Figures.Ratio("robot-recall1-gain", Share(ours.First, ours.Asked) - Share(theirs.First, theirs.Asked));
        Figures.Ratio("robot-recall3-gain", Share(ours.Three, ours.Asked) - Share(theirs.Three, theirs.Asked));
        Figures.Ratio("robot-recall1-new-gain", Share(ours.FirstNew, ours.AskedNew) - Share(theirs.FirstNew, theirs.AskedNew));
        Figures.Ratio("robot-recall3-new-gain", Share(ours.ThreeNew, ours.AskedNew) - Share(theirs.ThreeNew, theirs.AskedNew));
        Figures.Ratio("robot-auc-gain", ours.Auc - theirs.Auc);
        Grow(answers, [.. asked.Select(a => a.Text)]);
    }

    private static (List<Asked> Train, List<Asked> Queries) Questions(string[] options, string folder)
    {
        if (Option(options, "--queries") is { } file)
            return (Option(options, "--train") is { } train ? [.. Read(train)] : [], [.. Read(file)]);
        var all = Read(Path.Combine(folder, "dev_queries.tsv")).ToList();
        return ([.. all.Where((_, i) => i % 3 != 2)], [.. all.Where((_, i) => i % 3 == 2)]);
    }

    private static Hits Judge(List<Asked> asked, HashSet<string> texts, Func<string, List<(string Id, double Sure)>> find)
    {
        var (hits, right, refuse) = (new Hits(0, 0, 0, 0, 0, 0, 0), new List<double>(), new List<double>());
        foreach (var (text, entry) in asked)
        {
            var found = find(text);
            (entry == "0" ? refuse : right).Add(found.Count > 0 ? found[0].Sure : 0);
            if (entry == "0")
                continue;
            var (first, three, fresh) = (found.Count > 0 && found[0].Id == entry ? 1 : 0, found.Exists(f => f.Id == entry) ? 1 : 0, texts.Contains(text) ? 0 : 1);
            hits = new(hits.Asked + 1, hits.First + first, hits.Three + three, hits.AskedNew + fresh, hits.FirstNew + (first * fresh), hits.ThreeNew + (three * fresh), 0);
        }
        return hits with { Auc = Auc(right, refuse) };
    }

    /// <summary>How often a question that can be answered is surer than one that must be refused; equal ones count half.</summary>
    private static double Auc(List<double> right, List<double> refuse) =>
        right.Count == 0 || refuse.Count == 0 ? 0 : right.Sum(r => refuse.Sum(n => r > n ? 1 : r == n ? 0.5 : 0)) / ((double)right.Count * refuse.Count);

    /// <summary>Entries enough are made of halves of others, so that their words are as common as in the real ones.</summary>
    private static void Grow(List<IndexedAnswer> answers, List<string> questions)
    {
        var random = new Random(20261122);
        var halves = answers.Select(a => a.Question).Where(q => q.Length > 3).ToList();
        IndexedAnswer Made(int i) => new($"made-{i}", halves[random.Next(halves.Count)] is var a && halves[random.Next(halves.Count)] is var b ? a[..(a.Length / 2)] + b[(b.Length / 2)..] : a, []);
        var (few, many) = (AnswerIndex.Of(Enumerable.Range(0, 1_000).Select(Made)), AnswerIndex.Of(Enumerable.Range(0, 100_000).Select(Made)));
        var (fast, slow) = (new List<double>(), new List<double>());
        for (var round = 0; round < 4; round++)
        {
            foreach (var question in questions)
            {
                var (first, second) = (Time(few, question), Time(many, question));
                if (round == 0)
                    continue;
                fast.Add(first);
                slow.Add(second);
            }
        }
        slow.Sort();
        Figures.Say($"an answer from 1,000 entries {Figures.Median(fast):0.000} ms, from 100,000 {Figures.Median(slow):0.000} ms (p99 {slow[slow.Count * 99 / 100]:0.00} ms); {slow.Count} questions each");
        Figures.Ratio("robot-growth", Figures.Median(slow) / Figures.Median(fast));
    }

    private static double Time(AnswerIndex index, string question)
    {
        var began = Stopwatch.GetTimestamp();
        index.Find(question, 3);
        return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    }

    private static double Share(int hits, int of) => of == 0 ? 0 : (double)hits / of;

    private static void Say(string name, Hits h) => Figures.Say(
        $"{name}: recall@1 {Share(h.First, h.Asked):0.0000}, @3 {Share(h.Three, h.Asked):0.0000} of {h.Asked}; new {Share(h.FirstNew, h.AskedNew):0.0000}, {Share(h.ThreeNew, h.AskedNew):0.0000} of {h.AskedNew}; refusal AUC {h.Auc:0.0000}");

    private static IEnumerable<Asked> Read(string file) => Lines(file).Select(l => new Asked(l[0], l[^1].Trim()));

    private static IEnumerable<string[]> Lines(string file) => File.ReadLines(file).Skip(1).Where(l => l.Length > 0).Select(l => l.Split('\t'));

    private static string? Option(string[] options, string name) => Array.IndexOf(options, name) is >= 0 and var at && at + 1 < options.Length
        ? Path.GetFullPath(options[at + 1], Environment.GetEnvironmentVariable("YINGKE_FROM") ?? Environment.CurrentDirectory)
        : null;
}
