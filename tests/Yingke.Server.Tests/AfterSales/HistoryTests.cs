using Microsoft.EntityFrameworkCore;
using Yingke.Server.Features.Deadlines;
using Yingke.Server.Features.History;
using Yingke.Server.Tests.History;
using Yingke.Server.Tests.Hosting;

namespace Yingke.Server.Tests.AfterSales;

/// <summary>history-format.md: applications that were born here go out and come in again as they were.</summary>
public sealed class HistoryTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private const string Order = """{"type":"order","id":"o1","buyer":"b1","amount_fen":5000,"placed_at":"2026-02-01T10:00:00.000+08:00","paid_at":"2026-02-01T10:01:00.000+08:00","received_at":"2026-02-03T10:00:00.000+08:00","title":"建盏"}""";
    private const string Refunded = """{"type":"aftersale","id":"s1","order":"o1","kind":"repair","applied_at":"2026-02-04T10:00:00.000+08:00","reviewed_at":"2026-02-04T11:00:00.000+08:00","reviewer":"a2","refund_fen":4000,"refunded_at":"2026-02-05T10:00:00.000+08:00","operator":"a1","resolution":"return","resolved_at":"2026-02-05T10:00:00.000+08:00","stars":4,"rated_at":"2026-02-06T10:00:00.000+08:00"}""";

    [Fact]
    public async Task What_was_born_here_goes_out_and_comes_in_as_it_was()
    {
        var counter = await Counter.Open(await server.Shop());
        var refunded = await counter.Inspected(await counter.Order());
        (await counter.Refund(refunded, 5_000)).Ok();
        (await counter.Buyer.Api.Put($"visitor/aftersales/{refunded}/rating", new { stars = 4 })).Ok();
        await counter.Applied(await counter.Order(), "repair");
        (await counter.Aftersale.Api.Post($"aftersales/{await counter.Applied(await counter.Order(), "refund")}/rejection", new { reason = "已签收" })).Ok();
        var first = await BareShop.Export(server.Host, counter.Shop.Id);
        first.Count(l => l.Contains("\"type\":\"aftersale\"", StringComparison.Ordinal)).ShouldBe(3);
        (await BareShop.Import(server.Host, counter.Shop.Id, ImportMode.Strict, first)).BadCount.ShouldBe(0);
        (await BareShop.Export(server.Host, counter.Shop.Id)).ShouldBe(first);
        var other = await BareShop.Open(server.Host);
        (await other.Import(first)).BadCount.ShouldBe(0);
        (await other.Export()).ShouldBe(first);
    }

    [Fact]
    public async Task A_line_needs_its_order_and_its_people_and_counts_against_the_ceiling()
    {
        var shop = await server.Shop();
        var bad = await BareShop.Import(server.Host, shop.Id, ImportMode.SkipBad, [Lines.Buyer, Lines.Agent, Refunded]);
        bad.Bad.Select(b => b.Reason).ShouldBe(["unknown_order"]);
        (await BareShop.Import(server.Host, shop.Id, ImportMode.SkipBad, [Order, Refunded])).Bad.Select(b => b.Reason).ShouldBe(["unknown_agent"]);
        (await BareShop.Import(server.Host, shop.Id, ImportMode.Strict, [Lines.Other, Refunded])).BadCount.ShouldBe(0);
        (await BareShop.Import(server.Host, shop.Id, ImportMode.SkipBad, [Refunded.Replace("4000", "4001", StringComparison.Ordinal)])).Bad.ShouldBe([new(1, "refund_fen", "another_application")]);

        var orders = (await shop.Owner.Api.Get("orders")).Ok().Json.GetProperty("items")[0];
        var mei = await shop.SignIn(Cast.Mei);
        (await mei.Api.Post("aftersales", new { orderId = orders.GetProperty("id").GetGuid(), lineId = orders.GetProperty("lines")[0].GetProperty("id").GetGuid(), type = "refund", quantity = 1, reason = "质量问题" }))
            .Refused(422, "invalid", "quantity");
    }

    [Fact]
    public async Task A_stored_order_reads_the_same_or_is_refused_with_the_field_that_differs()
    {
        var shop = await server.Shop();
        (await BareShop.Import(server.Host, shop.Id, ImportMode.Strict, [Lines.Buyer, Order])).Imported.ShouldBe(2);
        (await BareShop.Import(server.Host, shop.Id, ImportMode.Strict, [Lines.Buyer, Order])).Unchanged.ShouldBe(2);
        string With(string field, string value) => Order.Replace(field, value, StringComparison.Ordinal);
        foreach (var (line, field) in new[] { (With("5000", "5001"), "amount_fen"), (With("\"建盏\"", "\"茶杯\""), "title"), (With("10:01:00", "10:02:00"), "paid_at"), (With(",\"title\":\"建盏\"", ",\"closed_at\":\"2026-02-09T10:00:00.000+08:00\",\"title\":\"建盏\""), "closed_at") })
            (await BareShop.Import(server.Host, shop.Id, ImportMode.SkipBad, [Lines.Buyer, line])).Bad.ShouldBe([new(2, field, "another_order")]);
    }

    [Fact]
    public async Task What_is_still_to_be_shipped_in_time_has_its_clocks_and_what_is_past_has_none()
    {
        var shop = await server.Shop();
        string Paid(string id, double hoursAgo)
        {
            var at = server.Host.Clock.Now.AddHours(-hoursAgo).ToString("yyyy-MM-ddTHH:mm:ss.fffzzz", System.Globalization.CultureInfo.InvariantCulture);
            return $$"""{"type":"order","id":"{{id}}","buyer":"b1","amount_fen":5000,"placed_at":"{{at}}","paid_at":"{{at}}","title":"建盏"}""";
        }
        (await BareShop.Import(server.Host, shop.Id, ImportMode.Strict, [Lines.Buyer, Paid("o1", 1), Paid("o2", 30), Paid("o3", 50)])).Imported.ShouldBe(4);
        var clocks = await server.Host.Look(db => db.Set<DueClock>().Where(c => c.ShopId == shop.Id && c.EndedAt == null).OrderBy(c => c.DueAt).Select(c => c.Kind + " " + c.Title).ToListAsync());
        clocks.ShouldBe(["order_pickup o2", "order_ship o1", "order_pickup o1"]);
    }
}
