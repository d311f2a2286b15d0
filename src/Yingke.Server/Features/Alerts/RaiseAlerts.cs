using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Conversations;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Buyers;
using Yingke.Server.Platform.Activity;
using Yingke.Server.Platform.Push;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Alerts;

/// <summary>What must be seen soon: an offline message arrived, a rating was bad, a colleague was named in a note (spec: routing.md, Offline messages).</summary>
internal sealed class RaiseAlerts(Db db, ShopDirectory shops, SpreadAlerts spread, NodeBus bus, Signals signals)
{
    public static readonly string[] Facts = ["offline_message.left", "conversation.rated", "note.mentioned"];

    private const int BadStars = 2;

    private sealed record Rated(int Stars, string? Text);

    private sealed record Mentioned(long Seq, IReadOnlyList<Guid> Agents);

    public async Task React(Fact fact, Aftermath aftermath, CancellationToken cancel)
    {
        var conversation = await db.Set<Conversation>().SingleOrDefaultAsync(c => c.ShopId == fact.ShopId && c.Id == fact.SubjectId, cancel);
        if (conversation is null)
            return;
        switch (fact.Type)
        {
            // One that an agent got at once needs nobody's attention.
            case "offline_message.left" when conversation is { State: ConversationState.Offline, DueAt: { } due }:
                await Raise(conversation, new() { ShopId = fact.ShopId, Key = ArrivalKey(conversation.Id, due), Kind = AlertKind.OfflineMessage, ConversationId = conversation.Id, DueAt = due, At = fact.At },
                    [Audiences.Desk(fact.ShopId)], aftermath, cancel);
                break;
            case "conversation.rated" when Read<Rated>(fact) is { Stars: <= BadStars } rated:
                await Raise(conversation, new() { ShopId = fact.ShopId, Key = $"rated:{conversation.Id}", Kind = AlertKind.BadRating, ConversationId = conversation.Id, Stars = rated.Stars, Text = rated.Text, At = fact.At },
                    await Supervisors(conversation, cancel), aftermath, cancel);
                break;
            case "note.mentioned":
                await Mention(fact, conversation, aftermath, cancel);
                break;
        }
    }

    /// <summary>With the buyer's name and last words.</summary>
    public async Task Raise(Conversation conversation, Alert alert, string[] audience, Aftermath aftermath, CancellationToken cancel, string? name = null)
    {
        name ??= await db.Set<Buyer>().Where(b => b.ShopId == alert.ShopId && b.Id == conversation.BuyerId).Select(b => b.Name).SingleOrDefaultAsync(cancel);
        await Raise(new()
        {
            ShopId = alert.ShopId, Id = Guid.CreateVersion7(alert.At), Key = alert.Key, Kind = alert.Kind, AgentId = alert.AgentId, ConversationId = alert.ConversationId,
            Name = name, Text = alert.Text ?? (alert.Kind == AlertKind.Mention ? null : conversation.LastText), Stars = alert.Stars, DueAt = alert.DueAt, At = alert.At,
        }, audience, aftermath, cancel);
    }

    /// <summary>As it is, within the open transaction; nothing if the same thing was alerted before.</summary>
    public async Task Raise(Alert alert, string[] audience, Aftermath aftermath, CancellationToken cancel)
    {
        if (await db.Set<Alert>().AnyAsync(a => a.ShopId == alert.ShopId && a.Key == alert.Key, cancel))
            return;
        db.Add(alert);
        await spread.Plan(alert, cancel);
        if (alert.OffPage)
            return;
        aftermath.Tell(new Told(alert.ShopId, audience, "alert", [JsonSerializer.SerializeToElement(AlertView.Of(alert), Stored.Json)]));
    }

