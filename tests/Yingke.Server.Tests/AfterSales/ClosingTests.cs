using Microsoft.EntityFrameworkCore;
using Yingke.Domain.AfterSales;
using Yingke.Server.Commands;
using Yingke.Server.Features.AfterSales;
using Yingke.Server.Features.Conversations.Categories;
using Yingke.Server.Features.Tickets;
using Yingke.Server.Tests.Clients;
using Yingke.Server.Tests.Hosting;

namespace Yingke.Server.Tests.AfterSales;

/// <summary>tickets-hotline.md, Categories: of applications too; what becomes of a case beside its own course; sums that <c>yingke check</c> adds up.</summary>
public sealed class ClosingTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task A_category_is_given_on_closing_and_counted_with_agent_and_product()
    {
        var counter = await Counter.Open(await server.Shop());
        var category = (await counter.Aftersale.Api.Get("categories")).Json.GetProperty("items").EnumerateArray().Single(c => c.GetProperty("name").GetString() == "质量问题").GetProperty("id").GetGuid();
        var id = await counter.Inspected(await counter.Order());
        (await counter.Refund(id, 10_000)).Ok();
        (await counter.Aftersale.Api.Post($"aftersales/{id}/invoice", new { issued = false })).Ok();
        (await counter.Aftersale.Api.Post($"aftersales/{id}/closure", new { categoryId = Guid.NewGuid() })).Refused(422, "invalid", "categoryId");
        (await counter.State(id)).ShouldBe("refunded");
        (await counter.Aftersale.Api.Post($"aftersales/{id}/closure", new { categoryId = category })).Ok().Json.GetProperty("categoryId").GetGuid().ShouldBe(category);
        var figure = (await counter.Shop.Owner.Api.Get("categories/figures?kind=aftersale")).As<CategoryReport>().Items.ShouldHaveSingleItem();
        (figure.Id, figure.Count, figure.Agents.Single().Name, figure.Products.Single().Name).ShouldBe((category, 1, Cast.Mei.Name, "建盏"));
    }

    [Fact]
    public async Task A_ticket_is_opened_from_an_application_of_this_shop()
    {
        var counter = await Counter.Open(await server.Shop());
        var id = await counter.Applied(await counter.Order());
        var number = (await counter.Aftersale.Api.Get($"aftersales/{id}")).Json.GetProperty("row").GetProperty("number").GetString();
        object Ticket(Guid subject, string? name) => new { clientId = AgentClient.NewClientId(), kind = "warehouse", title = "退货查件", origin = "aftersale", subjectId = subject, subject = name, buyerId = counter.Buyer.Id };
        var ticket = (await counter.Aftersale.Api.Post("tickets", Ticket(id, number))).As<TicketAnswer>().Row;
        (ticket.Subject, ticket.Buyer!.Id).ShouldBe((number, counter.Buyer.Id));
        (await counter.Aftersale.Api.Post("tickets", Ticket(id, "另一个"))).Refused(422, "invalid", "subject");
        (await counter.Aftersale.Api.Post("tickets", Ticket(Guid.NewGuid(), number))).Refused(422, "invalid", "subject");
    }

    [Fact]
    public async Task The_check_finds_refunds_that_do_not_add_up()
    {
        var counter = await Counter.Open(await server.Shop());
        var id = await counter.Inspected(await counter.Order());
        (await counter.Refund(id, 4_000)).Ok();
        (await Problems(counter)).ShouldBeEmpty();
        await server.Host.Look(db => db.Set<Application>().Where(a => a.ShopId == counter.Shop.Id && a.Id == id).ExecuteUpdateAsync(a => a.SetProperty(x => x.RefundedFen, 4_001)));
        (await Problems(counter)).ShouldHaveSingleItem().ShouldContain("says 4001 fen were refunded, its refunds say 4000");
        await server.Host.Look(db => db.Set<Refund>().Where(r => r.ShopId == counter.Shop.Id && r.ApplicationId == id).ExecuteUpdateAsync(r => r.SetProperty(x => x.GoodsFen, 10_001)));
        var problems = await Problems(counter);
        problems.ShouldContain(p => p.Contains("its ledger tells of 4000"));
        problems.ShouldContain(p => p.Contains("10001 fen go back of order"));
    }

    private async Task<IReadOnlyList<string>> Problems(Counter counter)
    {
        var shop = await server.Host.Look(db => db.Set<Features.Accounts.Shop>().SingleAsync(s => s.Id == counter.Shop.Id));
        return await server.Host.Look(db => CheckRefunds.Run(db, shop, CancellationToken.None));
    }
}
