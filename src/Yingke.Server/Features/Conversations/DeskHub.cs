using System.Text.Json;
using Microsoft.AspNetCore.SignalR;
using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Accounts;
using Yingke.Domain.Conversations;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Push;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Conversations;

/// <summary>
/// The socket of the workbench: pushes only. What a client says here is of the moment and stored nowhere but in read marks:
/// typing, reading, looking.
/// </summary>
internal sealed class DeskHub(Db db, NodeBus bus, Audiences audiences, Connections connections, Sockets sockets, ReadMarks marks, ViewerBoard viewers) : Hub
{
    private const int PreviewLimit = 200;

    private CurrentAgent Agent => (CurrentAgent)Context.Items["agent"]!;

    private HashSet<string> Joined => (HashSet<string>)Context.Items["joined"]!;

    public override async Task OnConnectedAsync()
    {
        if (Context.GetHttpContext()?.Agent() is not { } agent)
        {
            Context.Abort();
            return;
        }
        Context.Items["agent"] = agent;
        Context.Items["joined"] = new HashSet<string>();
        connections.Add(Context, Clients.Caller, agent);
        sockets.Add(Context.ConnectionId, "desk", agent.ShopId, Clients.Caller);
        Join(Audiences.Agent(agent.AgentId));
        Join(Audiences.Staff(agent.ShopId));
        if (agent.May("im.chat") || agent.May("im.supervise"))
            Join(Audiences.Desk(agent.ShopId));
        if (agent.Reach("im.supervise") is { } reach)
            Join(reach == Scope.All ? Audiences.Supervisors(agent.ShopId) : Audiences.SupervisorsOf(agent.ShopId, agent.Company));
        await connections.Seen(agent.ShopId, agent.AgentId);
    }

    /// <summary>
    /// Answered once this connection hears all that is meant for it. The protocol's own handshake is answered earlier: who reads the state
    /// after this answer, and not before, misses nothing in between.
    /// </summary>
#pragma warning disable CA1822 // A hub calls methods of its own only.
    public Task Ready() => Task.CompletedTask;
#pragma warning restore CA1822

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        connections.Remove(Context.ConnectionId);
        sockets.Remove(Context.ConnectionId);
        foreach (var group in Context.Items.ContainsKey("joined") ? Joined : [])
            audiences.Left(group, Context.ConnectionId);
        return viewers.Leave(Context.ConnectionId);
    }

    /// <summary>
    /// The agent types; null when they stopped. The buyer is told that, never what. Of a colleague who only looks on, the others are told.
    /// </summary>
    public async Task Typing(Guid conversationId, string? text)
    {
        var agent = Agent;
        await viewers.Type(Context.ConnectionId, conversationId, text is not null);
        if (await Find(conversationId) is not { } conversation || conversation.AgentId != agent.AgentId || !Throttle("typing", 900, text is null))
            return;
        await Tell([Audiences.Buyer(conversation.BuyerId)], "typing", new { name = text is null ? null : agent.Name });
        await Tell([Audiences.View(conversationId)], "typing", new { conversationId, from = "agent", name = agent.Name, text = text is null ? null : text[..Math.Min(text.Length, PreviewLimit)] });
    }

    /// <summary>The serving agent has read up to <paramref name="seq"/>; somebody who only watches does not count.</summary>
    public async Task Read(Guid conversationId, long seq)
    {
        if (await Find(conversationId) is not { } conversation || conversation.AgentId != Agent.AgentId || seq <= conversation.AgentReadSeq || seq > conversation.HeadSeq)
            return;
        await marks.ByAgent(Agent.ShopId, conversationId, seq);
        await Tell([Audiences.Buyer(conversation.BuyerId)], "read", new { seq });
        await Tell([Audiences.Agent(Agent.AgentId)], "read", new { conversationId, by = "agent", seq });
    }

    /// <summary>Looks at a conversation (null: at none): the pushes of one that is not the agent's own come only then.</summary>
    public async Task View(Guid? conversationId)
    {
        foreach (var old in Joined.Where(g => g.StartsWith("view:", StringComparison.Ordinal)).ToList())
            Leave(old);
        await viewers.Leave(Context.ConnectionId);
        if (conversationId is not { } id || await Find(id) is not { } conversation)
            return;
        Join(Audiences.View(id));
        await viewers.Enter(Context.ConnectionId, Agent.ShopId, id, conversation.AgentId, Agent.AgentId, Agent.Name);
    }

    public async Task Unview(Guid conversationId)
    {
        if (!Joined.Contains(Audiences.View(conversationId)))
            return;
        Leave(Audiences.View(conversationId));
        await viewers.Leave(Context.ConnectionId);
    }

    public void WatchWall(bool on)
    {
        if (Agent.Reach("im.supervise") is not { } reach)
            throw new HubException("forbidden");
        foreach (var group in new[] { reach == Scope.All ? Audiences.Wall(Agent.ShopId) : Audiences.WallOf(Agent.ShopId, Agent.Company), Audiences.AnyWall(Agent.ShopId) })
        {
            if (on)
                Join(group);
            else
                Leave(group);
        }
    }

    /// <summary>The boards of campaigns, for whoever has one open.</summary>
    public void WatchStandings(bool on)
    {
        if (!Agent.May("im.chat") && !Agent.May("campaigns.run"))
            throw new HubException("forbidden");
        if (on)
            Join(Audiences.Standings(Agent.ShopId));
        else
            Leave(Audiences.Standings(Agent.ShopId));
    }

    private Task<Conversation?> Find(Guid id) =>
        db.Set<Conversation>().AsNoTracking().VisibleTo(Agent, db).SingleOrDefaultAsync(c => c.Id == id);

    private void Join(string group)
    {
        if (Joined.Add(group))
            audiences.Joined(group, Context.ConnectionId);
    }

    private void Leave(string group)
    {
        if (Joined.Remove(group))
            audiences.Left(group, Context.ConnectionId);
    }

    private Task Tell(string[] to, string method, object argument) =>
        bus.Publish(new Told(Agent.ShopId, to, method, [JsonSerializer.SerializeToElement(argument, Stored.Json)]), Context.ConnectionAborted);

    /// <summary>At most one in <paramref name="ms"/> milliseconds; what ends something always passes.</summary>
    private bool Throttle(string what, int ms, bool always)
    {
        var now = Environment.TickCount64;
        if (!always && Context.Items.TryGetValue(what, out var last) && now - (long)last! < ms)
            return false;
        Context.Items[what] = now;
        return true;
    }
}
