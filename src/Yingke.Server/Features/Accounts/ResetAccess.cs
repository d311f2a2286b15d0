using Yingke.Server.Features.Routing;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Push;

namespace Yingke.Server.Features.Accounts;

/// <summary>A manager sets a new password or takes a lost second factor away; the agent is signed out everywhere.</summary>
internal static class ResetAccess
{
    public sealed record PasswordRequest(string? Password);

    public static async Task<IResult> Password(Guid id, PasswordRequest request, HttpContext http, ChangeSeat seats, Passwords passwords, NodeBus bus, CancellationToken cancel)
    {
        // Rules that need no account are looked at first; the name is compared within the turn.
        ChangeOwnPassword.Check(request.Password, "", "password");
        var hash = await passwords.Hash(null!, request.Password!, cancel);
        await Run(id, http, seats, bus, "agent.password_reset", row =>
        {
            ChangeOwnPassword.Check(request.Password, row.AccountName, "password");
            row.PasswordHash = hash;
        }, cancel);
        return Results.NoContent();
    }

    public static async Task<IResult> SecondFactor(Guid id, HttpContext http, ChangeSeat seats, NodeBus bus, CancellationToken cancel)
    {
        await Run(id, http, seats, bus, "agent.second_factor_removed", row => (row.TotpSecret, row.PendingTotpSecret) = (null, null), cancel);
        return Results.NoContent();
    }

    private static async Task Run(Guid id, HttpContext http, ChangeSeat seats, NodeBus bus, string action, Action<Agent> change, CancellationToken cancel)
    {
        var by = http.Agent()!;
        await seats.Handle(by.ShopId, id, async (turn, person) =>
        {
            await Managing.Check(turn.Db, by, person.Row);
            Managing.NotSelf(by, id);
            change(person.Row);
            await Managing.EndSessions(turn, id);
            Audit.Add(turn.Db, http, action, Audit.Subject(person.Row));
        }, cancel);
        await bus.Publish(new SessionsEnded(by.ShopId, id), CancellationToken.None);
    }
}
