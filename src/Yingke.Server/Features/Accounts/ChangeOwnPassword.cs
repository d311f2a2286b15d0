using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Yingke.Domain;
using Yingke.Domain.Accounts;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Push;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Accounts;

/// <summary>Whoever knew the old password is out: all other sessions end with it, their sockets too.</summary>
internal sealed class ChangeOwnPassword(Db db, Attempts attempts, Passwords passwords, NodeBus bus, TimeProvider time)
{
    public sealed record Request(string? Current, string? Next);

    public static async Task<IResult> Handle(Request request, HttpContext http, ChangeOwnPassword change, CancellationToken cancel)
    {
        await change.Run(request, http, cancel);
        return Results.NoContent();
    }

    /// <summary>The rules for passwords, said of the field that was sent.</summary>
    public static void Check(string? password, string accountName, string field)
    {
        try
        {
            PasswordRules.Check(password ?? "", accountName);
        }
        catch (RuleViolation weak)
        {
            throw new RuleViolation(weak.Code, weak.Message, field);
        }
    }

    private async Task Run(Request request, HttpContext http, CancellationToken cancel)
    {
        var me = http.Agent()!;
        var agent = await db.Set<Agent>().SingleAsync(a => a.ShopId == me.ShopId && a.Id == me.AgentId, cancel);
        await Judge(agent, request.Current ?? "", http, cancel);
        Check(request.Next, agent.AccountName, "next");
        var (hash, now) = (await passwords.Hash(agent, request.Next!, cancel), time.Now());
        await db.InTransaction(async () =>
        {
            await db.Set<Agent>().Where(a => a.ShopId == me.ShopId && a.Id == me.AgentId).ExecuteUpdateAsync(a => a.SetProperty(x => x.PasswordHash, hash), cancel);
            await db.Set<Session>().Where(s => s.ShopId == me.ShopId && s.AgentId == me.AgentId && s.Id != me.SessionId && s.EndedAt == null)
                .ExecuteUpdateAsync(s => s.SetProperty(x => x.EndedAt, now), cancel);
            Audit.Add(db, http, "agent.password_changed", Audit.Subject(agent));
        }, cancel);
        await bus.Publish(new SessionsEnded(me.ShopId, me.AgentId, ExceptSession: me.SessionId), CancellationToken.None);
    }

    private async Task Judge(Agent agent, string current, HttpContext http, CancellationToken cancel)
    {
        using var attempt = await attempts.Begin(agent.ShopId, agent.AccountName, Addresses.Network(http), cancel);
        if (await passwords.Verify(agent, current, cancel) == PasswordVerificationResult.Failed)
        {
            await attempt.Failed(cancel);
            throw new Refusal(StatusCodes.Status422UnprocessableEntity, "wrong_password", "current");
        }
        await attempt.Succeeded(cancel);
    }
}
