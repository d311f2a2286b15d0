using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Accounts;

/// <param name="Path">Where to send, below this server's address.</param>
internal sealed record InboundSecretView(string Path, string? Secret, DateTimeOffset? CreatedAt);

/// <summary>
/// The secrets with which other systems sign what they send us, in the way in which we sign what we send: the header <c>Yingke-Signature</c>
/// holds <c>t=…,v1=…</c>, Unix seconds (five minutes' grace) and the hex HMAC-SHA256 of them, a dot and the body.
/// </summary>
internal static class InboundSecrets
{
    public const string Orders = "orders";
    public const string Calls = "calls";

    private const int MostBytes = 1024 * 1024;
    private static readonly string[] Purposes = [Orders, Calls];
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(5);

    public static async Task<InboundSecretView> Show(string purpose, HttpContext http, Db db, CancellationToken cancel)
    {
        MustBeKnown(purpose);
        var shop = await db.Set<Shop>().SingleAsync(s => s.Id == http.Agent()!.ShopId, cancel);
        var known = await db.Set<InboundSecret>().SingleOrDefaultAsync(s => s.ShopId == shop.Id && s.Purpose == purpose, cancel);
        return new($"/api/v1/hooks/{shop.PublicKey}/{purpose}", known?.Secret, known?.CreatedAt);
    }

    /// <summary>Makes the first one, or a new one in its place: the former ends at once.</summary>
    public static async Task<InboundSecretView> Rotate(string purpose, HttpContext http, Db db, TimeProvider time, CancellationToken cancel)
    {
        MustBeKnown(purpose);
        var shopId = http.Agent()!.ShopId;
        await db.InTransaction(async () =>
        {
            var known = await db.Set<InboundSecret>().AsTracking().SingleOrDefaultAsync(s => s.ShopId == shopId && s.Purpose == purpose, cancel);
            var secret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
            if (known is null)
                db.Add(new InboundSecret { ShopId = shopId, Purpose = purpose, Secret = secret, CreatedAt = time.Now() });
            else
                (known.Secret, known.CreatedAt) = (secret, time.Now());
            Audit.Add(db, http, "settings.inbound_rotated", purpose);
        }, cancel);
        db.ChangeTracker.Clear();
        return await Show(purpose, http, db, cancel);
    }

    /// <summary>The shop and the body, once the signature is right. Who is not known is told no more than who signs wrongly.</summary>
    public static async Task<(Guid ShopId, byte[] Body)> Read(string publicKey, string purpose, HttpContext http, Db db, TimeProvider time, CancellationToken cancel)
    {
        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await http.Request.Body.ReadAsync(buffer, cancel)) > 0)
        {
            if (body.Length + read > MostBytes)
                throw new Refusal(StatusCodes.Status413PayloadTooLarge, "too_large");
            body.Write(buffer, 0, read);
        }
        var found = await (from s in db.Set<Shop>() join i in db.Set<InboundSecret>() on s.Id equals i.ShopId where s.PublicKey == publicKey && i.Purpose == purpose select i).SingleOrDefaultAsync(cancel);
        var sent = http.Request.Headers["Yingke-Signature"].ToString();
        var stamp = sent.StartsWith("t=", StringComparison.Ordinal) && sent.IndexOf(',', StringComparison.Ordinal) is > 0 and var comma ? sent[2..comma] : "";
        var fresh = long.TryParse(stamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds < 253_402_300_799 && (time.Now() - DateTimeOffset.FromUnixTimeSeconds(seconds)).Duration() <= Grace;
        var expected = Sign(found?.Secret ?? "", stamp, body.ToArray());
        var right = CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(expected), Encoding.ASCII.GetBytes(sent));
        return found is not null && fresh && right ? (found.ShopId, body.ToArray()) : throw new Refusal(StatusCodes.Status401Unauthorized, "signature_refused");
    }

    public static string Sign(string secret, string timestamp, byte[] body) =>
        $"t={timestamp},v1={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), (byte[])[.. Encoding.ASCII.GetBytes(timestamp + "."), .. body]))}";

    private static void MustBeKnown(string purpose)
    {
        if (!Purposes.Contains(purpose))
            throw Refusal.NotFound();
    }
}
