using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Yingke.Domain.Accounts;
using Yingke.Domain.Campaigns;
using Yingke.Domain.Routing;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Alerts;
using Yingke.Server.Features.Campaigns;
using Yingke.Server.Features.Routing;
using Yingke.Server.Features.Training;
using Yingke.Server.Platform.Activity;
using Yingke.Server.Tests.Alerts;
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
        await React();
        (await Told(shop, Before.Single(p => p.Name == proposed.Moves[0].Name))).Select(t => t.Kind).ShouldBe([AlertKind.StaffingUndone, AlertKind.StaffingMoved], ignoreOrder: true);
        (await Told(shop, Before.Single(p => p.Name == proposed.Moves[1].Name))).Select(t => t.Kind).ShouldBe([AlertKind.StaffingMoved], "who stays where they were put is not told that they are back");
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
    public async Task Whoever_is_lent_hears_of_it_once_and_of_the_way_back_once_and_nobody_else_does()
    {
        var (shop, other) = (await Rush(), await TestShop.Open(Nodes[^1]));
        var supervisor = await shop.SignIn(Cast.Supervisor);
        var proposed = await Lending(supervisor);
        var lent = Before.Where(p => proposed.Moves.Any(m => m.Name == p.Name)).ToList();
        lent.Count.ShouldBe(2);
        await using var heard = await (await shop.SignIn(lent[0], Nodes[^1])).Connect();

        // Every node is told to lend, twice: one does, and each who is lent hears it once.
        var answers = await Task.WhenAll(Nodes.Concat(Nodes).Select(node => Confirm(supervisor.At(node), proposed)));
        answers.Where(a => !a.IsOk).Select(a => a.Code).Distinct().ShouldBe(["staffing_open"]);
        answers.Count(a => a.IsOk).ShouldBe(1);
        await React();
        foreach (var person in lent)
            (await Told(shop, person)).ShouldBe([(AlertKind.StaffingMoved, "林岚", "overload_aftersale")]);
        (await heard.Next("alert")).Arguments[0].GetProperty("kind").GetString().ShouldBe("staffing_moved");

        // What is tried again tells nobody a second time; nor does a fact that is handled twice.
        await Again(shop, NotifyMoved.Moved, lent);
        await React();
        (await Told(shop, lent[0])).Count.ShouldBe(1);

        // It ends by itself: every node wants to take them back.
        Clock.Advance(TimeSpan.FromSeconds(1));
        (await supervisor.Api.Put("overload", new { mode = "off" })).Ok();
        await Everywhere();
        await Everywhere();
        await React();
        await Again(shop, NotifyMoved.Undone, lent);
        await React();
        foreach (var person in lent)
            (await Told(shop, person)).ShouldBe([(AlertKind.StaffingUndone, null, "overload_presale"), (AlertKind.StaffingMoved, "林岚", "overload_aftersale")]);
        foreach (var person in Before.Except(lent).Concat([Cast.Mei, Cast.Feng, Cast.Supervisor]))
            (await Told(shop, person)).ShouldBeEmpty(person.Name);
        (await Told(shop.Owner)).ShouldBeEmpty("nobody lent the owner");
        foreach (var person in Cast.Agents.Append(Cast.Supervisor))
            (await Told(other, person)).ShouldBeEmpty("another shop's " + person.Name);
        (await Told(other.Owner)).ShouldBeEmpty();

        // A second time is another time; by hand it says whose.
        (await supervisor.Api.Put("overload", new { mode = "on" })).Ok();
        Clock.Advance(TimeSpan.FromSeconds(1));
        proposed = await Lending(supervisor);
        var again = Before.Where(p => proposed.Moves.Any(m => m.Name == p.Name)).ToList();
        (await Confirm(supervisor, proposed)).Ok();
        Clock.Advance(TimeSpan.FromSeconds(1));
        var undone = await Task.WhenAll(Nodes.Concat(Nodes).Select(node => supervisor.At(node).Api.Post("overload/lending/undo")));
        undone.ShouldContain(u => u.IsOk);
        await Everywhere();
        await React();
        foreach (var person in again)
            (await Told(shop, person)).Take(2).ShouldBe([(AlertKind.StaffingUndone, "林岚", "hand_presale"), (AlertKind.StaffingMoved, "林岚", "overload_aftersale")]);
        (await Nodes[0].Look(db => db.Set<Alert>().Where(a => a.Kind == AlertKind.StaffingMoved || a.Kind == AlertKind.StaffingUndone).Select(a => a.ShopId).ToListAsync())).ShouldBe(Enumerable.Repeat(shop.Id, 8));
        await HubProbe.Quiet();
        heard.Pushes.Count(p => p.Method == "alert").ShouldBe(again.Contains(lent[0]) ? 4 : 2);
    }

    [Fact]
    public async Task Who_wants_it_elsewhere_than_on_the_page_is_told_there_and_a_node_that_dies_after_the_move_leaves_it_to_the_others()
    {
        // Pushes go to this machine.
        await using var service = await PushService.Start();
        for (var i = 0; i < Nodes.Count; i++)
        {
            await Nodes[i].DisposeAsync();
            Nodes[i] = await YingkeHost.Start(Database!, Clock, "--Webhooks:AllowPrivate=true");
        }
        var shop = await Rush();
        var supervisor = await shop.SignIn(Cast.Supervisor);
        var proposed = await Lending(supervisor);
        var people = Before.Where(p => proposed.Moves.Any(m => m.Name == p.Name)).ToList();
        var (quiet, plain) = (await shop.SignIn(people[0]), people[1]);
        (await quiet.Api.Post("alerts/push/subscriptions", service.Subscription())).Ok();
        (await quiet.Api.Put("alerts/choices", new { kind = "staffing_moved", page = false, push = true, webhook = false })).Ok();
        (await quiet.Api.Put("alerts/choices", new { kind = "staffing_moved", page = true, push = true, webhook = true })).Refused(403, "forbidden");
        (await Confirm(supervisor, proposed)).Ok();
        // The move is stored and so is what is to be told of it: whoever did it may go.
        await Nodes[0].DisposeAsync();
        Nodes.RemoveAt(0);
        Nodes.Add(await YingkeHost.Start(Database!, Clock, "--Webhooks:AllowPrivate=true"));
        await React();
        await React();
        await Task.WhenAll(Nodes.Select(node => node.RunJob("web-push")));
        await Task.WhenAll(Nodes.Select(node => node.RunJob("web-push")));
        var notice = service.Open(service.Requests.ShouldHaveSingleItem());
        (notice.GetProperty("title").GetString(), notice.GetProperty("body").GetString(), notice.GetProperty("place").GetString()).ShouldBe(("你暂时换了分组", "林岚把你借调到售后，爆旺结束自动还原", "/"));
        var here = quiet.At(Nodes[^1]);
        (await Told(here)).ShouldBeEmpty("it goes another way");
        (await Told(await shop.SignIn(plain, Nodes[^1]))).ShouldBe([(AlertKind.StaffingMoved, "林岚", "overload_aftersale")]);
        // The way back is a choice of its own, and nothing was chosen for it.
        (await supervisor.At(Nodes[^1]).Api.Post("overload/lending/undo")).Ok();
        await React();
        await React();
        await Nodes[^1].RunJob("web-push");
        (await Told(here)).Select(t => t.Kind).ShouldBe([AlertKind.StaffingUndone]);
        service.Requests.Count.ShouldBe(1);
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
        await React();
        (await Told(shop, Cast.Zhu)).ShouldBe([(AlertKind.StaffingMoved, "林岚", "overload_warehouse")]);
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

    /// <summary>What is to be told is told: every node wants to.</summary>
    private Task React() => Task.WhenAll(Nodes.Select(node => node.Services.GetRequiredService<Pump>().Drain(CancellationToken.None)));

    /// <summary>The facts of the latest change once more.</summary>
    private async Task Again(TestShop shop, string type, IEnumerable<Person> people) => await Nodes[0].Look(async db =>
    {
        var change = await db.Set<StaffingChange>().Where(c => c.ShopId == shop.Id).OrderByDescending(c => c.ConfirmedAt).FirstAsync();
        db.Record(new Fact { ShopId = shop.Id, Type = type, At = Clock.Now, SubjectId = change.Id, Details = JsonSerializer.Serialize(new { agentIds = people.Select(shop.AgentId) }) });
        return await db.SaveChangesAsync();
    });

    private static async Task<List<(AlertKind Kind, string? Name, string? Text)>> Told(TestShop shop, Person person) => await Told(await shop.SignIn(person));

    /// <summary>What somebody has behind the bell of changed sides, the latest first.</summary>
    private static async Task<List<(AlertKind Kind, string? Name, string? Text)>> Told(AgentClient by) =>
        [.. (await by.Api.Get("alerts")).As<AlertRoutes.AlertList>().Items.Where(a => a.Kind is AlertKind.StaffingMoved or AlertKind.StaffingUndone).Select(a => (a.Kind, a.Name, a.Text))];

    private static async Task<LendingView> Lending(AgentClient by) => (await by.Api.Get("overload/lending")).As<LendingView>();

    private static Task<Answer> Confirm(AgentClient by, LendingView proposed) => by.Api.Post("overload/lending", new { moves = proposed.Moves.Select(m => new { m.AgentId, m.To }) });

    private static async Task<List<OverloadRoutes.OverloadStepView>> Steps(AgentClient by) => (await by.Api.Get("overload/steps")).As<List<OverloadRoutes.OverloadStepView>>();

    private Task<Dictionary<string, Groups>> Sides(TestShop shop) => Nodes[0].Look(db => db.Set<Agent>().Where(a => a.ShopId == shop.Id).ToDictionaryAsync(a => a.Name, a => a.Groups));

    private Task<(Groups, int)> Seat(TestShop shop, Person person) => Nodes[0].Look(async db => await db.Set<Agent>().SingleAsync(a => a.ShopId == shop.Id && a.Id == shop.AgentId(person)) is var row ? (row.Groups, row.Weight) : default);
}
