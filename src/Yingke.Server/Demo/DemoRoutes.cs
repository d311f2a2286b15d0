using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Accounts;
using Yingke.Domain.Orders;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Buyers;
using Yingke.Server.Features.Orders;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Demo;

/// <summary>
/// What the demo storefront asks its own server: which shop it is, and a signature for one of its members. In a real shop the second
/// is the shop's server, which alone knows the secret. These routes exist only where the program was started as a demo.
/// </summary>
internal static class DemoRoutes
{
    private static readonly TimeSpan Validity = TimeSpan.FromHours(12);

    /// <param name="PublicKey">Of the demo shop, for its storefront.</param>
    public sealed record Known(string PublicKey, bool Storefront);

    public sealed record Signed(string MemberId, string Name, long Expires, string Signature);

    public sealed record IdentityRequest(string? MemberId);

    public static void MapDemo(this IEndpointRouteBuilder api)
    {
        api.MapGet("/demo", async (Db db, CancellationToken cancel) => new Known((await Shop(db, cancel)).PublicKey, true)).Public().ExcludeFromDescription();
        api.MapGet("/demo/orders", Orders).Public().ExcludeFromDescription();
        DemoExchange.Map(api);
        api.MapPost("/demo/identity", Sign).Public().ExcludeFromDescription();
    }

    /// <summary>A member's orders for the storefront's own pages, as the platform under it would know them.</summary>
    private static async Task<List<OwnOrder>> Orders(Db db, CancellationToken cancel, string memberId = "")
    {
        if (!Cast.Members.ContainsKey(memberId))
            throw Refusal.Invalid("memberId");
        var shop = await Shop(db, cancel);
        var buyers = db.Set<Buyer>().Where(b => b.ShopId == shop.Id && b.MemberId == memberId).Select(b => b.Id);
        return (await db.Set<Order>().Where(o => o.ShopId == shop.Id && buyers.Contains(o.BuyerId)).OrderByDescending(o => o.Id).Take(50).Include(o => o.Lines).AsSplitQuery().ToListAsync(cancel)).ConvertAll(OwnOrder.Of);
    }

    private static async Task<Signed> Sign(IdentityRequest request, Db db, TimeProvider time, CancellationToken cancel)
    {
        if (request.MemberId is not { } member || !Cast.Members.TryGetValue(member, out var name))
            throw Refusal.Invalid("memberId");
        var shop = await Shop(db, cancel);
        var expires = time.Now().Add(Validity).ToUnixTimeSeconds();
        return new(member, name, expires, BuyerIdentity.Sign(shop.IdentitySecret, shop.Code, member, expires));
    }

    private static async Task<Shop> Shop(Db db, CancellationToken cancel) =>
        await db.Set<Shop>().SingleOrDefaultAsync(s => s.Code == Cast.ShopCode, cancel) ?? throw Refusal.NotFound();
}
