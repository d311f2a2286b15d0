using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Orders;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Orders;

/// <summary>How far an agent may go with an order's price.</summary>
internal static class PriceLimits
{
    /// <summary>The shop's limit for the agent's grade; an owner's and a program's is that of a lead.</summary>
    public static async Task<PriceLimit> Of(Db db, ShopDirectory shops, CurrentAgent agent, CancellationToken cancel)
    {
        var limits = (await shops.Shop(agent.ShopId, cancel)).Settings.Orders.PriceLimits;
        if (agent.IsOwner || agent.ApiKeyId is not null)
            return limits.Lead;
        return limits.Of(await db.Set<Agent>().Where(a => a.ShopId == agent.ShopId && a.Id == agent.AgentId).Select(a => a.Grade).SingleAsync(cancel));
    }

    /// <summary>What the order cost before the first price change that the buyer accepted.</summary>
    public static async Task<long> FirstTotal(Db db, Guid shopId, Guid orderId, long totalFen, CancellationToken cancel) => Math.Max(totalFen, await db.Set<PriceOffer>()
        .Where(o => o.ShopId == shopId && o.OrderId == orderId && o.State == OfferState.Accepted).MaxAsync(o => (long?)o.OldTotalFen, cancel) ?? 0);

    public static async Task<long?> Floor(Db db, ShopDirectory shops, CurrentAgent agent, Guid orderId, long totalFen, CancellationToken cancel) =>
        PriceChange.Floor(await FirstTotal(db, agent.ShopId, orderId, totalFen, cancel), await Of(db, shops, agent, cancel));
}
