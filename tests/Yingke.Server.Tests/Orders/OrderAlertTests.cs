using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
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
        (near.Kind, near.Text, near.Name).ShouldBe((AlertKind.OrderNear, "发货 T-late", "苏晓"));
        (await Alerts(scene.Agent)).ShouldBeEmpty();
        await Look(TimeSpan.FromHours(2));
        await Look(TimeSpan.FromMinutes(1));
        (await Alerts(scene.Shop.Owner)).Select(a => a.Kind).ShouldBe([AlertKind.OrderOverdue, AlertKind.OrderNear]);
        (await server.Host.Look(db => db.Set<LedgerRow>().Where(r => r.ShopId == scene.Shop.Id).Select(r => r.Cause).ToListAsync())).ShouldBe(["shipping_late"]);
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
