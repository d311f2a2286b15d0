using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Accounts;
using Yingke.Domain.Campaigns;
using Yingke.Domain.Routing;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Campaigns;
using Yingke.Server.Features.Routing;
using Yingke.Server.Features.Training;
using Yingke.Server.Tests.Clients;
using Yingke.Server.Tests.Hosting;

namespace Yingke.Server.Tests.Campaigns;

/// <summary>spec: routing.md, Overload: whom to lend to after-sale or the warehouse, undone when it ends. On as many nodes as the database allows, which all want to do everything.</summary>
public sealed class LendingTests : ThreeNodes
{
    private static readonly Person Yu = new("xiaoyu", "小雨", BuiltInPosts.Presale, Groups.Presale, true);
    private static readonly Person Xue = new("xiaoxue", "小雪", BuiltInPosts.Presale, Groups.Presale, true);
    private static readonly Person[] Before = [Cast.Zhu, Cast.Lan, Yu, Xue];

    [Fact]
    public async Task Overload_proposes_who_is_lent_a_supervisor_confirms_and_they_come_back_once_when_it_ends()
    {
        var shop = await Rush();
        var (supervisor, zhu) = (await shop.SignIn(Cast.Supervisor), await shop.SignIn(Cast.Zhu));
        await using var probe = await supervisor.Connect();
        var proposed = await Lending(supervisor);
        proposed.Refused.ShouldBeNull();
        // 3 buyers for 4 and 8 for 1; then 1 and 4 a head, 1.5 and 2.7; a third would make it 3.
        proposed.Sides.Select(s => (s.Side, s.Work, s.Heads, s.HeadsThen)).ShouldBe([(LendingSide.Presale, 3, 4, 2), (LendingSide.Aftersale, 8, 1, 3), (LendingSide.Warehouse, 0, 0, 0)]);
        proposed.Moves.Select(m => m.To).ShouldBe([LendingSide.Aftersale, LendingSide.Aftersale]);

        // A proposal that is not true any more is refused, and changes nothing.
        var gone = Before.Single(p => p.Name == proposed.Moves[0].Name);
        (await (await shop.SignIn(gone)).Presence("offline")).Ok();
        (await Confirm(supervisor, proposed)).Refused(409, "staffing_changed");
        (await Sides(shop)).Values.Count(g => g == Groups.Presale).ShouldBe(4);
        (await (await shop.SignIn(gone)).Presence("online")).Ok();
        (await supervisor.Api.Post("overload/lending", new { moves = proposed.Moves.Take(1).Select(m => new { m.AgentId, to = "aftersale" }) })).Refused(409, "staffing_changed");
        (await supervisor.Api.Post("overload/lending", new { moves = proposed.Moves.Select(m => new { m.AgentId, to = "presale" }) })).Refused(422, "invalid", "moves");

        proposed = await Lending(supervisor);
        var lent = (await Confirm(supervisor, proposed)).As<LendingView>();
        lent.Lent!.ShouldSatisfyAllConditions(l => l.ConfirmedBy.ShouldBe("林岚"), l => l.People.Select(p => p.AgentId).ShouldBe(proposed.Moves.Select(m => m.AgentId)));
        await probe.Next("lending");
        lent.Sides.Select(s => s.Heads).ShouldBe([2, 3, 0]);
        lent.Moves.ShouldBeEmpty("as it was confirmed nobody more is needed");
        (await Confirm(supervisor, proposed)).Refused(409, "staffing_open");
        (await Sides(shop)).Where(g => g.Value == Groups.Aftersale).Select(g => g.Key).ShouldBe([Cast.Mei.Name, Cast.Feng.Name, .. proposed.Moves.Select(m => m.Name)], ignoreOrder: true);
        await Everywhere();
        (await Lending(supervisor)).Lent.ShouldNotBeNull("overload is not over");

        // Somebody's groups are changed by hand meanwhile: that was meant. The end brings back the others, once, whoever wants to.
        (await shop.Owner.Api.Patch($"agents/{proposed.Moves[1].AgentId}", new { groups = new[] { "insale" } })).Ok();
        (await supervisor.Api.Put("overload", new { mode = "off" })).Ok();
        await Everywhere();
        var groups = await Sides(shop);
        (groups[proposed.Moves[0].Name], groups[proposed.Moves[1].Name]).ShouldBe((Groups.Presale, Groups.Insale));
        (await Steps(supervisor)).Select(s => (s.Lent, s.By, s.IsOn)).ShouldBe([(-1, null, false), (null, "林岚", false), (2, "林岚", true), (null, null, true)]);
        (await supervisor.Api.Get("overload")).As<OverloadView>().By.ShouldBe("林岚", "who forced it, not who lent");
        var logged = await Nodes[0].Look(db => db.Set<AuditRecord>().Where(a => a.ShopId == shop.Id && a.Action.StartsWith("staffing.")).Select(a => new { a.Action, a.ActorKind }).ToListAsync());
        logged.Select(l => (l.Action, l.ActorKind)).ShouldBe([("staffing.moved", "agent"), ("staffing.moved", "agent"), ("staffing.undone", "system")], ignoreOrder: true);
        (await Lending(supervisor)).ShouldSatisfyAllConditions(l => l.Lent.ShouldBeNull(), l => l.Refused.ShouldBe("overload_off"));
        (await Confirm(supervisor, proposed)).Refused(409, "overload_off");
        (await zhu.Api.Get("overload/lending")).Refused(403, "forbidden");
    }

