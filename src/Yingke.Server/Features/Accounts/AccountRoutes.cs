using Microsoft.EntityFrameworkCore;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Push;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Accounts;

/// <summary>Signing in and out, and oneself.</summary>
internal static class AccountRoutes
{
    public static void MapAccounts(this IEndpointRouteBuilder api)
    {
        var session = api.MapGroup("/session").WithTags("session");
        session.MapPost("/", SignIn.Handle).Public().Produces<Me>();
        session.MapGet("/", (HttpContext http, MeView me, CancellationToken cancel) => me.Of(http.Agent()!.ShopId, http.Agent()!.AgentId, cancel)).RequireStaff();
        session.MapDelete("/", SignOut).RequireStaff();
    }

    private static async Task<IResult> SignOut(HttpContext http, Db db, NodeBus bus, Sessions sessions, TimeProvider time, CancellationToken cancel)
    {
        var agent = http.Agent()!;
        var session = await db.Set<Session>().AsTracking().SingleOrDefaultAsync(s => s.ShopId == agent.ShopId && s.Id == agent.SessionId, cancel);
        if (session is not null)
        {
            session.EndedAt = time.Now();
            await db.SaveChangesAsync(cancel);
            await bus.Publish(new SessionsEnded(agent.ShopId, agent.AgentId), cancel);
        }
        if (http.Request.Cookies[Sessions.Cookie] is { } token)
            sessions.Forget(token);
        http.Response.Cookies.Delete(Sessions.Cookie);
        return Results.NoContent();
    }
}
