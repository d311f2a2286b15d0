using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Accounts;
using Yingke.Domain.Conversations;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Conversations;
using Yingke.Server.Features.Routing;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Buyers;

/// <summary>A window opens: a new visitor, a known one by their token, or a member whom the shop's server vouches for.</summary>
internal static class StartVisit
{
    public sealed record Request(string? Shop, string? Token, Identity? Identity, string? Language);

    /// <param name="Expires">Unix seconds.</param>
    /// <param name="Signature">Hex HMAC-SHA256 of shop code, member id and expiry, a line feed between them.</param>
    public sealed record Identity(string? MemberId, string? Name, string? Phone, long Expires, string? Signature);

    public sealed record Answer(string Token, BuyerView Buyer, ShopView Shop, VisitorConversation? Conversation, int MaxTextLength, long MaxFileBytes);

    public sealed record BuyerView(Guid Id, string? Name, bool Identified);

    public sealed record ShopView(string Name, string Greeting, string Color, string Position, string? Title, string ServiceText, bool Open);

    public static async Task<Answer> Handle(Request request, HttpContext http, Db db, ShopDirectory shops, VisitorTokens tokens, NewVisitors visitors, VisitorViews views, TimeProvider time, CancellationToken cancel)
    {
        var shop = await shops.OfKey(request.Shop ?? "", cancel);
        MustBeListed(http.Request, shop);
        var now = time.Now();
        var (buyer, identified, isNew) = request.Identity is { } identity
            ? (await Member(db, shop, identity, request.Language, now, cancel), true, false)
            : await Known(db, shop, request.Token is { } token ? tokens.Read(token) : null, request.Language, visitors, now, cancel);
        var service = shop.Settings.Service;
        return new(
            tokens.Issue(new CurrentVisitor(shop.Id, buyer.Id, identified)), new(buyer.Id, identified ? buyer.Name : null, identified),
            new(shop.Name, shop.Settings.Greeting.Replace("{shop}", shop.Name, StringComparison.Ordinal), shop.Settings.Widget.Color, shop.Settings.Widget.Position,
                shop.Settings.Widget.Title, $"{service.Start:HH\\:mm}–{service.End:HH\\:mm}", Due.IsOpen(shop, Channel.Web, now)),
            isNew ? null : await views.Latest(shop.Id, buyer.Id, cancel), shop.Settings.Limits.TextLength, shop.Settings.Limits.FileBytes);
    }

    /// <summary>What an anonymous visitor is called: agents tell them apart by it.</summary>
    public static string VisitorName(Guid id) => "访客" + id.ToString("N")[^5..].ToUpperInvariant();

    /// <summary>Where the shop lists its sites, pages of others cannot carry its window. Our own pages can; a program without an origin is no page.</summary>
    private static void MustBeListed(HttpRequest request, Shop shop)
    {
        var origin = request.Headers.Origin.ToString();
        var listed = shop.Settings.Widget.AllowedOrigins;
        if (listed.Count > 0 && origin.Length > 0 && !listed.Contains(origin, StringComparer.OrdinalIgnoreCase) && !request.IsOwnPage(origin))
            throw new Refusal(StatusCodes.Status403Forbidden, "origin_refused");
    }

    private static async Task<Buyer> Member(Db db, Shop shop, Identity identity, string? language, DateTimeOffset now, CancellationToken cancel)
    {
        if (identity.MemberId is not { Length: > 0 and <= 100 } memberId || identity.Name is { Length: > 60 } || identity.Phone is { Length: > 20 } || !IsVouchedFor(shop, identity, now))
            throw new Refusal(StatusCodes.Status401Unauthorized, "identity_refused");
        var buyer = await db.Set<Buyer>().AsTracking().SingleOrDefaultAsync(b => b.ShopId == shop.Id && b.MemberId == memberId, cancel);
        if (buyer is null)
        {
            buyer = new Buyer { ShopId = shop.Id, MemberId = memberId, Name = memberId, CreatedAt = now };
            db.Add(buyer);
        }
        // Name and phone are the page's word, not signed: they fill what is empty, they do not overwrite what the shop knows.
        if (!string.IsNullOrWhiteSpace(identity.Name) && buyer.Name == memberId)
            buyer.Name = identity.Name.Trim();
        buyer.Phone ??= string.IsNullOrWhiteSpace(identity.Phone) ? null : identity.Phone.Trim();
        buyer.Language = Language(language);
        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException twice) when (db.Dialect.UniqueViolation(twice) is not null)
        {
            // Two windows of one member opened at once; the other made the row.
            db.ChangeTracker.Clear();
            return await db.Set<Buyer>().AsNoTracking().SingleAsync(b => b.ShopId == shop.Id && b.MemberId == memberId, cancel);
        }
        return buyer;
    }

    private static bool IsVouchedFor(Shop shop, Identity identity, DateTimeOffset now)
    {
        bool By(string secret) => BuyerIdentity.Verify(secret, shop.Code, identity.MemberId!, identity.Expires, identity.Signature ?? "", now);
        return By(shop.IdentitySecret) || (shop.PreviousIdentitySecret is { } previous && shop.PreviousIdentitySecretUntil > now && By(previous));
    }

    /// <summary>The token's buyer; anybody else is a new visitor. Only a token that was identified opens a member's history.</summary>
    private static async Task<(Buyer Buyer, bool Identified, bool IsNew)> Known(Db db, Shop shop, CurrentVisitor? visitor, string? language, NewVisitors visitors, DateTimeOffset now, CancellationToken cancel)
    {
        if (visitor?.ShopId == shop.Id)
        {
            var known = await db.Set<Buyer>().AsNoTracking().SingleOrDefaultAsync(b => b.ShopId == shop.Id && b.Id == visitor.BuyerId, cancel);
            if (known is not null && (known.MemberId is null || visitor.Identified))
                return (known, visitor.Identified, false);
        }
        var id = Guid.CreateVersion7(now);
        var buyer = new Buyer { ShopId = shop.Id, Id = id, Name = VisitorName(id), CreatedAt = now, Language = Language(language) };
        await visitors.Store(buyer, cancel);
        return (buyer, false, true);
    }

    private static string Language(string? language) => language?.StartsWith("en", StringComparison.OrdinalIgnoreCase) == true ? "en-US" : "zh-CN";
}
