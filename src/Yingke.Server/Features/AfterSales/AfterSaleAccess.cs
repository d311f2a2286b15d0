using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Accounts;
using Yingke.Domain.AfterSales;
using Yingke.Domain.Conversations;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Conversations;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.AfterSales;

internal static class AfterSaleAccess
{
    /// <summary>
    /// Who works on after-sales, or with the buyers' parcels, sees the shop's; everybody else those of the buyers of whom they may read a conversation.
    /// </summary>
    public static IQueryable<Application> VisibleTo(this IQueryable<Application> applications, CurrentAgent agent, Db db)
    {
        applications = applications.Where(a => a.ShopId == agent.ShopId);
        if (agent.IsOwner || agent.May(Permission.AftersaleHandle) || agent.May(Permission.RefundPay) || agent.May(Permission.BuyersContact))
            return applications;
        var readable = db.Set<Conversation>().VisibleTo(agent, db);
        return applications.Where(a => readable.Any(c => c.BuyerId == a.BuyerId));
    }

    public static async Task MustSee(this Db db, CurrentAgent agent, Guid id, CancellationToken cancel)
    {
        if (!await db.Set<Application>().VisibleTo(agent, db).AnyAsync(a => a.Id == id, cancel))
            throw Refusal.NotFound();
    }

    /// <summary>The buyer's own, whoever opened it.</summary>
    public static async Task MustOwn(this Db db, CurrentVisitor visitor, Guid id, CancellationToken cancel)
    {
        if (!await db.Set<Application>().AnyAsync(a => a.ShopId == visitor.ShopId && a.Id == id && a.BuyerId == visitor.BuyerId, cancel))
            throw Refusal.NotFound();
    }

    /// <summary>Goods come in at the warehouse: its post may say so without the right to decide anything (spec: orders-aftersales.md, received).</summary>
    public static async Task<Party> MayReceive(this Db db, CurrentAgent agent, CancellationToken cancel)
    {
        if (agent.May(Permission.AftersaleHandle))
            return Party.Agent;
        var posts = db.Set<Post>().Where(p => p.ShopId == agent.ShopId && p.BuiltIn == BuiltInPosts.Warehouse.Key);
        var works = agent.ApiKeyId is null && await db.Set<Agent>().AnyAsync(a => a.ShopId == agent.ShopId && a.Id == agent.AgentId && posts.Any(p => p.Id == a.PostId), cancel);
        return works ? Party.Warehouse : throw Refusal.Forbidden(Permission.AftersaleHandle);
    }
}
