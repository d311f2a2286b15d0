using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Yingke.Domain.Accounts;

/// <summary>
/// A shop's server vouches for a member: the lower-case hex HMAC-SHA-256, with the shop's secret, of shop code, member id and expiry (Unix
/// seconds), one a line. (spec: accounts.md)
/// </summary>
public static class BuyerIdentity
{
    public static string Sign(string secret, string shopCode, string memberId, long expires) =>
        Convert.ToHexStringLower(Mac(secret, shopCode, memberId, expires));

    /// <summary>Whether the signature is right and not expired at <paramref name="now"/>; compared in constant time.</summary>
    public static bool Verify(string secret, string shopCode, string memberId, long expires, string signature, DateTimeOffset now)
    {
        // An empty secret would let anyone sign; a line break in a member id would let one signature stand for two members.
        if (secret.Length == 0 || memberId.Length == 0 || memberId.Any(char.IsControl) || shopCode.Any(char.IsControl))
            return false;
        Span<byte> given = stackalloc byte[HMACSHA256.HashSizeInBytes];
        var isHex = signature.Length == given.Length * 2
            && Convert.FromHexString(signature, given, out _, out var written) == System.Buffers.OperationStatus.Done && written == given.Length;
        return CryptographicOperations.FixedTimeEquals(given, Mac(secret, shopCode, memberId, expires)) && isHex && now.ToUnixTimeSeconds() < expires;
    }

    private static byte[] Mac(string secret, string shopCode, string memberId, long expires) => HMACSHA256.HashData(
        Encoding.UTF8.GetBytes(secret),
        Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{shopCode}\n{memberId}\n{expires}")));
}
