namespace Yingke.Domain.Training;

/// <summary>A question with its options; <paramref name="Right"/> are the numbers of those to be chosen, from 0.</summary>
public sealed record QuizQuestion(string Text, IReadOnlyList<string> Options, IReadOnlyList<int> Right);

/// <param name="Right">How many of <paramref name="Questions"/> were answered right.</param>
/// <param name="Percent">Of all questions, rounded down: a pass mark is reached, never rounded to.</param>
public sealed record QuizScore(int Right, int Questions, int Percent, bool Passed);

/// <summary>A course's quiz: choice questions and a pass mark. (spec: accounts.md, Training)</summary>
public static class Quiz
{
    public const int MostQuestions = 100;
    public const int MostOptions = 8;

    /// <exception cref="RuleViolation"><c>invalid</c> with the first question that cannot be asked.</exception>
    public static void Check(IReadOnlyList<QuizQuestion> questions, int passMark)
    {
        if (questions.Count is < 1 or > MostQuestions)
            throw Wrong("questions", $"1–{MostQuestions}");
        for (var i = 0; i < questions.Count; i++)
        {
            var field = $"questions.{i}";
            if (questions[i] is not { Text: not null, Options: not null, Right: not null } question)
                throw Wrong(field, "text, options and the right ones");
            if (question.Text.Trim().Length is 0 or > 500)
                throw Wrong(field + ".text", "1–500 characters");
            if (question.Options.Count is < 2 or > MostOptions || question.Options.Any(o => o is null || o.Trim().Length is 0 or > 200) || question.Options.Distinct(StringComparer.Ordinal).Count() != question.Options.Count)
                throw Wrong(field + ".options", $"2–{MostOptions} different ones");
            if (question.Right.Count == 0 || question.Right.Distinct().Count() != question.Right.Count || question.Right.Any(r => r < 0 || r >= question.Options.Count))
                throw Wrong(field + ".right", "at least one of the options");
        }
        if (passMark is < 1 or > 100)
            throw Wrong("passMark", "1–100");
    }

    /// <summary>A question counts when exactly the right options were chosen, in whatever order; half a question there is not.</summary>
    /// <exception cref="RuleViolation"><c>invalid</c>: not one answer for each question.</exception>
    public static QuizScore Grade(IReadOnlyList<QuizQuestion> questions, IReadOnlyList<IReadOnlyList<int>> answers, int passMark)
    {
        if (answers.Count != questions.Count || answers.Any(a => a is null))
            throw Wrong("answers", "one for each question");
        var right = questions.Zip(answers).Count(pair => pair.First.Right.ToHashSet().SetEquals(pair.Second));
        var percent = right * 100 / questions.Count;
        return new(right, questions.Count, percent, percent >= passMark);
    }

    private static RuleViolation Wrong(string field, string detail) => new("invalid", detail, field);
}
