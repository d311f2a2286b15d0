namespace Yingke.Domain.Knowledge;

/// <summary>
/// What an entry's texts have in common with a question, made one number: a weighted sum of measures that err differently. The weights were learnt
/// once, outside, from questions whose entry was known, and ship as constants; docs/robot.md says how and gives every formula.
/// </summary>
internal sealed class AnswerScore(Familiarity familiarity)
{
    private const double PairWeight = 0.5;

    /// <summary>Of everybody's language so many characters are added to an entry's.</summary>
    private const double Added = 100;

    /// <summary>To a single text's fewer.</summary>
    private const double AddedToText = 10;

    /// <summary>How far behind the best a text may be and still count with it.</summary>
    private const double Softness = 3;

    public List<Ranked> Rank(AskedQuestion question, List<Candidate> candidates, int take)
    {
        var measured = Measure(question, candidates);
        var scored = measured.ConvertAll(m => (Measures: m, Score: ScoreOf(m)));
        scored.Sort((a, b) => b.Score.CompareTo(a.Score) is var order and not 0 ? order : a.Measures.Entry.CompareTo(b.Measures.Entry));
        var sum = scored.Sum(s => Math.Exp(s.Score - scored[0].Score));
        return [.. scored.Take(take).Select(s => new Ranked(s.Measures.Entry, s.Score, Confidence(s.Measures, Math.Exp(s.Score - scored[0].Score) / sum)))];
    }

    /// <summary>
    /// Where few entries get most questions, what people ask tells much of what they mean. Where all are asked alike it tells nothing, and the text that reads most like
    /// the question decides.
    /// </summary>
    private double ScoreOf(Measures m) => (m.IsSame ? 4 : 0) + (familiarity.IsEven
        ? (1.5 * m.Shared) + (0.2 * m.LanguageOfTexts) - (2 * m.Cosine)
        : (1.662 * m.Covered) + (3.745 * m.QuestionCosine) - (2.928 * m.Cosine) + (0.142 * m.Language) + (3.888 * m.Nearness) + (4.047 * m.Blend) + (1.498 * m.CategoryBlend)
        + (0.266 * familiarity.Own(m.Entry)) + (0.399 * familiarity.OfItsCategory(m.Entry)));

    private static double Confidence(Measures m, double share) => 1 / (1 + Math.Exp(
        3.556 - (1.903 * share) - (m.IsSame ? 1.724 : 0) - (0.786 * m.Cosine) - (0.972 * m.Nearness) - (0.191 * m.Language / m.Length) - (2.158 * m.Blend)));

    /// <param name="Shared">BM25 of the best text, as a share of the best candidate's.</param>
    /// <param name="IsSame">One of the texts is the question, letter by letter.</param>
    /// <param name="Covered">How much of a text's rarity the question has, of the best one.</param>
    /// <param name="QuestionCosine">Cosine with the entry's own question, rarities as weights, up to three characters.</param>
    /// <param name="Cosine">The same with the best text.</param>
    /// <param name="Language">How much likelier the question is in the entry's language than in everybody's.</param>
    /// <param name="LanguageOfTexts">The same of each text by itself, softly the best.</param>
    /// <param name="Nearness">In the latent space, of the best text.</param>
    /// <param name="Blend">The shares of the entry's texts in the mixture that comes nearest to the question.</param>
    /// <param name="CategoryBlend">The same of all candidates of its category.</param>
    private readonly record struct Measures(
        int Entry, int Length, double Shared, bool IsSame, double Covered, double QuestionCosine, double Cosine, double Language, double LanguageOfTexts, double Nearness, double Blend, double CategoryBlend);

    private static List<Measures> Measure(AskedQuestion question, List<Candidate> candidates)
    {
        var likeness = new List<double>();
        var measured = candidates.ConvertAll(c => Measure(question, c, likeness));
        var shares = Blend.Shares([.. candidates.SelectMany(c => c.Texts)], likeness);
        var (of, ofCategory, at) = (new double[candidates.Count], new Dictionary<int, double>(), 0);
        for (var i = 0; i < of.Length; i++)
        {
            of[i] = shares.AsSpan(at, candidates[i].Texts.Count).ToArray().Sum();
            at += candidates[i].Texts.Count;
            ofCategory[candidates[i].Category] = ofCategory.GetValueOrDefault(candidates[i].Category) + of[i];
        }
        return [.. measured.Select((m, i) => m with { Blend = of[i], CategoryBlend = ofCategory[candidates[i].Category] })];
    }

    /// <param name="likeness">Gets each text's cosine with the question as <see cref="Blend"/> sees them.</param>
    private static Measures Measure(AskedQuestion question, Candidate candidate, List<double> likeness)
    {
        var (same, covered, questionCosine, cosine) = (false, 0.0, 0.0, 0.0);
        var times = new int[question.Known.Count];
        var (characters, pairs) = (0, 0);
        var languages = new List<double>(candidate.Texts.Count);
        foreach (var text in candidate.Texts)
        {
            var (sum, squares, alike, language) = (0.0, 0.0, 0.0, 0.0);
            for (var i = 0; i < text.Grams.Length; i++)
            {
                var (number, count) = text.Grams[i];
                if (!question.Known.TryGetValue(number, out var gram))
                    continue;
                times[gram.At] += count;
                (sum, squares, alike) = (sum + gram.Rarity, squares + (gram.Rarity * gram.Rarity), alike + (gram.Part * text.Parts[i]));
                language += Likelier(gram, count, AddedToText);
            }
            likeness.Add(alike / (question.BlendNorm + 1e-9));
            var angle = squares / ((question.Norm * text.Norm) + 1e-9);
            (same, covered) = (same || text.Plain == question.Plain, Math.Max(covered, sum / (text.Mass + 1e-9)));
            cosine = Math.Max(cosine, angle);
            if (text.IsQuestion)
                questionCosine = angle;
            languages.Add(language - Smoothing(question, text.Plain.Length, Math.Max(0, text.Plain.Length - 1), AddedToText));
            (characters, pairs) = (characters + text.Plain.Length, pairs + Math.Max(0, text.Plain.Length - 1));
        }
        var highest = languages.Max();
        var soft = highest + (Softness * Math.Log(languages.Sum(l => Math.Exp((l - highest) / Softness))));
        var together = question.Known.Values.Sum(g => Likelier(g, times[g.At], Added)) - Smoothing(question, characters, pairs, Added);
        return new(candidate.Entry, Math.Max(1, question.Plain.Length), candidate.Shared, same, covered, questionCosine, cosine, together, soft, candidate.Nearness, 0, 0);
    }

    /// <summary>What a gram that occurs so many times makes the question likelier.</summary>
    private static double Likelier(AskedGram gram, int times, double added) =>
        gram.Order > 2 || times == 0 ? 0 : gram.Times * (gram.Order == 1 ? 1 : PairWeight) * Math.Log(1 + (times / (added * gram.Share)));

    /// <summary>What every gram of the question costs for being drawn from so many, with <paramref name="added"/> of everybody's language.</summary>
    private static double Smoothing(AskedQuestion question, int characters, int pairs, double added) =>
        (question.Plain.Length * Math.Log((characters + added) / added)) + (PairWeight * Math.Max(0, question.Plain.Length - 1) * Math.Log((pairs + added) / added));
}
