using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Performance.Scorecards;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Pay;

/// <summary>Closes a month for ever: slips and settlements are kept as they are. A correction is a further revision beside them; of two who close at once one is told.</summary>
internal sealed class ClosePay(Db db, WorkOutPay pay, ShopDirectory shops, TimeProvider time)
{
    public sealed record CloseRequest(string? Month, int? After, string? Reason);

    public async Task<PayRun> Handle(HttpContext http, CloseRequest request, CancellationToken cancel)
    {
        var by = http.Agent()!;
        var month = MonthText.Needed(request.Month);
        var after = request.After is >= 0 ? request.After.Value : throw Refusal.Invalid("after");
        var reason = string.IsNullOrWhiteSpace(request.Reason) ? null : request.Reason.Trim();
        if (reason?.Length > 200 || (after > 0 && reason is null))
            throw Refusal.Invalid("reason", "1–200 characters for another revision");
        if (time.Now() < month.In((await shops.Shop(by.ShopId, cancel)).Zone).End)
            throw Refusal.Conflict("month_not_over");
        var sheet = await pay.Of(by.ShopId, month, cancel);
        if (sheet.Open.Count > 0)
            throw Refusal.Conflict("scores_not_frozen");
        if (sheet.Slips.Count == 0 && sheet.Settlements.Count == 0)
            throw Refusal.Conflict("nobody_to_pay");
        var run = new PayRun
        {
            ShopId = by.ShopId, MonthKey = month.Key, Revision = after + 1, Reason = reason, ById = by.AgentId, ByName = by.Name, At = time.Now(), TotalFen = sheet.TotalFen,
            Settlements = JsonSerializer.Serialize(sheet.Settlements, Stored.Json),
        };
        try
        {
            await db.InTransaction(async () =>
            {
                if ((await db.Set<PayRun>().Where(r => r.ShopId == by.ShopId && r.MonthKey == month.Key).MaxAsync(r => (int?)r.Revision, cancel) ?? 0) != after)
                    throw Refusal.Conflict("closed_meanwhile");
                db.Add(run);
                db.AddRange(sheet.Slips.Select(s => new PaySlipRow
                {
                    ShopId = by.ShopId, RunId = run.Id, MonthKey = month.Key, Revision = run.Revision, AgentId = s.AgentId, Company = s.Company, TotalFen = s.TotalFen, Document = JsonSerializer.Serialize(s, Stored.Json),
                }));
                Audit.Add(db, http, "pay.closed", month.ToString(), null, new { run.Revision, run.TotalFen, slips = sheet.Slips.Count, reason });
            }, cancel);
        }
        catch (DbUpdateException twice) when (db.Dialect.UniqueViolation(twice) is not null)
        {
            throw Refusal.Conflict("closed_meanwhile");
        }
        return run;
    }
}
