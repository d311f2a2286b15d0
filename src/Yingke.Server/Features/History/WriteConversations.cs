using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Conversations;
using Yingke.Domain.History;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Buyers;
using Yingke.Server.Features.Conversations;
using Yingke.Server.Features.Performance;
using Yingke.Server.Features.Routing;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.History;

/// <summary>Writes what the check left of a file, whole conversations in transactions of moderate size, so that people at work wait for none of them.</summary>
internal sealed class WriteConversations(Db db, Stage stage, Shop shop)
{
    private IReadOnlyDictionary<string, KnownAgent> agents = new Dictionary<string, KnownAgent>();

    public async Task Run(Func<long, Task> progress, CancellationToken cancel)
    {
        agents = await db.Set<Agent>().AsNoTracking().Where(a => a.ShopId == shop.Id)
            .ToDictionaryAsync(a => StoredLines.Id(a.SourceId, a.Id), a => new KnownAgent(a.Id, a.Name, a.Groups), cancel);
        foreach (var page in stage.Conversations())
        {
            var lines = page.ConvertAll(id => (Id: id, Lines: stage.Of(id).ConvertAll(l => l.Line)));
            await db.InTransaction(() => Write(lines, cancel), cancel);
            db.ChangeTracker.Clear();
            await progress(lines.Sum(l => l.Lines.Count));
        }
    }

    private async Task Write(List<(string Id, List<ConversationLine> Lines)> conversations, CancellationToken cancel)
    {
        var dispatch = await db.HoldDispatch(shop.Id, cancel);
        var stored = await Hold([.. conversations.Select(c => c.Id)], cancel);
        var buyers = await FindSources.Buyers(db, shop.Id, [.. conversations.SelectMany(c => c.Lines).OfType<InflowLine>().Select(i => i.Buyer).Distinct()], cancel);
        var replies = new Dictionary<Guid, (Guid AgentId, DateTimeOffset At)>();
        var assigned = new Dictionary<Guid, DateTimeOffset>();
        foreach (var (id, lines) in conversations)
        {
            var past = stored.TryGetValue(id, out var known) ? await Continue(known, lines, cancel) : Open(lines, buyers, dispatch, out known);
            if (past.LastReply is { } reply && (!replies.TryGetValue(known.BuyerId, out var other) || other.At < reply.At))
                replies[known.BuyerId] = reply;
            foreach (var (agent, at) in past.Assigned.Where(a => !assigned.TryGetValue(a.AgentId, out var last) || last < a.At))
                assigned[agent] = at;
        }
        await Remember(replies, assigned, cancel);
        await db.LookAtAllLogs(shop.Id, cancel);
    }

    private async Task<Dictionary<string, Conversation>> Hold(List<string> ids, CancellationToken cancel)
    {
        var stored = await FindSources.Conversations(db, shop.Id, ids, cancel);
        return (await db.HoldConversations(shop.Id, [.. stored.Values.Select(c => c.Id)])).ToDictionary(c => StoredLines.Id(c.SourceId, c.Id));
    }

    private Past Open(List<ConversationLine> lines, Dictionary<string, Guid> buyers, Dispatch dispatch, out Conversation conversation)
    {
        var inflow = lines.OfType<InflowLine>().First();
        (conversation, var entry) = Past.Open(shop, buyers[inflow.Buyer], inflow, dispatch.NextPlace++);
        db.Add(conversation);
        db.Add(entry);
        var past = new Past(db, shop, conversation, agents, holding: null, rated: false);
        past.Live(lines.Where(l => l != inflow));
        past.Leave();
        if (!conversation.IsOpen)
        {
            // What is over has been read.
            var row = db.Entry(conversation);
            row.Property(c => c.AgentReadSeq).CurrentValue = conversation.HeadSeq;
            row.Property(c => c.BuyerReadSeq).CurrentValue = conversation.HeadSeq;
        }
        return past;
    }

    private async Task<Past> Continue(Conversation conversation, List<ConversationLine> lines, CancellationToken cancel)
    {
        var holding = await db.Set<Assignment>().AsTracking().Where(a => a.ShopId == shop.Id && a.ConversationId == conversation.Id && a.EndedAt == null)
            .OrderByDescending(a => a.At).FirstOrDefaultAsync(cancel);
        var rated = await db.Set<Rating>().AnyAsync(r => r.ShopId == shop.Id && r.ConversationId == conversation.Id, cancel);
        var past = new Past(db, shop, conversation, agents, holding, rated);
        past.Live(lines);
        return past;
    }

    /// <summary>The buyer's recent agent and the agents' last assignments, where the past knows later ones than the shop does.</summary>
    private async Task Remember(Dictionary<Guid, (Guid AgentId, DateTimeOffset At)> replies, Dictionary<Guid, DateTimeOffset> assigned, CancellationToken cancel)
    {
        var buyerIds = replies.Keys.ToList();
        foreach (var buyer in await db.Set<Buyer>().AsTracking().Where(b => b.ShopId == shop.Id && buyerIds.Contains(b.Id)).ToListAsync(cancel))
        {
            var (agent, at) = replies[buyer.Id];
            if (buyer.RecentAgentAt is null || buyer.RecentAgentAt < at)
                (buyer.RecentAgentId, buyer.RecentAgentAt) = (agent, at);
        }
        var agentIds = assigned.Keys.ToList();
        foreach (var agent in await db.Set<Agent>().AsTracking().Where(a => a.ShopId == shop.Id && agentIds.Contains(a.Id)).ToListAsync(cancel))
        {
            if (agent.LastAssignedAt is null || agent.LastAssignedAt < assigned[agent.Id])
                agent.LastAssignedAt = assigned[agent.Id];
        }
    }
}
