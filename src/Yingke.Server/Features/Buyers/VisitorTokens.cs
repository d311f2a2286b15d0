using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Buyers;

/// <summary>
/// A buyer's window carries a signed token instead of a cookie, so that it works on pages that block those. An identified token is one
/// that the shop's server vouched for; only it opens a member's history.
/// </summary>
internal sealed class VisitorTokens(IDataProtectionProvider protection, TimeProvider time)
{
    private static readonly TimeSpan Length = TimeSpan.FromDays(180);
    private const int Remembered = 20_000;
    private readonly ConcurrentDictionary<string, (CurrentVisitor? Visitor, long Until)> known = new();
    private readonly IDataProtector protector = protection.CreateProtector("visitor-token");

    public string Issue(CurrentVisitor visitor) =>
        protector.Protect(string.Create(CultureInfo.InvariantCulture,
            $"{visitor.ShopId:N}{visitor.BuyerId:N}{(visitor.Identified ? 1 : 0)}{time.Now().Add(Length).ToUnixTimeSeconds()}"));

    /// <summary>Whose token it is; null for one that is forged or over. What was read once is remembered: with every message it would be decrypted anew.</summary>
    public CurrentVisitor? Read(string token)
    {
        var (visitor, until) = known.TryGetValue(token, out var read) ? read : Decrypt(token);
        return until > time.Now().ToUnixTimeSeconds() ? visitor : null;
    }

    private (CurrentVisitor? Visitor, long Until) Decrypt(string token)
    {
        try
        {
            var text = protector.Unprotect(token);
            var read = (new CurrentVisitor(Guid.ParseExact(text[..32], "N"), Guid.ParseExact(text[32..64], "N"), text[64] == '1'), long.Parse(text[65..], CultureInfo.InvariantCulture));
            if (known.Count > Remembered)
                known.Clear();
            known[token] = read;
            return read;
        }
        catch (Exception bad) when (bad is CryptographicException or FormatException or ArgumentException)
        {
            return default;
        }
    }
}
