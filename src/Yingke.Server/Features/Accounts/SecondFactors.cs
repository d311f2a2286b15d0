using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using QRCoder;
using Yingke.Domain.Accounts;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Accounts;

/// <summary>
/// The optional second factor: its secret is protected by keys that lie apart from the agent's row, waits for its first code before it
/// counts, and every code counts once, on whichever node.
/// </summary>
internal sealed class SecondFactors(Db db, IDataProtectionProvider protection, TimeProvider time, ILogger<SecondFactors> log)
{
    private const int PixelsPerModule = 4;

    /// <param name="Secret">For those who cannot scan.</param>
    /// <param name="QrSvg">A picture of <paramref name="Uri"/>.</param>
    public sealed record SetUp(string Secret, string Uri, string QrSvg);

    /// <summary>A fresh secret: stored as pending, shown this once.</summary>
    public (SetUp Shown, string Protected) Make(Agent agent, string shopName)
    {
        var secret = RandomNumberGenerator.GetBytes(Totp.SecretBytes);
        var uri = Totp.Uri("Yingke " + shopName, agent.AccountName, secret);
        using var code = QRCodeGenerator.GenerateQrCode(uri, QRCodeGenerator.ECCLevel.M);
        using var picture = new SvgQRCode(code);
        return (new(Totp.ToBase32(secret), uri, picture.GetGraphic(PixelsPerModule)), Protector(agent).Protect(Convert.ToBase64String(secret)));
    }

    /// <summary>Whether <paramref name="code"/> is the confirmed secret's, now, and was not used yet; then it is used.</summary>
    public Task<bool> Accept(Agent agent, string? code, CancellationToken cancel) => Use(agent, agent.TotpSecret, code, agent.TotpStep, cancel);

    /// <summary>The same for the secret that waits for its first code.</summary>
    public Task<bool> AcceptFirst(Agent agent, string? code, CancellationToken cancel) => Use(agent, agent.PendingTotpSecret, code, 0, cancel);

    private async Task<bool> Use(Agent agent, string? secret, string? code, long lastStep, CancellationToken cancel)
    {
        if (secret is null || code is not { Length: >= Totp.Digits and <= 20 } || Open(agent, secret) is not { } bytes)
            return false;
        if (Totp.Verify(bytes, code, time.Now(), lastStep) is not { } step)
            return false;
        // Two sign-ins with one code: the row decides which of them was first.
        using var write = await db.Dialect.EnterWrite(cancel);
        var pending = secret == agent.PendingTotpSecret;
        return await db.Set<Agent>()
            .Where(a => a.ShopId == agent.ShopId && a.Id == agent.Id && (pending ? a.PendingTotpSecret == secret : a.TotpSecret == secret && a.TotpStep < step))
            .ExecuteUpdateAsync(a => a.SetProperty(x => x.TotpStep, step), cancel) == 1;
    }

    private byte[]? Open(Agent agent, string secret)
    {
        try
        {
            return Convert.FromBase64String(Protector(agent).Unprotect(secret));
        }
        catch (CryptographicException lost)
        {
            log.LogError(lost, "A second factor cannot be read: its protection key is missing. A supervisor can remove it.");
            return null;
        }
    }

    private IDataProtector Protector(Agent agent) => protection.CreateProtector("second-factor", agent.Id.ToString());
}
