using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Deadlines;
using Yingke.Domain.Performance;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Performance;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Pay;

/// <summary>The job of the days after the 5th: monthly reports that are not in, each fined once; and a reward for whoever served a quarter without a complaint. (spec: performance.md, Ledger)</summary>
internal sealed class SettleMonths(Db db, FileReports reports, TimeProvider time)
{
    public const string Late = "report_late";
    public const string CleanQuarter = "clean_quarter";

    public async Task Run(CancellationToken cancel)
    {
        foreach (var shop in await db.Set<Shop>().ToListAsync(cancel))
        {
            var month = Month.Of(time.Now(), shop.Zone).Before;
            var due = FileReports.DueAt(month, shop.Zone);
            if (time.Now() < due)
                continue;
            await Reports(shop, month, due, cancel);
            if (month.EndsQuarter)
                await Quarter(shop, month, due, cancel);
            db.ChangeTracker.Clear();
        }
    }

    private async Task Reports(Shop shop, Month month, DateTimeOffset due, CancellationToken cancel)
    {
        var inTime = db.Set<MonthlyReport>().Where(r => r.ShopId == shop.Id && r.MonthKey == month.Key && r.SubmittedAt < due).Select(r => r.AgentId);
        var missing = await reports.Owing(shop.Id, month.In(shop.Zone).End).Where(a => !inTime.Contains(a.Id)).Select(a => a.Id).ToListAsync(cancel);
        var settings = await db.PaySettings(shop.Id, cancel);
        await Enter(shop.Id, Late, missing.ConvertAll(agent => new LedgerRow
        {
            ShopId = shop.Id, Cause = Late, SubjectId = KeyIds.Of(Late, agent, month.Key), AgentId = agent, Fen = -settings.ReportLateFen, Hundredths = -settings.Hundredths(Late), At = due, Details = $"{month} 月报未在 {LocalDay.Of(due.AddTicks(-1), shop.Zone):yyyy-MM-dd} 结束前提交",
        }), cancel);
    }

    private async Task Quarter(Shop shop, Month last, DateTimeOffset due, CancellationToken cancel)
    {
        var settings = await db.PaySettings(shop.Id, cancel);
        if (settings.CleanQuarterFen == 0 && settings.Hundredths(CleanQuarter) == 0)
            return;
        var whole = new Period(last.Before.Before.First, last.Last, shop.Zone);
        var (start, end, first, final) = (whole.Start, whole.End, whole.From.DayNumber, whole.To.DayNumber);
        var serving = await db.Set<StintRow>().Where(s => s.ShopId == shop.Id && s.Day >= first && s.Day <= final && s.Receptions > 0).Select(s => s.AgentId).Distinct().ToListAsync(cancel);
        var reversed = db.Set<LedgerRow>().Where(r => r.ShopId == shop.Id && r.Cause == Ledger.Reversal).Select(r => r.SubjectId);
        var blamed = await db.Set<LedgerRow>().Where(r => r.ShopId == shop.Id && r.Cause == Ledger.Complaint && r.At >= start && r.At < end && r.AgentId != null && !reversed.Contains(r.Id)).Select(r => r.AgentId!.Value).ToListAsync(cancel);
        var agents = await db.Set<Agent>().Where(a => a.ShopId == shop.Id && a.SuspendedAt == null && serving.Contains(a.Id) && !blamed.Contains(a.Id)).Select(a => a.Id).ToListAsync(cancel);
        await Enter(shop.Id, CleanQuarter, agents.ConvertAll(agent => new LedgerRow
        {
            ShopId = shop.Id, Cause = CleanQuarter, SubjectId = KeyIds.Of(CleanQuarter, agent, last.Key), Kind = RowKind.Reward, AgentId = agent, Fen = settings.CleanQuarterFen, Hundredths = settings.Hundredths(CleanQuarter), At = due, Details = $"{whole.From:yyyy-MM}～{last} 没有成立的客诉",
        }), cancel);
    }

    /// <summary>The job comes again until the month ends: all of them are there then, which one look tells.</summary>
    private Task Enter(Guid shopId, string cause, List<LedgerRow> rows, CancellationToken cancel) => db.InTransaction(async () =>
    {
        var subjects = rows.ConvertAll(r => r.SubjectId);
        var there = await db.Set<LedgerRow>().Where(r => r.ShopId == shopId && r.Cause == cause && subjects.Contains(r.SubjectId)).Select(r => r.SubjectId).ToListAsync(cancel);
        db.AddRange(rows.Where(r => !there.Contains(r.SubjectId)));
    }, cancel);
}
