namespace Yingke.Domain.Quality;

/// <summary>"This item scores 0 if …".</summary>
/// <param name="Finds">The machine's findings that propose it.</param>
public sealed record ZeroCondition(string Text, FindingKind? Finds = null);

/// <summary>One line of a sheet. (spec: quality.md, Sheets)</summary>
/// <param name="Key">Its word in the data; stays when the item is renamed.</param>
/// <param name="Points">Full marks of its own; without them what it deducts goes off its section.</param>
/// <param name="Deduct">What each occurrence costs.</param>
public sealed record SheetItem(string Key, string Name, string Content = "", string Guidance = "", decimal? Points = null, decimal? Deduct = null)
{
    public IReadOnlyList<ZeroCondition> ZeroIf { get; init; } = [];

    /// <summary>The machine's findings that propose an occurrence.</summary>
    public IReadOnlyList<FindingKind> Finds { get; init; } = [];
}

public sealed record SheetSection(string Name, decimal Full, IReadOnlyList<SheetItem> Items);

public sealed record SheetGrade(string Name, decimal AtLeast);

/// <summary>What an inspector judges by. A change makes a new version; what was drawn before keeps its own. (spec: quality.md, Sheets)</summary>
/// <param name="TakesWeekPoints">Its scores cost the shop points by the week.</param>
public sealed record InspectionSheet(string Name, bool TakesWeekPoints, IReadOnlyList<SheetSection> Sections, IReadOnlyList<SheetGrade> Grades)
{
    private const decimal MostMarks = 1000;

    public decimal FullMarks() => Sections.Sum(s => s.Full);

    public string? GradeOf(decimal score) => Grades.OrderByDescending(g => g.AtLeast).FirstOrDefault(g => score >= g.AtLeast)?.Name;

    /// <summary>Refuses what could not be scored by.</summary>
    /// <exception cref="RuleViolation"><c>invalid</c>, with the field.</exception>
    public void Check()
    {
        Text(Name, "name", 40);
        if (Sections is null or { Count: 0 or > 20 } || Sections.Any(s => s?.Items is null or { Count: 0 or > 40 }))
            throw Invalid("sections", "1–20 sections of 1–40 items");
        foreach (var section in Sections)
        {
            Text(section.Name, "sections", 20);
            Marks(section.Full, "sections");
            foreach (var item in section.Items)
                Check(item);
            if (section.Items.Any(i => i.Points is not null) && section.Items.Sum(i => i.Points ?? 0) != section.Full)
                throw Invalid("sections", $"{section.Name}: the items' points must add up to the section's full marks");
        }
        var keys = Sections.SelectMany(s => s.Items).Select(i => i.Key).ToList();
        if (keys.Distinct().Count() != keys.Count)
            throw Invalid("sections", "each item's key once");
        if (Grades is null or { Count: > 10 } || Grades.Contains(null!) || Grades.DistinctBy(g => g.AtLeast).Count() != Grades.Count)
            throw Invalid("grades", "at most 10, each limit once");
        foreach (var grade in Grades)
        {
            Text(grade.Name, "grades", 20);
            if (grade.AtLeast < 0 || grade.AtLeast > MostMarks)
                throw Invalid("grades", "0–1000");
        }
    }

    private static void Check(SheetItem item)
    {
        if (item?.ZeroIf is null || item.Finds is null || item.ZeroIf.Count > 10 || item.ZeroIf.Contains(null!))
            throw Invalid("sections", "at most 10 conditions of an item");
        if (item.Key is not { Length: > 0 and <= 40 } || !item.Key.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_'))
            throw Invalid("sections", "keys of lower-case letters, digits and _");
        Text(item.Name, "sections", 60);
        if (item.Content is null or { Length: > 400 } || item.Guidance is null or { Length: > 400 })
            throw Invalid("sections", "content and guidance of at most 400 characters");
        if (item.Points is { } points)
            Marks(points, "sections");
        if (item.Deduct is { } deduct)
            Marks(deduct, "sections");
        if (item.Deduct is null && item.ZeroIf.Count == 0)
            throw Invalid("sections", $"{item.Name}: a deduction, or a condition under which it scores 0");
        if (item.ZeroIf.Count > 0 && item.Points is null)
            throw Invalid("sections", $"{item.Name}: what can score 0 needs points of its own");
        foreach (var condition in item.ZeroIf)
            Text(condition.Text, "sections", 100);
    }

    private static void Marks(decimal marks, string field)
    {
        if (marks is <= 0 or > MostMarks || decimal.Round(marks, 2) != marks)
            throw Invalid(field, "above 0, at most 1000, two decimals");
    }

    private static void Text(string? text, string field, int most)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > most)
            throw Invalid(field, $"1–{most} characters");
    }

    private static RuleViolation Invalid(string field, string detail) => new("invalid", detail, "sheet." + field);
}
