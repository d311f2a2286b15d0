using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Yingke.Domain.Tickets;
using Yingke.Server.Features.Alerts;
using Yingke.Server.Features.Deadlines;
using Yingke.Server.Features.Tickets;
using Yingke.Server.Platform.Activity;
using Yingke.Server.Platform.Web;
using Yingke.Server.Tests.Clients;
using Yingke.Server.Tests.Hosting;
using Yingke.Server.Tests.Security;

namespace Yingke.Server.Tests.Tickets;

/// <summary>spec: tickets-hotline.md, Tickets.</summary>
public sealed class TicketTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private static int clicks;

    [Fact]
    public async Task From_a_chat_to_its_end_with_every_step_on_record()
    {
        Morning();
        var shop = await server.Shop();
        var (zhu, he) = (await shop.OnDuty(Cast.Zhu), await shop.SignIn(Cast.He));
        var talk = await (await shop.Buyer()).Ask();
        var opened = await Open(zhu, new { clientId = Click(), kind = "warehouse", title = "少发一盒", text = "买家拍照为证", conversationId = talk, assigneeId = he.Id, department = "仓库", watchers = new[] { zhu.Id } });
        (opened.Row.Number, opened.Row.State, opened.Row.KindName, opened.Row.Origin).ShouldBe((1, TicketState.Assigned, "仓库", TicketOrigin.Chat));
        opened.Row.Buyer.ShouldNotBeNull();
        opened.Row.Responsible!.Id.ShouldBe(he.Id);
        var id = opened.Row.Id;
        await Drain();
        (await Alerts(he)).ShouldContain(a => a.Kind == AlertKind.TicketAssigned && a.SubjectId == id);

        server.Clock.Advance(TimeSpan.FromMinutes(10));
        var file = (await Scene.Upload(he.Api, "files", "补发单.gif")).Ok().Json.GetProperty("id").GetGuid();
        var replied = await Act(he, id, "replies", new { text = "已补发", fileIds = new[] { file } });
        (replied.Row.State, replied.Row.RepliedAt, replied.Steps[^1].Files.Single().Id).ShouldBe((TicketState.Replied, server.Clock.Now, file));
        (await zhu.Api.Get($"files/{file}")).Ok();
        (await (await shop.SignIn(Cast.Reader)).Api.Get($"files/{file}")).Refused(404, "not_found");
        await Drain();
        (await Alerts(zhu)).ShouldContain(a => a.Kind == AlertKind.TicketMoved && a.SubjectId == id);

        await Act(he, id, "waiting", new { text = "等快递揽收" });
        (await he.Api.Post($"tickets/{id}/closure")).Refused(409, "ticket_not_resolved");
        await Act(he, id, "resolution", new { text = "已签收" });
        var closed = await Act(zhu, id, "closure", new { fault = "too_few", stars = 4 });
        (closed.Row.State, closed.Resolution).ShouldBe((TicketState.Closed, "已签收"));
        closed.Possible.ShouldBe([TicketEvent.Reopen]);
        var again = await Act(zhu, id, "reopening", new { text = "又少一盒" });
        again.Steps.Select(s => s.Kind).ShouldBe([
            TicketStepKind.Opened, TicketStepKind.Assigned, TicketStepKind.Replied, TicketStepKind.Waiting, TicketStepKind.Resolved, TicketStepKind.Closed, TicketStepKind.Reopened]);
        (await Running(shop)).Select(c => c.Kind).ShouldBe([TicketClocks.Resolve]);
    }

    [Fact]
    public async Task A_double_click_opens_one_and_every_ticket_has_a_number_of_its_own()
    {
        var shop = await server.Shop();
        var zhu = await shop.SignIn(Cast.Zhu);
        var click = Click();
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => zhu.Api.Post("tickets", new { clientId = click, kind = "other", title = "一次" })));
        answers.Select(a => a.As<TicketAnswer>().Row.Id).Distinct().Count().ShouldBe(1);
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => zhu.Api.Post("tickets", new { clientId = Click(), kind = "other", title = "各自" })));
        (await Find(zhu, "view=all")).Items.Select(t => t.Number).ShouldBe(Enumerable.Range(1, 21).Select(i => (long)i), ignoreOrder: true);
    }

    [Fact]
    public async Task Near_and_overdue_reach_the_supervisor_once_each()
    {
        Morning();
        var shop = await server.Shop();
        var (zhu, linlan) = (await shop.SignIn(Cast.Zhu), await shop.SignIn(Cast.Supervisor));
        var id = (await Open(zhu, new { clientId = Click(), kind = "urgent", title = "加急补发" })).Row.Id;
        await Look(TimeSpan.FromMinutes(44));
        (await Alerts(linlan)).ShouldBeEmpty();
        await Look(TimeSpan.FromMinutes(1));
        // Both clocks of an urgent ticket end after one hour: one warning each.
        (await Alerts(linlan)).Select(a => a.Kind).ShouldBe([AlertKind.TicketNear, AlertKind.TicketNear]);
        (await Act(zhu, id, "replies", new { text = "在办" })).Row.State.ShouldBe(TicketState.Replied);
        await Look(TimeSpan.FromMinutes(20));
        server.Clock.Advance(TimeSpan.FromHours(-3));
        await Look(TimeSpan.FromHours(30));
        (await Alerts(linlan)).Count(a => a.Kind == AlertKind.TicketOverdue).ShouldBe(1, "the reply came in time");
        (await Find(linlan, "view=overdue")).Items.Single().Id.ShouldBe(id);
        var board = (await linlan.Api.Get("deadlines")).As<DeadlineAnswer>();
        (board.Overdue, board.Items[0].Kind, board.People[0].Agent!.Id).ShouldBe((1, TicketClocks.Resolve, zhu.Id));
        await Act(zhu, id, "resolution", new { text = "办好了" });
        (await linlan.Api.Get("deadlines")).As<DeadlineAnswer>().Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_lead_of_a_company_hears_of_its_own_peoples_tickets_only()
    {
        Morning();
        var shop = await server.Shop();
        await shop.Hire(Cast.Lead, Cast.Hired);
        var (zhu, cloud, lead) = (await shop.SignIn(Cast.Zhu), await shop.SignIn(Cast.Hired), await shop.SignIn(Cast.Lead));
        await using var hub = await lead.Connect();
        var own = (await Open(cloud, new { clientId = Click(), kind = "urgent", title = "外包的" })).Row.Id;
        await Open(zhu, new { clientId = Click(), kind = "urgent", title = "自家的" });
        await Look(TimeSpan.FromMinutes(61));
        await Look(TimeSpan.Zero);
        (await Alerts(lead)).Select(a => (a.Kind, a.SubjectId)).Distinct().ShouldBe([(AlertKind.TicketOverdue, (Guid?)own)]);
        (await hub.Next("alert")).Arguments[0].GetProperty("subjectId").GetGuid().ShouldBe(own);
        (await Alerts(shop.Owner)).Select(a => a.SubjectId).Distinct().Count().ShouldBe(2);
    }

    [Fact]
    public async Task Handing_it_to_a_department_keeps_the_first_person_responsible_and_told()
    {
        Morning();
        var shop = await server.Shop();
        var (zhu, he) = (await shop.SignIn(Cast.Zhu), await shop.SignIn(Cast.He));
        var id = (await Open(zhu, new { clientId = Click(), kind = "sign_off", title = "核实签收" })).Row.Id;
        var handed = await Act(zhu, id, "assignment", new { department = "物流", note = "请查签收底单" });
        (handed.Row.Assignee, handed.Row.Department, handed.Row.Responsible!.Id).ShouldBe((null, "物流", zhu.Id));
        await Act(he, id, "assignment", new { agentId = he.Id, department = "物流" });
        await Act(he, id, "replies", new { text = "底单已查到" });
        await Drain();
        (await Alerts(zhu)).ShouldContain(a => a.Kind == AlertKind.TicketMoved);
        (await Running(shop)).ShouldAllBe(c => c.AgentId == he.Id);
        (await zhu.Api.Post($"tickets/{id}/assignment", new { department = "没有的部门" })).Refused(422, "invalid", "department");
        (await zhu.Api.Post($"tickets/{id}/assignment", new { agentId = shop.AgentId(Cast.Reader) })).Refused(422, "invalid", "agentId");
    }

    [Fact]
    public async Task On_site_the_promised_arrival_is_a_clock_of_its_own()
    {
        Morning();
        var shop = await server.Shop();
        var zhu = await shop.SignIn(Cast.Zhu);
        var promised = server.Clock.Now.AddHours(5);
        var opened = await Open(zhu, new { clientId = Click(), kind = "on_site", title = "上门检修", visit = new { technician = "老周", promisedAt = promised } });
        (await Running(shop)).Select(c => (c.Kind, c.DueAt)).ShouldContain((TicketClocks.Arrival, promised));
        var later = promised.AddHours(1);
        var edited = (await zhu.Api.Patch($"tickets/{opened.Row.Id}", new { version = opened.Version, visit = new { promisedAt = later } })).As<TicketAnswer>();
        (await Running(shop)).Single(c => c.Kind == TicketClocks.Arrival).DueAt.ShouldBe(later);
        (await zhu.Api.Patch($"tickets/{opened.Row.Id}", new { version = opened.Version, title = "旧的" })).Refused(409, "ticket_changed");
        (await zhu.Api.Post($"tickets/{opened.Row.Id}/resolution", new { text = "修好了" })).Refused(409, "visit_not_made");
        edited = (await zhu.Api.Patch($"tickets/{opened.Row.Id}", new { version = edited.Version, visit = new { arrivedAt = later, cause = "壶盖磕碰", parts = "壶盖" } })).As<TicketAnswer>();
        edited.Steps[^1].Kind.ShouldBe(TicketStepKind.Arrived);
        (await Act(zhu, opened.Row.Id, "resolution", new { text = "修好了" })).Row.State.ShouldBe(TicketState.Resolved);
        (await Running(shop)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_refused_step_changes_nothing()
    {
        var shop = await server.Shop();
        var zhu = await shop.SignIn(Cast.Zhu);
        var id = (await Open(zhu, new { clientId = Click(), kind = "inquiry", title = "问产地" })).Row.Id;
        await Drain();
        var before = await Snapshot.Of(server.Host, shop.Id);
        foreach (var (what, body) in new (string, object)[] { ("closure", new { }), ("reopening", new { text = "x" }), ("replies", new { text = " " }), ("replies", new { text = "好", fileIds = new[] { Guid.NewGuid() } }), ("assignment", new { }) })
            (await zhu.Api.Post($"tickets/{id}/{what}", body)).IsOk.ShouldBeFalse(what);
        (await zhu.Api.Post("tickets", new { clientId = Click(), kind = "inquiry", title = "问产地", conversationId = Guid.NewGuid() })).Refused(422, "invalid", "conversationId");
        (await Snapshot.Of(server.Host, shop.Id)).ShouldBe(before);
    }

    [Fact]
    public async Task The_shop_sets_its_types_and_the_answers_wait_on_the_same_board()
    {
        Morning();
        var shop = await server.Shop();
        var now = (await shop.Owner.Api.Get("ticket-settings")).As<EditTicketSettings.Answer>();
        var types = now.Settings.Types.Append(new("gift", "赠品补发", 30, 90)).ToList();
        (await shop.Owner.Api.Put("ticket-settings", new { version = now.Version, settings = now.Settings with { Types = types } })).Ok();
        (await shop.Owner.Api.Put("ticket-settings", new { version = now.Version, settings = now.Settings })).Refused(409, "settings_changed");
        var zhu = await shop.OnDuty(Cast.Zhu);
        var row = (await Open(zhu, new { clientId = Click(), kind = "gift", title = "补一包茶样" })).Row;
        (row.KindName, row.ReplyDueAt).ShouldBe(("赠品补发", row.CreatedAt.AddMinutes(30)));
        await (await shop.Buyer()).Ask();
        var board = (await shop.Owner.Api.Get("deadlines")).As<DeadlineAnswer>();
        board.Items.Select(i => i.Kind).ShouldBe(["reply", TicketClocks.Reply, TicketClocks.Resolve]);
        board.Kinds.Count.ShouldBe(3);
        board.People.Single().NextHour.ShouldBe(2);
    }

    private static string Click() => $"click-{Interlocked.Increment(ref clicks)}";

    private static async Task<TicketAnswer> Open(AgentClient by, object body) => (await by.Api.Post("tickets", body)).As<TicketAnswer>();

    private static async Task<TicketAnswer> Act(AgentClient by, Guid id, string what, object body) => (await by.Api.Post($"tickets/{id}/{what}", body)).As<TicketAnswer>();

    private static async Task<Page<TicketRow>> Find(AgentClient by, string query) => (await by.Api.Get("tickets?limit=200&" + query)).As<Page<TicketRow>>();

    private static async Task<IReadOnlyList<AlertView>> Alerts(AgentClient agent) => (await agent.Api.Get("alerts")).As<AlertRoutes.AlertList>().Items;

    private Task<List<DueClock>> Running(TestShop shop) => server.Host.Look(db => db.Set<DueClock>().Where(c => c.ShopId == shop.Id && c.EndedAt == null).ToListAsync());

    private async Task Look(TimeSpan after)
    {
        server.Clock.Advance(after);
        await server.Host.RunJob("clocks");
        await Drain();
    }

    private void Morning() => server.Clock.Set(FakeClock.Start);

    private Task Drain() => server.Host.Services.GetRequiredService<Pump>().Drain(CancellationToken.None);
}
