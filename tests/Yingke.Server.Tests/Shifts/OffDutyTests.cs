using Microsoft.EntityFrameworkCore;
using Yingke.Domain.AfterSales;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.AfterSales;
using Yingke.Server.Features.Shifts;
using Yingke.Server.Features.Tickets;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Tests.AfterSales;
using Yingke.Server.Tests.Clients;
using Yingke.Server.Tests.Hosting;

namespace Yingke.Server.Tests.Shifts;

/// <summary>spec: accounts.md, going off duty: finish or hand over.</summary>
public sealed class OffDutyTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task What_is_open_is_listed_and_goes_to_a_colleague_each_through_its_own_door()
    {
        var counter = await Counter.Open(await server.Shop());
        var (shop, mei) = (counter.Shop, counter.Aftersale);
        (await Open(mei)).Items.ShouldBeEmpty("nothing open, nothing to ask");
        var application = await counter.Applied(await counter.Order());
        var addresses = (await mei.Api.Get("aftersales/addresses")).Ok().Json.EnumerateArray().First().GetProperty("id").GetGuid();
        (await mei.Api.Post($"aftersales/{application}/approval", new { addressId = addresses })).Ok();
        await mei.Online();
        var talk = await counter.Buyer.Ask("order_detail");
        (await mei.Desk()).Conversations.Select(c => c.Id).ShouldBe([talk]);
        var ticket = (await mei.Api.Post("tickets", new { clientId = "t1", kind = "complaint", title = "茶叶受潮", conversationId = talk })).Ok().Json.GetProperty("row").GetProperty("id").GetGuid();
        var done = (await mei.Api.Post("tickets", new { clientId = "t2", kind = "complaint", title = "已经处理" })).Ok().Json.GetProperty("row").GetProperty("id").GetGuid();
        (await mei.Api.Post($"tickets/{done}/resolution", new { text = "已补发" })).Ok();
        // The call-back of tomorrow's complaint is not of today; one by hand for today is.
        var today = (await mei.Api.Get("callbacks")).Ok().Json.GetProperty("today").GetString();
        var call = (await mei.Api.Post("callbacks", new { buyerId = counter.Buyer.Id, day = today, note = "问收到没有" })).Ok().Json.GetProperty("id").GetGuid();
        var mine = await Open(mei);
        mine.Items.Select(i => (i.Kind, i.Id)).ShouldBe([(OwnWorkKind.Conversation, talk), (OwnWorkKind.Callback, call), (OwnWorkKind.Application, application), (OwnWorkKind.Ticket, ticket)]);
        (await Open(await shop.SignIn(Cast.Feng))).Items.ShouldBeEmpty("others' work is not one's own");

        // Feng is away: everything but the chat goes.
        var feng = await shop.SignIn(Cast.Feng);
        mine.Colleagues.Single(c => c.Id == feng.Id).Takes.ShouldNotContain(OwnWorkKind.Conversation);
        (await Hand(mei, feng.Id, mine.Items)).Where(i => !i.Done).Select(i => (i.Kind, i.Code)).ShouldBe([(OwnWorkKind.Conversation, "agent_unreachable")]);
        (await Open(mei)).Items.Select(i => i.Id).ShouldBe([talk]);
        (await Open(feng)).Items.Select(i => i.Id).ShouldBe([call, application, ticket]);
        await feng.Online();
        (await Hand(mei, feng.Id, mine.Items)).Select(i => (i.Done, i.Code)).ShouldBe([(true, null), (false, "not_yours"), (false, "not_yours"), (false, "not_yours")], "once more hands over nothing twice");
        (await Open(mei)).Items.ShouldBeEmpty();
        (await feng.Desk()).Conversations.Select(c => c.Id).ShouldBe([talk]);

        // Each door kept its line.
        await server.Host.Look(async db =>
        {
            (await db.Set<TicketStep>().Where(s => s.ShopId == shop.Id && s.TicketId == ticket && s.ToAgentId == feng.Id).CountAsync()).ShouldBe(1);
            (await db.Set<ServiceStep>().Where(s => s.ShopId == shop.Id && s.ApplicationId == application && s.Kind == LedgerKind.HandedOn).CountAsync()).ShouldBe(1);
            (await db.Set<AuditRecord>().Where(a => a.ShopId == shop.Id && a.Action == "work.handed_over").Select(a => a.Subject).ToListAsync()).ShouldBe(["小枫", "小枫"]);
            return true;
        });
        (await feng.Log(talk)).Entries.ShouldContain(e => e.Data != null && e.Data.ToAgentName == "小枫");
    }

    [Fact]
    public async Task Without_a_colleague_only_what_has_a_queue_goes_and_rights_hold()
    {
        var counter = await Counter.Open(await server.Shop());
        var (shop, mei) = (counter.Shop, counter.Aftersale);
        await mei.Online();
        var talk = await counter.Buyer.Ask("order_detail");
        var departments = (await mei.Api.Get("tickets/options")).Ok().Json.GetProperty("departments").EnumerateArray().Select(d => d.GetProperty("name").GetString()).ToList();
        var loose = await Ticket("a", null);
        var housed = await Ticket("b", departments[0]);
        var items = (await Open(mei)).Items;
        items.Where(i => i.ToQueue).Select(i => i.Id).ShouldBe([talk, housed], ignoreOrder: true);
        (await Hand(mei, null, items)).Where(i => !i.Done).Select(i => (i.Id, i.Code)).ShouldBe([(loose, "needs_person")]);
        (await Open(mei)).Items.Select(i => i.Id).ShouldBe([loose]);
        // A post that does not handle tickets takes none.
        (await Hand(mei, shop.AgentId(Cast.Reader), (await Open(mei)).Items)).ShouldHaveSingleItem().Code.ShouldBe("invalid");
        (await mei.Api.Post("off-duty/handovers", new { toAgentId = mei.Id, items = new[] { new { kind = "ticket", id = loose } } })).Refused(422, "invalid");
        (await mei.Api.Post("off-duty/handovers", new { items = Array.Empty<object>() })).Refused(422, "invalid");
        var application = await counter.Applied(await counter.Order());
        (await mei.Api.Post($"aftersales/{application}/assignment", new { agentId = shop.AgentId(Cast.Zhu) })).Refused(422, "invalid");

        async Task<Guid> Ticket(string clientId, string? department) =>
            (await mei.Api.Post("tickets", new { clientId, kind = "complaint", title = "受潮", assigneeId = mei.Id, department })).Ok().Json.GetProperty("row").GetProperty("id").GetGuid();
    }

    private static async Task<OwnWorkAnswer> Open(AgentClient agent) => (await agent.Api.Get("off-duty")).As<OwnWorkAnswer>();

    private static async Task<IReadOnlyList<HandedOver>> Hand(AgentClient agent, Guid? to, IEnumerable<OwnWork> items) =>
        (await agent.Api.Post("off-duty/handovers", new { toAgentId = to, items = items.Select(i => new { kind = EnumConverters.Text(i.Kind), id = i.Id }).ToList() })).As<HandoverAnswer>().Items;
}
