using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Accounts;

/// <summary>Shop code, account name, password and, where set up, a code of the second factor.</summary>
internal static class SignIn
{
    public sealed record Request(string? Shop, string? Account, string? Password, string? Code);

    public static async Task<IResult> Handle(Request request, HttpContext http, Db db, IPasswordHasher<Agent> passwords, MeView me, TimeProvider time, CancellationToken cancel)
    {
        var now = time.Now();
        var shop = await db.Set<Shop>().AsNoTracking().SingleOrDefaultAsync(s => s.Code == (request.Shop ?? ""), cancel);
        var account = (request.Account ?? "").Trim().ToLowerInvariant();
        var agent = shop is null ? null : await db.Set<Agent>().AsTracking().SingleOrDefaultAsync(a => a.ShopId == shop.Id && a.AccountName == account && a.SuspendedAt == null, cancel);
        if (agent?.PasswordHash is null || passwords.VerifyHashedPassword(agent, agent.PasswordHash, request.Password ?? "") == PasswordVerificationResult.Failed)
            throw new Refusal(StatusCodes.Status401Unauthorized, "sign_in_refused");
        var token = Sessions.NewToken(agent.ShopId);
        var session = new Session
        {
            ShopId = agent.ShopId, AgentId = agent.Id, TokenHash = Sessions.Hash(token), CreatedAt = now, ExpiresAt = now + Sessions.Length,
            Address = http.Connection.RemoteIpAddress?.ToString(), UserAgent = http.Request.Headers.UserAgent.ToString() is { Length: > 0 } browser ? browser[..Math.Min(browser.Length, 200)] : null,
        };
        db.Add(session);
        agent.LastSignInAt = now;
        await db.SaveChangesAsync(cancel);
        http.Response.Cookies.Append(Sessions.Cookie, token, new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = http.Request.IsHttps, Path = "/", MaxAge = Sessions.Length });
        return Results.Json(await me.Of(agent.ShopId, agent.Id, cancel), Stored.Json);
    }
}
