using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Accounts;
using Yingke.Server.Features.Accounts;
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

    public sealed record Signed(string MemberId, string Name, long Expires, string Signature);

    public sealed record IdentityRequest(string? MemberId);

    public static void MapDemo(this IEndpointRouteBuilder api)
    {
        api.MapGet("/demo", async (Db db, CancellationToken cancel) => new { publicKey = (await Shop(db, cancel)).PublicKey, storefront = true }).Public().ExcludeFromDescription();
        api.MapPost("/demo/identity", Sign).Public().ExcludeFromDescription();
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
