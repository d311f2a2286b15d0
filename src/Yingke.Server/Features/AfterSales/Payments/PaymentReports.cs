using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.AfterSales.Payments;

/// <summary>What a gateway reports by itself.</summary>
internal sealed record PaymentReport(Guid Refund, PaymentState State, string? Reference, string? Reason);

/// <summary>
/// Reports of the gateway, signed with the shop's secret: <c>X-Payment-Signature</c> is the hex HMAC-SHA256 of the shop's public key, a line feed
/// and the body. Any order, any number of times; what was booked before stays as it is (reliability I23, I26).
/// </summary>
internal sealed class PaymentReports(Db db, PayRefunds pay, TimeProvider time)
{
    public const string Header = "X-Payment-Signature";
    private const string Purpose = "payments";
    private const int MostBytes = 16 * 1024;

    public static async Task<IResult> Receive(HttpContext http, PaymentReports reports, CancellationToken cancel)
    {
        using var buffer = new MemoryStream();
        var piece = new byte[4096];
        for (int read; (read = await http.Request.Body.ReadAsync(piece, cancel)) > 0;)
        {
            if (buffer.Length + read > MostBytes)
                throw new Refusal(StatusCodes.Status413PayloadTooLarge, "too_large");
            await buffer.WriteAsync(piece.AsMemory(0, read), cancel);
        }
        await reports.Take(http.Request.Query["shop"].ToString(), buffer.ToArray(), http.Request.Headers[Header].ToString(), cancel);
        return Results.NoContent();
    }

    public async Task Take(string publicKey, byte[] body, string signature, CancellationToken cancel)
    {
        var shopId = await db.Set<Shop>().Where(s => s.PublicKey == publicKey).Select(s => (Guid?)s.Id).SingleOrDefaultAsync(cancel);
        var secret = shopId is null ? null : await db.Set<InboundSecret>().Where(s => s.ShopId == shopId && s.Purpose == Purpose).Select(s => s.Secret).SingleOrDefaultAsync(cancel);
        if (secret is null || !CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Sign(secret, publicKey, body)), Encoding.ASCII.GetBytes(signature.ToLowerInvariant())))
            throw new Refusal(StatusCodes.Status401Unauthorized, "signature_refused");
        PaymentReport? report;
        try
        {
            report = JsonSerializer.Deserialize<PaymentReport>(body, Stored.Json);
        }
        catch (JsonException)
        {
            throw Refusal.Invalid("body");
        }
        if (report is null || !await db.Set<Refund>().AnyAsync(r => r.ShopId == shopId && r.Id == report.Refund, cancel))
            throw Refusal.NotFound();
        if (report.State is PaymentState.Paid or PaymentState.Refused)
            await pay.Settle(shopId!.Value, report.Refund, new(report.State, report.Reference, report.Reason), cancel);
    }

    public static string Sign(string secret, string publicKey, byte[] body) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), (byte[])[.. Encoding.UTF8.GetBytes(publicKey + "\n"), .. body]));

    /// <summary>The secret that both sides know; made when it is first needed.</summary>
    public async Task<string> Secret(Guid shopId, CancellationToken cancel)
    {
        var found = await db.Set<InboundSecret>().SingleOrDefaultAsync(s => s.ShopId == shopId && s.Purpose == Purpose, cancel);
        if (found is not null)
            return found.Secret;
        db.Add(new InboundSecret { ShopId = shopId, Purpose = Purpose, Secret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32)), CreatedAt = time.Now() });
        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException twice) when (db.Dialect.UniqueViolation(twice) is not null)
        {
            // Another request was first; its secret holds.
            db.ChangeTracker.Clear();
        }
        return await db.Set<InboundSecret>().Where(s => s.ShopId == shopId && s.Purpose == Purpose).Select(s => s.Secret).SingleAsync(cancel);
    }
}
