using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR;
using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Conversations;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Conversations;
using Yingke.Server.Platform.Push;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Routing;

/// <summary>
/// When the queue moved, everybody in it hears their new position and the desks the new counts: once a second and shop at most, however
/// often it moved.
/// </summary>
internal sealed class PushQueue : BackgroundService
{
    private readonly ConcurrentDictionary<Guid, byte> moved = new();
    private readonly IServiceScopeFactory scopes;
    private readonly IHubContext<DeskHub> desk;
    private readonly IHubContext<VisitorHub> visitors;
    private readonly Audiences audiences;
    private readonly TimeProvider time;
    private readonly ILogger<PushQueue> log;

    public PushQueue(IServiceScopeFactory scopes, IHubContext<DeskHub> desk, IHubContext<VisitorHub> visitors, Audiences audiences, TimeProvider time, Signals signals, ILogger<PushQueue> log)
    {
        (this.scopes, this.desk, this.visitors, this.audiences, this.time, this.log) = (scopes, desk, visitors, audiences, time, log);
        signals.Subscribe<ShopMoved>(signal =>
        {
            if (signal.Part == ShopPart.Queue)
                moved[signal.ShopId] = 0;
            return Task.CompletedTask;
        });
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Real time, whatever the clock of the rules says: this is about people's eyes.
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            foreach (var shopId in moved.Keys)
            {
                moved.TryRemove(shopId, out _);
                try
                {
                    await Push(shopId, stoppingToken);
                }
                catch (Exception failure) when (failure is not OperationCanceledException)
                {
                    log.LogWarning(failure, "Queue positions were not pushed");
                    moved[shopId] = 0;
                }
            }
        }
    }

    private async Task Push(Guid shopId, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<Db>();
        var shop = await scope.ServiceProvider.GetRequiredService<ShopDirectory>().Shop(shopId, cancel);
        var places = await QueuePlaces.Of(db, shop, cancel);
        if (audiences.Has(Audiences.Desk(shopId)))
        {
            var offline = await db.Set<Conversation>().CountAsync(c => c.ShopId == shopId && c.State == ConversationState.Offline, cancel);
            await desk.Clients.Group(Audiences.Desk(shopId)).SendAsync("board", new { queued = places.Count, offlineMessages = offline }, cancel);
        }
        if (places.Count == 0)
            return;
        var (mean, capacity) = await QueuePlaces.Pace(db, shopId, time.Now(), cancel);
        var queued = await db.Set<Conversation>().Where(c => c.ShopId == shopId && c.State == ConversationState.Queued)
            .Select(c => new { c.Id, c.State, c.BuyerId, c.OpenedAt, c.HeadSeq, c.AgentReadSeq }).ToListAsync(cancel);
        foreach (var c in queued.Where(c => places.ContainsKey(c.Id) && audiences.Has(Audiences.Buyer(c.BuyerId))))
        {
            var place = places[c.Id];
            await visitors.Clients.Group(Audiences.Buyer(c.BuyerId)).SendAsync("conversation", new VisitorConversation(
                c.Id, c.State, null, place, QueuePlaces.Estimate(place, mean, capacity), null, c.OpenedAt, null, c.HeadSeq, c.AgentReadSeq, false, null, null), cancel);
        }
    }
}
