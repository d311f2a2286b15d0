namespace Yingke.Domain.Knowledge;

/// <summary>
/// What an entry's texts have in common with a question, made one number: a weighted sum of measures that err differently. The weights were learnt
/// once, outside, from questions whose entry was known, and ship as constants; docs/robot.md says how and gives every formula.
/// score = −0.173·bm25/10 + 2.252·bm25/best + 4.035·same + 1.283·covered + 1.424·cosine + 0.221·lm10/10 + 0.394·lm100/10 + 0.358·lmTexts/10 + 4.348·nearness + 0.854·ln(phrasings + α);
/// where no entry has another phrasing, score = 4.478·bm25/best + same + 1.023·lm10/10 + 0.651·nearness.
/// confidence = 1 / (1 + e^(4.881 − 3.217·p − 2.587·cosine − 0.524·asked − 1.622·nearness − 0.263·lm10/length)), p its share of e^score among the candidates.
/// </summary>
internal sealed class AnswerScore
{
    private const double K1 = 1.2;
    private const double B = 0.75;
    private const double PairWeight = 0.5;

    /// <summary>How soft the maximum over an entry's texts is.</summary>
    private const double Softness = 3;

    private readonly double meanLength;

    /// <summary>No entry is known to be asked in other words: then the single questions decide, and the latent space knows little.</summary>
    private readonly bool isBare;
    private readonly double[] familiarity;

    /// <param name="grams">All that the texts are made of.</param>
    /// <param name="phrasings">Of each entry.</param>
    /// <param name="meanLength">Of the texts, in characters and pairs.</param>
    public AnswerScore(Grams grams, int[] phrasings, double meanLength)
    {
        (this.meanLength, isBare) = (meanLength, Array.TrueForAll(phrasings, p => p == 0));
        var floor = Math.Max(0.5, Evenness(phrasings));
        familiarity = [.. phrasings.Select(p => Math.Log(p + floor))];
    }

    /// <summary>ln(phrasings + α): entries that people ask in many ways are asked for more often.</summary>
    public double Familiarity(int entry) => familiarity[entry];

    /// <summary>BM25's denominator for a gram that occurs once.</summary>
    public double LengthFactor(IndexedText text) => 1 + (K1 * (1 - B + (B * text.LengthInGrams / meanLength)));

    public List<Ranked> Rank(AskedQuestion question, List<Candidate> candidates, int take)
    {
        var measured = candidates.ConvertAll(c => Measure(question, c));
        var best = measured.Max(m => m.Bm25) + 1e-9;
        var scored = measured.ConvertAll(m => (Measures: m, Score: ScoreOf(m, best)));
        scored.Sort((a, b) => b.Score.CompareTo(a.Score) is var order and not 0 ? order : a.Measures.Entry.CompareTo(b.Measures.Entry));
        var sum = scored.Sum(s => Math.Exp(s.Score - scored[0].Score));
        return [.. scored.Take(take).Select(s => new Ranked(s.Measures.Entry, s.Score, Confidence(s.Measures, Math.Exp(s.Score - scored[0].Score) / sum)))];
    }

    private double ScoreOf(Measures m, double best) => isBare
        ? (4.4779 * m.Bm25 / best) + (m.IsSame ? 1 : 0) + (0.10233 * m.Language10) + (0.6509 * m.Nearness)
        : (-0.01734 * m.Bm25) + (2.2523 * m.Bm25 / best) + (m.IsSame ? 4.0347 : 0) + (1.2825 * m.Covered) + (1.4239 * m.QuestionCosine)
        + (0.02207 * m.Language10) + (0.0394 * m.Language100) + (0.03584 * m.LanguageOfTexts) + (4.3484 * m.Nearness) + (0.8538 * familiarity[m.Entry]);

    private static double Confidence(Measures m, double share) =>
        1 / (1 + Math.Exp(4.881 - (3.217 * share) - (2.587 * m.Cosine) - (0.524 * m.Asked) - (1.622 * m.Nearness) - (0.263 * m.Language10 / m.Length)));

