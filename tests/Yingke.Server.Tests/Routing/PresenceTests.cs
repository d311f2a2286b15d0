using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Conversations;
using Yingke.Domain.Routing;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Routing;
using Yingke.Server.Tests.Clients;
using Yingke.Server.Tests.Hosting;

namespace Yingke.Server.Tests.Routing;

/// <summary>spec: routing.md, Presence; reliability I20, I21.</summary>
public sealed class PresenceTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task A_lost_connection_counts_after_45_seconds_and_not_before()
    {
        var shop = await server.Shop();
        var zhu = await shop.OnDuty(Cast.Zhu);
        await server.Host.Pass(TimeSpan.FromMilliseconds(44_999));
        (await Of(shop, zhu)).Presence.ShouldBe(Presence.Online);
        await server.Host.Pass(TimeSpan.FromMilliseconds(1));
        var lost = await Of(shop, zhu);
        (lost.Presence, lost.PresenceCause).ShouldBe((Presence.Offline, PresenceCause.ConnectionLost));
    }

    [Fact]
    public async Task A_connection_renews_the_lease_and_a_cut_within_the_grace_changes_nothing()
    {
        var shop = await server.Shop();
        var zhu = await shop.OnDuty(Cast.Zhu);
        var id = await (await shop.Buyer()).Ask();
        var probe = await zhu.Connect();
        await probe.Invoke("View", new object?[] { null });
        for (var i = 0; i < 12; i++)
            await server.Host.Pass(TimeSpan.FromSeconds(10));
        for (var cut = 0; cut < 3; cut++)
        {
            await probe.DisposeAsync();
            await server.Host.Pass(TimeSpan.FromSeconds(30));
            probe = await zhu.Connect();
            await probe.Invoke("View", new object?[] { null });
        }
        await probe.DisposeAsync();
        (await Of(shop, zhu)).Presence.ShouldBe(Presence.Online);
        (await Changes(shop, zhu)).Count.ShouldBe(1);
        (await zhu.Conversation(id)).Assignments.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Unanswered_conversations_of_a_dead_agent_go_to_another_once_the_others_when_their_buyer_writes()
    {
        var shop = await server.Shop();
        var zhu = await shop.OnDuty(Cast.Zhu);
        var (waiting, answered) = (await shop.Buyer(), await shop.Buyer());
        var unanswered = await waiting.Ask();
        var done = await answered.Ask();
        await zhu.Say(done, "已处理");
        await server.Host.Pass(TimeSpan.FromSeconds(45));
        var lan = await shop.OnDuty(Cast.Lan);
        await using var probe = await lan.Connect();
        await probe.Invoke("View", new object?[] { null });
        await server.Host.Pass(TimeSpan.FromMilliseconds(119_999));
        (await lan.Desk()).Conversations.ShouldBeEmpty();

        await server.Host.Pass(TimeSpan.FromMilliseconds(1));
        (await lan.Desk()).Conversations.Single().Id.ShouldBe(unanswered);
        await answered.Say(done, "还有一个问题");
        await server.Host.Pass(TimeSpan.FromSeconds(3));
        await server.Host.Pass(TimeSpan.FromSeconds(3));
        (await lan.Desk()).Conversations.Select(c => c.Id).ShouldBe([unanswered, done], ignoreOrder: true);
        foreach (var id in new[] { unanswered, done })
            (await lan.Conversation(id)).Assignments.Select(a => a.AgentId).ShouldBe([zhu.Id, lan.Id]);
    }

    [Fact]
    public async Task Nobody_else_there_the_conversation_of_a_dead_agent_becomes_an_offline_message()
    {
        var shop = await server.Shop();
        await shop.OnDuty(Cast.Zhu);
        var buyer = await shop.Buyer();
        var id = await buyer.Ask();
        await server.Host.Pass(TimeSpan.FromSeconds(45));
        await server.Host.Pass(TimeSpan.FromSeconds(120));
        var now = await buyer.Current();
        (now.Id, now.State).ShouldBe((id, ConversationState.Offline));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("喝茶")]
    public async Task Busy_needs_a_reason_of_the_shops_list(string? reason)
    {
        var shop = await server.Shop();
        var zhu = await shop.OnDuty(Cast.Zhu);
        (await zhu.Presence("busy", reason)).Refused(422, "invalid", "reason");
        (await Of(shop, zhu)).Presence.ShouldBe(Presence.Online);
    }

    [Fact]
    public async Task Every_change_is_logged_with_time_and_reason()
    {
        var shop = await server.Shop();
        var zhu = await shop.OnDuty(Cast.Zhu);
        server.Clock.Advance(TimeSpan.FromMinutes(5));
        await zhu.Busy("用餐");
        server.Clock.Advance(TimeSpan.FromMinutes(20));
        await zhu.Busy("培训");
        server.Clock.Advance(TimeSpan.FromMinutes(1));
        await zhu.Offline();
        await zhu.Offline();
        (await Changes(shop, zhu)).Select(c => (c.Presence, c.Reason)).ShouldBe(
            [(Presence.Online, null), (Presence.Busy, "用餐"), (Presence.Busy, "培训"), (Presence.Offline, null)]);
        server.Clock.Advance(TimeSpan.FromSeconds(30));
        var today = (await zhu.Desk()).PresenceToday;
        (today.Online, today.Busy).ShouldBe((300, 1260));
    }

    private Task<Agent> Of(TestShop shop, AgentClient agent) =>
        server.Host.Look(db => db.Set<Agent>().SingleAsync(a => a.ShopId == shop.Id && a.Id == agent.Id));

    private Task<List<PresenceChange>> Changes(TestShop shop, AgentClient agent) =>
        server.Host.Look(db => db.Set<PresenceChange>().Where(c => c.ShopId == shop.Id && c.AgentId == agent.Id).OrderBy(c => c.At).ToListAsync());
}
