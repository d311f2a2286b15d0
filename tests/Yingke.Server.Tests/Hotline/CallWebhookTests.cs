using System.Text;
using System.Text.Json;
using Yingke.Domain.Hotline;
using Yingke.Server.Features.Hotline;
using Yingke.Server.Tests.Hosting;

namespace Yingke.Server.Tests.Hotline;

/// <summary>What the exchange reports: signed, in any order, as often as it likes (issue: attacks E, H; spec: tickets-hotline.md, 400 hotline).</summary>
public sealed class CallWebhookTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private const string Phone = "13800002046";

    [Fact]
    public async Task Every_order_of_the_reports_comes_to_the_same_call_and_repeating_them_changes_nothing()
    {
        var shop = await server.Shop();
        var line = await Line.Connect(shop);
        await shop.Change(Cast.Lan, new { extension = "801" });
        var at = server.Clock.Now.AddMinutes(-5);
        object[] reports =
        [
            new { call = "K", @event = "queued", at, phone = "+86 138-0000-2046", line = "4008001234" }, new { call = "K", @event = "ringing", at = at.AddSeconds(5), extension = "801" },
            new { call = "K", @event = "answered", at = at.AddSeconds(12), extension = "801" }, new { call = "K", @event = "ended", at = at.AddSeconds(90), recordingUrl = "https://pbx.example.cn/k.mp3" },
            new { call = "K", @event = "survey", at = at.AddSeconds(95), survey = "satisfied" },
        ];
        var chance = new Random(20260302);
        for (var round = 0; round < 12; round++)
        {
            var id = $"K{round}";
            object[] mine = [.. reports.Select(r => (object)JsonSerializer.SerializeToNode(r)!.AsObject()).Select(r => { ((System.Text.Json.Nodes.JsonObject)r)["call"] = id; return r; })];
            chance.Shuffle(mine);
            foreach (var report in mine.Concat(mine[..2]))
                (await line.Report(report)).Ok();
            (await line.Report(mine)).Ok().As<ReceiveCalls.CallsTaken>().ShouldBe(new(0, 1));
        }
        var calls = (await shop.Owner.Api.Get($"calls?q={Phone}")).As<FindCalls.CallPage>();
        calls.Items.Count.ShouldBe(12);
        calls.Items.ShouldAllBe(c => c.State == CallState.Answered && c.QueuedAt == Ms(at) && c.RingingAt == Ms(at.AddSeconds(5)) && c.AnsweredAt == Ms(at.AddSeconds(12)) && c.EndedAt == Ms(at.AddSeconds(90))
            && c.Agent!.Id == shop.AgentId(Cast.Lan) && c.Survey == CallSurvey.Satisfied && c.RecordingUrl == "https://pbx.example.cn/k.mp3" && c.Phone == "138****2046" && c.Line == "4008001234");
        (await shop.SignIn(Cast.Lan)).Id.ShouldBe(shop.AgentId(Cast.Lan));
        calls.Counts.ShouldBe(new(12, 12, 0, 0));
    }

    [Fact]
    public async Task Forged_stale_changed_and_foreign_ones_are_refused_and_nothing_is_stored()
    {
        var (shop, other) = (await server.Shop(), await server.Shop());
        var (line, _) = (await Line.Connect(shop), await Line.Connect(other));
        var now = server.Clock.Now;
        var report = new { call = "K", @event = "queued", at = now, phone = Phone };
        var (before, otherBefore) = (await Snapshot.Of(server.Host, shop.Id), await Snapshot.Of(server.Host, other.Id));
        (await Line.Send(shop, new string('0', 64), now, report)).Refused(401, "signature_refused");
        (await Line.Send(shop, "", now, report)).Refused(401, "signature_refused");
        (await Line.Send(shop, line.Secret, now.AddMinutes(-6), report)).Refused(401, "signature_refused");
        (await Line.Send(other, line.Secret, now, report)).Refused(401, "signature_refused");
        var body = Encoding.UTF8.GetBytes("""{"events":[]}""");
        (await Line.Post(shop, line.Secret, now, body, Features.Accounts.InboundSecrets.Sign(line.Secret, "1", Encoding.UTF8.GetBytes("{}")))).Refused(401, "signature_refused");
        // The secret of orders is none of calls.
        var orders = (await shop.Owner.Api.Post("settings/inbound/orders/rotation")).Ok().Json.GetProperty("secret").GetString()!;
        before = await Snapshot.Of(server.Host, shop.Id);
        (await Line.Send(shop, orders, now, report)).Refused(401, "signature_refused");
        (await Snapshot.Of(server.Host, shop.Id)).ShouldBe(before);
        (await Snapshot.Of(server.Host, other.Id)).ShouldBe(otherBefore);
        (await shop.Owner.Api.Get("calls")).As<FindCalls.CallPage>().Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task One_bad_report_takes_none_of_its_neighbours_in_and_says_where_it_is_bad()
    {
        var shop = await server.Shop();
        var line = await Line.Connect(shop);
        var now = server.Clock.Now;
        object Good(string call) => new { call, @event = "queued", at = now };
        async Task Bad(object report, string field) => (await line.Report(Good("A"), report)).Refused(422, "invalid", field);
        var before = await Snapshot.Of(server.Host, shop.Id);
        await Bad(new { call = "", @event = "queued", at = now }, "events[1].call");
        await Bad(new { call = new string('9', 201), @event = "queued", at = now }, "events[1].call");
        await Bad(new { call = "B", @event = "exploded", at = now }, "events[1].event");
        await Bad(new { call = "B", at = now }, "events[1].event");
        await Bad(new { call = "B", @event = "queued" }, "events[1].at");
        await Bad(new { call = "B", @event = "queued", at = "1999-12-31T00:00:00Z" }, "events[1].at");
        await Bad(new { call = "B", @event = "queued", at = now.AddHours(2) }, "events[1].at");
        await Bad(new { call = "B", @event = "queued", at = now, phone = "老王" }, "events[1].phone");
        await Bad(new { call = "B", @event = "ringing", at = now, extension = "x\ny" }, "events[1].extension");
        await Bad(new { call = "B", @event = "survey", at = now }, "events[1].survey");
        await Bad(new { call = "B", @event = "ended", at = now, survey = "satisfied" }, "events[1].survey");
        await Bad(new { call = "B", @event = "ended", at = now, recordingUrl = "javascript:alert(1)" }, "events[1].recordingUrl");
        await Bad(new { call = "B", @event = "ended", at = now, recordingUrl = "https://user:pw@pbx.example.cn/1" }, "events[1].recordingUrl");
        await Bad(new { call = "B", @event = "ended", at = now, colour = "red" }, "events[1].colour");
        (await line.Report()).Refused(422, "invalid", "events");
        (await line.Report([.. Enumerable.Range(0, 101).Select(i => Good($"N{i}"))])).Refused(422, "invalid", "events");
        (await Line.Post(shop, line.Secret, now, Encoding.UTF8.GetBytes("no json"))).Refused(422, "invalid", "events");
        (await Snapshot.Of(server.Host, shop.Id)).ShouldBe(before);
    }

    [Fact]
    public async Task Two_shops_with_the_same_ids_of_calls_and_extensions_have_calls_of_their_own()
    {
        var (shop, other) = (await server.Shop(), await server.Shop());
        var (line, another) = (await Line.Connect(shop), await Line.Connect(other));
        await shop.Change(Cast.Lan, new { extension = "801" });
        await other.Change(Cast.Mei, new { extension = "801" });
        await line.Tell("K1", "ringing", "801", Phone);
        await another.Tell("K1", "ringing", "801", "13900000001");
        (await line.Call(Phone)).Agent!.Id.ShouldBe(shop.AgentId(Cast.Lan));
        (await another.Call("13900000001")).Agent!.Id.ShouldBe(other.AgentId(Cast.Mei));
        (await shop.Owner.Api.Get("calls?q=13900000001")).As<FindCalls.CallPage>().Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_withheld_number_is_no_number_and_a_report_of_nobody_is_kept()
    {
        var shop = await server.Shop();
        var line = await Line.Connect(shop);
        await line.Tell("K1", "queued", phone: "Anonymous");
        await line.Tell("K1", "ringing", "999");
        await line.Tell("K1", "ended");
        var call = (await shop.Owner.Api.Get("calls")).As<FindCalls.CallPage>().Items.ShouldHaveSingleItem();
        (call.Phone, call.Agent, call.State).ShouldBe((null, null, CallState.Missed));
    }

    private static DateTimeOffset Ms(DateTimeOffset at) => DateTimeOffset.FromUnixTimeMilliseconds(at.ToUnixTimeMilliseconds());
}
