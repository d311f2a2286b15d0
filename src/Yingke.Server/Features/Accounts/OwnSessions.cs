using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Routing;
using Yingke.Server.Features.Routing;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Push;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Accounts;

internal sealed record SessionView(Guid Id, bool Current, DateTimeOffset SignedInAt, DateTimeOffset ExpiresAt, string? Address, string? Browser);

/// <summary>Where one is signed in, and an end to it.</summary>
internal sealed class OwnSessions(Db db, NodeBus bus, ChangePresence presence, TimeProvider time)
{
    public static Task<IReadOnlyList<SessionView>> List(HttpContext http, OwnSessions own, CancellationToken cancel) => own.List(http.Agent()!, cancel);

    public static async Task<IResult> EndOne(Guid id, HttpContext http, OwnSessions own, CancellationToken cancel)
    {
        await own.End(http.Agent()!, id, cancel);
        return Results.NoContent();
    }

    public static async Task<IResult> SignOut(HttpContext http, OwnSessions own, CancellationToken cancel)
    {
        var me = http.Agent()!;
        await own.End(me, me.SessionId!.Value, cancel);
        http.Response.Cookies.Delete(Sessions.Cookie);
        return Results.NoContent();
    }

    private async Task<IReadOnlyList<SessionView>> List(CurrentAgent me, CancellationToken cancel) =>
        await Alive(me, time.Now()).OrderByDescending(s => s.Id)
            .Select(s => new SessionView(s.Id, s.Id == me.SessionId, s.CreatedAt, s.ExpiresAt, s.Address, s.UserAgent)).ToListAsync(cancel);

    /// <summary>Ends one session of one's own. With the last one the agent is off duty: nobody could answer any more.</summary>
    private async Task End(CurrentAgent me, Guid id, CancellationToken cancel)
    {
        var now = time.Now();
        using (await db.Dialect.EnterWrite(cancel))
        {
            if (await Alive(me, now).Where(s => s.Id == id).ExecuteUpdateAsync(s => s.SetProperty(x => x.EndedAt, now), cancel) == 0)
                throw Refusal.NotFound();
        }
        await bus.Publish(new SessionsEnded(me.ShopId, me.AgentId, OnlySession: id), CancellationToken.None);
        if (!await Alive(me, now).AnyAsync(cancel))
            await presence.Handle(me.ShopId, me.AgentId, Presence.Offline, null, PresenceCause.SignedOut, cancel);
    }

    private IQueryable<Session> Alive(CurrentAgent me, DateTimeOffset now) =>
        db.Set<Session>().Where(s => s.ShopId == me.ShopId && s.AgentId == me.AgentId && s.EndedAt == null && s.ExpiresAt > now);
}
