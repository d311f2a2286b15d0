using Microsoft.EntityFrameworkCore;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Accounts;

/// <summary>Setting up the second factor, proving it with a first code, and taking it away with another.</summary>
internal static class OwnSecondFactor
{
    public sealed record CodeRequest(string? Code);

    public static async Task<SecondFactors.SetUp> Begin(HttpContext http, Db db, SecondFactors factors, ShopDirectory shops, CancellationToken cancel)
    {
        var agent = await Self(http, db, cancel);
        if (agent.TotpSecret is not null)
            throw Refusal.Conflict("second_factor_set");
        var (shown, secret) = factors.Make(agent, (await shops.Shop(agent.ShopId, cancel)).Name);
        using var write = await db.Dialect.EnterWrite(cancel);
        await Row(db, agent).ExecuteUpdateAsync(a => a.SetProperty(x => x.PendingTotpSecret, secret), cancel);
        return shown;
    }

    /// <summary>The first code proves that the phone has the secret; only then sign-ins ask for it.</summary>
    public static async Task<IResult> Confirm(CodeRequest request, HttpContext http, Db db, Attempts attempts, SecondFactors factors, CancellationToken cancel)
    {
        var agent = await Self(http, db, cancel);
        if (agent.PendingTotpSecret is not { } pending)
            throw Refusal.Conflict("second_factor_not_begun");
        await Judge(agent, http, attempts, () => factors.AcceptFirst(agent, request.Code, cancel), cancel);
        await db.InTransaction(async () =>
        {
            await Row(db, agent).Where(a => a.PendingTotpSecret == pending)
                .ExecuteUpdateAsync(a => a.SetProperty(x => x.TotpSecret, pending).SetProperty(x => x.PendingTotpSecret, (string?)null), cancel);
            Audit.Add(db, http, "agent.second_factor_set", Audit.Subject(agent));
        }, cancel);
        return Results.NoContent();
    }

    public static async Task<IResult> Remove([Microsoft.AspNetCore.Mvc.FromBody] CodeRequest request, HttpContext http, Db db, Attempts attempts, SecondFactors factors, CancellationToken cancel)
    {
        var agent = await Self(http, db, cancel);
        if (agent.TotpSecret is null)
            throw Refusal.Conflict("second_factor_not_set");
        await Judge(agent, http, attempts, () => factors.Accept(agent, request.Code, cancel), cancel);
        await db.InTransaction(async () =>
        {
            await Row(db, agent).ExecuteUpdateAsync(a => a.SetProperty(x => x.TotpSecret, (string?)null).SetProperty(x => x.PendingTotpSecret, (string?)null), cancel);
            Audit.Add(db, http, "agent.second_factor_removed", Audit.Subject(agent));
        }, cancel);
        return Results.NoContent();
    }

    /// <summary>Six digits are guessed sooner than a password: counted and locked the same.</summary>
    private static async Task Judge(Agent agent, HttpContext http, Attempts attempts, Func<Task<bool>> isRight, CancellationToken cancel)
    {
        using var attempt = await attempts.Begin(agent.ShopId, agent.AccountName, Addresses.Network(http), cancel);
        if (await isRight())
            return;
        await attempt.Failed(cancel);
        throw new Refusal(StatusCodes.Status422UnprocessableEntity, "second_factor_refused", "code");
    }

    private static IQueryable<Agent> Row(Db db, Agent agent) => db.Set<Agent>().Where(a => a.ShopId == agent.ShopId && a.Id == agent.Id);

    private static async Task<Agent> Self(HttpContext http, Db db, CancellationToken cancel)
    {
        var me = http.Agent()!;
        return await db.Set<Agent>().SingleAsync(a => a.ShopId == me.ShopId && a.Id == me.AgentId, cancel);
    }
}
