using Yingke.Domain;
using Yingke.Domain.Conversations;
using Yingke.Server.Features.Conversations.Categories;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Routing;

/// <summary>The end of a conversation, by its agent, a supervisor, the buyer or the clock; the freed place goes to who waits.</summary>
internal sealed class CloseConversation(Dispatcher dispatcher)
{
    public Task ByStaff(CurrentAgent by, Guid id, string? reason, IReadOnlyList<string>? tags, Guid? categoryId, CancellationToken cancel) =>
        dispatcher.Run(by.ShopId, async turn =>
        {
            var conversation = await turn.Hold(id);
            var own = conversation.AgentId == by.AgentId;
            if (!own && !by.May("im.supervise"))
                throw new RuleViolation("not_your_conversation");
            await Close(turn, conversation, own ? ClosedBy.Agent : ClosedBy.Supervisor, by.Name, reason, tags);
            if (categoryId is { } category)
                await turn.Db.Note(new() { ShopId = by.ShopId, SubjectId = id, Kind = CategorySubject.Conversation, CategoryId = category, AgentId = conversation.AgentId, Product = conversation.Product?.Title, At = turn.Now }, cancel);
        }, cancel);

    /// <summary>Leaving the queue counts as abandoned (放弃排队).</summary>
    public Task ByBuyer(CurrentVisitor by, Guid id, CancellationToken cancel) =>
        dispatcher.Run(by.ShopId, async turn =>
        {
            var conversation = await turn.Hold(id);
            if (conversation.BuyerId != by.BuyerId)
                throw Refusal.NotFound();
            await Close(turn, conversation, conversation.State == ConversationState.Queued ? ClosedBy.Abandoned : ClosedBy.Buyer, null, null, null);
        }, cancel);

    /// <summary>A waiting buyer prefers to leave a message.</summary>
    public Task LeaveMessage(CurrentVisitor by, Guid id, CancellationToken cancel) =>
        dispatcher.Run(by.ShopId, async turn =>
        {
            var conversation = await turn.Hold(id);
            if (conversation.BuyerId != by.BuyerId)
                throw Refusal.NotFound();
            await turn.Carry(turn.Desk.ToOfflineMessage(id.ToString()));
        }, cancel);

    public static async Task Close(DispatchTurn turn, Conversation conversation, ClosedBy by, string? byName, string? reason, IReadOnlyList<string>? tags)
    {
        if (!conversation.IsOpen)
            throw new RuleViolation("conversation_closed");
        var wasActive = conversation.State == ConversationState.Active;
        await turn.EndAssignment(conversation, "closed");
        turn.Add(conversation.Close(by, byName, reason, tags, turn.Now));
        turn.Record("conversation.closed", conversation, new { by, byName, reason, tags });
        await turn.Carry(wasActive ? turn.Desk.Free(conversation.AgentId!.Value.ToString(), turn.Now) : turn.Desk.Leave(conversation.Id.ToString()));
    }
}
