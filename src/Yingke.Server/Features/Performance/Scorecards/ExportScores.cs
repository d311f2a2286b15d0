using System.Globalization;
using Yingke.Domain.Accounts;
using Yingke.Domain.Performance;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Tables;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Performance.Scorecards;

/// <summary>A month of a scorecard as a sheet: of every item its raw value and its points, both subtotals, adjustments and the score.</summary>
internal sealed class ExportScores(Db db, WorkOutScores scores, ShowScores shown)
{
    /// <param name="http">Who asks.</param>
    /// <param name="frozenId">A closed revision; otherwise as it stands now.</param>
    /// <param name="scorecardId">Which, as it stands now.</param>
    /// <param name="month">Of which month.</param>
    public async Task<IResult> Of(HttpContext http, Guid? frozenId, Guid? scorecardId, string? month, ExportFormat format, string language, CancellationToken cancel)
    {
        if (language is not ("zh-CN" or "en-US"))
            throw Refusal.Invalid("language");
        var (viewer, english) = (http.Agent()!, language == "en-US");
        var (sheet, revision) = frozenId is { } id ? await Closed(viewer, id, cancel) : (await Standing(viewer, scorecardId, month, cancel), 0);
        var name = $"{sheet.Name}-{sheet.Month}" + (revision > 0 ? $"-v{revision}" : english ? "-preview" : "-预览");
        Audit.Add(db, http, "scores.exported", name);
        await db.SaveChangesAsync(cancel);
        var table = TableOf(sheet, english);
        return format == ExportFormat.Csv
            ? Results.File(table.ToCsv(), "text/csv; charset=utf-8", name + ".csv")
            : Results.File(table.ToXlsx(), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", name + ".xlsx");
    }

    private async Task<(SheetDocument, int)> Closed(CurrentAgent viewer, Guid id, CancellationToken cancel) => await shown.Frozen(viewer, id, cancel) is var closed ? (closed.Sheet, closed.Frozen.Revision) : default;

    private async Task<SheetDocument> Standing(CurrentAgent viewer, Guid? scorecardId, string? month, CancellationToken cancel)
    {
        var sheet = (await scores.Of(viewer.ShopId, MonthText.Needed(month), scorecardId ?? throw Refusal.Invalid("scorecardId"), cancel)) is [var found, ..] ? found.For(viewer) : null;
        return sheet is not null && (sheet.Rows.Count > 0 || viewer.Reach(Permission.ReportsView) == Scope.All) ? sheet : throw Refusal.NotFound();
    }

    private static Sheet TableOf(SheetDocument sheet, bool english)
    {
        string Name(SchemeItem item) => item.Kind == ItemKind.Indicator ? IndicatorNames.Of(item.Indicator!, english) : item.Name!;
        var table = new Sheet([
            english ? "Agent" : "客服", english ? "Company" : "公司",
            .. sheet.Items.SelectMany(i => new[] { Name(i), $"{Name(i)} · {(english ? "points of" : "得分 / 满分")} {i.Full.ToString(CultureInfo.InvariantCulture)}" }),
            english ? "Basic service" : "基础服务小计", english ? "Professional skill" : "专业能力小计", english ? "Adjustments" : "加减分", english ? "Score" : "总分", english ? "Full marks" : "满分",
        ]);
        foreach (var row in sheet.Rows)
        {
            table.Add([
                new(row.Name), new(row.Company ?? ""), .. sheet.Items.SelectMany((item, i) => new[] { Raw(item, row.Lines[i], english), Number(row.Lines[i].Points) }),
                Number(row.Basic), Number(row.Professional), new(null, row.Adjustments.Sum(a => a.Points), NumberForm.Decimals), Number(row.Score), new(null, sheet.Full, NumberForm.Decimals),
            ]);
        }
        return table;
    }

    private static Cell Raw(SchemeItem item, ScoreLine line, bool english)
    {
        if (item.Kind == ItemKind.Graded)
            return new(line.Mark?.Grade is { } grade ? GradeName(grade, english) : "—");
        if (item.Kind == ItemKind.Attendance)
            return new(line.Mark is { } m ? english ? $"late {m.Late}, leave {m.Leave}, absent {m.Absence}" : $"迟到 {m.Late} 请假 {m.Leave} 旷工 {m.Absence}" : "—");
        if (line.Value is null)
            return new("—");
        var value = Parsed(line.Value);
        return item.UnitOf() switch
        {
            Unit.Rate => new(null, value / 100, NumberForm.Percent),
            Unit.Count => new(null, value),
            _ => new(null, value, NumberForm.Decimals),
        };
    }

    private static Cell Number(string? text) => text is null ? new("—") : new(null, Parsed(text), NumberForm.Decimals);

    /// <summary>Without the zeros at its end.</summary>
    private static decimal Parsed(string text) => decimal.Parse(text, CultureInfo.InvariantCulture) / 1.000000000000000000000000000m;

    private static string GradeName(HandGrade grade, bool english) => (grade, english) switch
    {
        (HandGrade.Excellent, false) => "优",
        (HandGrade.Good, false) => "良",
        (HandGrade.Fair, false) => "中",
        (HandGrade.Poor, false) => "差",
        _ => grade.ToString(),
    };
}
