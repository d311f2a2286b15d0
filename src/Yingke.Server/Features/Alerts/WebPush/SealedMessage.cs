using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Yingke.Server.Features.Alerts.WebPush;

/// <summary>
/// A message that only the subscribed browser can read (RFC 8291): a key is agreed on with a key pair of this message and the browser's public key, mixed with the secret that
/// the browser chose, and the text is sealed with it in one record of aes128gcm (RFC 8188). The push service in between sees nothing but the length.
/// </summary>
internal static class SealedMessage
{
    private const int Point = 65;
    private const int Coordinate = 32;
    private const int RecordSize = 4096;
    private const int Tag = 16;

    /// <summary>What fits into one record beside its tag and the byte that ends it.</summary>
    public const int MostBytes = RecordSize - Tag - 1 - 86;

    public static byte[] Of(ReadOnlySpan<byte> text, byte[] browserKey, byte[] browserSecret)
    {
        using var own = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        return Of(text, browserKey, browserSecret, own, RandomNumberGenerator.GetBytes(16));
    }

    /// <summary>With a given key pair and salt, as the example of the standard has them.</summary>
    public static byte[] Of(ReadOnlySpan<byte> text, byte[] browserKey, byte[] browserSecret, ECDiffieHellman own, byte[] salt)
    {
        if (text.Length > MostBytes)
            throw new ArgumentException("longer than a push may be", nameof(text));
        using var browser = ECDiffieHellman.Create(Key(browserKey));
        var ownPoint = PointOf(own.ExportParameters(false));
        // RFC 8291, 3.4: the agreed secret, then both public keys and the browser's secret.
        byte[] about = [.. "WebPush: info\0"u8, .. browserKey, .. ownPoint];
        var material = HKDF.DeriveKey(HashAlgorithmName.SHA256, own.DeriveRawSecretAgreement(browser.PublicKey), 32, browserSecret, about);
        // RFC 8188, 2.2 and 2.3.
        var key = HKDF.DeriveKey(HashAlgorithmName.SHA256, material, 16, salt, "Content-Encoding: aes128gcm\0"u8.ToArray());
        var nonce = HKDF.DeriveKey(HashAlgorithmName.SHA256, material, 12, salt, "Content-Encoding: nonce\0"u8.ToArray());
        byte[] plain = [.. text, 2]; // 2 ends the last record
        var result = new byte[16 + 4 + 1 + Point + plain.Length + Tag];
        salt.CopyTo(result, 0);
        BinaryPrimitives.WriteUInt32BigEndian(result.AsSpan(16), RecordSize);
        result[20] = Point;
        ownPoint.CopyTo(result, 21);
        var sealedText = result.AsSpan(21 + Point);
        using var gcm = new AesGcm(key, Tag);
        gcm.Encrypt(nonce, plain, sealedText[..plain.Length], sealedText[plain.Length..]);
        return result;
    }

    /// <summary>An uncompressed point as a public key; one that lies on no curve is refused when it is imported.</summary>
    public static ECParameters Key(byte[] point) => point.Length == Point && point[0] == 4
        ? new() { Curve = ECCurve.NamedCurves.nistP256, Q = new() { X = point[1..(1 + Coordinate)], Y = point[(1 + Coordinate)..] } }
        : throw new CryptographicException("no uncompressed point of P-256");

    public static byte[] PointOf(ECParameters key) => [4, .. key.Q.X!, .. key.Q.Y!];

    public static string Text(ReadOnlySpan<byte> bytes) => System.Buffers.Text.Base64Url.EncodeToString(bytes);

    /// <summary>Base64url, padded or not; null if it is none.</summary>
    public static byte[]? Bytes(string? text)
    {
        try
        {
            return text is null or { Length: > 200 } ? null : System.Buffers.Text.Base64Url.DecodeFromChars(text.TrimEnd('='));
        }
        catch (FormatException)
        {
            return null;
        }
    }

    /// <summary>Who sends (RFC 8292): for this push service, for twelve hours, signed with the shop's key.</summary>
    public static string Vapid(Uri endpoint, string contact, ECDsa key, DateTimeOffset now)
    {
        var head = Text("""{"typ":"JWT","alg":"ES256"}"""u8);
        var claims = Text(System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(new { aud = endpoint.GetLeftPart(UriPartial.Authority), exp = now.AddHours(12).ToUnixTimeSeconds(), sub = contact }));
        var signature = key.SignData(Encoding.ASCII.GetBytes($"{head}.{claims}"), HashAlgorithmName.SHA256);
        return $"vapid t={head}.{claims}.{Text(signature)}, k={Text(PointOf(key.ExportParameters(false)))}";
    }
}
