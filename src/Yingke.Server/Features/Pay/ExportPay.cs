using Yingke.Domain.Performance;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Performance;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Tables;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Pay;

internal enum PaySheetKind { Slips, Settlement }

/// <summary>Slips with a line a person, or a company's settlement with every line of it, as a sheet; amounts in yuan.</summary>
internal sealed class ExportPay(Db db, ShowPay shown)
{
    private static readonly PayLineKind[] Kinds = [PayLineKind.Base, PayLineKind.Bonus, PayLineKind.Deduction, PayLineKind.Reward, PayLineKind.Penalty, PayLineKind.Loss];

    public async Task<IResult> Of(HttpContext http, Guid? runId, string? month, PaySheetKind kind, string? company, ExportFormat format, string language, CancellationToken cancel)
    {
        if (language is not ("zh-CN" or "en-US"))
            throw Refusal.Invalid("language");
        var (viewer, english) = (http.Agent()!, language == "en-US");
        PayView pay;
        string name;
        if (runId is { } id)
        {
            var run = await shown.Run(viewer, id, cancel);
            (pay, name) = (run.Pay, $"{run.Run.Month}-v{run.Run.Revision}");
        }
        else
        {
            var now = await shown.Of(viewer, month, cancel);
            (pay, name) = (now.Preview ?? throw Refusal.NotFound(), now.Month + (english ? "-preview" : "-预览"));
        }
        var sheet = kind == PaySheetKind.Slips ? Slips(pay, english) : Lines(pay.Settlements.FirstOrDefault(s => s.Company == company) ?? throw Refusal.Invalid("company"), english);
        name = (kind == PaySheetKind.Slips ? english ? "pay-" : "工资-" : (english ? "settlement-" : "对账单-") + company + "-") + name;
        Audit.Add(db, http, "pay.exported", name);
        await db.SaveChangesAsync(cancel);
        return format == ExportFormat.Csv
            ? Results.File(sheet.ToCsv(), "text/csv; charset=utf-8", name + ".csv")
            : Results.File(sheet.ToXlsx(), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", name + ".xlsx");
    }

    private static Sheet Slips(PayView pay, bool english)
    {
        var sheet = new Sheet([english ? "Agent" : "客服", english ? "Company" : "公司", english ? "Scorecard" : "绩效方案", english ? "Score" : "得分", .. Kinds.Select(k => Name(k, english)), english ? "Total (yuan)" : "合计（元）"]);
        foreach (var (_, slip) in pay.Slips)
        {
            sheet.Add([
                new(slip.Name), new(slip.Company ?? ""), new(slip.Scorecard ?? ""), slip.Score is { } score ? new(null, score, NumberForm.Decimals) : new("—"),
                .. Kinds.Select(k => Yuan(slip.Lines.Where(l => l.Kind == k).Sum(l => l.Fen))), Yuan(slip.TotalFen),
            ]);
        }
        return sheet;
    }

    private static Sheet Lines(Settlement settlement, bool english)
    {
        var sheet = new Sheet([english ? "Who" : "对象", english ? "Kind" : "项目", english ? "Cause" : "原因", english ? "Basis" : "依据", english ? "Amount (yuan)" : "金额（元）"]);
        sheet.Add([new(settlement.Company), new(Name(PayLineKind.Fee, english)), new("fee"), new(english ? $"{settlement.Agents} agents" : $"{settlement.Agents} 人"), Yuan(settlement.FeeFen)]);
        foreach (var (who, line) in settlement.Slips.SelectMany(s => s.Lines.Select(l => (s.Name, l))).Concat(settlement.OwnLines.Select(l => (settlement.Company, l))))
            sheet.Add([new(who), new(Name(line.Kind, english)), new(line.Cause), new(line.Basis ?? ""), Yuan(line.Fen)]);
        sheet.Add([new(english ? "Total" : "合计"), new(""), new(""), new(""), Yuan(settlement.TotalFen)]);
        return sheet;
    }

    private static Cell Yuan(long fen) => new(null, fen / 100m, NumberForm.Decimals);

    private static string Name(PayLineKind kind, bool english) => english ? kind.ToString() : kind switch
    {
        PayLineKind.Base => "底薪",
        PayLineKind.Fee => "服务费",
        PayLineKind.Bonus => "奖金",
        PayLineKind.Deduction => "扣减",
        PayLineKind.Reward => "奖励",
        PayLineKind.Penalty => "处罚",
        _ => "损失",
    };
}
