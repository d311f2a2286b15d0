using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Push;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Accounts;

/// <param name="PreviousUntil">Until when signatures with the former secret are still honoured.</param>
internal sealed record IdentitySecretView(string ShopCode, string Secret, DateTimeOffset? PreviousUntil);

/// <summary>The secret with which the shop's server vouches for its members, and its rotation: the former one is honoured for a day.</summary>
internal static class IdentitySecrets
{
    private static readonly TimeSpan Overlap = TimeSpan.FromHours(24);

    public static async Task<IdentitySecretView> Show(HttpContext http, Db db, TimeProvider time, CancellationToken cancel)
    {
        var shopId = http.Agent()!.ShopId;
        var shop = await db.Set<Shop>().SingleAsync(s => s.Id == shopId, cancel);
        return new(shop.Code, shop.IdentitySecret, shop.PreviousIdentitySecretUntil is { } until && until > time.Now() ? until : null);
    }

    public static async Task<IdentitySecretView> Rotate(HttpContext http, Db db, ShopDirectory shops, NodeBus bus, TimeProvider time, CancellationToken cancel)
    {
        var (shopId, secret, until) = (http.Agent()!.ShopId, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32)), time.Now() + Overlap);
        await db.InTransaction(async () =>
        {
            // The present one becomes the former one inside the statement: two rotations at once leave nobody's secret out.
            await db.Set<Shop>().Where(s => s.Id == shopId).ExecuteUpdateAsync(s => s
                .SetProperty(x => x.PreviousIdentitySecret, x => x.IdentitySecret).SetProperty(x => x.PreviousIdentitySecretUntil, until).SetProperty(x => x.IdentitySecret, secret), cancel);
            Audit.Add(db, http, "settings.identity_rotated", await db.Set<Shop>().Where(s => s.Id == shopId).Select(s => s.Name).SingleAsync(cancel));
        }, cancel);
        shops.Forget(shopId);
        await bus.Publish(new ShopMoved(shopId, ShopPart.Settings), CancellationToken.None);
        return await Show(http, db, time, cancel);
    }
}
