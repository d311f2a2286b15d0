using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Deadlines;
using Yingke.Domain.Quality;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Quality.Inspections;

/// <param name="Points">What this score costs by its band.</param>
internal sealed record WeekResult(Guid Id, QualityPerson Agent, string Sheet, decimal Score, int Points, DateTimeOffset At);

/// <param name="Monday">Its first day.</param>
/// <param name="Sum">Of all results.</param>
/// <param name="Points">What the shop loses: the sum, never more than the cap.</param>
internal sealed record WeekOfPoints(DateOnly Monday, int Sum, int Points, IReadOnlyList<WeekResult> Results);

internal sealed record WeeksAnswer(int Cap, IReadOnlyList<WeekOfPoints> Weeks);

/// <summary>周扣分: by natural week of the inspection what its results cost the shop, of the sheets that cost points. (spec: quality.md, Sheets)</summary>
internal static class ShowWeeks
{
    private const int MostWeeks = 53;

    public static async Task<WeeksAnswer> Handle(HttpContext http, Db db, ShopDirectory shops, TimeProvider time, CancellationToken cancel, int weeks = 8)
    {
        var shopId = http.Agent()!.ShopId;
        if (weeks is < 1 or > MostWeeks)
            throw Refusal.Invalid("weeks", $"1–{MostWeeks}");
        var (zone, names) = ((await shops.Shop(shopId, cancel)).Zone, await shops.Names(shopId, cancel));
        var first = LocalDay.WeekStart(LocalDay.Of(time.Now(), zone)).AddDays(-7 * (weeks - 1));
        var since = LocalDay.Start(first, zone);
        var sheets = (await db.Set<SheetVersion>().Where(s => s.ShopId == shopId).ToListAsync(cancel)).Where(s => s.Sheet.TakesWeekPoints).ToDictionary(s => s.Id, s => s.Sheet.Name);
        var found = (await db.Set<InspectionTask>().Where(t => t.ShopId == shopId && t.SubmittedAt >= since).OrderBy(t => t.SubmittedAt).ToListAsync(cancel)).FindAll(t => sheets.ContainsKey(t.SheetId));
        var byWeek = found.ToLookup(t => LocalDay.WeekStart(LocalDay.Of(t.SubmittedAt!.Value, zone)), t =>
            new WeekResult(t.Id, new(t.AgentId, names.GetValueOrDefault(t.AgentId, "—")), sheets[t.SheetId], t.Score!.Value, WeekPoints.Of(t.Score!.Value), t.SubmittedAt!.Value));
        return new(WeekPoints.MostInAWeek, [.. Enumerable.Range(0, weeks).Select(i => first.AddDays(7 * (weeks - 1 - i)))
            .Select(monday => new WeekOfPoints(monday, byWeek[monday].Sum(r => r.Points), WeekPoints.Total(byWeek[monday].Select(r => r.Score)), [.. byWeek[monday]]))]);
    }
}
