using Microsoft.EntityFrameworkCore;
using Yingke.Server.Features.AfterSales;
using Yingke.Server.Tests.Hosting;

namespace Yingke.Server.Tests.AfterSales;

/// <summary>Voucher orders with both policies. (spec: orders-aftersales.md, Voucher orders; reliability I25)</summary>
public sealed class VoucherTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task Unused_ones_are_approved_at_once_and_the_sum_over_all_is_what_was_paid()
    {
        var counter = await Counter.Open(await server.Shop());
        var order = await counter.Order(1_000, lines: Counter.Vouchers(1_000, 3, server.Clock.Now.AddDays(30)));
        foreach (var expected in new[] { 333, 333, 334 })
        {
            var made = (await counter.Apply(order, "refund")).Ok().Json;
            made.GetProperty("state").GetString().ShouldBe("approved");
            made.GetProperty("due").GetString().ShouldBe("pay");
            await server.Host.RunJob("vouchers");
            var after = (await counter.Buyer.Api.Get($"visitor/aftersales/{made.GetProperty("id").GetGuid()}")).Json;
            (after.GetProperty("state").GetString(), after.GetProperty("refundedFen").GetInt64()).ShouldBe(("refunded", expected));
        }
        (await counter.Apply(order, "refund")).Refused(422, "invalid", "quantity");
        (await counter.Agree()).ShouldBe((3, 1_000));
    }

    [Fact]
    public async Task The_money_is_due_within_seven_working_days_holidays_not_counted()
    {
        var counter = await Counter.Open(await server.Shop());
        var settings = (await counter.Shop.Owner.Api.Get("aftersales/settings")).As<EditAfterSaleSettings.Answer>();
        var local = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(server.Clock.Now, TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai")).DateTime);
        // Whatever day it is: the next five weekdays are holidays, so seven working days are twelve.
        var days = Enumerable.Range(1, 30).Select(d => local.AddDays(d)).Where(d => d.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)).ToList();
        (await counter.Shop.Owner.Api.Put("aftersales/settings", new { version = settings.Version, settings = settings.Settings with { Holidays = [.. days.Take(5)] } })).Ok();
        var order = await counter.Order(1_000, lines: Counter.Vouchers(1_000, 3, server.Clock.Now.AddDays(30)));
        (await counter.Apply(order, "refund")).Ok().Json.GetProperty("dueAt").GetDateTimeOffset().ShouldBe(new DateTimeOffset(days[11].AddDays(1).ToDateTime(TimeOnly.MinValue), TimeSpan.FromHours(8)));
    }

    [Fact]
    public async Task Without_the_policy_an_agent_reviews_and_used_ones_never_go_back()
    {
        var counter = await Counter.Open(await server.Shop());
        var order = await counter.Order(1_000, lines: Counter.Vouchers(1_000, 5, server.Clock.Now.AddDays(30), unused: false, used: 3));
        (await counter.Apply(order, "return")).Refused(422, "invalid", "type");
        (await counter.Apply(order, "refund", 3)).Refused(422, "invalid", "quantity");
        (await counter.Apply(order, "refund", 2)).Ok().Json.GetProperty("state").GetString().ShouldBe("applied");
    }

    [Fact]
    public async Task Expired_ones_go_back_by_themselves_once_within_the_day()
    {
        var counter = await Counter.Open(await server.Shop());
        var until = server.Clock.Now.AddHours(1);
        var order = await counter.Order(2_000, lines: Counter.Vouchers(2_000, 4, until, unused: false, used: 1));
        var kept = await counter.Order(2_000, lines: Counter.Vouchers(2_000, 4, until, expired: false));
        await server.Host.RunJob("vouchers");
        (await counter.Buyer.Api.Get("visitor/aftersales")).Json.GetProperty("items").GetArrayLength().ShouldBe(0);
        server.Clock.Advance(TimeSpan.FromHours(2));
        for (var i = 0; i < 3; i++)
            await server.Host.RunJob("vouchers");
        var made = (await counter.Buyer.Api.Get("visitor/aftersales")).Json.GetProperty("items").EnumerateArray().Single();
        (made.GetProperty("vouchers").GetInt32(), made.GetProperty("state").GetString(), made.GetProperty("refundedFen").GetInt64()).ShouldBe((3, "refunded", 1_500));
        (await counter.Agree()).ShouldBe((1, 1_500));
        (await counter.Apply(kept, "refund")).Ok().Json.GetProperty("state").GetString().ShouldBe("applied");
    }

    [Fact]
    public async Task A_gateway_that_refused_is_asked_again_an_hour_later()
    {
        var counter = await Counter.Open(await server.Shop());
        await counter.Sandbox(Features.AfterSales.Payments.SandboxMode.Refuse);
        var id = (await counter.Apply(await counter.Order(900, lines: Counter.Vouchers(900, 3, server.Clock.Now.AddDays(3))), "refund")).Ok().Json.GetProperty("id").GetGuid();
        for (var i = 0; i < 5; i++)
            await server.Host.RunJob("vouchers");
        (await server.Host.Look(db => db.Set<Refund>().CountAsync(r => r.ShopId == counter.Shop.Id))).ShouldBe(1);
        await counter.Sandbox(Features.AfterSales.Payments.SandboxMode.Normal);
        server.Clock.Advance(TimeSpan.FromMinutes(61));
        await server.Host.RunJob("vouchers");
        (await counter.State(id)).ShouldBe("refunded");
        (await counter.Agree()).ShouldBe((1, 300));
    }

    [Fact]
    public async Task Thirty_who_want_the_last_vouchers_at_once_do_not_get_more_than_there_are()
    {
        var counter = await Counter.Open(await server.Shop());
        var order = await counter.Order(1_999, lines: Counter.Vouchers(1_999, 7, server.Clock.Now.AddDays(3)));
        var answers = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => counter.Apply(order, "refund")));
        answers.Count(a => a.IsOk).ShouldBe(7);
        await Task.WhenAll(server.Host.RunJob("vouchers"), server.Host.RunJob("vouchers"));
        await server.Host.RunJob("vouchers");
        (await counter.Agree()).ShouldBe((7, 1_999));
    }
}
