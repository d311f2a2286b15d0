using Microsoft.EntityFrameworkCore;
using Yingke.Domain.AfterSales;
using Yingke.Domain.Orders;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.AfterSales;

/// <summary>The list of the after-sales desk 售后工作台: what is due soonest first, then the rest by newest.</summary>
internal static class FindApplications
{
    public sealed record Answer(IReadOnlyList<ApplicationRow> Items, int Total, DateTimeOffset ServerTime, IReadOnlyDictionary<string, int> Counts);

    private const int MostPages = 10_000;

    public static async Task<Answer> Handle(
        HttpContext http, Db db, AfterSaleViews views, TimeProvider time, CancellationToken cancel, Word<ApplicationState>? state = null, Word<ApplicationType>? type = null, Guid? orderId = null,
        Guid? buyerId = null, string? q = null, bool? open = null, bool? repeat = null, int page = 1, int limit = 50)
    {
        var agent = http.Agent()!;
        var size = Paging.Limit(limit);
        if (page is < 1 or > MostPages)
            throw Refusal.Invalid("page");
        if (q is { Length: > 60 })
            throw Refusal.Invalid("q");
        var all = Narrow(db.Set<Application>().VisibleTo(agent, db), db, agent.ShopId, type?.Value, orderId, buyerId, q, repeat);
        var counts = await Counts(all, few: buyerId is not null || orderId is not null, cancel);
        if (state is { } only)
            all = all.Where(a => a.State == only.Value);
        if (open == true)
            all = all.Where(a => a.State != ApplicationState.Closed && a.State != ApplicationState.Withdrawn);
        var found = await all.OrderBy(a => a.DueAt == null).ThenBy(a => a.DueAt).ThenByDescending(a => a.AppliedAt).ThenBy(a => a.Id).Skip((page - 1) * size).Take(size).ToListAsync(cancel);
        return new(await views.Rows(agent.ShopId, found, cancel), await all.CountAsync(cancel), time.Now(), counts);
    }

    /// <summary>Those of one buyer or order are counted here: asked for groups, SQLite would walk the whole shop by state to have them in order.</summary>
    private static async Task<Dictionary<string, int>> Counts(IQueryable<Application> all, bool few, CancellationToken cancel) => few
        ? (await all.Select(a => a.State).ToListAsync(cancel)).CountBy(EnumConverters.Text).ToDictionary()
        : await all.GroupBy(a => a.State).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => EnumConverters.Text(g.Key), g => g.Count, cancel);

    private static IQueryable<Application> Narrow(IQueryable<Application> all, Db db, Guid shopId, ApplicationType? type, Guid? orderId, Guid? buyerId, string? q, bool? repeat)
    {
        if (type is { } kind)
            all = all.Where(a => a.Type == kind);
        if (orderId is not null)
            all = all.Where(a => a.OrderId == orderId);
        if (buyerId is not null)
            all = all.Where(a => a.BuyerId == buyerId);
        if (repeat == true)
            all = all.Where(a => a.Repeat);
        if (!string.IsNullOrWhiteSpace(q))
        {
            var text = q.Trim();
            var orders = db.Set<Order>().Where(o => o.ShopId == shopId && o.Number == text).Select(o => o.Id);
            all = all.Where(a => a.Number == text || orders.Contains(a.OrderId));
        }
        return all;
    }
}
