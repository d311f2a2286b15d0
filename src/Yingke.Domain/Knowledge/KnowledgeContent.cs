namespace Yingke.Domain.Knowledge;

/// <summary>A question with its answer, or an article with its title.</summary>
public enum KnowledgeKind { Question, Article }

/// <summary>What an entry says, at one time: replaced as a whole, kept whole in every version. (spec: tickets-hotline.md, Knowledge base)</summary>
public sealed record KnowledgeContent
{
    public const int LongestQuestion = 200;
    public const int MostPhrasings = 200;
    public const int LongestAnswer = 20_000;
    public const int MostProducts = 50;
    public const int LongestProduct = 100;

    public KnowledgeKind Kind { get; init; }

    /// <summary>The question as the shop words it, or the article's title.</summary>
    public required string Question { get; init; }

    /// <summary>Other ways in which buyers ask it.</summary>
    public IReadOnlyList<string> Phrasings { get; init; } = [];
    public required string Answer { get; init; }
    public Guid? CategoryId { get; init; }

    /// <summary>The products it is about, by name; none means all.</summary>
    public IReadOnlyList<string> Products { get; init; } = [];

    /// <summary>The first and the last day on which it holds, by the shop's calendar.</summary>
    public DateOnly? ValidFrom { get; init; }
    public DateOnly? ValidTo { get; init; }

    public bool HoldsOn(DateOnly day) => !(day < ValidFrom) && !(day > ValidTo);

    /// <summary>True where it says the same, in the same order.</summary>
    public bool Says(KnowledgeContent other) =>
        this with { Phrasings = other.Phrasings, Products = other.Products } == other && Phrasings.SequenceEqual(other.Phrasings) && Products.SequenceEqual(other.Products);

    /// <summary>Without blanks at the edges, without what is said twice.</summary>
    /// <exception cref="RuleViolation">Something is missing, too long, or ends before it begins.</exception>
    public KnowledgeContent Checked()
    {
        var question = Line(Question, "question", LongestQuestion);
        var answer = (Answer ?? "").Trim();
        if (answer.Length is 0 or > LongestAnswer)
            throw new RuleViolation("invalid", $"1–{LongestAnswer} characters", "answer");
        if (ValidTo < ValidFrom)
            throw new RuleViolation("invalid", "ends before it begins", "validTo");
        return this with
        {
            Question = question, Answer = answer, Products = Lines(Products, "products", MostProducts, LongestProduct),
            Phrasings = [.. Lines(Phrasings, "phrasings", MostPhrasings, LongestQuestion).Where(p => p != question)],
        };
    }

    private static List<string> Lines(IReadOnlyList<string>? lines, string field, int most, int longest) =>
        lines is { } some && some.Count <= most ? [.. some.Select(line => Line(line, field, longest)).Distinct()] : throw new RuleViolation("invalid", $"at most {most}", field);

    private static string Line(string? text, string field, int longest)
    {
        var line = (text ?? "").Trim();
        return line.Length > 0 && line.Length <= longest && !line.Any(char.IsControl) ? line : throw new RuleViolation("invalid", $"1–{longest} characters in one line", field);
    }
}
