using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Accounts;
using Yingke.Server.Features.Routing;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Push;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Accounts;

/// <param name="Agents">How many accounts have it.</param>
internal sealed record PostView(Guid Id, string Name, bool BuiltIn, IReadOnlyDictionary<string, Scope> Permissions, int Agents);

internal sealed record PostRequest(string? Name, IReadOnlyDictionary<string, Scope>? Permissions);

/// <summary>
/// 岗位: a shop edits the shipped ones and adds its own. Nobody puts into a post what they do not have, nor takes out what is above them.
/// Changes run in a turn of the shop, for a post decides who may chat, and reach requests and sockets within seconds.
/// </summary>
internal static class Posts
{
    private const int Most = 100;

    public static async Task<IReadOnlyList<PostView>> List(HttpContext http, Db db, CancellationToken cancel)
    {
        var shopId = http.Agent()!.ShopId;
        var agents = await db.Set<Agent>().Where(a => a.ShopId == shopId).GroupBy(a => a.PostId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancel);
        var posts = await db.Set<Post>().Where(p => p.ShopId == shopId).ToListAsync(cancel);
        return [.. posts.OrderBy(Rank).ThenBy(p => p.Id).Select(p => View(p, agents.GetValueOrDefault(p.Id)))];
    }

    public static async Task<IResult> Add(PostRequest request, HttpContext http, Dispatcher dispatcher, CancellationToken cancel)
    {
        var by = http.Agent()!;
        var (name, permissions) = (Name(request.Name ?? ""), Check(request.Permissions ?? throw Refusal.Invalid("permissions")));
        var made = await dispatcher.Run(by.ShopId, async turn =>
        {
            MayChange(by, new Dictionary<string, Scope>(), permissions);
            await NameIsFree(turn.Db, by.ShopId, name, null);
            if (await turn.Db.Set<Post>().CountAsync(p => p.ShopId == by.ShopId) >= Most)
                throw Refusal.Conflict("too_many_posts");
            var post = new Post { ShopId = by.ShopId, Id = Guid.CreateVersion7(turn.Now), Name = name, Permissions = permissions };
            turn.Db.Add(post);
            Audit.Add(turn.Db, http, "post.added", name, null, permissions);
            await turn.Db.SaveChangesAsync();
            return post;
        }, cancel);
        return Results.Json(View(made, 0), Stored.Json, statusCode: StatusCodes.Status201Created);
    }

    public static async Task<PostView> Edit(Guid id, PostRequest request, HttpContext http, Dispatcher dispatcher, NodeBus bus, CancellationToken cancel)
    {
        var by = http.Agent()!;
        var (name, permissions) = (request.Name is null ? null : Name(request.Name), request.Permissions is null ? null : Check(request.Permissions));
        var view = await dispatcher.Run(by.ShopId, async turn =>
        {
            var post = await Find(turn.Db, by.ShopId, id);
            MayChange(by, post.Permissions, permissions ?? post.Permissions);
            if (name is not null)
                await NameIsFree(turn.Db, by.ShopId, name, id);
            var old = new { post.Name, post.Permissions };
            (post.Name, post.Permissions) = (name ?? post.Name, permissions ?? post.Permissions);
            Audit.Add(turn.Db, http, "post.changed", old.Name, old, new { post.Name, post.Permissions });
            await turn.Db.SaveChangesAsync();
            await turn.PostChanged(id, post.Permissions.ContainsKey(Permission.ImChat));
            return View(post, await turn.Db.Set<Agent>().CountAsync(a => a.ShopId == by.ShopId && a.PostId == id));
        }, cancel);
        await bus.Publish(new ShopMoved(by.ShopId, ShopPart.Agents), CancellationToken.None);
        return view;
    }

    public static async Task<IResult> Delete(Guid id, HttpContext http, Dispatcher dispatcher, CancellationToken cancel)
    {
        var by = http.Agent()!;
        await dispatcher.Run(by.ShopId, async turn =>
        {
            var post = await Find(turn.Db, by.ShopId, id);
            if (post.BuiltIn is not null)
                throw Refusal.Conflict("post_built_in");
            MayChange(by, post.Permissions, new Dictionary<string, Scope>());
            if (await turn.Db.Set<Agent>().AnyAsync(a => a.ShopId == by.ShopId && a.PostId == id))
                throw Refusal.Conflict("post_in_use");
            turn.Db.Remove(post);
            Audit.Add(turn.Db, http, "post.deleted", post.Name, post.Permissions);
            await turn.Db.SaveChangesAsync();
        }, cancel);
        return Results.NoContent();
    }

    /// <summary>The shipped ones in the order of the specification's table, then the shop's own.</summary>
    private static int Rank(Post post)
    {
        for (var i = 0; i < BuiltInPosts.All.Count; i++)
        {
            if (BuiltInPosts.All[i].Key == post.BuiltIn)
                return i;
        }
        return BuiltInPosts.All.Count;
    }

    private static PostView View(Post post, int agents) => new(post.Id, post.Name, post.BuiltIn is not null, post.Permissions, agents);

    private static async Task<Post> Find(Db db, Guid shopId, Guid id) =>
        await db.Set<Post>().AsTracking().SingleOrDefaultAsync(p => p.ShopId == shopId && p.Id == id) ?? throw Refusal.NotFound();

    private static string Name(string name)
    {
        AgentFields.Text(name, "name", 1, 30);
        return name.Trim();
    }

    private static IReadOnlyDictionary<string, Scope> Check(IReadOnlyDictionary<string, Scope> permissions)
    {
        Permissions.Check(permissions);
        return permissions;
    }

    private static async Task NameIsFree(Db db, Guid shopId, string name, Guid? except)
    {
        if (await db.Set<Post>().AnyAsync(p => p.ShopId == shopId && p.Name == name && p.Id != except))
            throw new Refusal(StatusCodes.Status409Conflict, "post_name_taken", "name");
    }

    private static void MayChange(CurrentAgent by, IReadOnlyDictionary<string, Scope> before, IReadOnlyDictionary<string, Scope> after)
    {
        if (Granting.BeyondChange(by.Permissions, before, after) is { } missing)
            throw Refusal.Forbidden(missing);
    }
}
