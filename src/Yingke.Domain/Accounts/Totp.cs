using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Yingke.Domain.Accounts;

/// <summary>
/// The optional second factor: time-based one-time passwords as authenticator apps compute them (RFC 6238: HMAC-SHA-1, 30 s, 6 digits).
/// (spec: accounts.md)
/// </summary>
public static class Totp
{
    public const int StepSeconds = 30;
    public const int Digits = 6;
    public const int SecretBytes = 20;

    private const string Base32Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    public static long StepAt(DateTimeOffset at) => at.ToUnixTimeSeconds() / StepSeconds;

    [SuppressMessage("Security", "CA5350", Justification = "RFC 6238 as every authenticator app knows it; HMAC does not need collision resistance.")]
    public static string Code(ReadOnlySpan<byte> secret, long step, int digits = Digits)
    {
        Span<byte> counter = stackalloc byte[8];
        System.Buffers.Binary.BinaryPrimitives.WriteInt64BigEndian(counter, step);
        Span<byte> hash = stackalloc byte[HMACSHA1.HashSizeInBytes];
        HMACSHA1.HashData(secret, counter, hash);
        // Dynamic truncation (RFC 4226, 5.3).
        var number = System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(hash[(hash[^1] & 0xf)..]) & 0x7fffffff;
        var modulus = 1;
        for (var i = 0; i < digits; i++)
            modulus *= 10;
        return (number % modulus).ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0');
    }

    /// <summary>
    /// The step whose code was given, at most one away from now: phones' clocks drift. Null if none. Store the step and hand it back as
    /// <paramref name="lastStep"/>: a code counts once, and never after a later one. All three comparisons are made, in constant time.
    /// </summary>
    public static long? Verify(ReadOnlySpan<byte> secret, string code, DateTimeOffset now, long? lastStep = null)
    {
        var given = Encoding.UTF8.GetBytes(code.Replace(" ", "", StringComparison.Ordinal));
        long? accepted = null;
        for (var step = StepAt(now) - 1; step <= StepAt(now) + 1; step++)
        {
            var matches = CryptographicOperations.FixedTimeEquals(given, Encoding.UTF8.GetBytes(Code(secret, step)));
            if (matches && (lastStep is null || step > lastStep))
                accepted = step;
        }

        return accepted;
    }

    /// <summary>The address behind the QR code that an authenticator app scans.</summary>
    public static string Uri(string issuer, string account, ReadOnlySpan<byte> secret) =>
        $"otpauth://totp/{System.Uri.EscapeDataString(issuer)}:{System.Uri.EscapeDataString(account)}"
        + $"?secret={ToBase32(secret)}&issuer={System.Uri.EscapeDataString(issuer)}&algorithm=SHA1&digits={Digits}&period={StepSeconds}";

    /// <summary>RFC 4648 without padding: what people type when they cannot scan.</summary>
    public static string ToBase32(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder((bytes.Length * 8 + 4) / 5);
        int bits = 0, held = 0;
        foreach (var b in bytes)
        {
            held = (held << 8 | b) & 0xfff;
            for (bits += 8; bits >= 5; bits -= 5)
                text.Append(Base32Alphabet[held >> (bits - 5) & 31]);
        }

        if (bits > 0)
            text.Append(Base32Alphabet[held << (5 - bits) & 31]);
        return text.ToString();
    }
}
