using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR;
using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Accounts;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Push;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Accounts;

/// <summary>
/// The agents' sockets on this node: they renew the presence lease, and end with their session. One whose rights changed is closed too, for it
/// was let in with the old ones; the client comes back at once and gets the new.
/// </summary>
internal sealed class Connections
{
    private static readonly TimeSpan Farewell = TimeSpan.FromMilliseconds(200);
    private readonly ConcurrentDictionary<string, Connection> open = new();
    private readonly IServiceScopeFactory scopes;
    private readonly TimeProvider time;

    public Connections(IServiceScopeFactory scopes, TimeProvider time, Signals signals)
    {
        (this.scopes, this.time) = (scopes, time);
        signals.Subscribe<SessionsEnded>(ended =>
        {
            foreach (var connection in open.Values.Where(c => c.Agent.ApiKeyId is null && c.Agent.AgentId == ended.AgentId
                && (ended.ExceptSession is null || c.Agent.SessionId != ended.ExceptSession) && (ended.OnlySession is null || c.Agent.SessionId == ended.OnlySession)))
                _ = SignOut(connection);
            return Task.CompletedTask;
        });
        signals.Subscribe<ShopMoved>(moved =>
            moved.Part == ShopPart.Keys || moved is { Part: ShopPart.Agents, AgentId: null } ? EndRevoked(moved.ShopId) : Task.CompletedTask);
    }

    private sealed record Connection(HubCallerContext Context, ISingleClientProxy Client, CurrentAgent Agent);

    public void Add(HubCallerContext context, ISingleClientProxy client, CurrentAgent agent) => open[context.ConnectionId] = new(context, client, agent);

    public void Remove(string connectionId) => open.TryRemove(connectionId, out _);

    /// <summary>Whose connection it is; null when it is gone.</summary>
    public CurrentAgent? Find(string connectionId) => open.TryGetValue(connectionId, out var connection) ? connection.Agent : null;

    public bool Has(Guid agentId) => open.Values.Any(c => c.Agent.AgentId == agentId);

    public Task Seen(Guid shopId, Guid agentId) => Renew([(shopId, agentId)]);

    /// <summary>Renews the lease of everybody who is connected here; a few times within the grace.</summary>
    public Task RenewAll() => Renew([.. open.Values.Where(c => c.Agent.SessionId is not null).Select(c => (c.Agent.ShopId, c.Agent.AgentId)).Distinct()]);

    /// <summary>Sockets whose session or key is over by now, or whose rights are others, for whichever reason: nothing depends on a signal alone.</summary>
    public async Task EndRevoked()
    {
        foreach (var shopId in open.Values.Select(c => c.Agent.ShopId).Distinct().ToList())
            await EndRevoked(shopId);
    }

    private async Task EndRevoked(Guid shopId)
    {
        var here = open.Values.Where(c => c.Agent.ShopId == shopId).ToList();
        if (here.Count == 0)
            return;
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<Db>();
        var now = time.Now();
        var sessionIds = here.Where(c => c.Agent.SessionId is not null).Select(c => c.Agent.SessionId!.Value).Distinct().ToList();
        var agents = await (
            from s in db.Set<Session>()
            join a in db.Set<Agent>() on new { s.ShopId, s.AgentId } equals new { a.ShopId, AgentId = a.Id }
            where s.ShopId == shopId && sessionIds.Contains(s.Id) && s.EndedAt == null && s.ExpiresAt > now && a.SuspendedAt == null && (a.LapsesAt == null || a.LapsesAt > now)
            select new { SessionId = s.Id, a.PostId, a.Name, a.Company, a.IsOwner }).ToDictionaryAsync(a => a.SessionId);
        var posts = await db.Set<Post>().Where(p => p.ShopId == shopId).ToDictionaryAsync(p => p.Id, p => p.Permissions);
        var keys = (await db.Set<ApiKey>().Where(k => k.ShopId == shopId && k.RevokedAt == null).Select(k => k.Id).ToListAsync()).ToHashSet();
        foreach (var connection in here)
        {
            var agent = connection.Agent;
            if (agent.SessionId is not { } session ? !keys.Contains(agent.ApiKeyId!.Value) : !agents.ContainsKey(session))
                _ = SignOut(connection);
            else if (agent.SessionId is { } alive && agents[alive] is var present && (present.Name != agent.Name || present.Company != agent.Company
                || !Same(present.IsOwner ? Sessions.Everything : posts[present.PostId], agent.Permissions)))
                connection.Context.Abort();
        }
    }

    /// <summary>Says so first, so that the page need not find out; not for long, since a slow reader must not stay by being slow.</summary>
    private async Task SignOut(Connection connection)
    {
        // Nothing more is delivered to it while it says good-bye.
        Remove(connection.Context.ConnectionId);
        try
        {
            await connection.Client.SendAsync("signedOut", new { reason = "session_ended" }).WaitAsync(Farewell);
            await Task.Delay(Farewell);
        }
        catch (Exception gone) when (gone is TimeoutException or OperationCanceledException or IOException or InvalidOperationException)
        {
            // It left, or does not read: the end comes all the same.
        }
        connection.Context.Abort();
    }

    private static bool Same(IReadOnlyDictionary<string, Scope> a, IReadOnlyDictionary<string, Scope> b) =>
        a.Count == b.Count && a.All(p => b.TryGetValue(p.Key, out var scope) && scope == p.Value);

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
