using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Yingke.Server.Features.AfterSales;
using Yingke.Server.Features.AfterSales.Payments;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Tests.Clients;
using Yingke.Server.Tests.Hosting;

namespace Yingke.Server.Tests.AfterSales;

/// <summary>reliability I23, I24, H67, FL20: whatever the gateway does, refunds at the gateway = refunds in the ledger, each once.</summary>
public sealed class GatewayTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private const int EachMode = 4;

    [Fact]
    public async Task In_every_mode_each_refund_leaves_once_and_both_books_agree()
    {
        var counter = await Counter.Open(await server.Shop());
        var modes = Enum.GetValues<SandboxMode>().Except([SandboxMode.Refuse]).ToList();
        var (asked, fen) = (0, 0L);
        foreach (var mode in modes)
        {
            await counter.Sandbox(mode, delayMs: 30);
            for (var i = 0; i < EachMode; i++)
            {
                var id = await counter.Approved(await counter.Order(1_000 + asked), "refund");
                var first = (await counter.Refund(id, 1_000 + asked, "key" + id)).Ok().Json;
                // The agent clicks again: the same refund, whatever became of it.
                (await counter.Refund(id, 1_000 + asked, "key" + id)).Ok().Json.GetProperty("id").GetGuid().ShouldBe(first.GetProperty("id").GetGuid());
                (await counter.Refund(id, 1_000 + asked)).Status.ShouldBe(409);
                fen += 1_000 + asked;
                asked++;
            }
        }
        await counter.Sandbox(SandboxMode.Normal);
        await Resolve();
        var (count, sum) = await counter.Agree();
        (count, sum).ShouldBe((asked, fen));
        (await server.Host.Look(db => db.Set<Refund>().CountAsync(r => r.ShopId == counter.Shop.Id && (r.AskAt != null || r.State != RefundState.Succeeded)))).ShouldBe(0);
        TestContext.Current.TestOutputHelper?.WriteLine($"{count} refunds at the gateway = {count} in the ledger, {sum} fen, {modes.Count} modes");
    }

    [Fact]
    public async Task A_lost_answer_shows_as_unknown_until_the_gateway_was_asked()
    {
        var counter = await Counter.Open(await server.Shop());
        await counter.Sandbox(SandboxMode.LostAnswer);
        var id = await counter.Approved(await counter.Order(700), "refund");
        (await counter.Refund(id, 700)).Json.GetProperty("state").GetString().ShouldBe("unknown");
        (await counter.State(id)).ShouldBe("approved");
        server.Clock.Advance(TimeSpan.FromSeconds(6));
        await server.Host.RunJob("unknown-refunds");
        (await counter.State(id)).ShouldBe("refunded");
        (await server.Host.Look(db => db.Set<SandboxRefund>().SingleAsync(r => r.ShopId == counter.Shop.Id))).Calls.ShouldBe(1);
    }

    [Fact]
    public async Task A_refused_refund_frees_its_room_and_may_be_asked_for_anew()
    {
        var counter = await Counter.Open(await server.Shop());
        await counter.Sandbox(SandboxMode.Refuse);
        var id = await counter.Approved(await counter.Order(700), "refund");
        var refused = (await counter.Refund(id, 700, "first")).Json;
        (refused.GetProperty("state").GetString(), refused.GetProperty("failure").GetString()).ShouldBe(("failed", "账户余额不足"));
        await counter.Sandbox(SandboxMode.Normal);
        (await counter.Refund(id, 700, "first")).Json.GetProperty("state").GetString().ShouldBe("failed");
        (await counter.Refund(id, 700, "second")).Json.GetProperty("state").GetString().ShouldBe("succeeded");
        (await counter.Agree()).ShouldBe((1, 700));
    }

    [Fact]
    public async Task Nothing_is_paid_by_a_program_that_died_before_it_called_and_nothing_twice_by_one_that_died_after()
    {
        var counter = await Counter.Open(await server.Shop());
        var ids = new List<Guid>();
        for (var i = 0; i < 6; i++)
        {
            var id = await counter.Approved(await counter.Order(800), "refund");
            await counter.Sandbox(SandboxMode.LostAnswer);
            await counter.Refund(id, 800);
            ids.Add(id);
        }
        // As a crash leaves them: booked as pending; half of them never reached the gateway.
        await server.Host.Look(async db =>
        {
            await db.Set<Refund>().Where(r => r.ShopId == counter.Shop.Id).ExecuteUpdateAsync(r => r.SetProperty(x => x.State, RefundState.Pending).SetProperty(x => x.AskAt, server.Clock.Now.AddSeconds(60)));
            foreach (var id in ids.Take(3))
            {
                var refund = await db.Set<Refund>().SingleAsync(r => r.ShopId == counter.Shop.Id && r.ApplicationId == id);
                await db.Set<SandboxRefund>().Where(r => r.ShopId == counter.Shop.Id && r.Id == refund.Id).ExecuteDeleteAsync();
            }
            return true;
        });
        await counter.Sandbox(SandboxMode.Normal);
        await Resolve();
        (await counter.Agree()).ShouldBe((6, 4_800));
        foreach (var id in ids)
            (await counter.State(id)).ShouldBe("refunded");
    }

    [Fact]
    public async Task Reports_are_believed_only_with_the_shops_signature_and_count_once_in_any_order()
    {
        var (counter, other) = (await Counter.Open(await server.Shop()), await Counter.Open(await server.Shop()));
        await counter.Sandbox(SandboxMode.LostAnswer);
        await other.Sandbox(SandboxMode.ReportFirst);
        (await other.Refund(await other.Approved(await other.Order(100), "refund"), 100)).Ok();
        var id = await counter.Approved(await counter.Order(700), "refund");
        var refund = (await counter.Refund(id, 700)).Json.GetProperty("id").GetGuid();
        var body = JsonSerializer.SerializeToUtf8Bytes(new PaymentReport(refund, PaymentState.Paid, "SBX1", null), Stored.Json);
        var (secret, theirs) = (await Secret(counter), await Secret(other));
        var key = counter.Shop.PublicKey;
        (await Report(key, body, "")).Refused(401, "signature_refused");
        (await Report(key, body, new string('0', 64))).Refused(401, "signature_refused");
        (await Report(key, body, PaymentReports.Sign(theirs, key, body))).Refused(401, "signature_refused");
        (await Report(other.Shop.PublicKey, body, PaymentReports.Sign(theirs, other.Shop.PublicKey, body))).Refused(404, "not_found");
        (await Report("nobody", body, PaymentReports.Sign(secret, "nobody", body))).Refused(401, "signature_refused");
        (await counter.State(id)).ShouldBe("approved");
        for (var i = 0; i < 5; i++)
            (await Report(key, body, PaymentReports.Sign(secret, key, body))).Ok();
        (await counter.State(id)).ShouldBe("refunded");
        // A later word of the opposite moves nothing back.
        var late = JsonSerializer.SerializeToUtf8Bytes(new PaymentReport(refund, PaymentState.Refused, null, "余额不足"), Stored.Json);
        (await Report(key, late, PaymentReports.Sign(secret, key, late))).Ok();
        (await counter.State(id)).ShouldBe("refunded");
        (await counter.Agree()).ShouldBe((1, 700));
    }

    [Fact]
    public async Task A_gateway_that_fails_all_the_time_keeps_nobody_waiting_and_is_asked_later()
    {
        var counter = await Counter.Open(await server.Shop());
        await counter.Sandbox(SandboxMode.Error);
        var calls = 0;
        for (var i = 0; i < 8; i++)
        {
            var state = (await counter.Refund(await counter.Approved(await counter.Order(100), "refund"), 100)).Ok().Json.GetProperty("state").GetString();
            calls += state == "unknown" ? 1 : 0;
        }
        // After five in a row the breaker is open: the rest waits as pending, without a call.
        calls.ShouldBeLessThanOrEqualTo(5);
        await counter.Sandbox(SandboxMode.Normal);
        await Resolve();
        (await counter.Agree()).ShouldBe((8, 800));
    }

    /// <summary>Five minutes of the resolving job.</summary>
    private async Task Resolve()
    {
        for (var i = 0; i < 60; i++)
        {
            server.Clock.Advance(TimeSpan.FromSeconds(5));
            await server.Host.RunJob("unknown-refunds");
        }
    }

    private Task<string> Secret(Counter counter) => server.Host.Do<PaymentReports, string>(r => r.Secret(counter.Shop.Id, CancellationToken.None));

    private async Task<Answer> Report(string shop, byte[] body, string signature)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new("application/json");
        return await server.Host.Connect().Send(HttpMethod.Post, "payments/reports?shop=" + shop, (HttpContent)content, (PaymentReports.Header, signature));
    }
}