    [Fact]
    public async Task Whoever_is_lent_comes_back_even_if_the_node_dies_and_overload_begins_again_meanwhile()
    {
        var shop = await Rush();
        var supervisor = await shop.SignIn(Cast.Supervisor);
        (await Confirm(supervisor, await Lending(supervisor))).Ok();
        (await supervisor.Api.Put("overload", new { mode = "off" })).Ok();
        Clock.Advance(TimeSpan.FromSeconds(1));
        (await supervisor.Api.Put("overload", new { mode = "on" })).Ok();
        await Nodes[0].DisposeAsync();
        Nodes.RemoveAt(0);
        Nodes.Add(await YingkeHost.Start(Database!, Clock));
        await Everywhere();
        var here = supervisor.At(Nodes[0]);
        (await Lending(here)).ShouldSatisfyAllConditions(l => l.Lent.ShouldBeNull(), l => l.Refused.ShouldBeNull(), l => l.Sides.Select(s => s.Heads).ShouldBe([4, 1, 0]));
        (await Steps(here)).Select(s => s.Lent).ShouldBe([-2, null, null, 2, null]);
        // This second overload ends by itself: below four fifths of five.
        (await Confirm(here, await Lending(here))).Ok();
        (await here.Api.Put("overload", new { mode = "automatic" })).As<OverloadView>().IsOn.ShouldBeTrue();
        await shop.Owner.At(Nodes[0]).Api.Put("settings", (await shop.Owner.At(Nodes[0]).Api.Get("settings")).As<SettingsDocument>() is var all ? all with { Overload = all.Overload with { Threshold = 50 } } : null);
        await Everywhere();
        (await Lending(here)).Lent.ShouldBeNull();
    }

    [Fact]
    public async Task Who_is_lent_to_the_warehouse_gets_no_new_buyers_and_has_their_share_again_afterwards()
    {
        var shop = await Rush(aftersale: 1);
        var supervisor = await shop.SignIn(Cast.Supervisor);
        await shop.Change(Cast.Zhu, new { weight = 3 });
        for (var i = 0; i < 6; i++)
            (await supervisor.Api.Post("tickets", new { clientId = "w" + i, kind = "warehouse", title = "少发", text = "一盒" })).Ok();
        (await Lending(supervisor)).Moves.ShouldBeEmpty("nobody is responsible at the warehouse");
        (await shop.Owner.Api.Put("duties/warehouse_contact/people", new { agentIds = new[] { shop.AgentId(Cast.He) } })).Ok();
        var proposed = await Lending(supervisor);
        // 3 for 4, 1 for 1, 6 for 1; then 1, 1, 3; then 1.5, 1, 2.
        proposed.Sides.Select(s => (s.Work, s.Heads, s.HeadsThen)).ShouldBe([(3, 4, 2), (1, 1, 1), (6, 1, 3)]);
        proposed.Moves.Select(m => m.To).ShouldBe([LendingSide.Warehouse, LendingSide.Warehouse]);
        // Who exactly goes is the supervisor's word, as long as they can.
        (await supervisor.Api.Post("overload/lending", new { moves = new[] { shop.AgentId(Cast.Zhu), shop.AgentId(Cast.Lan) }.Select(id => new { agentId = id, to = "warehouse" }) })).Ok();
        (await Seat(shop, Cast.Zhu)).ShouldBe((Groups.Insale, 0));
        Clock.Advance(TimeSpan.FromSeconds(1));
        for (var i = 0; i < 4; i++)
            await (await shop.Buyer()).Ask();
        (await Nodes[0].Look(db => db.Set<Assignment>().CountAsync(a => a.ShopId == shop.Id && a.AgentId == shop.AgentId(Cast.Zhu) && a.At >= Clock.Now))).ShouldBe(0);
        (await supervisor.Api.Post("overload/lending/undo")).As<LendingView>().Lent.ShouldBeNull();
        (await Seat(shop, Cast.Zhu)).ShouldBe((Groups.Presale, 3));
        (await supervisor.Api.Post("overload/lending/undo")).Refused(409, "staffing_undone");
        (await Steps(supervisor)).Take(2).Select(s => (s.Lent, s.By)).ShouldBe([(-2, "林岚"), (2, "林岚")]);
    }

