using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Accounts;
using Yingke.Server.Features.Routing;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Accounts;

/// <summary>
/// Who may change whom: nobody but the owner changes the owner, and nobody an account that may do more than they may themselves; otherwise
/// a manager could set such an account's password and become it (spec: accounts.md). Asked within turns of the shop, which others share:
/// a caller who hangs up does not break them.
/// </summary>
internal static class Managing
{
    /// <exception cref="Refusal">403 <c>owner_only</c>, or <c>forbidden</c> with the permission that is missing.</exception>
    public static async Task<Post> Check(Db db, CurrentAgent by, Agent target)
    {
        var post = await db.Set<Post>().SingleAsync(p => p.ShopId == by.ShopId && p.Id == target.PostId);
        if (target.IsOwner && !by.IsOwner)
            throw new Refusal(StatusCodes.Status403Forbidden, "owner_only");
        MayGive(by, post, target.Company);
        return post;
    }

    /// <summary>A post of the shop that <paramref name="by"/> may give to somebody of <paramref name="company"/>.</summary>
    public static async Task<Post> PostToGive(Db db, CurrentAgent by, Guid? postId, string? company)
    {
        var post = await db.Set<Post>().SingleOrDefaultAsync(p => p.ShopId == by.ShopId && p.Id == postId) ?? throw Refusal.Invalid("postId");
        MayGive(by, post, company);
        return post;
    }

    /// <summary>Some things one does to others only: one's own password needs the present one, and nobody shuts themselves out by mistake.</summary>
    public static void NotSelf(CurrentAgent by, Guid target)
    {
        if (by.AgentId == target)
            throw Refusal.Conflict("not_yourself");
    }

    /// <summary>Ends all sessions of an agent within the turn; say so with <see cref="Platform.Push.SessionsEnded"/> once it is committed.</summary>
    public static Task<int> EndSessions(DispatchTurn turn, Guid agentId) =>
        turn.Db.Set<Session>().Where(s => s.ShopId == turn.Shop.Id && s.AgentId == agentId && s.EndedAt == null)
            .ExecuteUpdateAsync(s => s.SetProperty(x => x.EndedAt, turn.Now));

    private static void MayGive(CurrentAgent by, Post post, string? company)
    {
        if (Granting.Beyond(by.Permissions, post.Permissions, by.Company == company) is { } missing)
            throw Refusal.Forbidden(missing);
    }
}
