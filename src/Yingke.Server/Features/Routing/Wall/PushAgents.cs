using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR;
using Yingke.Server.Features.Conversations;
using Yingke.Server.Platform.Push;

namespace Yingke.Server.Features.Routing.Wall;

/// <summary>
/// When an agent's state moved, the agent hears of it and so do open walls: once a second and agent at most. Messages count only while a wall
/// of the shop is open on this node: they move the oldest waiting and what is overdue.
/// </summary>
internal sealed class PushAgents : BackgroundService
{
    private readonly ConcurrentDictionary<(Guid ShopId, Guid AgentId), byte> moved = new();
    private readonly IServiceScopeFactory scopes;
    private readonly IHubContext<DeskHub> desk;
    private readonly Audiences audiences;
    private readonly ILogger<PushAgents> log;

    public PushAgents(IServiceScopeFactory scopes, IHubContext<DeskHub> desk, Audiences audiences, Signals signals, ILogger<PushAgents> log)
    {
        (this.scopes, this.desk, this.audiences, this.log) = (scopes, desk, audiences, log);
        signals.Subscribe<ShopMoved>(signal =>
        {
            if (signal is { Part: ShopPart.Agents, AgentId: { } agent })
                Note(signal.ShopId, agent);
            return Task.CompletedTask;
        });
        signals.Subscribe<LogMoved>(signal =>
        {
            if (signal.AgentId is { } agent && IsWatched(signal.ShopId))
                Note(signal.ShopId, agent);
            return Task.CompletedTask;
        });
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Real time, whatever the clock of the rules says: this is about people's eyes.
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            foreach (var shop in moved.Keys.GroupBy(k => k.ShopId, k => k.AgentId).ToList())
            {
                try
                {
                    await Push(shop.Key, [.. shop], stoppingToken);
                }
                catch (Exception failure) when (failure is not OperationCanceledException)
                {
                    log.LogWarning(failure, "States of agents were not pushed");
                }
            }
        }
    }

    private async Task Push(Guid shopId, List<Guid> agents, CancellationToken cancel)
    {
        // Taken off first: what moves while we look is pushed in the next second.
        foreach (var agent in agents)
            moved.TryRemove((shopId, agent), out _);
        await using var scope = scopes.CreateAsyncScope();
        foreach (var state in await scope.ServiceProvider.GetRequiredService<AgentStates>().Of(shopId, agents, cancel))
        {
            var here = audiences.Members(Audiences.Agent(state.Id), Audiences.Wall(shopId), Audiences.WallOf(shopId, state.Company));
            if (here.Count > 0)
                await desk.Clients.Clients(here).SendAsync("agent", state, cancel);
        }
    }

    private void Note(Guid shopId, Guid agentId)
    {
        if (audiences.Has(Audiences.Agent(agentId)) || IsWatched(shopId))
            moved[(shopId, agentId)] = 0;
    }

    private bool IsWatched(Guid shopId) => audiences.Has(Audiences.AnyWall(shopId));
}
