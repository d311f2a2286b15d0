using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Yingke.Domain.Accounts;
using Yingke.Domain.Routing;
using Yingke.Server.Features.Alerts;
using Yingke.Server.Features.Performance;
using Yingke.Server.Platform.Activity;
using Yingke.Server.Tests.Clients;
using Yingke.Server.Tests.Hosting;

namespace Yingke.Server.Tests.Orders;

/// <summary>spec: orders-aftersales.md, Shipping deadlines: alerted before and after. The clock moves by days here.</summary>
public sealed class OrderAlertTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task Supervisors_hear_of_a_shipping_deadline_before_and_after_it_and_of_none_that_was_kept()
    {
        var scene = await OrderScene.Set(server);
        await scene.Put("T-late", "paid", placedHoursAgo: 3, paidHoursAgo: 3);
        await scene.Put("T-kept", "paid", placedHoursAgo: 3, paidHoursAgo: 3);
        await Look(TimeSpan.FromHours(18));
        await scene.Put("T-kept", "shipped", placedHoursAgo: 21, paidHoursAgo: 21);
        await Look(TimeSpan.FromMinutes(90));
        var near = (await Alerts(scene.Shop.Owner)).ShouldHaveSingleItem();
        (near.Kind, near.Text, near.Name).ShouldBe((AlertKind.OrderNear, "T-late", "苏晓"));
        (await Alerts(scene.Agent)).ShouldBeEmpty();
        await Look(TimeSpan.FromHours(2));
        await Look(TimeSpan.FromMinutes(1));
        (await Alerts(scene.Shop.Owner)).Select(a => a.Kind).ShouldBe([AlertKind.OrderOverdue, AlertKind.OrderNear]);
        (await server.Host.Look(db => db.Set<LedgerRow>().Where(r => r.ShopId == scene.Shop.Id).Select(r => r.Cause).ToListAsync())).ShouldBe(["shipping_late"]);
    }

    [Fact]
    public async Task The_lead_of_the_company_that_served_the_buyer_hears_of_it_and_no_other_and_no_sentence_is_stored()
    {
        var scene = await OrderScene.Set(server);
        var (own, other) = (new Person("lead", "外包组长", BuiltInPosts.OutsourcingLead, Groups.None, false), new Person("lead2", "别家组长", BuiltInPosts.OutsourcingLead, Groups.None, false));
        await scene.Shop.Hire(own, other);
        await scene.Shop.Change(Cast.Zhu, new { company = "甲" });
        await scene.Shop.Change(own, new { company = "甲" });
        await scene.Shop.Change(other, new { company = "乙" });
        await scene.Put("T-near", "paid", placedHoursAgo: 3, paidHoursAgo: 3);
        var buyer = await server.Host.Look(db => db.Set<Yingke.Domain.Orders.Order>().Where(o => o.ShopId == scene.Shop.Id && o.Number == "T-near").Select(o => o.BuyerId).SingleAsync());
        var served = await server.Host.Look(db => db.Set<Yingke.Domain.Conversations.Conversation>().Where(c => c.ShopId == scene.Shop.Id && c.BuyerId == buyer).Select(c => c.AgentId).ToListAsync());
        served.ShouldContain(scene.Shop.AgentId(Cast.Zhu));
        await Look(TimeSpan.FromHours(20));
        var alert = (await Alerts(await scene.Shop.SignIn(own))).ShouldHaveSingleItem();
        (alert.Kind, alert.Clock, alert.Text).ShouldBe((AlertKind.OrderNear, "order_ship", "T-near"));
        (await Alerts(await scene.Shop.SignIn(other))).ShouldBeEmpty();
    }

    private static async Task<IReadOnlyList<AlertView>> Alerts(AgentClient agent) => (await agent.Api.Get("alerts")).As<AlertRoutes.AlertList>().Items;

    private async Task Look(TimeSpan after)
    {
        var pump = server.Host.Services.GetRequiredService<Pump>();
        await pump.Drain(CancellationToken.None);
        server.Clock.Advance(after);
        await server.Host.RunJob("clocks");
        await pump.Drain(CancellationToken.None);
    }
}
