using System.Collections.Concurrent;
using Yingke.Domain.Accounts;
using Yingke.Domain.Deadlines;
using Yingke.Domain.Performance;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Performance;

/// <param name="Shop">For who may see it.</param>
internal sealed record TodayAnswer(DateOnly Day, FigureSections Own, FigureSections? Shop);

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
        public (Report Report, DateOnly Of, long At)? Known { get; set; }
    }

    public async Task<TodayAnswer> Of(CurrentAgent viewer, CancellationToken cancel)
    {
        var shop = await shops.Shop(viewer.ShopId, cancel);
        var today = LocalDay.Of(time.Now(), shop.Zone);
        var report = await Latest(shop, today, cancel);
        // Somebody who came in the last two seconds has no row yet, and no figures either.
        var own = report.Agents.GetValueOrDefault(viewer.AgentId);
        return new(today, own is null ? FigureSections.None : FigureSections.Of(own), viewer.Reach(Permission.ReportsView) == Scope.All ? FigureSections.Of(report.Shop) : null);
    }

    /// <summary>The whole shop's row of today.</summary>
    public async Task<FigureRow> OfShop(Shop shop, CancellationToken cancel) => (await Latest(shop, LocalDay.Of(time.Now(), shop.Zone), cancel)).Shop;

    private async Task<Report> Latest(Shop shop, DateOnly today, CancellationToken cancel)
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
                day.Known = known = (Report.Of(await scope.ServiceProvider.GetRequiredService<LoadFacts>().Live(shop.Id, period, cancel), period), today, began);
            }
            return known.Report;
        }
        finally
        {
            day.Turn.Release();
        }
    }
}
