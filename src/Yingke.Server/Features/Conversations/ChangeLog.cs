using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Yingke.Domain;
using Yingke.Domain.Conversations;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Platform.Activity;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Push;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Conversations;

/// <summary>Entries that are more than a message: recall, rating invitation, rating. Rare, so they go through EF under the conversation's row lock.</summary>
internal sealed class ChangeLog(Db db, Signals signals, NodeBus bus, ShopDirectory shops, EntryViews views, TimeProvider time)
{
    /// <summary>撤回, within the shop's time: an entry of its own; staff still see the text, figures keep the original.</summary>
    public async Task<Appendix> Recall(CurrentAgent agent, Guid id, string? clientId, long seq, CancellationToken cancel)
    {
        var seconds = (await shops.Shop(agent.ShopId, cancel)).Settings.Conversation.RecallSeconds;
        return await Write(agent, id, SendMessage.CheckClientId(clientId), async (conversation, now) =>
        {
            var target = await db.Set<Entry>().AsNoTracking().SingleOrDefaultAsync(e => e.ShopId == agent.ShopId && e.ConversationId == id && e.Seq == seq, cancel)
                ?? throw Refusal.Invalid("seq");
            Domain.Conversations.Recall.Check(target, agent.AgentId, (await db.Recalled(agent.ShopId, id, cancel)).Contains(seq), now, seconds);
            return conversation.Append(EntryKind.Recall, Sender.Agent, now, agent.AgentId, clientId, details: new EntryDetails { Target = seq });
        }, cancel);
    }

    public Task<Appendix> InviteRating(CurrentAgent agent, Guid id, string? clientId, CancellationToken cancel) =>
        Write(agent, id, SendMessage.CheckClientId(clientId), (conversation, now) =>
        {
            if (conversation.AgentId != agent.AgentId)
                throw new RuleViolation("not_your_conversation");
            return Task.FromResult(conversation.Append(EntryKind.RatingInvitation, Sender.Agent, now, agent.AgentId, clientId));
        }, cancel);

    /// <summary>1 to 5 stars, once, until the shop's hours after closing are over.</summary>
    public async Task Rate(CurrentVisitor visitor, Guid id, int stars, IReadOnlyList<string>? tags, string? text, CancellationToken cancel)
    {
        if (stars is < 1 or > 5)
            throw Refusal.Invalid("stars");
        if (tags is { Count: > 10 } || tags?.Any(t => t is not { Length: > 0 and <= 20 }) == true)
            throw Refusal.Invalid("tags");
        if (text is { Length: > 500 })
            throw Refusal.Invalid("text");
        var settings = (await shops.Shop(visitor.ShopId, cancel)).Settings;
        await Commit(visitor.ShopId, id, async (conversation, now) =>
        {
            if (conversation.BuyerId != visitor.BuyerId)
                throw Refusal.NotFound();
            if (await db.Set<Rating>().AnyAsync(r => r.ShopId == visitor.ShopId && r.ConversationId == id, cancel))
                throw new RuleViolation("already_rated");
            if (conversation.AgentId is null)
                throw new RuleViolation("not_served");
            if (!conversation.IsOpen && !RatingWindow.IsOpen(conversation.ClosedAt, now, settings.Conversation.RatingHours))
                throw new RuleViolation("rating_expired");
            var words = string.IsNullOrWhiteSpace(text) ? null : MessageText.Check(text, 500);
            db.Add(new Rating { ShopId = visitor.ShopId, ConversationId = id, AgentId = conversation.AgentId, Stars = stars, Tags = tags ?? [], Text = words, At = now });
            db.Record(new Fact { ShopId = visitor.ShopId, Type = "conversation.rated", At = now, SubjectId = id, Details = JsonSerializer.Serialize(new { stars, tags, text = words }, Stored.Json) });
            return conversation.Append(EntryKind.Rated, Sender.Buyer, now, visitor.BuyerId, text: words, details: new EntryDetails { Stars = stars, Tags = tags });
        }, cancel);
    }

    private async Task<Appendix> Write(CurrentAgent agent, Guid id, string clientId, Func<Conversation, DateTimeOffset, Task<Entry>> write, CancellationToken cancel)
    {
        var (entry, head) = await Commit(agent.ShopId, id, async (conversation, now) =>
        {
            var first = await db.Set<Entry>().AsNoTracking().SingleOrDefaultAsync(
                e => e.ShopId == agent.ShopId && e.ConversationId == id && e.SenderId == agent.AgentId && e.ClientId == clientId, cancel);
            if (first is not null)
                return first;
            if (!await db.Set<Conversation>().VisibleTo(agent, db).AnyAsync(c => c.Id == id, cancel))
                throw Refusal.NotFound();
            return await write(conversation, now);
        }, cancel);
        return new((await views.ForStaff(agent.ShopId, [entry], new HashSet<long>(), cancel))[0], head);
    }

    /// <summary>One entry under the row lock, told to everybody after the commit.</summary>
    private async Task<(Entry Entry, long Head)> Commit(Guid shopId, Guid id, Func<Conversation, DateTimeOffset, Task<Entry>> write, CancellationToken cancel)
    {
        LogMoved? moved = null;
        var result = await db.InTransaction(async () =>
        {
            var conversation = (await db.HoldConversations(shopId, [id])).SingleOrDefault() ?? throw Refusal.NotFound();
            var before = conversation.HeadSeq;
            var entry = await write(conversation, time.Now());
            if (entry.Seq > before)
            {
                db.Add(entry);
                moved = new LogMoved(shopId, id, entry.Seq, entry.Seq, conversation.BuyerId, conversation.AgentId, null, true);
                await bus.Notify(db, [moved], cancel);
            }
            return (entry, conversation.HeadSeq);
        }, cancel);
        if (moved is not null)
            signals.Deliver(moved);
        return result;
    }
}
