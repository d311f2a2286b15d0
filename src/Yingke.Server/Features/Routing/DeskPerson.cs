using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Conversations;
using Yingke.Domain.Routing;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Routing;

/// <summary>An agent at the desk: the seat that the rules see, and the row to which changes are written.</summary>
internal sealed class DeskPerson(Agent row, bool mayChat, int open, string? missing = null)
{
    public Guid Id => row.Id;
    public string Name => row.Name;
    public string? Greeting => row.Greeting;
    public Agent Row => row;

    /// <summary>Whether the post allows it; whoever changes the post within a turn says so here.</summary>
    public bool MayChat { get; set; } = mayChat;

    /// <summary>What they must have done before they take chats, in words; null where nothing is missing.</summary>
    public string? Missing => MayChat && row.ImEnabled ? missing : null;

    /// <summary>Suspended accounts, posts without <c>im.chat</c> and people who are not trained yet count like a switched-off IM.</summary>
    public bool CanChat => MayChat && row.ImEnabled && row.SuspendedAt is null && missing is null;

    public DateTimeOffset? LastAssigned { set => row.LastAssignedAt = value; }

    /// <summary>As stored when the turn began, with the changes made to the row since.</summary>
    public AgentSeat Seat => new(row.Id.ToString(), row.Groups, CanChat, row.Presence, row.Capacity, open, row.Weight, row.LastAssignedAt)
    {
        OnCall = row is { Presence: Presence.Busy, PresenceCause: PresenceCause.Call },
    };

    public static async Task<List<DeskPerson>> Load(Db db, SeatRule rule, Shop shop, CancellationToken cancel)
    {
        var shopId = shop.Id;
        var chatPosts = (await db.Set<Post>().AsNoTracking().Where(p => p.ShopId == shopId).ToListAsync(cancel))
            .Where(p => p.Permissions.ContainsKey("im.chat")).Select(p => p.Id).ToHashSet();
        var open = await db.Set<Conversation>().Where(c => c.ShopId == shopId && c.State == ConversationState.Active && c.AgentId != null)
            .GroupBy(c => c.AgentId!.Value).Select(g => new { Id = g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Id, g => g.Count, cancel);
        var agents = await db.Set<Agent>().AsTracking().Where(a => a.ShopId == shopId).ToListAsync(cancel);
        var missing = await rule.Missing(db, shop, cancel);
        return agents.ConvertAll(a => new DeskPerson(a, chatPosts.Contains(a.PostId) || a.IsOwner, open.GetValueOrDefault(a.Id), missing(a, a.Groups)));
    }
}
