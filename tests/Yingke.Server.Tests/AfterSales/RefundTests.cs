using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Yingke.Server.Features.AfterSales;
using Yingke.Server.Tests.Clients;
using Yingke.Server.Tests.Hosting;

namespace Yingke.Server.Tests.AfterSales;

/// <summary>reliability I22, H65, H66, H69, H71: amounts, keys, limits, second persons.</summary>
public sealed class RefundTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("0.001")]
    [InlineData("1e309")]
    [InlineData("\"NaN\"")]
    [InlineData("10001")]
    [InlineData("9223372036854775807")]
    [InlineData("92233720368547758070")]
    [InlineData("null")]
    public async Task What_is_no_amount_of_this_order_is_refused(string amount)
    {
        var counter = await Counter.Open(await server.Shop());
        var id = await counter.Approved(await counter.Order(10_000), "refund");
        using var body = new StringContent($$"""{"key":"k","goodsFen":{{amount}},"freightFen":0}""", System.Text.Encoding.UTF8, "application/json");
        var answer = await counter.Insale.Api.Send(HttpMethod.Post, $"aftersales/{id}/refunds", body);
        answer.Status.ShouldBe(422, answer.ToString());
        (await counter.State(id)).ShouldBe("approved");
        (await counter.Agree()).ShouldBe((0, 0));
    }

    [Fact]
    public async Task The_line_the_freight_and_the_order_each_have_their_ceiling()
    {
        var counter = await Counter.Open(await server.Shop());
        var order = await counter.Order(10_000, 3, freightFen: 1_000, null, Counter.Line(Guid.Empty, 5_000, 3), Counter.Line(Guid.Empty, 4_000, 1));
        var (a, b, c) = (await counter.Approved(order, "refund"), await counter.Approved(order, "refund"), await counter.Approved(order, "refund"));
        (await counter.Refund(a, 5_001)).Refused(422, "over_ceiling", "goodsFen");
        (await counter.Refund(a, 3_334, freightFen: 1_001)).Refused(422, "over_ceiling", "freightFen");
        (await counter.Refund(a, 3_334, freightFen: 1_000)).Ok();
        (await counter.Refund(b, 1_667)).Refused(422, "over_ceiling", "goodsFen");
        (await counter.Refund(b, 1_666)).Ok();
        (await counter.Refund(c, 1)).Refused(422, "over_ceiling");
        (await counter.Refund(c, 0, freightFen: 1)).Refused(422, "over_ceiling", "freightFen");
        (await counter.Agree()).ShouldBe((2, 6_000));
    }

    [Fact]
    public async Task One_key_is_one_refund_and_another_body_under_it_is_refused()
    {
        var counter = await Counter.Open(await server.Shop());
        var order = await counter.Order(10_000, 2);
        var (a, b) = (await counter.Approved(order, "refund"), await counter.Approved(order, "refund"));
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => counter.Refund(a, 2_500, "same")));
        answers.Select(x => x.Ok().Json.GetProperty("id").GetGuid()).Distinct().Count().ShouldBe(1);
        (await counter.Refund(a, 2_501, "same")).Refused(409, "key_conflict");
        (await counter.Refund(b, 2_500, "same")).Refused(409, "key_conflict");
        // Another refund of the same amount is another refund.
        (await counter.Refund(b, 2_500, "other")).Ok();
        (await counter.Agree()).ShouldBe((2, 5_000));
    }

    [Fact]
    public async Task Above_the_limit_of_order_or_day_somebody_else_confirms()
    {
        var counter = await Counter.Open(await server.Shop());
        await Limits(counter, 3_000, 5_000);
        var order = await counter.Order(10_000, 10);
        var small = await Many(counter, order, 4);
        // Ten just under the limit are one above it: 1000, 2000, 3000, and the fourth waits.
        for (var i = 0; i < 3; i++)
            (await counter.Refund(small[i], 1_000)).Ok().Json.GetProperty("state").GetString().ShouldBe("succeeded");
        var waiting = (await counter.Refund(small[3], 1_000)).Ok().Json;
        waiting.GetProperty("state").GetString().ShouldBe("waiting");
        var id = waiting.GetProperty("id").GetGuid();
        (await counter.Insale.Api.Post($"aftersales/refunds/{id}/confirmation")).Refused(409, "second_person_needed");
        (await counter.Aftersale.Api.Post($"aftersales/refunds/{id}/confirmation")).Refused(403, "forbidden");
        (await counter.Aftersale.Api.Post($"aftersales/{small[3]}/reshipment", new { company = "顺丰", number = "SF1" })).Refused(409, "step_not_allowed");
        (await counter.Agree()).ShouldBe((3, 3_000));
        var both = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => counter.Supervisor.Api.Post($"aftersales/refunds/{id}/confirmation")));
        both.Count(x => x.IsOk).ShouldBe(1);
        (await counter.Agree()).ShouldBe((4, 4_000));
        // The agent's day: 4000 so far, so 1001 of another order are too many, and 1000 are not.
        var other = await Many(counter, await counter.Order(9_000, 2), 2);
        (await counter.Refund(other[0], 1_001)).Json.GetProperty("state").GetString().ShouldBe("waiting");
        server.Clock.Advance(TimeSpan.FromDays(1));
        (await counter.Refund(other[1], 1_000)).Json.GetProperty("state").GetString().ShouldBe("succeeded");
    }

    [Fact]
    public async Task A_declined_refund_gives_its_room_back_and_says_why()
    {
        var counter = await Counter.Open(await server.Shop());
        await Limits(counter, 0, 0);
        var application = await counter.Approved(await counter.Order(1_000), "refund");
        var id = (await counter.Refund(application, 1_000)).Json.GetProperty("id").GetGuid();
        (await counter.Refund(application, 1_000)).Refused(409, "refund_on_way");
        (await counter.Supervisor.Api.Post($"aftersales/refunds/{id}/refusal", new { reason = "" })).Refused(422, "invalid", "reason");
        (await counter.Supervisor.Api.Post($"aftersales/refunds/{id}/refusal", new { reason = "金额有误" })).Ok();
        (await counter.Supervisor.Api.Post($"aftersales/refunds/{id}/confirmation")).Refused(409, "refund_not_waiting");
        (await counter.State(application)).ShouldBe("approved");
        (await counter.Shop.Owner.Api.Get("audit?action=refund.declined")).Json.GetProperty("items").GetArrayLength().ShouldBe(1);
        (await counter.Refund(application, 900)).Json.GetProperty("state").GetString().ShouldBe("waiting");
    }

    [Fact]
    public async Task A_compensation_needs_evidence_and_a_second_person_and_is_given_once()
    {
        var counter = await Counter.Open(await server.Shop());
        var application = await counter.Applied(await counter.Order(1_000));
        async Task<Answer> Ask(string key, long fen = 2_000) => await counter.Aftersale.Api.Post($"aftersales/{application}/compensations", new
        {
            key, fen, reason = "运输破损", bearer = "carrier", files = new[] { await Counter.Picture(counter.Aftersale) },
        });
        (await counter.Aftersale.Api.Post($"aftersales/{application}/compensations", new { key = "c0", fen = 2_000, reason = "运输破损", bearer = "carrier" })).Refused(422, "invalid", "files");
        (await Ask("c0", 0)).Refused(422, "invalid", "fen");
        var asked = (await Ask("c1")).Ok().Json;
        asked.GetProperty("state").GetString().ShouldBe("waiting");
        (await Ask("c2")).Refused(409, "compensated_already");
        (await Ask("c1", 3_000)).Refused(409, "key_conflict");
        (await counter.Supervisor.Api.Post($"aftersales/refunds/{asked.GetProperty("id").GetGuid()}/confirmation")).Ok().Json.GetProperty("state").GetString().ShouldBe("succeeded");
        (await Ask("c3")).Refused(409, "compensated_already");
        // Beside the ceiling: more than the order's price went out, and the application is where it was.
        (await counter.Agree()).ShouldBe((1, 2_000));
        (await counter.State(application)).ShouldBe("applied");
    }

    [Fact]
    public async Task Fifty_refunds_at_once_never_pass_the_ceiling()
    {
        var counter = await Counter.Open(await server.Shop());
        await Limits(counter, null, null);
        var order = await counter.Order(10_000, 50);
        var applications = await Many(counter, order, 50);
        var answers = await Task.WhenAll(applications.Select((a, i) => counter.Refund(a, 333 + (i % 7))));
        var (count, fen) = await counter.Agree();
        answers.Count(a => a.IsOk).ShouldBe(count);
        answers.Where(a => !a.IsOk).ShouldAllBe(a => a.Code == "over_ceiling");
        fen.ShouldBeLessThanOrEqualTo(10_000);
        fen.ShouldBeGreaterThan(9_600);
        TestContext.Current.TestOutputHelper?.WriteLine($"50 refunds at once: {count} granted, {fen} of 10000 fen");
    }

    internal static async Task<List<Guid>> Many(Counter counter, Domain.Orders.Order order, int count)
    {
        var ids = new List<Guid>();
        for (var i = 0; i < count; i++)
            ids.Add(await counter.Approved(order, "refund"));
        return ids;
    }

    internal static async Task Limits(Counter counter, long? perOrder, long? perDay)
    {
        var settings = (await counter.Shop.Owner.Api.Get("aftersales/settings")).As<EditAfterSaleSettings.Answer>();
        (await counter.Shop.Owner.Api.Put("aftersales/settings", new { version = settings.Version, settings = settings.Settings with { PerOrderFen = perOrder, PerDayFen = perDay } })).Ok();
    }
}

