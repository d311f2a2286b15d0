using Yingke.Domain.Accounts;
using Yingke.Domain.Conversations;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Routing;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Conversations;

internal static class Visibility
{
    /// <summary>
    /// The conversations that <paramref name="agent"/> may read. Supervisors and inspectors: the shop's, or those of their company's agents.
    /// Others: what they serve, what waits for anybody, closed ones in which they took part, those in which they are mentioned, and earlier
    /// ones of the buyers they serve. After a transfer the former agent's access to an open conversation is over.
    /// </summary>
    public static IQueryable<Conversation> VisibleTo(this IQueryable<Conversation> conversations, CurrentAgent agent, Db db)
    {
        conversations = conversations.Where(c => c.ShopId == agent.ShopId);
        var reach = agent.Reach("im.supervise") ?? (agent.May("quality.inspect") ? agent.Reach("quality.inspect") : null);
        if (agent.IsOwner || (agent.ApiKeyId is not null && agent.May("im.chat")) || reach == Scope.All)
            return conversations;
        var me = agent.AgentId;
        var served = db.Set<Assignment>().Where(a => a.ShopId == agent.ShopId && a.AgentId == me);
        var serving = db.Set<Conversation>().Where(s => s.ShopId == agent.ShopId && s.AgentId == me && s.State == ConversationState.Active);
        var mentions = db.Set<Mention>().Where(m => m.ShopId == agent.ShopId && m.AgentId == me);
        if (reach == Scope.Own)
        {
            var company = agent.Company;
            var colleagues = db.Set<Agent>().Where(a => a.ShopId == agent.ShopId && a.Company == company).Select(a => a.Id);
            return conversations.Where(c => c.AgentId == me || (c.AgentId != null && colleagues.Contains(c.AgentId.Value))
                || c.State == ConversationState.Queued || c.State == ConversationState.Offline);
        }
        if (!agent.May("im.chat"))
            return conversations.Where(c => false);
        return conversations.Where(c =>
            c.AgentId == me || c.State == ConversationState.Queued || c.State == ConversationState.Offline
            || mentions.Any(m => m.ConversationId == c.Id)
            || (c.State == ConversationState.Closed && (served.Any(a => a.ConversationId == c.Id) || serving.Any(s => s.BuyerId == c.BuyerId))));
    }
}
