using Microsoft.EntityFrameworkCore;
using Yingke.Server.Features.Routing;
using Yingke.Server.Tests.Clients;
using Yingke.Server.Tests.Hosting;

namespace Yingke.Server.Tests.Routing;

/// <summary>What changes while a decision is under way counts (reliability I17–I20).</summary>
public sealed class RaceTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task Nobody_is_assigned_to_who_left_or_lost_the_right_in_the_same_moment()
    {
        var shop = await server.Shop();
        var (zhu, lan) = (await shop.OnDuty(Cast.Zhu), await shop.OnDuty(Cast.Lan));
        await shop.Change(Cast.Zhu, new { capacity = 100 });
        await shop.Change(Cast.Lan, new { capacity = 100 });
        const int races = 30;
        for (var race = 0; race < races; race++)
        {
            var buyers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => shop.Buyer()));
            Func<Task> leaves = (race % 3) switch
            {
                0 => () => zhu.Offline(),
                1 => () => shop.Change(Cast.Zhu, new { im = false }),
                _ => () => shop.Change(Cast.Zhu, new { capacity = 0 }),
            };
            var before = await Given(shop, zhu);
            await Task.WhenAll(buyers.Select(b => b.Open()).Append(leaves()));
            var during = await Given(shop, zhu);
            // From the moment that it is said, nobody comes to them any more; whoever came before stays.
            await Task.WhenAll((await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => shop.Buyer()))).Select(b => b.Open()));
            (await Given(shop, zhu)).ShouldBe(during);
            (during - before).ShouldBeInRange(0, buyers.Length);
            await shop.Change(Cast.Zhu, new { im = true, capacity = 100 });
            await zhu.Online();
        }
        // Each was assigned once, and to somebody who could have it.
        var assigned = await server.Host.Look(db => db.Set<Assignment>().Where(a => a.ShopId == shop.Id).GroupBy(a => a.ConversationId).Select(g => g.Count()).ToListAsync());
        assigned.Count.ShouldBe(races * 6);
        assigned.ShouldAllBe(n => n == 1);
        (await Given(shop, lan)).ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task A_claim_by_who_is_being_suspended_leaves_one_holder_or_none()
    {
        var shop = await server.Shop();
        await shop.Set(s => s with { OfflineMessages = s.OfflineMessages with { AutoAssign = false } });
        for (var race = 0; race < 10; race++)
        {
            var id = await (await shop.Buyer()).Ask();
            var (zhu, lan) = (await shop.OnDuty(Cast.Zhu), await shop.OnDuty(Cast.Lan));
            var claims = await Task.WhenAll(zhu.Claim(id), lan.Claim(id), shop.Owner.Api.Put($"agents/{zhu.Id}/suspension"));
            claims[2].Ok();
            var row = (await shop.Owner.Conversation(id)).Row;
            (await server.Host.Look(db => db.Set<Assignment>().CountAsync(a => a.ShopId == shop.Id && a.ConversationId == id && a.EndedAt == null))).ShouldBe(row.Agent is null ? 0 : 1);
            claims.Take(2).Count(c => c.IsOk).ShouldBeLessThanOrEqualTo(1);
            (await shop.Owner.Api.Delete($"agents/{zhu.Id}/suspension")).Ok();
            await lan.Offline();
        }
    }

    [Fact]
    public async Task Of_two_devices_one_may_go_and_a_status_set_by_hand_outlasts_every_connection()
    {
        var shop = await server.Shop();
        var zhu = await shop.OnDuty(Cast.Zhu);
        var id = await (await shop.Buyer()).Ask();
        var (desktop, phone) = (await zhu.Connect(), await zhu.Connect());
        await desktop.DisposeAsync();
        for (var i = 0; i < 6; i++)
            await server.Host.Pass(TimeSpan.FromSeconds(20));
        await zhu.Busy("用餐");
        for (var i = 0; i < 3; i++)
        {
            await phone.DisposeAsync();
            await server.Host.Pass(TimeSpan.FromSeconds(40));
            phone = await zhu.Connect();
            await server.Host.Pass(TimeSpan.FromSeconds(10));
        }
        await phone.DisposeAsync();
        var changes = await server.Host.Look(db => db.Set<PresenceChange>().Where(c => c.ShopId == shop.Id && c.AgentId == zhu.Id).OrderBy(c => c.At).Select(c => c.Presence).ToListAsync());
        changes.ShouldBe([Domain.Routing.Presence.Online, Domain.Routing.Presence.Busy]);
        (await zhu.Conversation(id)).Assignments.Count.ShouldBe(1);
    }

    private Task<int> Given(TestShop shop, AgentClient agent) =>
        server.Host.Look(db => db.Set<Assignment>().CountAsync(a => a.ShopId == shop.Id && a.AgentId == agent.Id));
}
