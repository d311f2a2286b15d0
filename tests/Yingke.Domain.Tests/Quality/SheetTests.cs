using System.Text.Json;
using System.Text.Json.Serialization;
using Yingke.Domain.Quality;

namespace Yingke.Domain.Tests.Quality;

/// <summary>spec: quality.md, Sheets. The cases are those that the page computes live, too.</summary>
public sealed class SheetTests
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) } };
    private static readonly Guid Agent = Guid.CreateVersion7();

    private sealed record Case(string What, IReadOnlyList<FindingKind> Findings, SheetMarks Marks, IReadOnlyList<decimal> Sections, decimal Total, string Grade);

    private sealed record CaseFile(InspectionSheet Sheet, IReadOnlyList<Case> Cases);

    [Fact]
    public void Scores_are_those_of_the_cases()
    {
        var file = JsonSerializer.Deserialize<CaseFile>(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "cases", "sheet-scores.json")), Web)!;
        file.Sheet.Check();
        file.Cases.Count.ShouldBeGreaterThan(10);
        foreach (var c in file.Cases)
        {
            var findings = c.Findings.Select(k => new Finding(k, Agent, 1)).ToList();
            SheetScore.Check(file.Sheet, c.Marks, findings, 1);
            var score = SheetScore.Of(file.Sheet, c.Marks, findings);
            score.Sections.Select(s => s.Score).ShouldBe(c.Sections, c.What);
            (score.Total, score.Grade).ShouldBe((c.Total, c.Grade), c.What);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void No_section_goes_below_nothing_or_above_its_full_marks_whatever_is_marked(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < 500; i++)
        {
            var sheet = ShippedSheets.All[random.Next(2)].Sheet;
            var findings = Enumerable.Range(0, random.Next(40)).Select(_ => new Finding((FindingKind)random.Next(6), Agent, 1)).ToList();
            var marks = new SheetMarks
            {
                Items = [.. sheet.Sections.SelectMany(s => s.Items).Where(_ => random.Next(2) == 0).Select(item => new ItemMark(item.Key, item.Deduct is null ? 0 : random.Next(100)) { Zero = [.. Enumerable.Range(0, item.ZeroIf.Count).Where(_ => random.Next(3) == 0)] })],
                Accepted = [.. Enumerable.Range(0, findings.Count).Where(f => f % 2 == 0)],
            };
            SheetScore.Check(sheet, marks, findings, 1);
            var score = SheetScore.Of(sheet, marks, findings);
            score.Sections.ShouldAllBe(s => s.Score >= 0 && s.Score <= s.Full);
            score.Total.ShouldBe(score.Sections.Sum(s => s.Score));
        }
    }

    [Fact]
    public void The_shipped_sheets_are_those_of_the_specification()
    {
        foreach (var (_, sheet) in ShippedSheets.All)
            sheet.Check();
        ShippedSheets.VipService.FullMarks().ShouldBe(100);
        ShippedSheets.VipService.TakesWeekPoints.ShouldBeTrue();
        ShippedSheets.VipService.Sections.SelectMany(s => s.Items).ShouldAllBe(i => i.Points != null && i.ZeroIf.Count > 0);
        ShippedSheets.Hotline.TakesWeekPoints.ShouldBeFalse();
        ShippedSheets.Hotline.Sections.Select(s => (s.Name, s.Full, string.Join(' ', s.Items.Select(i => i.Deduct)))).ShouldBe([("专业水平", 30m, "2 2 2 2"), ("服务态度", 40m, "2 2 2 2"), ("服务用语", 30m, "1 1 0.5 0.5 1")]);
    }

    [Fact]
    public void A_sheet_that_nobody_could_score_by_is_refused()
    {
        Refused(Sheet(new SheetSection("一", 10, [Item("a", 4), Item("b", 5)])), "sheet.sections");
        Refused(Sheet(new SheetSection("一", 10, [Item("a", 5), Item("a", 5)])), "sheet.sections");
        Refused(Sheet(new SheetSection("一", 10, [new SheetItem("a", "无扣分", Points: 10)])), "sheet.sections");
        Refused(Sheet(new SheetSection("一", 10, [new SheetItem("a", "无分") { ZeroIf = [new("何时")] }])), "sheet.sections");
        Refused(Sheet(new SheetSection("一", 0, [new SheetItem("a", "项", Deduct: 1)])), "sheet.sections");
        Refused(Sheet(new SheetSection("一", 10, [new SheetItem("a", "项", Deduct: 0.001m)])), "sheet.sections");
        Refused(Sheet(), "sheet.sections");
        Refused(new(" ", false, [new("一", 10, [new SheetItem("a", "项", Deduct: 1)])], []), "sheet.name");
        Sheet(new SheetSection("一", 10, [Item("a", 4), Item("b", 6)])).Check();
    }

    [Fact]
    public void Marks_that_the_sheet_has_no_place_for_are_refused()
    {
        var sheet = Sheet(new SheetSection("一", 10, [Item("a", 10)]), new SheetSection("二", 5, [new SheetItem("b", "项", Deduct: 1)]));
        List<Finding> findings = [new(FindingKind.Filler, Agent, 1)];
        void No(SheetMarks marks) => Should.Throw<RuleViolation>(() => SheetScore.Check(sheet, marks, findings, 4)).Code.ShouldBe("invalid");
        No(new() { Items = [new("c", 1)] });
        No(new() { Items = [new("a", 1)] });
        No(new() { Items = [new("b", 100)] });
        No(new() { Items = [new("b", 1), new("b", 1)] });
        No(new() { Items = [new("a", 0) { Zero = [1] }] });
        No(new() { Items = [new("b", 1) { Evidence = [new(5)] }] });
        No(new() { Accepted = [1] });
        No(new() { Accepted = [0], Rejected = [0] });
        SheetScore.Check(sheet, new() { Items = [new("a", 0) { Zero = [0] }, new("b", 99) { Evidence = [new(4, 0, 2)] }], Accepted = [0] }, findings, 4);
    }

    private static SheetItem Item(string key, decimal points) => new(key, "项", Points: points) { ZeroIf = [new("何时")] };

    private static InspectionSheet Sheet(params SheetSection[] sections) => new("表", false, sections, []);

    private static void Refused(InspectionSheet sheet, string field) => Should.Throw<RuleViolation>(sheet.Check).Field.ShouldBe(field);
}
