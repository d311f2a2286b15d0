using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR;
using Microsoft.EntityFrameworkCore;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Push;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Accounts;

/// <summary>The agents' sockets on this node: they renew the presence lease, and end with their session.</summary>
internal sealed class Connections
{
    private readonly ConcurrentDictionary<string, (HubCallerContext Context, CurrentAgent Agent)> open = new();
    private readonly IServiceScopeFactory scopes;
    private readonly TimeProvider time;

    public Connections(IServiceScopeFactory scopes, TimeProvider time, Signals signals)
    {
        (this.scopes, this.time) = (scopes, time);
        signals.Subscribe<SessionsEnded>(ended =>
        {
            foreach (var (context, agent) in open.Values.Where(c => c.Agent.AgentId == ended.AgentId && (ended.ExceptSession is null || c.Agent.SessionId != ended.ExceptSession)))
                context.Abort();
            return Task.CompletedTask;
        });
    }

    public void Add(HubCallerContext context, CurrentAgent agent) => open[context.ConnectionId] = (context, agent);

    public void Remove(string connectionId) => open.TryRemove(connectionId, out _);

    public bool Has(Guid agentId) => open.Values.Any(c => c.Agent.AgentId == agentId);

    public Task Seen(Guid shopId, Guid agentId) => Renew([(shopId, agentId)]);

    /// <summary>Renews the lease of everybody who is connected here; a few times within the grace.</summary>
    public Task RenewAll() => Renew([.. open.Values.Select(c => (c.Agent.ShopId, c.Agent.AgentId)).Distinct()]);

    /// <summary>Sockets whose session is over by now, for whichever reason, are closed: nothing depends on a signal alone.</summary>
    public async Task EndRevoked(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<Db>();
        var now = time.Now();
        foreach (var byShop in open.Values.Where(c => c.Agent.SessionId is not null).GroupBy(c => c.Agent.ShopId))
        {
            var ids = byShop.Select(c => c.Agent.SessionId!.Value).Distinct().ToList();
            var alive = (await db.Set<Session>().AsNoTracking().Where(s => s.ShopId == byShop.Key && ids.Contains(s.Id) && s.EndedAt == null && s.ExpiresAt > now)
                .Select(s => s.Id).ToListAsync(cancel)).ToHashSet();
            foreach (var (context, _) in byShop.Where(c => !alive.Contains(c.Agent.SessionId!.Value)))
                context.Abort();
        }
    }

    private async Task Renew(IReadOnlyCollection<(Guid ShopId, Guid AgentId)> agents)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<Db>();
        var now = time.Now();
        foreach (var byShop in agents.GroupBy(a => a.ShopId))
        {
            var ids = byShop.Select(a => a.AgentId).ToList();
            using var turn = await db.Dialect.EnterWrite(CancellationToken.None);
            await db.Set<Agent>().Where(a => a.ShopId == byShop.Key && ids.Contains(a.Id)).ExecuteUpdateAsync(a => a.SetProperty(x => x.SeenAt, now));
        }
    }
}
