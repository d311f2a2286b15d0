using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Accounts;
using Yingke.Domain.Deadlines;
using Yingke.Domain.Performance;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Performance;

internal sealed record ReportFileView(Guid Id, string Month, string Name, long Bytes, DateTimeOffset At);

internal sealed record ReportFileList(IReadOnlyList<ReportFileView> Items);

/// <summary>Writes each shop's report of last month once, on the third day of the month: late enough for ratings that come late, early enough for the 5th.</summary>
internal sealed class WriteReportFiles(Db db, ShowReport report, TimeProvider time)
{
    private const int FirstDay = 3;
    private const int Kept = 36;

    public async Task Run(CancellationToken cancel)
    {
        foreach (var shop in await db.Set<Shop>().ToListAsync(cancel))
        {
            var today = LocalDay.Of(time.Now(), shop.Zone);
            var month = Month.Of(today).Before;
            var (first, last) = (month.First.DayNumber, month.Last.DayNumber);
            if (today.Day < FirstDay || await db.Set<ReportFile>().AnyAsync(f => f.ShopId == shop.Id && f.MonthKey == month.Key, cancel)
                || !await db.Set<StintRow>().AnyAsync(s => s.ShopId == shop.Id && s.Day >= first && s.Day <= last, cancel))
                continue;
            // The program itself, which sees what the owner sees.
            var viewer = new CurrentAgent(shop.Id, Guid.Empty, "system", null, false, null, null, new Dictionary<string, Scope> { [Permission.ReportsView] = Scope.All });
            var sheet = ExportReport.SheetOf(await report.Of(viewer, month.First, month.Last, cancel), shop.Name, english: false);
            db.Add(new ReportFile { ShopId = shop.Id, MonthKey = month.Key, Name = $"绩效-{month}.xlsx", Content = sheet.ToXlsx(), At = time.Now() });
            await db.SaveChangesAsync(cancel);
            db.ChangeTracker.Clear();
        }
    }

    public async Task<ReportFileList> List(CurrentAgent viewer, CancellationToken cancel) => new((await Visible(viewer).OrderByDescending(f => f.MonthKey).Take(Kept)
        .Select(f => new { f.Id, f.MonthKey, f.Name, f.Content.Length, f.At }).ToListAsync(cancel)).ConvertAll(f => new ReportFileView(f.Id, Month.OfKey(f.MonthKey).ToString(), f.Name, f.Length, f.At)));

    public async Task<IResult> One(HttpContext http, Guid id, CancellationToken cancel)
    {
        var file = await Visible(http.Agent()!).SingleOrDefaultAsync(f => f.Id == id, cancel) ?? throw Refusal.NotFound();
        Audit.Add(db, http, "report.exported", file.Name);
        await db.SaveChangesAsync(cancel);
        return Results.File(file.Content, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", file.Name);
    }

    /// <summary>They hold everybody's figures: nothing for who sees some agents only.</summary>
    private IQueryable<ReportFile> Visible(CurrentAgent viewer)
    {
        var all = viewer.Reach(Permission.ReportsView) == Scope.All;
        return db.Set<ReportFile>().Where(f => f.ShopId == viewer.ShopId && all);
    }
}
