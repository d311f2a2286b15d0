using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Yingke.Domain.Accounts;
using Yingke.Server.Features.AfterSales;
using Yingke.Server.Features.Deadlines;
using Yingke.Server.Platform.Activity;
using Yingke.Server.Tests.Hosting;

namespace Yingke.Server.Tests.AfterSales;

/// <summary>Applications from the first word to the last, over HTTP. (spec: orders-aftersales.md)</summary>
public sealed class StoryTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task A_return_is_opened_by_one_approved_by_another_sent_received_inspected_refunded_once_and_closed()
    {
        var counter = await Counter.Open(await server.Shop());
        var order = await counter.Order(12_800);
        var opened = (await counter.Apply(order, by: counter.Aftersale)).Ok().Json;
        var id = opened.GetProperty("row").GetProperty("id").GetGuid();
        opened.GetProperty("row").GetProperty("due").GetString().ShouldBe("review");
        opened.GetProperty("row").GetProperty("dueAt").GetDateTimeOffset().ShouldBe(server.Clock.Now.AddHours(12));
        (await Clock(id)).ShouldBe("aftersale_review");

        (await counter.Aftersale.Api.Post($"aftersales/{id}/approval")).Refused(409, "own_application");
        var denied = (await counter.Presale.Api.Post($"aftersales/{id}/approval")).Refused(403, "forbidden");
        denied.Json.GetProperty("detail").GetString().ShouldBe("该岗位无售后工作台的权限,不允许操作售后按钮");
        denied.Json.GetProperty("permission").GetString().ShouldBe(Permission.AftersaleHandle);
        (await counter.Insale.Api.Post($"aftersales/{id}/approval")).Ok();
        (await Clock(id)).ShouldBe("aftersale_send_back");

        var slip = (await counter.Buyer.Api.Get($"visitor/aftersales/{id}")).Ok().Json.GetProperty("slip");
        slip.GetProperty("orderNumber").GetString().ShouldBe(order.Number);
        slip.GetProperty("buyerPhone").GetString().ShouldBe("138****5678");
        (await counter.Aftersale.Api.Get($"aftersales/{id}/slip")).Json.GetProperty("buyerPhone").GetString().ShouldBe("13812345678");
        (await counter.Refund(id, 12_800)).Refused(409, "step_not_allowed");
        (await counter.Buyer.Api.Post($"visitor/aftersales/{id}/parcel", new { company = "顺丰速运", number = "SF1234567890" })).Ok();
        (await counter.Aftersale.Api.Post($"aftersales/{id}/receipt")).Ok();
        (await counter.Inspect(id, found: true)).Ok();

        (await counter.Aftersale.Api.Post($"aftersales/{id}/refunds", new { key = "k", goodsFen = 12_800 })).Refused(403, "forbidden").Json.GetProperty("detail").GetString().ShouldBe(Denial.Aftersales);
        (await counter.Refund(id, 12_800, "once")).Ok().Json.GetProperty("state").GetString().ShouldBe("succeeded");
        (await counter.Refund(id, 12_800, "once")).Ok().Json.GetProperty("state").GetString().ShouldBe("succeeded");
        (await counter.Refund(id, 12_800, "twice")).Refused(409, "step_not_allowed");
        (await counter.Agree()).ShouldBe((1, 12_800));
        (await Clock(id)).ShouldBeNull();

        (await counter.Aftersale.Api.Post($"aftersales/{id}/closure")).Refused(409, "invoice_open");
        (await counter.Aftersale.Api.Post($"aftersales/{id}/invoice", new { issued = true, number = "红字 20260302" })).Ok();
        var closed = (await counter.Aftersale.Api.Post($"aftersales/{id}/closure")).Ok().Json;
        closed.GetProperty("row").GetProperty("state").GetString().ShouldBe("closed");
        closed.GetProperty("steps").EnumerateArray().Select(s => (s.GetProperty("kind").GetString(), s.TryGetProperty("byName", out var by) ? by.GetString() : null)).ShouldBe([
            ("applied", "小梅"), ("approved", "小荷"), ("parcel_sent", closed.GetProperty("row").GetProperty("buyerName").GetString()), ("received", "小梅"), ("fault_found", "小梅"), ("refund_requested", "小荷"),
            ("refund_paid", null), ("invoice_settled", "小梅"), ("closed", "小梅"),
        ]);
        (await server.Host.Look(db => db.Set<Domain.Orders.Order>().SingleAsync(o => o.ShopId == counter.Shop.Id && o.Id == order.Id))).OpenApplications.ShouldBe(0);
    }

    [Fact]
    public async Task The_ledger_cannot_be_changed_by_anybody()
    {
        var counter = await Counter.Open(await server.Shop());
        var id = await counter.Applied(await counter.Order());
        await Should.ThrowAsync<Exception>(() => server.Host.Look(db => db.Set<ServiceStep>().Where(s => s.ShopId == counter.Shop.Id).ExecuteUpdateAsync(s => s.SetProperty(x => x.ByName, "别人"))));
        await Should.ThrowAsync<Exception>(() => server.Host.Look(db => db.Set<ServiceStep>().Where(s => s.ShopId == counter.Shop.Id).ExecuteDeleteAsync()));
        (await counter.Shop.Owner.Api.Get($"aftersales/{id}")).Json.GetProperty("steps").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task What_was_not_sent_in_seven_days_is_withdrawn_by_the_clock()
    {
        var counter = await Counter.Open(await server.Shop());
        var order = await counter.Order();
        var id = await counter.Approved(order);
        await Pass(TimeSpan.FromDays(7) - TimeSpan.FromMinutes(1));
        (await counter.State(id)).ShouldBe("approved");
        await Pass(TimeSpan.FromMinutes(2));
        (await counter.State(id)).ShouldBe("withdrawn");
        (await counter.Applied(order)).ShouldNotBe(id);
    }

    [Fact]
    public async Task A_missed_review_is_an_entry_of_the_ledger_once()
    {
        var counter = await Counter.Open(await server.Shop());
        var id = await counter.Applied(await counter.Order());
        await Pass(TimeSpan.FromHours(12));
        await Pass(TimeSpan.FromHours(1));
        var steps = (await counter.Shop.Owner.Api.Get($"aftersales/{id}")).Json.GetProperty("steps").EnumerateArray().Select(s => s.GetProperty("kind").GetString());
        steps.ShouldBe(["applied", "deadline_passed"]);
    }

    [Fact]
    public async Task Goods_that_show_no_fault_go_back_only_after_the_buyer_agreed()
    {
        var counter = await Counter.Open(await server.Shop());
        var id = await counter.Inspected(await counter.Order(), found: false);
        var parcel = new { company = "顺丰速运", number = "SF2" };
        (await counter.Aftersale.Api.Post($"aftersales/{id}/return", parcel)).Refused(409, "agreement_missing");
        (await counter.Buyer.Api.Post($"visitor/aftersales/{id}/agreement")).Ok();
        (await counter.Aftersale.Api.Post($"aftersales/{id}/return", parcel)).Ok();
        (await counter.State(id)).ShouldBe("as_it_was");
    }

    [Fact]
    public async Task A_missed_fault_is_one_penalty_row_for_who_inspected()
    {
        var counter = await Counter.Open(await server.Shop());
        var applied = await counter.Applied(await counter.Order());
        (await counter.Supervisor.Api.Post($"aftersales/{applied}/penalty", new { fen = 500, reason = "漏检" })).Refused(409, "not_inspected_yet");
        var id = await counter.Inspected(await counter.Order(), found: false);
        (await counter.Aftersale.Api.Post($"aftersales/{id}/penalty", new { fen = 500, reason = "漏检" })).Refused(403, "forbidden");
        (await counter.Supervisor.Api.Post($"aftersales/{id}/penalty", new { fen = 500, reason = "漏检裂纹，引起投诉" })).Ok();
        (await counter.Supervisor.Api.Post($"aftersales/{id}/penalty", new { fen = 500, reason = "再记一次" })).Refused(409, "penalty_written_already");
        var row = await server.Host.Look(db => db.Set<Features.Performance.LedgerRow>().SingleAsync(r => r.ShopId == counter.Shop.Id));
        (row.Fen, row.AgentId).ShouldBe((-500, counter.Aftersale.Id));
    }

    [Fact]
    public async Task A_rejected_buyer_applies_once_more_then_asks_the_platform_which_decides()
    {
        var counter = await Counter.Open(await server.Shop());
        var order = await counter.Order(5_000);
        var id = await counter.Applied(order, "refund");
        (await counter.Aftersale.Api.Post($"aftersales/{id}/rejection", new { reason = "" })).Refused(422, "invalid", "reason");
        (await counter.Aftersale.Api.Post($"aftersales/{id}/rejection", new { reason = "已签收" })).Ok();
        (await counter.Buyer.Api.Post($"visitor/aftersales/{id}/reapplication", new { reason = "未收到货" })).Ok();
        (await counter.Aftersale.Api.Post($"aftersales/{id}/rejection", new { reason = "已签收" })).Ok();
        (await counter.Buyer.Api.Post($"visitor/aftersales/{id}/reapplication", new { reason = "未收到货" })).Refused(409, "reapplied_already");
        (await counter.Buyer.Api.Post($"visitor/aftersales/{id}/platform", new { reason = "请平台核实" })).Ok();
        (await counter.Aftersale.Api.Post($"aftersales/{id}/closure")).Refused(409, "step_not_allowed");
        (await counter.Insale.Api.Post($"aftersales/{id}/platform-decision", new { @for = "buyer", reason = "物流丢件", key = "pf", goodsFen = 5_000, paidByPlatform = true })).Ok();
        (await counter.State(id)).ShouldBe("refunded");
        (await counter.Agree()).ShouldBe((0, 0));
        (await counter.Refund(await counter.Approved(await counter.Order(100), "refund"), 100)).Ok();
    }

    [Fact]
    public async Task The_warehouse_says_what_came_in_and_nothing_else()
    {
        var counter = await Counter.Open(await server.Shop());
        var warehouse = new Person("cangku", "老张", BuiltInPosts.Warehouse, Domain.Routing.Groups.None, false);
        await counter.Shop.Hire(warehouse);
        var api = (await counter.Shop.SignIn(warehouse)).Api;
        var id = await counter.Approved(await counter.Order());
        (await counter.Buyer.Api.Post($"visitor/aftersales/{id}/parcel", new { company = "顺丰速运", number = "SF1" })).Ok();
        (await counter.Presale.Api.Post($"aftersales/{id}/receipt")).Refused(404, "not_found");
        (await api.Post($"aftersales/{id}/receipt")).Ok();
        (await api.Post($"aftersales/{id}/closure")).Refused(403, "forbidden");
    }

    [Fact]
    public async Task A_buyer_sees_only_own_applications_and_no_more_pieces_than_bought()
    {
        var counter = await Counter.Open(await server.Shop());
        var order = await counter.Order(9_000, quantity: 2);
        var id = await counter.Applied(order);
        var stranger = await counter.Shop.Buyer();
        (await stranger.Api.Get($"visitor/aftersales/{id}")).Refused(404, "not_found");
        (await stranger.Api.Post("visitor/aftersales", Counter.Body(order, "return", 1))).Refused(404, "not_found");
        (await stranger.Api.Get("visitor/aftersales")).Json.GetProperty("items").GetArrayLength().ShouldBe(0);
        (await counter.Apply(order, quantity: 2)).Refused(422, "invalid", "quantity");
        (await counter.Apply(order, quantity: 0)).Refused(422, "invalid", "quantity");
        (await counter.Apply(order)).Ok();
        (await counter.Apply(order)).Refused(422, "invalid", "quantity");
        (await counter.Apply(await counter.Order(change: o => (o.PaidFen, o.State) = (0, Domain.Orders.OrderState.Placed)))).Refused(409, "order_not_paid");
        (await counter.Apply(await counter.Order(change: o => o.State = Domain.Orders.OrderState.Closed))).Refused(409, "order_closed");
    }

    [Fact]
    public async Task A_double_click_opens_one_application()
    {
        var counter = await Counter.Open(await server.Shop());
        var order = await counter.Order(9_000, quantity: 3);
        object Body(string type) => new { clientId = "c1", orderId = order.Id, lineId = order.Lines[0].Id, type, quantity = 1, reason = "质量问题" };
        foreach (var api in new[] { counter.Buyer.Api, counter.Aftersale.Api })
        {
            var path = api == counter.Buyer.Api ? "visitor/aftersales" : "aftersales";
            var twice = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => api.Post(path, Body("return"))));
            twice.Select(a => a.Ok().Json).Select(j => (j.TryGetProperty("row", out var row) ? row : j).GetProperty("id").GetGuid()).Distinct().Count().ShouldBe(1);
            (await api.Post(path, Body("repair"))).Refused(409, "client_id_conflict");
        }
        // The buyer's word and the agent's are not the same.
        (await counter.Aftersale.Api.Get("aftersales")).Json.GetProperty("total").GetInt32().ShouldBe(2);
    }

    [Fact]
    public async Task The_policy_of_the_day_of_application_holds_and_warns_and_never_blocks()
    {
        var counter = await Counter.Open(await server.Shop());
        var owner = counter.Shop.Owner.Api;
        (await owner.Post("aftersales/policies", new { returnDays = 7, warrantyMonths = 12, text = "七天无理由" })).Ok();
        (await owner.Post("aftersales/policies", new { returnDays = 7, warrantyMonths = 12, text = "早", effectiveAt = server.Clock.Now.AddDays(-1) })).Refused(422, "invalid", "effectiveAt");
        var order = await counter.Order(quantity: 2);
        server.Clock.Advance(TimeSpan.FromDays(8));
        var id = await counter.Applied(order);
        (await owner.Post("aftersales/policies", new { returnDays = 30, warrantyMonths = 12, text = "三十天" })).Ok();
        var view = (await counter.Aftersale.Api.Get($"aftersales/{id}")).Json;
        view.GetProperty("policy").GetProperty("returnDays").GetInt32().ShouldBe(7);
        view.GetProperty("warnings").EnumerateArray().Select(w => w.GetString()).ShouldBe(["out_of_return_window"]);
        var later = await counter.Applied(order);
        (await counter.Aftersale.Api.Get($"aftersales/{later}")).Json.GetProperty("policy").GetProperty("returnDays").GetInt32().ShouldBe(30);
        (await counter.Aftersale.Api.Post($"aftersales/{id}/approval")).Ok();
        // Before applying the buyer reads what holds for the shop and for this product, and of no product that they did not buy.
        (await owner.Post("aftersales/policies", new { productId = "P1", returnDays = 3, warrantyMonths = 6, text = "建盏三天" })).Ok();
        (await owner.Post("aftersales/policies", new { productId = "P9", returnDays = 1, warrantyMonths = 0, text = "别的" })).Ok();
        var own = (await counter.Buyer.Api.Get("visitor/aftersales")).Ok().Json;
        own.GetProperty("policy").GetProperty("returnDays").GetInt32().ShouldBe(30);
        own.GetProperty("products").EnumerateArray().Select(p => (p.GetProperty("productId").GetString(), p.GetProperty("policy").GetProperty("returnDays").GetInt32())).ShouldBe([("P1", 3)]);
    }

    [Fact]
    public async Task The_list_shows_what_is_due_soonest_first_and_the_week_counts()
    {
        var counter = await Counter.Open(await server.Shop());
        var late = await counter.Approved(await counter.Order(), "repair");
        server.Clock.Advance(TimeSpan.FromMinutes(1));
        var soon = await counter.Applied(await counter.Order());
        var list = (await counter.Aftersale.Api.Get("aftersales?open=true")).Ok().Json;
        list.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("id").GetGuid()).ShouldBe([soon, late]);
        list.GetProperty("items")[0].GetProperty("repeat").GetBoolean().ShouldBeTrue();
        (await counter.Aftersale.Api.Get("aftersales?state=applied")).Json.GetProperty("total").GetInt32().ShouldBe(1);
        (await counter.Aftersale.Api.Get("aftersales?type=repair")).Json.GetProperty("total").GetInt32().ShouldBe(1);
        (await counter.Presale.Api.Get("aftersales")).Json.GetProperty("total").GetInt32().ShouldBe(0);
        (await counter.Presale.Api.Get($"aftersales/{soon}")).Refused(404, "not_found");
        var week = (await counter.Aftersale.Api.Get("aftersales/summary")).Ok().Json.GetProperty("week");
        week.GetProperty("applications").GetInt32().ShouldBe(2);
        week.GetProperty("repairShare").GetDecimal().ShouldBe(0.5m);
        (await counter.Presale.Api.Get("aftersales/summary")).Refused(403, "forbidden");
    }

    private Task<string?> Clock(Guid id) => server.Host.Look(db => db.Set<DueClock>().Where(c => c.SubjectId == id && c.EndedAt == null).Select(c => (string?)c.Kind).SingleOrDefaultAsync());

    private async Task Pass(TimeSpan by)
    {
        server.Clock.Advance(by);
        await server.Host.RunJob("clocks");
        await server.Host.Services.GetRequiredService<Pump>().Drain(CancellationToken.None);
    }
}