    [Fact]
    public async Task Who_changed_sides_for_a_campaign_is_not_lent_and_who_must_be_trained_first_is_lent_only_where_they_may_take_chats()
    {
        var shop = await Rush();
        var (supervisor, owner) = (await shop.SignIn(Cast.Supervisor), shop.Owner.Api);
        // Six on both sides at 5 : 1 are five before the sale: 小枫 or 小梅 goes there for the campaign.
        var campaign = (await owner.Post("campaigns", new { name = "双 11", startAt = Clock.Now.AddHours(-1), endAt = Clock.Now.AddHours(8), measure = "sales", teams = Array.Empty<object>() })).Ok().Json.GetProperty("id").GetGuid();
        var moving = (await owner.Get($"campaigns/{campaign}/staffing?duringPresale=5&duringAftersale=1")).Ok().Json.GetProperty("proposals")[0].GetProperty("moves")[0].GetProperty("agentId").GetGuid();
        (await owner.Post($"campaigns/{campaign}/staffing", new { phase = "during", ratio = new { presale = 5, aftersale = 1 }, agentIds = new[] { moving } })).Ok();
        (await (await shop.SignIn(Cast.Feng)).Presence("online")).Ok();
        (await Lending(supervisor)).Moves.ShouldNotContain(m => m.AgentId == moving);
        (await supervisor.Api.Post("overload/lending", new { moves = new[] { new { agentId = moving, to = "aftersale" } } })).Refused(409, "staffing_changed");
        (await owner.Post($"campaigns/{campaign}/staffing/undo")).Ok();

        // Chats only after the first stage; only 小竹 and 小梅 have passed what is for the after-sale group.
        var course = (await owner.Post("training/courses", new { title = "售后入门", stage = "before", groups = new[] { "aftersale" }, material = "七天无理由。", passMark = 60, questions = new object[] { new { text = "几天？", options = new[] { "三天", "七天" }, right = new[] { 1 } } } })).As<CourseView>().Line.Id;
        foreach (var person in new[] { Cast.Zhu, Cast.Mei })
            (await (await shop.SignIn(person)).Api.Post($"training/courses/{course}/attempts", new { version = 1, answers = new[] { new[] { 1 } } })).Ok();
        await shop.Set(s => s with { Training = s.Training with { FirstStageBeforeChats = true } });
        var proposed = await Lending(supervisor);
        proposed.Moves.Select(m => (m.Name, m.To)).ShouldBe([("小竹", LendingSide.Aftersale)]);
        (await Confirm(supervisor, proposed)).Ok();
        (await Lending(supervisor)).Sides.Single(s => s.Side == LendingSide.Aftersale).Heads.ShouldBe(2, "小枫 is on duty, but not trained");
    }

    [Fact]
    public async Task Who_supervises_one_company_lends_nobody()
    {
        var shop = await TestShop.Open(Nodes[0]);
        await shop.Hire(Cast.Lead);
        var lead = await shop.SignIn(Cast.Lead);
        (await lead.Api.Get("overload/lending")).Refused(403, "whole_shop_only");
        (await lead.Api.Post("overload/lending", new { moves = new[] { new { agentId = shop.AgentId(Cast.Zhu), to = "aftersale" } } })).Refused(403, "whole_shop_only");
        (await lead.Api.Post("overload/lending/undo")).Refused(403, "whole_shop_only");
    }

    /// <summary>Four before the sale and 小梅 after it are on duty; 3 buyers ask before it and some after it, which is overload from 6 on.</summary>
    private async Task<TestShop> Rush(int aftersale = 8)
    {
        var shop = await TestShop.Open(Nodes[0]);
        await shop.Hire(Yu, Xue);
        await shop.Set(s => s with { Overload = s.Overload with { Threshold = Math.Min(5, aftersale + 2) } });
        foreach (var person in Before.Append(Cast.Mei))
            await shop.OnDuty(person);
        for (var i = 0; i < 3 + aftersale; i++)
            await (await shop.Buyer(Nodes[i % Nodes.Count])).Ask(i < 3 ? "product_detail" : "order_list");
        return shop;
    }

    /// <summary>All nodes at once past the list of jobs, whose lease would let only one of them in; and then one through it.</summary>
    private async Task Everywhere()
    {
        await Task.WhenAll(Nodes.Select(node => node.Do<ChangeSides, bool>(async sides =>
        {
            await sides.UndoDue(CancellationToken.None);
            return true;
        })));
        await Nodes[^1].RunJob("campaign-staffing");
    }

    private static async Task<LendingView> Lending(AgentClient by) => (await by.Api.Get("overload/lending")).As<LendingView>();

    private static Task<Answer> Confirm(AgentClient by, LendingView proposed) => by.Api.Post("overload/lending", new { moves = proposed.Moves.Select(m => new { m.AgentId, m.To }) });

    private static async Task<List<OverloadRoutes.OverloadStepView>> Steps(AgentClient by) => (await by.Api.Get("overload/steps")).As<List<OverloadRoutes.OverloadStepView>>();

    private Task<Dictionary<string, Groups>> Sides(TestShop shop) => Nodes[0].Look(db => db.Set<Agent>().Where(a => a.ShopId == shop.Id).ToDictionaryAsync(a => a.Name, a => a.Groups));

    private Task<(Groups, int)> Seat(TestShop shop, Person person) => Nodes[0].Look(async db => await db.Set<Agent>().SingleAsync(a => a.ShopId == shop.Id && a.Id == shop.AgentId(person)) is var row ? (row.Groups, row.Weight) : default);
}
