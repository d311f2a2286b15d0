using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Accounts;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Tests.Clients;
using Yingke.Server.Tests.Hosting;

namespace Yingke.Server.Tests.Accounts;

/// <summary>Whatever takes a right away reaches open requests and sockets within five seconds (spec: accounts.md; A04).</summary>
public sealed class RevocationTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private const string Next = "a-new-password-7";

    [Fact]
    public async Task A_new_password_ends_all_other_sessions_and_their_sockets()
    {
        var shop = await server.Shop();
        var (here, there) = (await shop.SignIn(Cast.Zhu), await shop.SignIn(Cast.Zhu));
        await using var mine = await Open(here);
        await using var others = await Open(there);

        (await here.Api.Put("session/password", new { current = Cast.Password, next = "短" })).Refused(422, "weak_password", "next");
        (await here.Api.Put("session/password", new { current = Cast.Password, next = Next })).Status.ShouldBe(204);

        await Soon.Over(others);
        await Soon.Is(async () => (await there.Api.Get("session")).Status == 401);
        (await here.Api.Get("session")).Ok();
        mine.Ended.IsCompleted.ShouldBeFalse();
        var api = server.Host.Connect();
        (await api.Post("session", new { shop = shop.Code, account = Cast.Zhu.Account, password = Cast.Password })).Refused(401, "sign_in_refused");
        (await api.Post("session", new { shop = shop.Code, account = Cast.Zhu.Account, password = Next })).Ok();
    }

    [Fact]
    public async Task A_password_set_by_a_manager_signs_the_agent_out()
    {
        var shop = await server.Shop();
        var (supervisor, agent) = (await shop.SignIn(Cast.Supervisor), await shop.SignIn(Cast.Zhu));
        await using var socket = await Open(agent);
        (await supervisor.Api.Post($"agents/{agent.Id}/password", new { password = "xiaozhu" })).Refused(422, "weak_password", "password");
        (await supervisor.Api.Post($"agents/{agent.Id}/password", new { password = Next })).Status.ShouldBe(204);
        await Soon.Over(socket);
        await Soon.Is(async () => (await agent.Api.Get("session")).Status == 401);
        (await supervisor.Api.Post($"agents/{supervisor.Id}/password", new { password = Next })).Refused(409, "not_yourself");
    }

    [Fact]
    public async Task A_suspended_account_is_out_and_those_who_wait_for_it_are_served_by_others()
    {
        var shop = await server.Shop();
        var supervisor = await shop.SignIn(Cast.Supervisor);
        var (zhu, lan) = (await shop.OnDuty(Cast.Zhu), await shop.SignIn(Cast.Lan));
        var buyer = await shop.Buyer();
        var waiting = await buyer.Ask();
        await lan.Online();
        await using var socket = await Open(zhu);

        (await supervisor.Api.Put($"agents/{zhu.Id}/suspension")).Status.ShouldBe(204);
        await Soon.Over(socket);
        await Soon.Is(async () => (await zhu.Api.Get("session")).Status == 401);
        (await zhu.Send(waiting, "还在")).Status.ShouldBe(401);
        (await lan.Desk()).Conversations.ShouldHaveSingleItem().Id.ShouldBe(waiting);

        (await supervisor.Api.Delete($"agents/{zhu.Id}/suspension")).Status.ShouldBe(204);
        (await zhu.Api.Get("session")).Refused(401, "signed_out");
        await shop.SignIn(Cast.Zhu);
    }

    [Fact]
    public async Task A_changed_post_reaches_requests_and_open_sockets()
    {
        var shop = await server.Shop();
        var (owner, zhu, mei) = (await shop.SignIn(Cast.Owner), await shop.SignIn(Cast.Zhu), await shop.SignIn(Cast.Mei));
        await using var affected = await Open(zhu);
        await using var untouched = await Open(mei);
        var post = (await owner.Api.Get("posts")).As<List<PostView>>().Single(p => p.Name == "售前");

        (await owner.Api.Patch($"posts/{post.Id}", new { permissions = new Dictionary<string, string> { [Permission.ReportsView] = "self" } })).Ok();
        await Soon.Over(affected);
        await Soon.Is(async () => (await zhu.Api.Get("desk")).Code == "forbidden");
        (await zhu.Api.Get("session")).As<Me>().Permissions.Keys.ShouldBe([Permission.ReportsView]);
        untouched.Ended.IsCompleted.ShouldBeFalse();

        (await owner.Api.Patch($"posts/{post.Id}", new { permissions = post.Permissions })).Ok();
        await Soon.Is(async () => (await zhu.Api.Get("desk")).IsOk);
    }

    [Fact]
    public async Task Another_post_reaches_requests_and_open_sockets()
    {
        var shop = await server.Shop();
        var (owner, inspector) = (await shop.SignIn(Cast.Owner), await shop.SignIn(Cast.Inspector));
        await using var socket = await Open(inspector);
        (await inspector.Api.Get("agents")).Refused(403, "forbidden");
        var post = (await owner.Api.Get("posts")).As<List<PostView>>().Single(p => p.Name == "客服主管");
        (await owner.Api.Patch($"agents/{inspector.Id}", new { postId = post.Id })).Ok();
        await Soon.Over(socket);
        await Soon.Is(async () => (await inspector.Api.Get("agents")).IsOk);
    }

    /// <summary>The signal got lost; the look every two seconds finds it.</summary>
    [Fact]
    public async Task Nothing_depends_on_a_signal_alone()
    {
        var shop = await server.Shop();
        var (zhu, mei) = (await shop.SignIn(Cast.Zhu), await shop.SignIn(Cast.Mei));
        await using var suspended = await Open(zhu);
        await using var changed = await Open(mei);
        await server.Host.Look(async db =>
        {
            (await db.Set<Agent>().AsTracking().SingleAsync(a => a.ShopId == shop.Id && a.Id == zhu.Id)).SuspendedAt = server.Clock.Now;
            (await db.Set<Agent>().AsTracking().SingleAsync(a => a.ShopId == shop.Id && a.Id == mei.Id)).Company = "云客服";
            return await db.SaveChangesAsync();
        });
        suspended.Ended.IsCompleted.ShouldBeFalse();
        await server.Host.RunJob("ended-sessions");
        await Soon.Over(suspended);
        await Soon.Over(changed);
    }

    /// <summary>Open, with its first words exchanged: the server knows it.</summary>
    internal static async Task<HubProbe> Open(AgentClient agent)
    {
        var socket = await agent.Connect();
        await socket.Invoke("View", [null]);
        return socket;
    }
}

public sealed class RevocationOnNodesTests(TwoNodes nodes) : IClassFixture<TwoNodes>
{
    [Fact]
    public async Task Ends_requests_and_sockets_on_the_other_node_too()
    {
        TwoNodes.Need();
        var shop = await TestShop.Open(nodes.A);
        var owner = await shop.SignIn(Cast.Owner);
        var (zhu, mei) = (await shop.SignIn(Cast.Zhu, nodes.B), await shop.SignIn(Cast.Mei, nodes.B));
        await using var suspended = await RevocationTests.Open(zhu);
        await using var changed = await RevocationTests.Open(mei);

        (await owner.Api.Put($"agents/{zhu.Id}/suspension")).Status.ShouldBe(204);
        await Soon.Over(suspended);
        await Soon.Is(async () => (await zhu.Api.Get("session")).Status == 401);

        var post = (await owner.Api.Get("posts")).As<List<PostView>>().Single(p => p.Name == "售后");
        (await owner.Api.Patch($"posts/{post.Id}", new { permissions = new Dictionary<string, string> { [Permission.PayView] = "self" } })).Ok();
        await Soon.Over(changed);
        await Soon.Is(async () => (await mei.Api.Get("desk")).Code == "forbidden");
    }
}
