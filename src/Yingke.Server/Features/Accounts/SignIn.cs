using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Accounts;
using Yingke.Server.Platform.Push;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Accounts;

/// <summary>
/// Shop code, account name, password and, where set up, a code of the second factor. An unknown shop, an unknown account, a suspended one
/// and a wrong password take the same way, the same time and get the same answer.
/// </summary>
internal sealed class SignIn(Db db, Attempts attempts, Passwords passwords, SecondFactors factors, Sessions sessions, NodeBus bus, TimeProvider time)
{
    public sealed record Request(string? Shop, string? Account, string? Password, string? Code);

    public static async Task<IResult> Handle(Request request, HttpContext http, SignIn signIn, MeView me, CancellationToken cancel)
    {
        if (request is { Shop.Length: > 100 } or { Account.Length: > 100 } or { Password.Length: > 1000 } or { Code.Length: > 20 })
            throw new Refusal(StatusCodes.Status401Unauthorized, "sign_in_refused");
        var agent = await signIn.Run(request, http, cancel);
        return Results.Json(await me.Of(agent.ShopId, agent.Id, cancel), Stored.Json);
    }

    private async Task<Agent> Run(Request request, HttpContext http, CancellationToken cancel)
    {
        var (code, account) = ((request.Shop ?? "").Trim(), AccountName.Normalize(request.Account ?? ""));
        var shopId = await db.Set<Shop>().Where(s => s.Code == code).Select(s => (Guid?)s.Id).SingleOrDefaultAsync(cancel) ?? Attempts.Nowhere(code);
        using var attempt = await attempts.Begin(shopId, account, Addresses.Network(http), cancel);
        var now = time.Now();
        var agent = await db.Set<Agent>().SingleOrDefaultAsync(a => a.ShopId == shopId && a.AccountName == account && a.SuspendedAt == null && (a.LapsesAt == null || a.LapsesAt > now), cancel);
        var verdict = await passwords.Verify(agent, request.Password ?? "", cancel);
        if (agent is null || verdict == PasswordVerificationResult.Failed)
            throw await Refused(attempt, agent, http, "sign_in_refused", cancel);
        if (agent.TotpSecret is not null)
        {
            if (string.IsNullOrWhiteSpace(request.Code))
                throw new Refusal(StatusCodes.Status401Unauthorized, "second_factor_required");
            if (!await factors.Accept(agent, request.Code, cancel))
                throw await Refused(attempt, agent, http, "second_factor_refused", cancel);
        }
        await attempt.Succeeded(cancel);
        var rehashed = verdict == PasswordVerificationResult.SuccessRehashNeeded ? await passwords.Hash(agent, request.Password!, cancel) : null;
        await Open(agent, rehashed, http, cancel);
        return agent;
    }

    private async Task<Refusal> Refused(Attempts.Attempt attempt, Agent? agent, HttpContext http, string code, CancellationToken cancel)
    {
        await attempt.Failed(cancel, locked: () =>
        {
            if (agent is not null)
                Audit.BySystem(db, agent.ShopId, time.Now(), "sign_in.locked", Audit.Subject(agent), Addresses.Of(http));
        });
        return new Refusal(StatusCodes.Status401Unauthorized, code);
    }

    /// <summary>A token of its own for every sign-in; one that the browser brought along is over.</summary>
    private async Task Open(Agent agent, string? rehashed, HttpContext http, CancellationToken cancel)
    {
        var now = time.Now();
        var token = Sessions.NewToken(agent.ShopId);
        var former = http.Request.Cookies[Sessions.Cookie] is { } brought ? await sessions.Find(brought, cancel) : null;
        var manages = await Manages(agent, cancel);
        await db.InTransaction(async () =>
        {
            await db.Set<Agent>().Where(a => a.ShopId == agent.ShopId && a.Id == agent.Id).ExecuteUpdateAsync(
                a => a.SetProperty(x => x.LastSignInAt, now).SetProperty(x => x.PasswordHash, rehashed ?? agent.PasswordHash), cancel);
            if (former?.SessionId is { } formerId)
                await db.Set<Session>().Where(s => s.ShopId == former.ShopId && s.Id == formerId).ExecuteUpdateAsync(s => s.SetProperty(x => x.EndedAt, now), cancel);
            db.Add(new Session
            {
                ShopId = agent.ShopId, Id = Guid.CreateVersion7(now), AgentId = agent.Id, TokenHash = Sessions.Hash(token), CreatedAt = now, ExpiresAt = now + Sessions.Length,
                Address = Addresses.Of(http), UserAgent = http.Request.Headers.UserAgent.ToString() is { Length: > 0 } browser ? browser[..Math.Min(browser.Length, 200)] : null,
            });
            if (manages)
                Audit.Add(db, http, agent, now, "sign_in.made", Audit.Subject(agent));
        }, cancel);
        if (former?.SessionId is { } over)
            await bus.Publish(new SessionsEnded(former.ShopId, former.AgentId, OnlySession: over), CancellationToken.None);
        http.Response.Cookies.Append(Sessions.Cookie, token, new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = http.Request.IsHttps, Path = "/", MaxAge = Sessions.Length });
    }

    /// <summary>Whose sign-ins the audit log names: those who can change what others may do.</summary>
    private async Task<bool> Manages(Agent agent, CancellationToken cancel) => agent.IsOwner
        || (await db.Set<Post>().SingleAsync(p => p.ShopId == agent.ShopId && p.Id == agent.PostId, cancel)).Permissions.Keys
            .Any(p => p is Permission.AgentsManage or Permission.SettingsEdit or Permission.ApiKeys or Permission.HistoryMove or Permission.ImSupervise);
}
