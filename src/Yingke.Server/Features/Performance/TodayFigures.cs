using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Accounts;
using Yingke.Domain.Deadlines;
using Yingke.Domain.Performance;
using Yingke.Domain.Routing;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Performance;

/// <param name="Shop">For who may see it.</param>
/// <param name="Ranks">One's own place in each group that one serves.</param>
internal sealed record TodayAnswer(DateOnly Day, FigureSections Own, FigureSections? Shop, IReadOnlyList<GroupRank> Ranks);

/// <summary>
/// Today's figures, for the strip of each agent and the wall: the report of the day, worked out for all who look at once and two seconds old
/// at most, so that two hundred strips cost what one does.
/// </summary>
internal sealed class TodayFigures(IServiceScopeFactory scopes, ShopDirectory shops, TimeProvider time)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<Guid, Day> days = new();

    private sealed class Day
    {
        public SemaphoreSlim Turn { get; } = new(1, 1);
        public (Report Report, IReadOnlyDictionary<Guid, Groups> Serving, DateOnly Of, long At)? Known { get; set; }
    }

    public async Task<TodayAnswer> Of(CurrentAgent viewer, CancellationToken cancel)
    {
        var shop = await shops.Shop(viewer.ShopId, cancel);
        var today = LocalDay.Of(time.Now(), shop.Zone);
        var (report, serving) = await Latest(shop, today, cancel);
        // Somebody who came in the last two seconds has no row yet, and no figures either.
        var own = report.Agents.GetValueOrDefault(viewer.AgentId);
        return new(today, own is null ? FigureSections.None : FigureSections.Of(own), viewer.Reach(Permission.ReportsView) == Scope.All ? FigureSections.Of(report.Shop) : null,
            GroupRank.Places(report, serving, viewer.AgentId));
    }

    /// <summary>The whole shop's row of today.</summary>
    public async Task<FigureRow> OfShop(Shop shop, CancellationToken cancel) => (await Latest(shop, LocalDay.Of(time.Now(), shop.Zone), cancel)).Report.Shop;

    private async Task<(Report Report, IReadOnlyDictionary<Guid, Groups> Serving)> Latest(Shop shop, DateOnly today, CancellationToken cancel)
    {
        var day = days.GetOrAdd(shop.Id, _ => new Day());
        await day.Turn.WaitAsync(cancel);
        try
        {
            if (day.Known is not { } known || known.Of != today || time.GetElapsedTime(known.At) >= Fresh)
            {
                await using var scope = scopes.CreateAsyncScope();
                var period = new Period(today, today, shop.Zone);
                var began = time.GetTimestamp();
                var report = Report.Of(await scope.ServiceProvider.GetRequiredService<LoadFacts>().Live(shop.Id, period, cancel), period);
                var serving = await scope.ServiceProvider.GetRequiredService<Db>().Set<Agent>().Where(a => a.ShopId == shop.Id && a.ImEnabled && a.SuspendedAt == null && a.Groups != Groups.None)
                    .ToDictionaryAsync(a => a.Id, a => a.Groups, cancel);
                day.Known = known = (report, serving, today, began);
            }
            return (known.Report, known.Serving);
        }
        finally
        {
            day.Turn.Release();
        }
    }
}
