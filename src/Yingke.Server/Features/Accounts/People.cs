using Microsoft.EntityFrameworkCore;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Accounts;

/// <summary>Who in a shop may do something.</summary>
internal static class PeopleQueries
{
    /// <summary>The active accounts whose post has <paramref name="permission"/>, the owner among them.</summary>
    public static async Task<List<Agent>> People(this Db db, Guid shopId, string permission, CancellationToken cancel)
    {
        var posts = (await db.Set<Post>().Where(p => p.ShopId == shopId).ToListAsync(cancel)).Where(p => p.Permissions.ContainsKey(permission)).Select(p => p.Id).ToList();
        return await db.Set<Agent>().Where(a => a.ShopId == shopId && a.SuspendedAt == null && (a.IsOwner || posts.Contains(a.PostId))).OrderBy(a => a.Id).ToListAsync(cancel);
    }
}
