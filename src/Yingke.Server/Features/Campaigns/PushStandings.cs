using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR;
using Microsoft.EntityFrameworkCore;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Conversations;
using Yingke.Server.Features.Orders;
using Yingke.Server.Platform.Push;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Campaigns;

/// <summary>When an order moved, whoever looks at the shop's boards gets them anew: twice a second at most, and nothing at all while nobody looks. (spec: campaigns.md, PK: within 2 s of the event)</summary>
internal sealed class PushStandings : BackgroundService
{
    private readonly ConcurrentDictionary<Guid, byte> moved = new();
    private readonly IServiceScopeFactory scopes;
    private readonly IHubContext<DeskHub> desk;
    private readonly Audiences audiences;
    private readonly ILogger<PushStandings> log;

    public PushStandings(IServiceScopeFactory scopes, IHubContext<DeskHub> desk, Audiences audiences, Signals signals, ILogger<PushStandings> log)
    {
        (this.scopes, this.desk, this.audiences, this.log) = (scopes, desk, audiences, log);
        signals.Subscribe<Told>(told =>
        {
            if (OrderRows.BuyerOf(told) is not null && audiences.Has(Audiences.Standings(told.ShopId)))
                moved[told.ShopId] = 0;
            return Task.CompletedTask;
        });
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Real time, whatever the clock of the rules says: this is about people's eyes.
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(500));
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            foreach (var shopId in moved.Keys.ToList())
            {
                // Taken off first: what moves while we look is pushed the next time.
                moved.TryRemove(shopId, out _);
                try
                {
                    await Push(shopId, stoppingToken);
                }
                catch (Exception failure) when (failure is not OperationCanceledException)
                {
                    log.LogWarning(failure, "Boards were not pushed");
                }
            }
        }
    }

    private async Task Push(Guid shopId, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var (db, books, shops, time) = (scope.ServiceProvider.GetRequiredService<Db>(), scope.ServiceProvider.GetRequiredService<StandingBooks>(), scope.ServiceProvider.GetRequiredService<ShopDirectory>(), scope.ServiceProvider.GetRequiredService<TimeProvider>());
        var now = time.Now();
        foreach (var campaign in await db.Set<Campaign>().Where(c => c.ShopId == shopId && c.StartAt <= now && c.EndAt > now).ToListAsync(cancel))
        {
            var view = BoardView.Of(campaign, await books.Of(campaign, cancel), await shops.Names(shopId, cancel), (await shops.Shop(shopId, cancel)).Zone, now);
            if (audiences.Members(Audiences.Standings(shopId)) is { Count: > 0 } here)
                await desk.Clients.Clients(here.ToList()).SendAsync("standings", view, cancel);
        }
    }
}
