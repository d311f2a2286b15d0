using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Routing;
using Yingke.Server.Features.Accounts;
using Yingke.Domain.Conversations;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Routing;

/// <param name="Campaign">Whose threshold and messages are in force; null for the shop's.</param>
/// <param name="By">Who forced it or set it free last; null where the load decided.</param>
internal sealed record OverloadView(bool IsOn, OverloadMode Mode, DateTimeOffset? Since, int Load, int Threshold, string? By, string? Reason, string? Campaign);

/// <summary>Whether a shop is overloaded, since when, and who said so.</summary>
internal sealed class OverloadState(Db db, ShopDirectory shops)
{
    public async Task<OverloadView> Of(Guid shopId, CancellationToken cancel)
    {
        var shop = await shops.Shop(shopId, cancel);
        var row = await db.Set<Dispatch>().AsNoTracking().SingleAsync(d => d.ShopId == shopId, cancel);
        var last = await db.Set<OverloadStep>().Where(s => s.ShopId == shopId && s.Lent == null).OrderByDescending(s => s.Id).FirstOrDefaultAsync(cancel);
        var load = await db.Set<Conversation>().CountAsync(c => c.ShopId == shopId && (c.State == ConversationState.Active || c.State == ConversationState.Queued), cancel);
        return new(row.OverloadOn, row.OverloadMode, row.OverloadSince, load, shop.Settings.Overload.With(row.LentOverload?.Own).Threshold, last?.AgentName, last?.Reason, row.LentOverload?.Name);
    }
}
