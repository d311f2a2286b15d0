using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Yingke.Domain.Routing;
using Yingke.Domain.Tickets;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Hotline;
using Yingke.Server.Features.Routing;
using Yingke.Server.Features.Tickets.Callbacks;
using Yingke.Server.Platform.Activity;
using Yingke.Server.Tests.Clients;
using Yingke.Server.Tests.Hosting;

namespace Yingke.Server.Tests.Hotline;

/// <summary>Presence is shared with chat (spec: tickets-hotline.md, 400 hotline); the agent is told while it rings.</summary>
public sealed class CallPresenceTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task Who_is_rung_is_busy_and_gets_nothing_new_until_the_call_is_over_then_is_what_they_were()
    {
        var (shop, line, zhu) = await Set();
        await line.Tell("K", "queued", phone: "13800002046");
        (await Of(zhu, shop)).Presence.ShouldBe(Presence.Online);
        server.Clock.Advance(TimeSpan.FromSeconds(1));
        await line.Tell("K", "ringing", "801");
        var ringing = await Of(zhu, shop);
        (ringing.Presence, ringing.PresenceReason, ringing.PresenceCause).ShouldBe((Presence.Busy, "通话", PresenceCause.Call));
        var buyer = await shop.Buyer();
        await buyer.Ask("product_detail", "在吗");
        (await zhu.Desk()).Queue.Count.ShouldBe(1, "nobody chats on the telephone; the buyer queues, since somebody is on duty");
        (await zhu.Claim((await buyer.Current()).Id)).Refused(409, "agent_on_call");
        await line.Tell("K", "answered", "801");
        (await zhu.Desk()).Queue.Count.ShouldBe(1);
        server.Clock.Advance(TimeSpan.FromSeconds(1));
        await line.Tell("K", "ended");
        var after = await Of(zhu, shop);
        (after.Presence, after.PresenceReason, after.PresenceCause).ShouldBe((Presence.Online, null, PresenceCause.Self));
        (await zhu.Desk()).Conversations.Count.ShouldBe(1, "who waited is served at once");
        (await Changes(shop, zhu)).ShouldBe([Presence.Online, Presence.Busy, Presence.Online]);
        (await Engagements(shop)).ShouldBe(0);
    }

    [Fact]
    public async Task Two_calls_at_once_end_when_the_second_does_and_a_break_comes_back_with_its_reason()
    {
        var (shop, line, zhu) = await Set();
        await zhu.Busy("用餐");
        await line.Tell("K1", "ringing", "801");
        await line.Tell("K2", "ringing", "801");
        await line.Tell("K1", "ended");
        (await Of(zhu, shop)).PresenceReason.ShouldBe("通话");
        await line.Tell("K2", "ended");
        var after = await Of(zhu, shop);
        (after.Presence, after.PresenceReason, after.PresenceCause).ShouldBe((Presence.Busy, "用餐", PresenceCause.Self));
    }

    [Fact]
    public async Task What_somebody_decided_meanwhile_stands_and_who_is_off_duty_stays_so()
    {
        var (shop, line, zhu) = await Set();
        await line.Tell("K1", "answered", "801");
        await zhu.Online();
        await (await shop.Buyer()).Ask("product_detail", "在吗");
        (await zhu.Desk()).Conversations.Count.ShouldBe(1, "they said that they can");
        await line.Tell("K1", "ended");
        (await Of(zhu, shop)).PresenceCause.ShouldBe(PresenceCause.Self);
        await line.Tell("K2", "answered", "801");
        await zhu.Offline();
        await line.Tell("K2", "ended");
        (await Of(zhu, shop)).Presence.ShouldBe(Presence.Offline);
        await line.Tell("K3", "answered", "801");
        (await Of(zhu, shop)).Presence.ShouldBe(Presence.Offline);
        await line.Tell("K3", "ended");
        (await Of(zhu, shop)).Presence.ShouldBe(Presence.Offline);
    }

    [Fact]
    public async Task A_ring_that_went_on_to_another_frees_the_first_and_reports_out_of_order_leave_nobody_busy()
    {
        var (shop, line, zhu) = await Set();
        var lan = await shop.OnDuty(Cast.Lan);
        await shop.Change(Cast.Lan, new { extension = "802" });
        await line.Tell("K", "ringing", "801");
        server.Clock.Advance(TimeSpan.FromSeconds(20));
        await line.Tell("K", "ringing", "802");
        (await Of(zhu, shop)).Presence.ShouldBe(Presence.Online);
        (await Of(lan, shop)).Presence.ShouldBe(Presence.Busy);
        await line.Tell("K", "ended");
        await line.Tell("K", "answered", "802");
        await line.Tell("L", "ended");
        await line.Tell("L", "ringing", "801");
        (await Of(zhu, shop)).Presence.ShouldBe(Presence.Online);
        (await Of(lan, shop)).Presence.ShouldBe(Presence.Online);
    }

    [Fact]
    public async Task An_exchange_that_falls_silent_keeps_nobody_busy_for_ever()
    {
        var (shop, line, zhu) = await Set();
        var probe = await zhu.Connect();
        await line.Tell("K1", "answered", "801");
        await Later(TimeSpan.FromMinutes(119));
        (await Of(zhu, shop)).Presence.ShouldBe(Presence.Busy);
        await Later(TimeSpan.FromMinutes(2));
        (await Of(zhu, shop)).Presence.ShouldBe(Presence.Online);
        await line.Tell("K2", "ringing", "801");
        await Later(TimeSpan.FromMinutes(4));
        (await Of(zhu, shop)).Presence.ShouldBe(Presence.Busy);
        await Later(TimeSpan.FromMinutes(2));
        (await Of(zhu, shop)).Presence.ShouldBe(Presence.Online);
        await probe.DisposeAsync();
    }

    [Fact]
    public async Task The_rung_agent_is_told_at_once_and_nobody_else()
    {
        var (shop, line, zhu) = await Set();
        var lan = await shop.OnDuty(Cast.Lan);
        await using var mine = await zhu.Connect();
        await using var others = await lan.Connect();
        await using var boss = await (await shop.SignIn(Cast.Supervisor)).Connect();
        await line.Tell("K", "ringing", "801", "13800002046");
        var told = await mine.Next("call");
        told.Arguments[0].GetProperty("state").GetString().ShouldBe("ringing");
        var card = (await shop.Owner.Api.Get($"calls/{told.Arguments[0].GetProperty("id").GetGuid()}")).As<ShowCall.CallCard>();
        card.Call.Phone.ShouldBe("138****2046");
        (await zhu.Api.Get("calls/current")).Status.ShouldBe(403, "a pre-sale post does not answer the hotline");
        await line.Tell("K", "ended");
        (await mine.Next("call", a => a[0].GetProperty("state").GetString() == "missed")).Arguments[0].GetProperty("id").GetGuid().ShouldBe(card.Call.Id);
        await HubProbe.Quiet();
        others.Pushes.Concat(boss.Pushes).ShouldNotContain(p => p.Method == "call");
    }

    [Fact]
    public async Task Being_spoken_to_on_the_telephone_completes_the_call_back_of_a_message_left_at_night()
    {
        server.Clock.Set(new DateTimeOffset(2026, 3, 2, 16, 30, 0, TimeSpan.Zero));
        var shop = await server.Shop();
        var line = await Line.Connect(shop);
        await shop.Change(Cast.Zhu, new { extension = "801" });
        var buyer = await shop.Buyer();
        await buyer.Ask("product_detail", "有人吗");
        await Drain();
        server.Clock.Advance(TimeSpan.FromHours(12));
        await line.Tell("K", "ringing", "801", "13800002046");
        var call = await line.Call("13800002046");
        await Drain();
        (await Callback(shop)).State.ShouldBe(CallbackState.Planned);
        (await shop.Owner.Api.Put($"calls/{call.Id}/buyer", new { buyerId = buyer.Id })).Ok();
        await Drain();
        (await Callback(shop)).State.ShouldBe(CallbackState.Planned, "it rang; nobody spoke");
        await line.Tell("K", "answered", "801");
        await Drain();
        var done = await Callback(shop);
        (done.State, done.DoneBy!.Id).ShouldBe((CallbackState.Done, shop.AgentId(Cast.Zhu)));
        server.Clock.Set(FakeClock.Start);
    }

    [Fact]
    public async Task An_extension_is_one_persons()
    {
        var shop = await server.Shop();
        await shop.Change(Cast.Zhu, new { extension = "801" });
        (await shop.Owner.Api.Patch($"agents/{shop.AgentId(Cast.Lan)}", new { extension = " 801 " })).Refused(409, "extension_taken", "extension");
        await shop.Change(Cast.Zhu, new { extension = "801", weight = 2 });
        await shop.Change(Cast.Zhu, new { extension = "" });
        await shop.Change(Cast.Lan, new { extension = "801" });
        var twice = await Task.WhenAll(new[] { Cast.Zhu, Cast.Mei, Cast.Feng }.Select(p => shop.Owner.Api.Patch($"agents/{shop.AgentId(p)}", new { extension = "900" })));
        twice.Count(a => a.Status == 200).ShouldBe(1);
        twice.Where(a => a.Status != 200).ToList().ForEach(a => a.Refused(409, "extension_taken", "extension"));
    }

    private async Task<(TestShop, Line, AgentClient)> Set()
    {
        var shop = await server.Shop();
        var zhu = await shop.OnDuty(Cast.Zhu);
        await shop.Change(Cast.Zhu, new { extension = "801" });
        return (shop, await Line.Connect(shop), zhu);
    }

    private async Task Later(TimeSpan time)
    {
        // In steps, so that the connection's lease is renewed as it would be.
        for (var left = time; left > TimeSpan.Zero; left -= TimeSpan.FromSeconds(40))
        {
            server.Clock.Advance(left < TimeSpan.FromSeconds(40) ? left : TimeSpan.FromSeconds(40));
            await server.Host.RunJob("presence-renewal");
        }
        await server.Host.RunJob("silent-calls");
        await server.Host.RunJob("presence-expiry");
    }

    private Task Drain() => server.Host.Services.GetRequiredService<Pump>().Drain(CancellationToken.None);

    private static async Task<CallbackRow> Callback(TestShop shop) => (await shop.Owner.Api.Get("callbacks?from=2026-03-04")).As<CallbackRoutes.CallbackList>().Items.ShouldHaveSingleItem();

    private Task<Agent> Of(AgentClient agent, TestShop shop) => server.Host.Look(db => db.Set<Agent>().SingleAsync(a => a.ShopId == shop.Id && a.Id == agent.Id));

    private Task<List<Presence>> Changes(TestShop shop, AgentClient agent) =>
        server.Host.Look(db => db.Set<PresenceChange>().Where(c => c.ShopId == shop.Id && c.AgentId == agent.Id).OrderBy(c => c.At).ThenBy(c => c.Id).Select(c => c.Presence).ToListAsync());

    private Task<int> Engagements(TestShop shop) => server.Host.Look(db => db.Set<Engagement>().CountAsync(e => e.ShopId == shop.Id));
}
