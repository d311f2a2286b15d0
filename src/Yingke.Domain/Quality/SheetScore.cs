namespace Yingke.Domain.Quality;

/// <summary>A message, or a part of it, that shows what was judged.</summary>
/// <param name="Start">UTF-16 offset in the message; null for the whole of it.</param>
/// <param name="End">Exclusive.</param>
public sealed record ShownBy(long Seq, int? Start = null, int? End = null);

/// <summary>What an inspector found of one item, besides the machine's findings that they accepted.</summary>
public sealed record ItemMark(string Item, int Occurrences)
{
    /// <summary>Which of its conditions hold, by their places.</summary>
    public IReadOnlyList<int> Zero { get; init; } = [];
    public IReadOnlyList<ShownBy> Evidence { get; init; } = [];
    public string? Note { get; init; }
}

/// <summary>An inspector's judgement: the machine's findings by their places, and every item that lost something.</summary>
public sealed record SheetMarks
{
    public static readonly SheetMarks None = new();

    public IReadOnlyList<ItemMark> Items { get; init; } = [];
    public IReadOnlyList<int> Accepted { get; init; } = [];
    public IReadOnlyList<int> Rejected { get; init; } = [];
    public string? Comment { get; init; }
}

public sealed record SectionScore(string Name, decimal Full, decimal Score);

public sealed record ScoreOfSheet(IReadOnlyList<SectionScore> Sections, decimal Total, decimal Full, string? Grade);

/// <summary>
/// The score of a sheet: each section's full marks less what its items lost, never below 0. An item with points of its own loses at most those,
/// and all of them if one of its conditions holds. Findings of the machine count where a person accepted them. (spec: quality.md, Sheets, Inspection)
/// </summary>
public static class SheetScore
{
    public const int MostOccurrences = 99;

    public static ScoreOfSheet Of(InspectionSheet sheet, SheetMarks marks, IReadOnlyList<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(sheet);
        var byItem = marks.Items.ToDictionary(m => m.Item);
        var accepted = marks.Accepted.Where(i => i >= 0 && i < findings.Count).Distinct().Select(i => findings[i].Kind).ToList();
        var sections = sheet.Sections.Select(s => new SectionScore(s.Name, s.Full, Math.Max(0, s.Full - s.Items.Sum(i => Lost(i, byItem.GetValueOrDefault(i.Key), accepted))))).ToList();
        var total = sections.Sum(s => s.Score);
        return new(sections, total, sheet.FullMarks(), sheet.GradeOf(total));
    }

    /// <summary>Refuses marks that the sheet has no place for.</summary>
    /// <param name="lastSeq">Of the conversation; 0 for a call, which has no messages.</param>
    /// <exception cref="RuleViolation"><c>invalid</c>, with the field.</exception>
    public static void Check(InspectionSheet sheet, SheetMarks marks, IReadOnlyList<Finding> findings, long lastSeq)
    {
        if (marks is null || marks.Items is null or { Count: > 400 } || marks.Items.Contains(null!) || marks.Items.DistinctBy(m => m.Item).Count() != marks.Items.Count)
            throw Invalid("items", "each item once");
        var items = sheet.Sections.SelectMany(s => s.Items).ToDictionary(i => i.Key);
        foreach (var mark in marks.Items)
        {
            if (mark.Item is null || !items.TryGetValue(mark.Item, out var item))
                throw Invalid("items", "an item of the sheet");
            if (mark.Occurrences is < 0 or > MostOccurrences || (mark.Occurrences > 0 && item.Deduct is null))
                throw Invalid("items", $"0–{MostOccurrences} occurrences of what deducts");
            if (mark.Zero is null || mark.Zero.Any(z => z < 0 || z >= item.ZeroIf.Count))
                throw Invalid("items", "a condition of the item");
            if (mark.Evidence is null or { Count: > 50 } || mark.Evidence.Any(e => e is null || e.Seq < 1 || e.Seq > lastSeq || e.Start < 0 || e.End < e.Start))
                throw Invalid("items", "at most 50 messages of the conversation");
            if (mark.Note is { Length: > 500 })
                throw Invalid("items", "notes of at most 500 characters");
        }
        if (marks.Accepted is null || marks.Rejected is null || marks.Accepted.Concat(marks.Rejected) is var all && (all.Any(i => i < 0 || i >= findings.Count) || all.Distinct().Count() != all.Count()))
            throw Invalid("accepted", "each finding once");
        if (marks.Comment is { Length: > 1000 })
            throw Invalid("comment", "at most 1000 characters");
    }

    private static decimal Lost(SheetItem item, ItemMark? mark, List<FindingKind> accepted)
    {
        if (item.Points is { } points && (mark?.Zero.Count > 0 || item.ZeroIf.Any(z => z.Finds is { } kind && accepted.Contains(kind))))
            return points;
        var occurrences = (mark?.Occurrences ?? 0) + accepted.Count(item.Finds.Contains);
        return Math.Min(item.Points ?? decimal.MaxValue, occurrences * (item.Deduct ?? 0));
    }

    private static RuleViolation Invalid(string field, string detail) => new("invalid", detail, "marks." + field);
}
