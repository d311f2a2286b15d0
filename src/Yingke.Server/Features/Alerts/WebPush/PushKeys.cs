using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Alerts.WebPush;

/// <summary>The shop's signing key: made once, at first need. Were it to change, every subscription would end.</summary>
internal sealed class PushKeys(Db db, IDataProtectionProvider protection, TimeProvider time)
{
    private readonly IDataProtector protector = protection.CreateProtector("push-key");

    public async Task<string> PublicKey(Guid shopId, CancellationToken cancel) => (await Find(shopId, cancel) ?? await Make(shopId, cancel)).PublicKey;

    /// <summary>Null while nobody ever subscribed.</summary>
    public async Task<ECDsa?> Signer(Guid shopId, CancellationToken cancel)
    {
        if (await Find(shopId, cancel) is not { } kept)
            return null;
        var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(Convert.FromBase64String(protector.Unprotect(kept.PrivateKey)), out _);
        return key;
    }

    private Task<PushKey?> Find(Guid shopId, CancellationToken cancel) => db.Set<PushKey>().SingleOrDefaultAsync(k => k.ShopId == shopId, cancel);

    private async Task<PushKey> Make(Guid shopId, CancellationToken cancel)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var made = new PushKey
        {
            ShopId = shopId, PublicKey = SealedMessage.Text(SealedMessage.PointOf(key.ExportParameters(false))), PrivateKey = protector.Protect(Convert.ToBase64String(key.ExportPkcs8PrivateKey())), CreatedAt = time.Now(),
        };
        db.Add(made);
        try
        {
            await db.SaveChangesAsync(cancel);
            return made;
        }
        catch (DbUpdateException twice) when (db.Dialect.UniqueViolation(twice) is not null)
        {
            // Two asked at once; the first one's counts.
            db.ChangeTracker.Clear();
            return await db.Set<PushKey>().SingleAsync(k => k.ShopId == shopId, cancel);
        }
    }
}
