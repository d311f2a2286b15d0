using Microsoft.EntityFrameworkCore;
using Yingke.Domain.AfterSales;
using Yingke.Domain.Deadlines;
using Yingke.Domain.Orders;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.AfterSales;

/// <summary>The weekly summary of a shop: what was applied for in a week, Monday first, in the shop's own zone.</summary>
internal static class ShowWeek
{
    public sealed record Answer(DateOnly Monday, WeekSummary Week, WeekSummary Before, IReadOnlyList<int> PerDay);

    public static async Task<Answer> Handle(HttpContext http, Db db, ShopDirectory shops, TimeProvider time, CancellationToken cancel, DateOnly? week = null)
    {
        var shopId = http.Agent()!.ShopId;
        var zone = (await shops.Shop(shopId, cancel)).Zone;
        var monday = LocalDay.WeekStart(week ?? LocalDay.Of(time.Now(), zone));
        if (monday.Year is < 2000 or > 2200)
            throw Platform.Web.Refusal.Invalid("week");
        var cases = await Cases(db, shopId, monday, zone, cancel);
        var perDay = Enumerable.Range(0, 7).Select(d => cases.Count(c => LocalDay.Of(c.AppliedAt, zone) == monday.AddDays(d))).ToList();
        return new(monday, WeekSummary.Of(cases), WeekSummary.Of(await Cases(db, shopId, monday.AddDays(-7), zone, cancel)), perDay);
    }

    private static async Task<List<WeekCase>> Cases(Db db, Guid shopId, DateOnly monday, TimeZoneInfo zone, CancellationToken cancel)
    {
        var (start, end) = (LocalDay.Start(monday, zone), LocalDay.Start(monday.AddDays(7), zone));
        var found = await (
            from a in db.Set<Application>()
            where a.ShopId == shopId && a.AppliedAt >= start && a.AppliedAt < end
            join l in db.Set<OrderLine>() on new { a.ShopId, a.OrderId, LineId = a.LineId ?? Guid.Empty } equals new { l.ShopId, l.OrderId, LineId = l.Id } into lines
            from l in lines.DefaultIfEmpty()
            select new { a.BuyerId, a.Type, a.Reason, Product = l == null ? null : l.Title, a.AppliedAt, a.ReviewedAt, a.ReceivedAt, a.ResolvedAt, a.ClosedAt, a.Repeat }).ToListAsync(cancel);
        return found.ConvertAll(a => new WeekCase(a.BuyerId ?? Guid.Empty, a.Type, a.Reason, a.Product ?? "—", a.AppliedAt, a.ReviewedAt, a.ReceivedAt, a.ResolvedAt, a.ClosedAt, a.Repeat));
    }
}
