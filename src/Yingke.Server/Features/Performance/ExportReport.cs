using System.Globalization;
using Yingke.Domain.Performance;
using Yingke.Domain.Routing;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Tables;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Performance;

internal enum ExportFormat { Xlsx, Csv }

/// <summary>The report as a sheet: one row for the shop, each group and each agent that its reader may see, the guard rails beside the shop's own; rates as numbers, amounts in yuan, — where there is no value.</summary>
internal sealed class ExportReport(Db db, ShowReport report, ShopDirectory shops)
{
    public async Task<IResult> Of(HttpContext http, DateOnly? from, DateOnly? to, ExportFormat format, string language, CancellationToken cancel)
    {
        if (language is not ("zh-CN" or "en-US"))
            throw Refusal.Invalid("language");
        var (viewer, english) = (http.Agent()!, language == "en-US");
        var answer = await report.Of(viewer, from, to, cancel);
        var sheet = SheetOf(answer, (await shops.Shop(viewer.ShopId, cancel)).Name, english);
        var name = string.Create(CultureInfo.InvariantCulture, $"{(english ? "performance" : "绩效")}-{answer.From:yyyyMMdd}-{answer.To:yyyyMMdd}");
        Audit.Add(db, http, "report.exported", name);
        await db.SaveChangesAsync(cancel);
        return format == ExportFormat.Csv
            ? Results.File(sheet.ToCsv(), "text/csv; charset=utf-8", name + ".csv")
            : Results.File(sheet.ToXlsx(), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", name + ".xlsx");
    }

    public static Sheet SheetOf(ReportAnswer answer, string shopName, bool english)
    {
        var columns = Enum.GetValues<Section>().SelectMany(section => Indicator.Of(section).Select(indicator => (section, indicator))).ToList();
        var sheet = new Sheet([english ? "Who" : "对象", .. columns.Select(c => $"{IndicatorNames.Of(c.section, english)} · {IndicatorNames.Of(c.indicator.Id, english)}"),
            .. answer.Guard is null ? [] : GuardRails.All.Select(g => $"{(english ? "Guard rails" : "护栏指标")} · {IndicatorNames.Of(g.Id, english)}")]);
        void Add(string name, FigureSections figures, IReadOnlyDictionary<string, string?>? guard = null) => sheet.Add([new(name), .. columns.Select(c => CellOf(c.indicator, Of(figures, c.section)[c.indicator.Id])),
            .. answer.Guard is null ? [] : GuardRails.All.Select(g => guard is null ? new Cell(null) : CellOf(g, guard[g.Id]))]);
        if (answer.Shop is { } shop)
            Add(shopName, shop, answer.Guard);
        foreach (var group in answer.Groups)
            Add(NameOf(group.Group, english), group.Figures);
        foreach (var agent in answer.Agents)
            Add(agent.Name, agent.Figures);
        return sheet;
    }

    private static Cell CellOf(Indicator indicator, string? text)
    {
        if (text is null)
            return new("—");
        var value = decimal.Parse(text, CultureInfo.InvariantCulture);
        return indicator.Unit switch
        {
            Unit.Count => new(null, value),
            Unit.Rate => new(null, value, NumberForm.Percent),
            Unit.Fen or Unit.MeanFen => new(null, value / 100, NumberForm.Decimals),
            _ => new(null, value, NumberForm.Decimals),
        };
    }

    private static IReadOnlyDictionary<string, string?> Of(FigureSections figures, Section section) => section switch
    {
        Section.All => figures.All,
        Section.Presale => figures.Presale,
        Section.Aftersale => figures.Aftersale,
        Section.Sales => figures.Sales,
        Section.Service => figures.Service,
        _ => figures.Hotline,
    };

    private static string NameOf(Groups group, bool english) => (group, english) switch
    {
        (Groups.Presale, false) => "售前组",
        (Groups.Insale, false) => "售中组",
        (Groups.Aftersale, false) => "售后组",
        (Groups.Presale, _) => "Pre-sale group",
        (Groups.Insale, _) => "In-sale group",
        _ => "After-sale group",
    };
}
