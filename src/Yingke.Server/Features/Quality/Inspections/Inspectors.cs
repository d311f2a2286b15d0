using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Accounts;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Quality.Inspections;

internal sealed record QualityPerson(Guid Id, string Name);

/// <summary>Who may inspect: the agents whose post says so.</summary>
internal static class Inspectors
{
    public static async Task<List<QualityPerson>> All(Db db, Guid shopId, CancellationToken cancel)
    {
        var posts = (await db.Set<Post>().Where(p => p.ShopId == shopId).ToListAsync(cancel)).Where(p => p.Permissions.ContainsKey(Permission.QualityInspect)).Select(p => p.Id).ToList();
        return await db.Set<Agent>().Where(a => a.ShopId == shopId && a.SuspendedAt == null && (a.IsOwner || posts.Contains(a.PostId)))
            .OrderBy(a => a.Id).Select(a => new QualityPerson(a.Id, a.Name)).ToListAsync(cancel);
    }

    public static async Task Check(Db db, Guid shopId, IEnumerable<Guid> agents, string field, CancellationToken cancel)
    {
        if (!agents.ToHashSet().IsSubsetOf((await All(db, shopId, cancel)).Select(a => a.Id)))
            throw Refusal.Invalid(field, "somebody who inspects");
    }
}
