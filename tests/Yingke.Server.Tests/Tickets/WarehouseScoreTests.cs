using Yingke.Domain.Orders;
using Yingke.Domain.Tickets;
using Yingke.Server.Features.Tickets;
using Yingke.Server.Tests.Clients;
using Yingke.Server.Tests.Hosting;

namespace Yingke.Server.Tests.Tickets;

/// <summary>spec: campaigns.md, Warehouse.</summary>
public sealed class WarehouseScoreTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task Contacts_are_scored_by_what_was_upheld_how_soon_they_reply_and_what_requesters_say()
    {
        server.Clock.Set(new DateTimeOffset(2026, 7, 6, 2, 0, 0, TimeSpan.Zero));
        var shop = await server.Shop();
        var (zhu, mei, feng, supervisor) = (await shop.SignIn(Cast.Zhu), await shop.SignIn(Cast.Mei), await shop.SignIn(Cast.Feng), await shop.SignIn(Cast.Supervisor));
        var nothing = await Scores(supervisor);
        (nothing.All.WrongPercent, nothing.All.ReplyMinutes, nothing.All.Attitude).ShouldBe((null, null, null), "nothing to divide by is no value");
        await server.Host.Look(db =>
        {
            db.AddRange(Enumerable.Range(0, 8).Select(i => new Order
            {
                ShopId = shop.Id, Id = Guid.CreateVersion7(server.Clock.Now), Number = $"S{i}", Platform = "taobao", State = OrderState.Shipped, TotalFen = 100, PaidFen = 100, PlacedAt = server.Clock.Now, PaidAt = server.Clock.Now,
                // One was shipped in the month before.
                ShippedAt = i == 7 ? server.Clock.Now.AddDays(-7) : server.Clock.Now, UpdatedAt = server.Clock.Now,
            }));
            return db.SaveChangesAsync();
        });
        var first = await Done("w1", mei, 10);
        (await zhu.Api.Post($"tickets/{first}/closure", new { stars = 5 })).Refused(422, "invalid", "fault");
        (await zhu.Api.Post($"tickets/{first}/closure", new { fault = "too_few", stars = 6 })).Refused(422, "invalid", "stars");
        (await mei.Api.Post($"tickets/{first}/closure", new { fault = "too_few", stars = 5 })).Refused(422, "invalid", "stars");
        (await zhu.Api.Post($"tickets/{first}/closure", new { fault = "too_few", stars = 5 })).Ok();
        (await mei.Api.Post($"tickets/{await Done("w2", mei, 15)}/closure", new { fault = "none" })).Ok();
        (await zhu.Api.Post($"tickets/{await Done("w3", feng, 21)}/closure", new { fault = "missing", stars = 4 })).Ok();
        var other = await Done("o1", mei, 1, "inquiry");
        (await zhu.Api.Post($"tickets/{other}/closure", new { fault = "wrong" })).Refused(422, "invalid", "fault");
        (await zhu.Api.Post($"tickets/{other}/closure")).Ok();

        var scores = await Scores(supervisor);
        scores.Shipped.ShouldBe(7);
        // 2 of 7; (10 + 15 + 21) / 3; (5 + 4) / 2.
        scores.All.ShouldBe(new WarehouseRow(null, null, 3, 2, 28.57m, 3, 15.33m, 2, 4.5m));
        scores.Contacts.ShouldBe([new(mei.Id, "小梅", 2, 1, 14.29m, 2, 12.5m, 1, 5m), new(feng.Id, "小枫", 1, 1, 14.29m, 1, 21m, 1, 4m)], ignoreOrder: true);
        scores.Tickets.Select(t => (t.ContactId, t.ReplyMinutes, t.Fault, t.Stars)).ShouldBe([(feng.Id, 21m, WarehouseFault.Missing, 4), (mei.Id, 15m, WarehouseFault.None, null), (mei.Id, 10m, WarehouseFault.TooFew, 5)]);

        // Closed without a word of it, nothing is upheld.
        (await zhu.Api.Post($"tickets/{await Done("w4", feng, 21)}/closure")).Ok();
        var unsaid = await Scores(supervisor);
        (unsaid.All.Tickets, unsaid.All.Upheld, unsaid.Tickets.Count(t => t.Fault is null)).ShouldBe((4, 2, 1));

        // Opened again and closed otherwise: the last word stands, and the stars that were given.
        (await zhu.Api.Post($"tickets/{first}/reopening", new { text = "复核称重" })).Ok();
        (await mei.Api.Post($"tickets/{first}/resolution", new { text = "称重无误" })).Ok();
        (await mei.Api.Post($"tickets/{first}/closure", new { fault = "none" })).Ok();
        (await Scores(supervisor)).All.ShouldBe(new WarehouseRow(null, null, 4, 1, 14.29m, 4, 16.75m, 2, 4.5m));
        (await Scores(supervisor, "2026-06")).Tickets.ShouldBeEmpty();
        (await zhu.Api.Get("tickets/warehouse-scores")).Refused(403, "forbidden");
        (await supervisor.Api.Get("tickets/warehouse-scores?month=2026-13")).Refused(422, "invalid", "month");

        async Task<Guid> Done(string clientId, AgentClient contact, int minutes, string kind = "warehouse")
        {
            var id = (await zhu.Api.Post("tickets", new { clientId, kind, title = "少发一盒", assigneeId = contact.Id })).Ok().Json.GetProperty("row").GetProperty("id").GetGuid();
            server.Clock.Advance(TimeSpan.FromMinutes(minutes));
            (await contact.Api.Post($"tickets/{id}/replies", new { text = "已核实" })).Ok();
            (await contact.Api.Post($"tickets/{id}/resolution", new { text = "今天补发" })).Ok();
            return id;
        }
    }

    private static async Task<WarehouseAnswer> Scores(AgentClient agent, string month = "2026-07") => (await agent.Api.Get("tickets/warehouse-scores?month=" + month)).As<WarehouseAnswer>();
}
