using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Accounts;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Accounts;

/// <param name="Quota">How many sub-accounts the shop may have.</param>
/// <param name="Used">How many it has: neither the owner nor the suspended count, nor those on temporary places.</param>
internal sealed record AgentList(IReadOnlyList<AgentView> Items, int Quota, int Used, TemporaryPlacesView? Temporary);

/// <summary>The shop's accounts; a supervisor with the reach of a company sees that company's only.</summary>
internal static class FindAgents
{
    public static async Task<AgentList> Handle(HttpContext http, Db db, TimeProvider time, CancellationToken cancel)
    {
        var by = http.Agent()!;
        var posts = await db.Set<Post>().Where(p => p.ShopId == by.ShopId).ToDictionaryAsync(p => p.Id, p => p.Name, cancel);
        var agents = await Visible(db, by).OrderBy(a => a.SuspendedAt != null).ThenBy(a => a.Id).ToListAsync(cancel);
        var quota = await db.Set<Shop>().Where(s => s.Id == by.ShopId).Select(s => s.SubAccountQuota).SingleAsync(cancel);
        return new(agents.ConvertAll(a => AgentView.Of(a, posts[a.PostId])), quota, await Used(db, by.ShopId, cancel), await TemporaryQuotas.Granted(db, by.ShopId, time.Now(), cancel));
    }

    public static async Task<AgentView> One(Guid id, HttpContext http, Db db, CancellationToken cancel)
    {
        var by = http.Agent()!;
        if (!await Visible(db, by).AnyAsync(a => a.Id == id, cancel))
            throw Refusal.NotFound();
        return await AgentView.Load(db, by.ShopId, id, cancel);
    }

    public static Task<int> Used(Db db, Guid shopId, CancellationToken cancel) =>
        db.Set<Agent>().CountAsync(a => a.ShopId == shopId && !a.IsOwner && a.SuspendedAt == null && a.LapsesAt == null, cancel);

    private static IQueryable<Agent> Visible(Db db, CurrentAgent by)
    {
        var agents = db.Set<Agent>().Where(a => a.ShopId == by.ShopId);
        if (by.Reach(Permission.AgentsManage) == Scope.All || by.Reach(Permission.ImSupervise) == Scope.All)
            return agents;
        var company = by.Company;
        return agents.Where(a => a.Company == company);
    }
}
