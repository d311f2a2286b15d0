using Microsoft.EntityFrameworkCore;
using Yingke.Domain.AfterSales;
using Yingke.Domain.Conversations;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.AfterSales;

internal sealed record PolicyRequest(string? ProductId, DateTimeOffset? EffectiveAt, int? ReturnDays, string? Exceptions, int? WarrantyMonths, bool? Unsaleable, string? Text);

/// <summary>
/// Policies of the shop and of single products. A version is never changed: a new one takes effect from its date on, which is not in the past, so
/// that the one which held at an application's time can always be found (spec: orders-aftersales.md, policy).
/// </summary>
internal static class Policies
{
    private const int Listed = 500;

    public static async Task<IReadOnlyList<ReturnPolicy>> List(HttpContext http, Db db, CancellationToken cancel)
    {
        var shopId = http.Agent()!.ShopId;
        var all = await db.Set<PolicyVersion>().Where(p => p.ShopId == shopId).OrderByDescending(p => p.EffectiveAt).Take(Listed).ToListAsync(cancel);
        return all.ConvertAll(p => p.ToPolicy());
    }

    public static async Task<IResult> Add(PolicyRequest request, HttpContext http, Db db, TimeProvider time, CancellationToken cancel)
    {
        var (shopId, now) = (http.Agent()!.ShopId, time.Now());
        if (request.EffectiveAt < now.AddMinutes(-1))
            throw Refusal.Invalid("effectiveAt", "not in the past");
        if (request.ReturnDays is null or < 0 or > 365)
            throw Refusal.Invalid("returnDays", "0–365");
        if (request.WarrantyMonths is null or < 0 or > 240)
            throw Refusal.Invalid("warrantyMonths", "0–240");
        var made = new PolicyVersion
        {
            ShopId = shopId, ProductId = string.IsNullOrWhiteSpace(request.ProductId) ? null : MessageText.Check(request.ProductId, 100, "productId"), CreatedAt = now,
            EffectiveAt = request.EffectiveAt is { } at && at > now ? at.ToUniversalTime() : now, ReturnDays = request.ReturnDays.Value, WarrantyMonths = request.WarrantyMonths.Value,
            Unsaleable = request.Unsaleable == true, Exceptions = Optional(request.Exceptions, 1000, "exceptions"), Text = MessageText.Check(request.Text, 4000, "text"),
        };
        db.Add(made);
        Audit.Add(db, http, "return_policy.added", made.ProductId ?? "全店", null, made.ToPolicy());
        await db.SaveChangesAsync(cancel);
        return Results.Json(made.ToPolicy(), Stored.Json, statusCode: StatusCodes.Status201Created);
    }

    private static string Optional(string? text, int max, string field) => string.IsNullOrWhiteSpace(text) ? "" : MessageText.Check(text, max, field);
}
