using Yingke.Domain.Duties;
using Yingke.Server.Features.Alerts;
using Yingke.Server.Features.Duties;
using Yingke.Server.Tests.Clients;
using Yingke.Server.Tests.Hosting;

namespace Yingke.Server.Tests.Duties;

/// <summary>spec: accounts.md, Duty coverage.</summary>
public sealed class DutyTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task A_gap_shows_at_once_and_warns_the_supervisors_once_whatever_made_it()
    {
        var shop = await server.Shop();
        var (supervisor, mei) = (await shop.SignIn(Cast.Supervisor), await shop.SignIn(Cast.Mei));
        await server.Host.RunJob("duty-coverage");
        (await Warned(supervisor)).ShouldBeEmpty("a shop that has not begun is not warned of everything");
        (await All(mei)).Begun.ShouldBeFalse();
        foreach (var (duty, who) in new[] { ("presale_reception", Cast.Zhu), ("shipping", Cast.He), ("tickets", Cast.Ju), ("refunds", Cast.Mei), ("quality_checks", Cast.Inspector), ("aftersale_reception", Cast.Mei) })
            (await Put(supervisor, shop, duty, who)).Ok();
        await server.Host.RunJob("duty-coverage");
        (await Warned(supervisor)).ShouldBe(["warehouse_contact"]);
        await using (var socket = await supervisor.Connect())
        {
            (await shop.Owner.Api.Put($"agents/{mei.Id}/suspension")).Ok();
            var shown = await All(supervisor);
            shown.Duties.Where(d => !d.Covered).Select(d => d.Duty).ShouldBe([Duty.Refunds, Duty.AftersaleReception, Duty.WarehouseContact]);
            shown.Duties[3].People.Single().Why.ShouldBe(NotCounted.Suspended);
            await server.Host.RunJob("duty-coverage");
            await server.Host.RunJob("duty-coverage");
            (await Warned(supervisor)).ShouldBe(["aftersale_reception", "refunds", "warehouse_contact"], ignoreOrder: true);
            await socket.Next("alert", a => a[0].GetProperty("text").GetString() == "refunds");
        }
        (await Warned(await shop.SignIn(Cast.Zhu))).ShouldBeEmpty("agents are not alarmed");
        // Closed, and open again later: a new gap, a new warning.
        (await Put(supervisor, shop, "refunds", Cast.Feng)).Ok();
        await server.Host.RunJob("duty-coverage");
        server.Clock.Advance(TimeSpan.FromMinutes(1));
        (await shop.Owner.Api.Patch($"agents/{shop.AgentId(Cast.Feng)}", new { postId = shop.PostId(Domain.Accounts.BuiltInPosts.ReadOnly) })).Ok();
        await server.Host.RunJob("duty-coverage");
        (await Warned(supervisor)).Count(d => d == "refunds").ShouldBe(2);
        (await All(supervisor)).Duties[3].ShouldSatisfyAllConditions(d => d.UncoveredSince.ShouldBe(server.Clock.Now), d => d.People.Select(p => p.Why).ShouldBe([NotCounted.NotAllowed]));
    }

    [Fact]
    public async Task Only_who_can_do_it_is_made_responsible_and_the_procedure_is_the_shops_own()
    {
        var shop = await server.Shop();
        var other = await server.Shop();
        var (supervisor, zhu) = (await shop.SignIn(Cast.Supervisor), await shop.SignIn(Cast.Zhu));
        (await Put(supervisor, shop, "refunds", Cast.Zhu)).Refused(422, "invalid", "agentIds");
        (await Put(supervisor, other, "refunds", Cast.Mei)).Refused(422, "invalid", "agentIds");
        (await Put(zhu, shop, "presale_reception", Cast.Zhu)).Refused(403, "forbidden");
        (await supervisor.Api.Put("duties/cooking/people", new { agentIds = Array.Empty<Guid>() })).IsOk.ShouldBeFalse();
        var shown = await All(supervisor);
        shown.Candidates.Single(c => c.Name == "小竹").Duties.ShouldBe([Duty.PresaleReception, Duty.Tickets, Duty.WarehouseContact]);
        (await All(zhu)).Candidates.ShouldBeEmpty();
        shown.Duties.ShouldAllBe(d => d.Standard && d.Procedure.Length > 20 && d.Deadlines.Count > 0);
        (await supervisor.Api.Put("duties/shipping/procedure", new { text = "先核对地址", version = 0 })).Ok();
        (await supervisor.Api.Put("duties/shipping/procedure", new { text = "再核对地址", version = 0 })).Refused(409, "procedure_changed");
        (await supervisor.Api.Put("duties/shipping/procedure", new { text = "再核对地址", version = 1 })).Ok();
        await shop.Set(s => s with { Orders = s.Orders with { ShipHours = 12 } });
        var shipping = (await All(zhu)).Duties[1];
        (shipping.Procedure, shipping.Standard, shipping.ChangedBy, shipping.Deadlines[0]).ShouldBe(("再核对地址", false, "林岚", new(DutyDeadlineKind.Ship, 12 * 3600)));
    }

    private static async Task<DutiesAnswer> All(AgentClient agent) => (await agent.Api.Get("duties")).As<DutiesAnswer>();

    private static Task<Answer> Put(AgentClient agent, TestShop shop, string duty, params Person[] people) => agent.Api.Put($"duties/{duty}/people", new { agentIds = people.Select(shop.AgentId) });

    private static async Task<List<string?>> Warned(AgentClient agent) =>
        [.. (await agent.Api.Get("alerts")).As<AlertRoutes.AlertList>().Items.Where(a => a.Kind == AlertKind.DutyUncovered).Select(a => a.Text)];
}
