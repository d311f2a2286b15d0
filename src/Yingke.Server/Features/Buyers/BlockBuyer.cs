using Microsoft.EntityFrameworkCore;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Push;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Buyers;

/// <summary>
/// Blocks a buyer, or lets them in again. The blocked open nothing new and send nothing; what is open stays for staff to close in their own
/// words, and the buyer's window says no more than that sending is not possible now.
/// </summary>
internal sealed class BlockBuyer(Db db, NodeBus bus, BlockedBuyers blocked, TimeProvider time)
{
    /// <param name="http">Who asks.</param>
    /// <param name="id">The buyer.</param>
    /// <param name="reason">Why, for colleagues; null lets the buyer in again.</param>
    /// <param name="cancel">Ends the request.</param>
    public async Task Handle(HttpContext http, Guid id, string? reason, CancellationToken cancel)
    {
        var agent = http.Agent()!;
        await BuyerRoutes.Find(id, agent, db, cancel);
        await db.InTransaction(async () =>
        {
            var buyer = await db.Set<Buyer>().AsTracking().SingleAsync(b => b.ShopId == agent.ShopId && b.Id == id, cancel);
            if (reason is null && buyer.BlockedAt is null || reason is not null && buyer.BlockReason == reason)
                return;
            Audit.Add(db, http, reason is null ? "buyer.unblocked" : "buyer.blocked", buyer.Name, buyer.BlockReason, reason);
            (buyer.BlockedAt, buyer.BlockReason) = (reason is null ? null : buyer.BlockedAt ?? time.Now(), reason);
        }, cancel);
        blocked.Forget(agent.ShopId);
        await bus.Publish(new ShopMoved(agent.ShopId, ShopPart.Buyers), cancel);
    }
}
