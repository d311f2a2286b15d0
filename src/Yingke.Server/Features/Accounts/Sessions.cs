using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Accounts;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Push;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Accounts;

/// <summary>
/// Who a cookie or key belongs to. Looked up in the database, remembered for three seconds: a revoked session is out everywhere
/// within the promised five, at once where the signal arrives.
/// </summary>
internal sealed class Sessions
{
    public const string Cookie = "yingke_session";
    public const string KeyPrefix = "yk_";
    public static readonly TimeSpan Length = TimeSpan.FromDays(14);
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(3);
    private readonly ConcurrentDictionary<string, (CurrentAgent? Agent, long At)> known = new();
    private readonly IServiceScopeFactory scopes;
    private readonly TimeProvider time;

    public Sessions(IServiceScopeFactory scopes, TimeProvider time, Signals signals)
    {
        (this.scopes, this.time) = (scopes, time);
        signals.Subscribe<SessionsEnded>(_ => { known.Clear(); return Task.CompletedTask; });
        signals.Subscribe<ShopMoved>(moved =>
        {
            if (moved.Part == ShopPart.Keys || moved is { Part: ShopPart.Agents, AgentId: null })
                known.Clear();
            return Task.CompletedTask;
        });
    }

    /// <summary>The token carries its shop, so that the look-up starts with it: shop id and 32 random bytes.</summary>
    public static string NewToken(Guid shopId) => shopId.ToString("N") + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    /// <summary>A key for a program: the random part first, so that the first characters tell keys apart.</summary>
    public static string NewKey(Guid shopId) => KeyPrefix + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32)) + shopId.ToString("N");

    public static byte[] Hash(string token) => SHA256.HashData(Encoding.ASCII.GetBytes(token));

    public async Task<CurrentAgent?> Find(string token, CancellationToken cancel)
    {
        if (known.TryGetValue(token, out var entry) && time.GetElapsedTime(entry.At) < Fresh)
            return entry.Agent;
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<Db>();
        var agent = token.StartsWith(KeyPrefix, StringComparison.Ordinal) && token.Length == KeyPrefix.Length + 96 ? await ByKey(db, token[KeyPrefix.Length..], cancel) : await BySession(db, token, cancel);
        // Guesses must not fill the memory.
        if (known.Count > 20_000)
            known.Clear();
        if (agent is not null)
            known[token] = (agent, time.GetTimestamp());
        return agent;
    }

    public void Forget(string token) => known.TryRemove(token, out _);

    private async Task<CurrentAgent?> BySession(Db db, string token, CancellationToken cancel)
    {
        if (!IsWellFormed(token, out var shopId))
            return null;
        var (hash, now) = (Hash(token), time.Now());
        var found = await (
            from s in db.Set<Session>().AsNoTracking()
            join a in db.Set<Agent>() on new { s.ShopId, s.AgentId } equals new { a.ShopId, AgentId = a.Id }
            join p in db.Set<Post>() on new { a.ShopId, a.PostId } equals new { p.ShopId, PostId = p.Id }
            where s.ShopId == shopId && s.TokenHash == hash && s.EndedAt == null && s.ExpiresAt > now && a.SuspendedAt == null && (a.LapsesAt == null || a.LapsesAt > now)
            select new { SessionId = s.Id, a.Id, a.Name, a.Company, a.IsOwner, p.Permissions }).SingleOrDefaultAsync(cancel);
        return found is null ? null : new(shopId, found.Id, found.Name, found.Company, found.IsOwner, found.SessionId, null, found.IsOwner ? Everything : found.Permissions);
    }

    private async Task<CurrentAgent?> ByKey(Db db, string token, CancellationToken cancel)
    {
        if (!IsWellFormed(token[64..] + token[..64], out var shopId))
            return null;
        var (hash, now) = (Hash(KeyPrefix + token), time.Now());
        var key = await db.Set<ApiKey>().AsNoTracking().SingleOrDefaultAsync(k => k.ShopId == shopId && k.KeyHash == hash && k.RevokedAt == null, cancel);
        if (key is null)
            return null;
        // To the hour: enough to find forgotten keys, and no write with every request.
        if (key.LastUsedAt is not { } used || now - used >= TimeSpan.FromHours(1))
        {
            using var write = await db.Dialect.EnterWrite(cancel);
            await db.Set<ApiKey>().Where(k => k.ShopId == shopId && k.Id == key.Id).ExecuteUpdateAsync(k => k.SetProperty(x => x.LastUsedAt, now), cancel);
        }
        return new(shopId, key.CreatedBy, key.Name, null, false, null, key.Id, key.Scopes.ToDictionary(s => s, _ => Scope.All));
    }

    private static bool IsWellFormed(string token, out Guid shopId)
    {
        shopId = Guid.Empty;
        return token.Length == 96 && token.All(char.IsAsciiHexDigitLower) && Guid.TryParseExact(token[..32], "N", out shopId);
    }

    /// <summary>The owner may do everything, whatever happens to the posts.</summary>
    public static IReadOnlyDictionary<string, Scope> Everything { get; } = Permissions.All.ToDictionary(p => p.Id, _ => Scope.All);
}

/// <summary>Fills in, once per request, who asks.</summary>
internal static class Authentication
{
    public static IApplicationBuilder UseYingkeAuthentication(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        var bearer = Bearer(context);
        if (bearer is not null && !bearer.StartsWith(Sessions.KeyPrefix, StringComparison.Ordinal))
        {
            if (context.RequestServices.GetRequiredService<Buyers.VisitorTokens>().Read(bearer) is { } visitor)
                context.Features.Set(visitor);
        }
        else if ((bearer ?? context.Request.Cookies[Sessions.Cookie]) is { } token
            && await context.RequestServices.GetRequiredService<Sessions>().Find(token, context.RequestAborted) is { } agent)
        {
            context.Features.Set(agent);
        }
        await next(context);
    });

    /// <summary>From the header; for the buyer's socket, whose handshake cannot carry one, from the query.</summary>
    private static string? Bearer(HttpContext context)
    {
        var header = context.Request.Headers.Authorization.ToString();
        if (header.StartsWith("Bearer ", StringComparison.Ordinal))
            return header["Bearer ".Length..];
        return context.Request.Path.StartsWithSegments("/hubs/visitor", StringComparison.Ordinal) && context.Request.Query["access_token"].ToString() is { Length: > 0 } token ? token : null;
    }
}