    /// <summary>
    /// Alerts each who holds a permission, in a transaction of its own together with what it tells of. Where another node was first nothing happens: a unique key, of the alerts or of what
    /// is stored with them, gives way.
    /// </summary>
    /// <param name="shopId">Whose shop.</param>
    /// <param name="permission">Who is alerted.</param>
    /// <param name="alert">What each is told.</param>
    /// <param name="with">What else belongs to it, before; within the transaction.</param>
    /// <param name="cancel">Ends it early.</param>
    public async Task ToHolders(Guid shopId, string permission, Func<Guid, Alert> alert, Func<Task>? with, CancellationToken cancel)
    {
        var aftermath = new Aftermath();
        try
        {
            await db.InTransaction(async () =>
            {
                // Row by row, in one order on every node: stored together they would be sorted by ids that each node makes for itself, and two nodes
                // that hold one key each and wait for the other's would be a deadlock, not a first and a second.
                if (with is not null)
                {
                    await with();
                    await db.SaveChangesAsync(cancel);
                }
                foreach (var id in await Holders(shopId, cancel, permission))
                {
                    await Raise(alert(id), [Audiences.Agent(id)], aftermath, cancel);
                    await db.SaveChangesAsync(cancel);
                }
                await bus.Notify(db, aftermath.Signals, cancel);
            }, cancel);
        }
        catch (DbUpdateException twice) when (db.Dialect.UniqueViolation(twice) is not null)
        {
            db.ChangeTracker.Clear();
            return;
        }
        db.ChangeTracker.Clear();
        foreach (var signal in aftermath.Signals)
            signals.Deliver(signal);
    }

    public static string ArrivalKey(Guid conversationId, DateTimeOffset due) => $"offline:{conversationId}:{due.Stored()}";

    private async Task Mention(Fact fact, Conversation conversation, Aftermath aftermath, CancellationToken cancel)
    {
        var mentioned = Read<Mentioned>(fact);
        var note = await db.Set<Entry>().SingleAsync(e => e.ShopId == fact.ShopId && e.ConversationId == conversation.Id && e.Seq == mentioned.Seq, cancel);
        var names = await shops.Names(fact.ShopId, cancel);
        var writer = note.SenderId is { } id ? names.GetValueOrDefault(id, "—") : "—";
        foreach (var agent in mentioned.Agents.Where(a => a != note.SenderId))
        {
            await Raise(conversation, new()
            {
                ShopId = fact.ShopId, Key = $"mention:{conversation.Id}:{note.Seq}:{agent}", Kind = AlertKind.Mention, AgentId = agent, ConversationId = conversation.Id,
                Text = note.Text is { Length: > 200 } text ? text[..200] : note.Text, At = fact.At,
            }, [Audiences.Agent(agent)], aftermath, cancel, writer);
        }
    }

    private Task<string[]> Supervisors(Conversation conversation, CancellationToken cancel) => Supervisors(conversation.ShopId, conversation.AgentId, cancel);

    /// <summary>Those of the whole shop, and those of the company of the agent whose matter it is.</summary>
    public async Task<string[]> Supervisors(Guid shopId, Guid? agentId, CancellationToken cancel)
    {
        var agent = await db.Set<Agent>().Where(a => a.ShopId == shopId && a.Id == agentId).Select(a => new { a.Company }).SingleOrDefaultAsync(cancel);
        return agent is null ? [Audiences.Supervisors(shopId)] : [Audiences.Supervisors(shopId), Audiences.SupervisorsOf(shopId, agent.Company)];
    }

    /// <summary>Who holds a permission, the owner always: for what concerns a post and no conversation.</summary>
    public async Task<List<Guid>> Holders(Guid shopId, CancellationToken cancel, params string[] permissions)
    {
        var posts = (await db.Set<Post>().Where(p => p.ShopId == shopId).ToListAsync(cancel)).Where(p => permissions.Any(p.Permissions.ContainsKey)).Select(p => p.Id).ToList();
        return await db.Set<Agent>().Where(a => a.ShopId == shopId && a.SuspendedAt == null && (a.IsOwner || posts.Contains(a.PostId))).OrderBy(a => a.Id).Select(a => a.Id).ToListAsync(cancel);
    }

    private static T Read<T>(Fact fact) => JsonSerializer.Deserialize<T>(fact.Details!, Stored.Json)!;
}
