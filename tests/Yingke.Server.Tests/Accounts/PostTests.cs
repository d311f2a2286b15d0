using Yingke.Domain.Accounts;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Tests.Hosting;

namespace Yingke.Server.Tests.Accounts;

public sealed class PostTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private static Dictionary<string, string> Only(string permission, string scope = "all") => new() { [permission] = scope };

    [Fact]
    public async Task A_shop_begins_with_the_eleven_posts_of_the_specification()
    {
        var shop = await server.Shop();
        var posts = (await (await shop.SignIn(Cast.Owner)).Api.Get("posts")).As<List<PostView>>();
        posts.Select(p => p.Name).ShouldBe(BuiltInPosts.All.Select(p => p.Name));
        posts.ShouldAllBe(p => p.BuiltIn);
        foreach (var (post, shipped) in posts.Zip(BuiltInPosts.All))
            post.Permissions.OrderBy(p => p.Key).ShouldBe(shipped.Permissions.OrderBy(p => p.Key));
        posts.Single(p => p.Name == "售前").Agents.ShouldBe(2);
    }

    [Fact]
    public async Task Posts_are_made_changed_and_deleted_while_nobody_has_them()
    {
        var shop = await server.Shop();
        var owner = await shop.SignIn(Cast.Owner);
        (await owner.Api.Post("posts", new { name = "见习", permissions = Only("im.fly") })).Refused(422, "invalid", "permissions");
        (await owner.Api.Post("posts", new { name = "见习", permissions = Only(Permission.ImChat, "own") })).Refused(422, "invalid", "permissions");
        (await owner.Api.Post("posts", new { name = "售前", permissions = Only(Permission.ImChat) })).Refused(409, "post_name_taken", "name");
        (await owner.Api.Post("posts", new { name = "见习" })).Refused(422, "invalid", "permissions");
        var made = (await owner.Api.Post("posts", new { name = "见习", permissions = Only(Permission.ImChat) })).As<PostView>();
        (made.BuiltIn, made.Agents).ShouldBe((false, 0));

        (await owner.Api.Patch($"agents/{shop.AgentId(Cast.Zhu)}", new { postId = made.Id })).Ok();
        (await owner.Api.Delete($"posts/{made.Id}")).Refused(409, "post_in_use");
        var changed = (await owner.Api.Patch($"posts/{made.Id}", new { name = "见习客服", permissions = Only(Permission.ReportsView, "self") })).As<PostView>();
        (changed.Name, changed.Agents, changed.Permissions.Single()).ShouldBe(("见习客服", 1, KeyValuePair.Create(Permission.ReportsView, Scope.Self)));

        var presale = (await owner.Api.Get("posts")).As<List<PostView>>().Single(p => p.Name == "售前");
        (await owner.Api.Patch($"agents/{shop.AgentId(Cast.Zhu)}", new { postId = presale.Id })).Ok();
        (await owner.Api.Delete($"posts/{made.Id}")).Status.ShouldBe(204);
        (await owner.Api.Delete($"posts/{presale.Id}")).Refused(409, "post_built_in");
        (await owner.Api.Patch($"posts/{presale.Id}", new { name = "售前接待" })).As<PostView>().Name.ShouldBe("售前接待");
    }

    [Fact]
    public async Task Nobody_puts_in_or_takes_out_what_they_do_not_have()
    {
        var shop = await server.Shop();
        var supervisor = await shop.SignIn(Cast.Supervisor);
        var posts = (await supervisor.Api.Get("posts")).As<List<PostView>>().ToDictionary(p => p.Name);
        var own = posts["客服主管"].Permissions.ToDictionary();
        (await supervisor.Api.Post("posts", new { name = "我的", permissions = Only(Permission.SettingsEdit) })).Refused(403, "forbidden");
        (await supervisor.Api.Patch($"posts/{posts["客服主管"].Id}", new { permissions = new Dictionary<string, Scope>(own) { [Permission.SettingsEdit] = Scope.All } })).Refused(403, "forbidden");
        (await supervisor.Api.Patch($"posts/{posts["店长"].Id}", new { permissions = Only(Permission.ImChat) })).Refused(403, "forbidden");
        (await supervisor.Api.Patch($"posts/{posts["投诉岗"].Id}", new { permissions = new Dictionary<string, Scope>(posts["投诉岗"].Permissions) { [Permission.ImChat] = Scope.All } })).Ok();
        (await supervisor.Api.Get("session")).As<Me>().Permissions.Keys.ShouldNotContain(Permission.SettingsEdit);
    }

    [Fact]
    public async Task A_post_that_may_chat_from_now_on_is_at_the_desk_at_once()
    {
        var shop = await server.Shop();
        var owner = await shop.SignIn(Cast.Owner);
        var posts = (await owner.Api.Get("posts")).As<List<PostView>>().ToDictionary(p => p.Name);
        var zhu = await shop.OnDuty(Cast.Zhu);
        await shop.OnDuty(Cast.Lan);
        (await owner.Api.Patch($"posts/{posts["售前"].Id}", new { permissions = Only(Permission.ReportsView, "self") })).Ok();
        var buyer = await shop.Buyer();
        var id = await buyer.Ask();
        (await buyer.Current()).State.ShouldBe(Domain.Conversations.ConversationState.Offline);

        (await owner.Api.Patch($"posts/{posts["售前"].Id}", new { permissions = posts["售前"].Permissions })).Ok();
        await Soon.Is(async () => (await zhu.Api.Get("desk")).IsOk);
        (await buyer.Current()).State.ShouldBe(Domain.Conversations.ConversationState.Active);
        (await buyer.Current()).Id.ShouldBe(id);
    }

    [Fact]
    public async Task Permissions_are_listed_with_the_reaches_they_can_have()
    {
        var shop = await server.Shop();
        var listed = (await (await shop.SignIn(Cast.Supervisor)).Api.Get("permissions")).As<List<AccountRoutes.PermissionView>>();
        listed.Select(p => p.Id).ShouldBe(Permissions.All.Select(p => p.Id));
        listed.Single(p => p.Id == Permission.PayView).Scopes.ShouldBe([Scope.All, Scope.Own, Scope.Self]);
        listed.Single(p => p.Id == Permission.ImChat).Scopes.ShouldBe([Scope.All]);
    }
}