    /// <param name="Bm25">The best text's BM25 over characters and pairs.</param>
    /// <param name="IsSame">One of the texts is the question, letter by letter.</param>
    /// <param name="Covered">How much of a text's rarity the question has, of the best one.</param>
    /// <param name="QuestionCosine">Cosine with the entry's own question, rarities as weights, up to three characters.</param>
    /// <param name="Cosine">The same with the best text.</param>
    /// <param name="Asked">How much of the question's rarity the best text has.</param>
    /// <param name="Language10">How much likelier the question is in the entry's language than in everybody's, 10 characters of everybody's added.</param>
    /// <param name="Language100">The same with 100.</param>
    /// <param name="LanguageOfTexts">The same with 10, of the single texts, softly the best.</param>
    private readonly record struct Measures(
        int Entry, int Length, double Bm25, bool IsSame, double Covered, double QuestionCosine, double Cosine, double Asked, double Language10, double Language100, double LanguageOfTexts, double Nearness);

    private Measures Measure(AskedQuestion question, Candidate candidate)
    {
        var (bm25, same, covered, questionCosine, cosine, asked) = (0.0, false, 0.0, 0.0, 0.0, 0.0);
        var times = new int[question.Known.Count];
        var (characters, pairs) = (0, 0);
        var languages = new double[candidate.Texts.Count];
        var single = new double[3];
        for (var i = 0; i < candidate.Texts.Count; i++)
        {
            var text = candidate.Texts[i];
            var (sum, squares, okapi, language) = (0.0, 0.0, 0.0, 0.0);
            var length = LengthFactor(text) - 1;
            foreach (var (number, count) in text.Grams)
            {
                if (!question.Known.TryGetValue(number, out var gram))
                    continue;
                times[gram.At] += count;
                (sum, squares) = (sum + gram.Rarity, squares + (gram.Rarity * gram.Rarity));
                if (gram.Order > 2)
                    continue;
                okapi += gram.Times * gram.TextRarity * count * (K1 + 1) / (count + length);
                language += gram.Times * (gram.Order == 1 ? 1 : PairWeight) * Math.Log(1 + (count / (10 * gram.Share)));
            }
            var angle = squares / ((question.Norm * text.Norm) + 1e-9);
            (bm25, same, covered) = (Math.Max(bm25, okapi), same || text.Plain == question.Plain, Math.Max(covered, sum / (text.Mass + 1e-9)));
            (cosine, asked) = (Math.Max(cosine, angle), Math.Max(asked, sum / (question.Mass + 1e-9)));
            if (text.IsQuestion)
                questionCosine = angle;
            languages[i] = language - Smoothing(question.Plain.Length, text.Plain.Length, Math.Max(0, text.Plain.Length - 1), 10);
            (characters, pairs) = (characters + text.Plain.Length, pairs + Math.Max(0, text.Plain.Length - 1));
        }
        foreach (var gram in question.Known.Values)
        {
            if (gram.Order > 2 || times[gram.At] == 0)
                continue;
            var weight = gram.Times * (gram.Order == 1 ? 1 : PairWeight);
            single[0] += weight * Math.Log(1 + (times[gram.At] / (10 * gram.Share)));
            single[1] += weight * Math.Log(1 + (times[gram.At] / (100 * gram.Share)));
        }
        var highest = languages.Max();
        var soft = highest + (Softness * Math.Log(languages.Sum(l => Math.Exp(Math.Max((l - highest) / Softness, -30)))));
        return new(
            candidate.Entry, Math.Max(1, question.Plain.Length), bm25, same, covered, questionCosine, cosine, asked,
            single[0] - Smoothing(question.Plain.Length, characters, pairs, 10), single[1] - Smoothing(question.Plain.Length, characters, pairs, 100), soft, candidate.Nearness);
    }

    /// <summary>What every gram of the question costs for being drawn from a text with <paramref name="added"/> grams of everybody's language added.</summary>
    private static double Smoothing(int asked, int characters, int pairs, double added) =>
        (asked * Math.Log((characters + added) / added)) + (PairWeight * Math.Max(0, asked - 1) * Math.Log((pairs + added) / added));

    /// <summary>
    /// How evenly phrasings are spread over entries: the α under which each would be foretold best by all others, as (its entry's others + α) / (all others + α·entries).
    /// Small where few entries get most questions, large where all are asked alike.
    /// </summary>
    private static double Evenness(int[] phrasings)
    {
        var all = phrasings.Sum(p => (double)p);
        if (all == 0)
            return 1;
        double[] steps = [0.5, 1, 2, 5, 10, 50];
        return steps.MaxBy(a => phrasings.Where(p => p > 0).Sum(p => p * Math.Log((p - 1 + a) / (all - 1 + (a * phrasings.Length)))));
    }
}