/// <summary>The same on two nodes.</summary>
public sealed class TwoNodeRefundTests(TwoNodes nodes) : IClassFixture<TwoNodes>
{
    [Fact]
    public async Task Fifty_refunds_over_two_nodes_never_pass_the_ceiling()
    {
        TwoNodes.Need();
        var counter = await Counter.Open(await TestShop.Open(nodes.A));
        await RefundTests.Limits(counter, null, null);
        var order = await counter.Order(10_000, 50);
        var applications = await RefundTests.Many(counter, order, 50);
        var other = counter.Insale.At(nodes.B);
        var answers = await Task.WhenAll(applications.Select((a, i) => counter.Refund(a, 333 + (i % 7), by: i % 2 == 0 ? counter.Insale : other)));
        // The same key on both nodes at once is one refund.
        var twice = await counter.Approved(await counter.Order(500), "refund");
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => counter.Refund(twice, 500, "both", i % 2 == 0 ? counter.Insale : other)));
        await nodes.A.Services.GetRequiredService<Platform.Activity.Pump>().Drain(CancellationToken.None);
        var (count, fen) = await counter.Agree(nodes.B);
        (answers.Count(a => a.IsOk) + 1).ShouldBe(count);
        (fen - 500).ShouldBeLessThanOrEqualTo(10_000);
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"50 refunds on two nodes: {count - 1} granted, {fen - 500} of 10000 fen"));
    }
}
