using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Accounts;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Tickets;

internal sealed record NamedAgent(Guid Id, string Name);

/// <summary>Who may have tickets: the agents whose post handles them.</summary>
internal static class Handlers
{
    public static async Task<List<NamedAgent>> All(Db db, Guid shopId, CancellationToken cancel)
    {
        var posts = (await db.Set<Post>().Where(p => p.ShopId == shopId).ToListAsync(cancel)).Where(p => p.Permissions.ContainsKey(Permission.TicketsHandle)).Select(p => p.Id).ToList();
        return await db.Set<Agent>().Where(a => a.ShopId == shopId && a.SuspendedAt == null && (a.IsOwner || posts.Contains(a.PostId)))
            .OrderBy(a => a.Id).Select(a => new NamedAgent(a.Id, a.Name)).ToListAsync(cancel);
    }

    public static async Task Check(Db db, Guid shopId, IEnumerable<Guid> agents, string field, CancellationToken cancel)
    {
        var asked = agents.ToHashSet();
        if (asked.Count > 0 && !asked.IsSubsetOf((await All(db, shopId, cancel)).Select(a => a.Id)))
            throw Refusal.Invalid(field, "somebody who handles tickets");
    }
}
