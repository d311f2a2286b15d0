using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Accounts;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Push;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Accounts;

internal sealed record ApiKeyView(Guid Id, string Name, string Prefix, IReadOnlyList<string> Scopes, DateTimeOffset CreatedAt, string CreatedBy, DateTimeOffset? LastUsedAt);

/// <summary>With the key itself: this once and never again.</summary>
internal sealed record NewApiKey(Guid Id, string Key, string Name, string Prefix, IReadOnlyList<string> Scopes, DateTimeOffset CreatedAt);

/// <summary>Keys for the shop's programs: no more scopes than their maker has, stored as a hash only.</summary>
internal static class ApiKeys
{
    private const int Most = 50;
    private const int PrefixLength = 11;

    public sealed record Request(string? Name, IReadOnlyList<string>? Scopes);

    public static async Task<Page<ApiKeyView>> List(HttpContext http, Db db, ShopDirectory shops, CancellationToken cancel)
    {
        var shopId = http.Agent()!.ShopId;
        var names = await shops.Names(shopId, cancel);
        var keys = await db.Set<ApiKey>().Where(k => k.ShopId == shopId && k.RevokedAt == null).OrderByDescending(k => k.Id).ToListAsync(cancel);
        return new(keys.ConvertAll(k => new ApiKeyView(k.Id, k.Name, k.Prefix, k.Scopes, k.CreatedAt, names.GetValueOrDefault(k.CreatedBy, "—"), k.LastUsedAt)), null);
    }

    public static async Task<IResult> Add(Request request, HttpContext http, Db db, TimeProvider time, CancellationToken cancel)
    {
        var by = http.Agent()!;
        AgentFields.Text(request.Name ?? "", "name", 1, 60);
        var scopes = request.Scopes?.Distinct(StringComparer.Ordinal).ToList() ?? [];
        // A program is no agent: what reaches only one's own company or oneself cannot be handed to it.
        if (scopes.Count == 0 || !scopes.TrueForAll(s => s is not null && Permissions.Allows(s, Scope.All)))
            throw Refusal.Invalid("scopes");
        if (Granting.Beyond(by.Permissions, scopes.ToDictionary(s => s, _ => Scope.All)) is { } missing)
            throw Refusal.Forbidden(missing);
        if (await db.Set<ApiKey>().CountAsync(k => k.ShopId == by.ShopId && k.RevokedAt == null, cancel) >= Most)
            throw Refusal.Conflict("too_many_keys");
        var (text, now) = (Sessions.NewKey(by.ShopId), time.Now());
        var key = new ApiKey
        {
            ShopId = by.ShopId, Id = Guid.CreateVersion7(now), Name = request.Name!.Trim(), Prefix = text[..PrefixLength], KeyHash = Sessions.Hash(text), Scopes = scopes,
            CreatedBy = by.AgentId, CreatedAt = now,
        };
        db.Add(key);
        Audit.Add(db, http, "api_key.added", key.Name, null, new { key.Prefix, key.Scopes });
        await db.SaveChangesAsync(cancel);
        return Results.Json(new NewApiKey(key.Id, text, key.Name, key.Prefix, scopes, now), Stored.Json, statusCode: StatusCodes.Status201Created);
    }

    public static async Task<IResult> Revoke(Guid id, HttpContext http, Db db, NodeBus bus, TimeProvider time, CancellationToken cancel)
    {
        var by = http.Agent()!;
        var key = await db.Set<ApiKey>().AsTracking().SingleOrDefaultAsync(k => k.ShopId == by.ShopId && k.Id == id && k.RevokedAt == null, cancel) ?? throw Refusal.NotFound();
        key.RevokedAt = time.Now();
        Audit.Add(db, http, "api_key.revoked", key.Name, new { key.Prefix, key.Scopes });
        await db.SaveChangesAsync(cancel);
        await bus.Publish(new ShopMoved(by.ShopId, ShopPart.Keys), CancellationToken.None);
        return Results.NoContent();
    }
}
