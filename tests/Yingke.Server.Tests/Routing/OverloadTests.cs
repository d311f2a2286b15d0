using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Conversations;
using Yingke.Domain.Routing;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Conversations;
using Yingke.Server.Features.Routing;
using Yingke.Server.Platform.Activity;
using Yingke.Server.Tests.Clients;
using Yingke.Server.Tests.Hosting;

namespace Yingke.Server.Tests.Routing;

/// <summary>spec: routing.md, Overload.</summary>
public sealed class OverloadTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private const string Mark = "今天很忙";

    [Fact]
    public async Task It_begins_by_itself_tells_new_buyers_and_ends_below_four_fifths()
    {
        var shop = await Busy(5);
        var zhu = await shop.OnDuty(Cast.Zhu);
        await shop.Change(Cast.Zhu, new { capacity = 3 });
        await using var supervisor = await (await shop.SignIn(Cast.Supervisor)).Connect();
        await using var agent = await zhu.Connect();
        var asked = new List<(VisitorClient Buyer, Guid Id)>();
        for (var i = 0; i < 6; i++)
        {
            var buyer = await shop.Buyer();
            asked.Add((buyer, await buyer.Ask()));
        }
        (await Told(asked[4])).ShouldBeEmpty("five are not more than five");
        var message = (await Told(asked[5])).ShouldHaveSingleItem().Text!;
        message.ShouldBe("松间茶铺今天很忙\n【自助下单】点购买\n【尺码规格】见详情\n【新茶】https://shop.example.cn/new");
        (await asked[5].Buyer.Current()).Position.ShouldBe(3);
        foreach (var probe in new[] { supervisor, agent })
            (await probe.Next("overload")).Arguments[0].GetProperty("isOn").GetBoolean().ShouldBeTrue();
        (await State(zhu)).ShouldSatisfyAllConditions(s => s.IsOn.ShouldBeTrue(), s => s.Load.ShouldBe(6), s => s.Threshold.ShouldBe(5), s => s.By.ShouldBeNull());
        // Six, five, four: four is four fifths of five and not below.
        await asked[5].Buyer.Close(asked[5].Id);
        await asked[4].Buyer.Close(asked[4].Id);
        (await State(zhu)).IsOn.ShouldBeTrue();
        var late = await shop.Buyer();
        (await Told((late, await late.Ask()))).Count.ShouldBe(1, "still overloaded, five or not");
        await late.Close((await late.Current()).Id);
        await asked[3].Buyer.Close(asked[3].Id);
        (await State(zhu)).IsOn.ShouldBeFalse();
        var calm = await shop.Buyer();
        (await Told((calm, await calm.Ask()))).ShouldBeEmpty();
        var steps = await Steps(shop.Owner);
        steps.Select(s => (s.IsOn, s.Load, s.By)).ShouldBe([(false, 3, null), (true, 6, null)]);
        (await server.Host.Look(db => db.Set<Fact>().Where(f => f.ShopId == shop.Id && f.Type.StartsWith("overload.")).CountAsync())).ShouldBeLessThanOrEqualTo(2);
    }

    [Fact]
    public async Task Supervisors_force_it_and_set_it_free_and_every_step_stays()
    {
        var shop = await Busy(5);
        await shop.OnDuty(Cast.Zhu);
        var supervisor = await shop.SignIn(Cast.Supervisor);
        (await supervisor.Api.Put("overload", new { mode = "on", reason = "直播开始" })).Ok();
        var buyer = await shop.Buyer();
        (await Told((buyer, await buyer.Ask()))).Count.ShouldBe(1);
        (await supervisor.Api.Put("overload", new { mode = "off" })).Ok();
        for (var i = 0; i < 6; i++)
            await (await shop.Buyer()).Ask();
        (await State(supervisor)).ShouldSatisfyAllConditions(s => s.IsOn.ShouldBeFalse(), s => s.Mode.ShouldBe(OverloadMode.Off), s => s.Load.ShouldBe(7));
        // Free again, the load speaks at once.
        (await supervisor.Api.Put("overload", new { mode = "automatic" })).As<OverloadView>().IsOn.ShouldBeTrue();
        (await Steps(supervisor)).Select(s => (s.IsOn, s.Mode, s.By, s.Reason)).ShouldBe(
            [(true, OverloadMode.Automatic, "林岚", null), (false, OverloadMode.Off, "林岚", null), (true, OverloadMode.On, "林岚", "直播开始")]);
        (await server.Host.Look(db => db.Set<AuditRecord>().CountAsync(a => a.ShopId == shop.Id && a.Action == "overload.mode_set"))).ShouldBe(3);
        // A higher threshold ends it: the setting is weighed when it changes.
        await shop.Set(s => s with { Overload = s.Overload with { Threshold = 50 } });
        (await State(supervisor)).IsOn.ShouldBeFalse();
    }

    [Fact]
    public async Task Who_supervises_one_company_sees_it_and_does_not_force_it()
    {
        var shop = await server.Shop();
        await shop.Hire(Cast.Lead);
        var lead = await shop.SignIn(Cast.Lead);
        (await lead.Api.Get("overload")).Ok();
        (await lead.Api.Put("overload", new { mode = "on" })).Refused(403, "forbidden");
        (await (await shop.SignIn(Cast.Zhu)).Api.Put("overload", new { mode = "on" })).Refused(403, "forbidden");
    }

    private async Task<TestShop> Busy(int threshold)
    {
        var shop = await server.Shop();
        await shop.Set(s => s with
        {
            Overload = new() { Threshold = threshold, Text = "{shop}" + Mark, HowToOrder = "点购买", Sizes = "见详情", Links = [new("新茶", "https://shop.example.cn/new")] },
        });
        return shop;
    }

    private static async Task<List<EntryView>> Told((VisitorClient Buyer, Guid Id) asked) =>
        [.. (await asked.Buyer.Log(asked.Id)).Entries.Where(e => e.From == Sender.System && e.Text?.Contains(Mark, StringComparison.Ordinal) == true)];

    private static async Task<OverloadView> State(AgentClient agent) => (await agent.Api.Get("overload")).As<OverloadView>();

    private static async Task<List<OverloadRoutes.OverloadStepView>> Steps(AgentClient agent) => (await agent.Api.Get("overload/steps")).As<List<OverloadRoutes.OverloadStepView>>();
}
