using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Buyers;
using Yingke.Domain.Orders;
using Yingke.Server.Features.Buyers;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Hotline;

/// <summary>Who calls: the buyer with that number, else the one whose parcels go to it. Several are for the agent to choose from.</summary>
internal static class FindCallers
{
    public const int AtMost = 5;

    /// <summary>Newest parcels that are looked at: a number may stand on the orders of half a town.</summary>
    private const int Parcels = 200;

    public static async Task<List<Guid>> Of(Db db, Guid shopId, string phone, CancellationToken cancel)
    {
        var forms = Phone.Forms(phone);
        var own = await db.Set<Buyer>().Where(b => b.ShopId == shopId && b.Phone != null && forms.Contains(b.Phone)).OrderByDescending(b => b.Id).Take(AtMost).Select(b => b.Id).ToListAsync(cancel);
        if (own.Count > 0)
            return own;
        var receivers = await db.Set<Order>().Where(o => o.ShopId == shopId && o.ReceiverPhone != null && forms.Contains(o.ReceiverPhone))
            .OrderByDescending(o => o.Id).Take(Parcels).Select(o => o.BuyerId).ToListAsync(cancel);
        return [.. receivers.Distinct().Take(AtMost)];
    }

    /// <summary>The only one with that number; null if there is none, or more than one.</summary>
    public static async Task<Guid?> Only(Db db, Guid shopId, string? phone, CancellationToken cancel) =>
        phone is not null && await Of(db, shopId, phone, cancel) is [var one] ? one : null;
}
