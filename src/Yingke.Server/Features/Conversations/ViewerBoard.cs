using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR;
using Yingke.Server.Platform.Push;

namespace Yingke.Server.Features.Conversations;

/// <summary>
/// Who looks at which conversation just now, on all nodes: shown to its agent and to each other, so that nobody works twice. Every node tells
/// the others of its own viewers, again now and then, and forgets those of a node that fell silent.
/// </summary>
internal sealed class ViewerBoard
{
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(60);
    private readonly ConcurrentDictionary<string, (Guid ShopId, Guid ConversationId, Viewer Viewer)> here = new();
    private readonly ConcurrentDictionary<Guid, Board> boards = new();
    private readonly IHubContext<DeskHub> desk;
    private readonly Audiences audiences;
    private readonly NodeBus bus;
    private readonly TimeProvider time;

    public ViewerBoard(IHubContext<DeskHub> desk, Audiences audiences, NodeBus bus, Signals signals, TimeProvider time)
    {
        (this.desk, this.audiences, this.bus, this.time) = (desk, audiences, bus, time);
        signals.Subscribe<Viewing>(Hear);
        // A conversation that changes hands brings its viewers along.
        signals.Subscribe<LogMoved>(moved =>
        {
            if (!moved.RowChanged || !boards.TryGetValue(moved.ConversationId, out var board) || board.AgentId == moved.AgentId)
                return Task.CompletedTask;
            board.AgentId = moved.AgentId;
            return Show(moved.ConversationId, board);
        });
    }

    private sealed class Board
    {
        public Guid? AgentId { get; set; }
        public ConcurrentDictionary<string, (Viewer[] Viewers, long At)> ByNode { get; } = new();
        public Viewer[] All => [.. ByNode.Values.SelectMany(n => n.Viewers).GroupBy(v => v.Id).Select(g => g.First() with { Typing = g.Any(v => v.Typing) }).OrderBy(v => v.Name, StringComparer.Ordinal)];
    }

    public IReadOnlyList<Viewer> Of(Guid conversationId) => boards.TryGetValue(conversationId, out var board) ? board.All : [];

    public Task Enter(string connection, Guid shopId, Guid conversationId, Guid? servingAgent, Guid agentId, string name)
    {
        here[connection] = (shopId, conversationId, new Viewer(agentId, name, false));
        return Tell(shopId, conversationId, servingAgent);
    }

    public Task Leave(string connection) =>
        here.TryRemove(connection, out var left) ? Tell(left.ShopId, left.ConversationId, boards.TryGetValue(left.ConversationId, out var board) ? board.AgentId : null) : Task.CompletedTask;

    /// <summary>A viewer writes a note, or stopped; told when it changes only.</summary>
    public Task Type(string connection, Guid conversationId, bool types)
    {
        if (!here.TryGetValue(connection, out var viewing) || viewing.ConversationId != conversationId || viewing.Viewer.Typing == types)
            return Task.CompletedTask;
        here[connection] = viewing with { Viewer = viewing.Viewer with { Typing = types } };
        return Tell(viewing.ShopId, conversationId, boards.TryGetValue(conversationId, out var board) ? board.AgentId : null);
    }

    /// <summary>Says again who looks here, and drops nodes that did not.</summary>
    public async Task Renew()
    {
        foreach (var (shopId, id) in here.Values.Select(v => (v.ShopId, v.ConversationId)).Distinct().ToList())
            await Tell(shopId, id, boards.TryGetValue(id, out var board) ? board.AgentId : null);
        foreach (var (id, board) in boards)
        {
            foreach (var (node, said) in board.ByNode.Where(n => n.Key != bus.Node && time.GetElapsedTime(n.Value.At) > Silence).ToList())
            {
                board.ByNode.TryRemove(new(node, said));
                await Show(id, board);
            }
        }
    }

    private Task Tell(Guid shopId, Guid conversationId, Guid? servingAgent) =>
        bus.Publish(new Viewing(shopId, conversationId, servingAgent, bus.Node, [.. here.Values.Where(v => v.ConversationId == conversationId).Select(v => v.Viewer).Take(50)]), CancellationToken.None);

    private Task Hear(Viewing said)
    {
        var board = boards.GetOrAdd(said.ConversationId, _ => new Board());
        var before = board.All;
        var agentChanged = board.AgentId != said.AgentId;
        board.AgentId = said.AgentId;
        board.ByNode[said.Node] = (said.Viewers, time.GetTimestamp());
        if (said.Viewers.Length == 0)
            board.ByNode.TryRemove(said.Node, out _);
        return agentChanged || !before.SequenceEqual(board.All) ? Show(said.ConversationId, board) : Task.CompletedTask;
    }

    private Task Show(Guid conversationId, Board board)
    {
        if (board.ByNode.IsEmpty)
            boards.TryRemove(conversationId, out _);
        string[] groups = board.AgentId is { } agent ? [Audiences.Agent(agent), Audiences.View(conversationId)] : [Audiences.View(conversationId)];
        return desk.Clients.Clients(audiences.Members(groups)).SendAsync("viewers", new { conversationId, viewers = board.All });
    }
}
