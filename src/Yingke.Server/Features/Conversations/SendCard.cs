using Yingke.Domain.Conversations;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage.Log;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Conversations;

/// <summary>A card of the shop's business into a conversation, by the agent who serves it: the one door for features that have something to show.</summary>
internal sealed class SendCard(MessageLog log, EntryViews views)
{
    /// <param name="agent">Must be serving.</param>
    /// <param name="conversationId">Where it goes.</param>
    /// <param name="clientId">The same one again gets the first entry back.</param>
    /// <param name="card">What is shown; <paramref name="words"/> stand for it in lists and where cards are not known.</param>
    /// <param name="words">In plain text.</param>
    /// <param name="cancel">Ends the request.</param>
    public async Task<Appendix> Handle(CurrentAgent agent, Guid conversationId, string? clientId, TradeCard card, string words, CancellationToken cancel)
    {
        var wish = new Append(agent.ShopId, conversationId, Sender.Agent, agent.AgentId, EntryKind.Card, SendMessage.CheckClientId(clientId), words, new EntryDetails { Card = card });
        var appended = await log.Append(wish, cancel);
        if (appended.Entry is { } entry)
            return new((await views.ForStaff(agent.ShopId, [entry], new HashSet<long>(), cancel))[0], appended.Head);
        throw appended.Refusal == "not_found" ? Refusal.NotFound() : Refusal.Conflict(appended.Refusal!);
    }
}
