using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Yingke.Server.Features.Alerts.WebPush;
using Yingke.Server.Features.Webhooks;
using Yingke.Server.Platform.Activity;
using Yingke.Server.Tests.Clients;
using Yingke.Server.Tests.Hosting;
using Yingke.Server.Tests.Webhooks;

namespace Yingke.Server.Tests.Alerts;

/// <summary>RFC 8291 and 8292, and what leaves the house for an alert: pushes to browsers, and the shop's webhooks.</summary>
public sealed class PushTests(WebhookTests.Outside server) : IClassFixture<WebhookTests.Outside>
{
    /// <summary>Appendix A of RFC 8291, byte by byte.</summary>
    [Fact]
    public void The_example_of_the_standard_comes_out()
    {
        var point = PushService.Bytes("BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8");
        using var own = ECDiffieHellman.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256, D = PushService.Bytes("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"), Q = new() { X = point[1..33], Y = point[33..] },
        });
        var made = SealedMessage.Of(
            Encoding.UTF8.GetBytes("When I grow up, I want to be a watermelon"),
            PushService.Bytes("BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"), PushService.Bytes("BTBZMqHH6r4Tts7J_aSIgg"), own, PushService.Bytes("DGv6ra1nlYgDCS1FRnbzlw"));
        SealedMessage.Text(made).ShouldBe(
            "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN");
    }

    [Fact]
    public async Task An_alert_reaches_the_browser_that_asked_for_it_sealed_and_signed_once()
    {
        await using var service = await PushService.Start();
        var shop = await TestShop.Open(server.Host);
        var (mei, other) = (await shop.SignIn(Cast.Mei), await shop.SignIn(Cast.Feng));
        var view = await Subscribe(mei, service);
        await Subscribe(other, service, "two");
        view.GetProperty("subscriptions")[0].GetProperty("here").GetBoolean().ShouldBeTrue();
        (await mei.Api.Put("alerts/choices", new { kind = "offline_message", page = true, push = true, webhook = false })).Ok();
        // Who waits writes first and leaves it as a message then: however soon the alert is raised, it has the words.
        await shop.Change(Cast.Zhu, new { capacity = 0 });
        await shop.OnDuty(Cast.Zhu);
        var buyer = await shop.Buyer();
        (await buyer.LeaveMessage(await buyer.Ask(text: "在吗，茶叶受潮了"))).Ok();
        await Push();
        await Push();

        var push = service.Requests.ShouldHaveSingleItem();
        var (claims, key) = PushService.Sender(push);
        key.ShouldBe(view.GetProperty("publicKey").GetString());
        (claims.GetProperty("aud").GetString(), claims.GetProperty("sub").GetString()).ShouldBe((service.Origin, $"https://{server.Host.Address.Authority}"));
        (claims.GetProperty("exp").GetInt64() - server.Clock.Now.ToUnixTimeSeconds()).ShouldBeInRange(3600, 24 * 3600);
        (push.Headers["TTL"], push.Headers["Urgency"], push.Headers["Content-Encoding"], push.Headers["Topic"].Length <= 32).ShouldBe(("14400", "high", "aes128gcm", true));
        Encoding.UTF8.GetString(push.Body).ShouldNotContain("受潮");
        var notice = service.Open(push);
        (notice.GetProperty("title").GetString(), notice.GetProperty("place").GetString()).ShouldBe(("有新的离线留言", "/conversations/" + (await Alerts(mei)).Single().GetProperty("conversationId").GetString()));
        notice.GetProperty("body").GetString()!.ShouldContain("在吗，茶叶受潮了");
        // Another one, in the reader's language.
        (await mei.Api.Patch("session/agent", new { language = "en-US" })).Ok();
        (await mei.Api.Post("alerts/push/test")).Ok();
        await Push();
        service.Open(service.Requests.Last()).GetProperty("body").GetString().ShouldBe("Notices reach this browser.");
    }

    [Theory]
    [InlineData(404)]
    [InlineData(410)]
    public async Task A_browser_that_is_gone_is_forgotten(int status)
    {
        await using var service = await PushService.Start();
        var shop = await TestShop.Open(server.Host);
        await Subscribe(shop.Owner, service);
        service.Status = status;
        (await shop.Owner.Api.Post("alerts/push/test")).Ok();
        await Push();
        (await shop.Owner.Api.Get("alerts/push")).Json.GetProperty("subscriptions").GetArrayLength().ShouldBe(0);
        (await shop.Owner.Api.Post("alerts/push/test")).Refused(409, "no_subscription");
    }

    [Fact]
    public async Task A_push_service_that_is_down_is_asked_again_later_and_later_and_not_for_ever()
    {
        await using var service = await PushService.Start();
        var shop = await TestShop.Open(server.Host);
        await Subscribe(shop.Owner, service);
        service.Status = 503;
        (await shop.Owner.Api.Post("alerts/push/test")).Ok();
        var waits = new List<int>();
        for (var (seconds, waited) = (0, 0); seconds < 2000; seconds += 5, waited += 5)
        {
            var before = service.Requests.Count;
            await server.Host.RunJob("web-push");
            if (service.Requests.Count > before)
                (waits, waited) = ([.. waits, waited], 0);
            server.Clock.Advance(TimeSpan.FromSeconds(5));
        }
        waits.ShouldBe([0, 5, 15, 45, 135, 405]);
        (await Waiting(shop)).ShouldBe(0);
        (await shop.Owner.Api.Get("alerts/push")).Json.GetProperty("subscriptions")[0].GetProperty("lastError").GetString().ShouldBe("refused");
        service.Status = 201;
        (await shop.Owner.Api.Post("alerts/push/test")).Ok();
        await Push();
        (await shop.Owner.Api.Get("alerts/push")).Json.GetProperty("subscriptions")[0].TryGetProperty("lastError", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task Who_signed_out_or_lost_the_right_is_told_nothing_and_a_browser_belongs_to_one()
    {
        await using var service = await PushService.Start();
        var shop = await TestShop.Open(server.Host);
        var (mei, feng) = (await shop.SignIn(Cast.Mei), await shop.SignIn(Cast.Feng));
        await Subscribe(mei, service);
        // The same browser, somebody else: it is theirs now, and nobody's twice.
        await Subscribe(feng, service);
        (await mei.Api.Get("alerts/push")).Json.GetProperty("subscriptions").GetArrayLength().ShouldBe(0);
        var id = (await feng.Api.Get("alerts/push")).Json.GetProperty("subscriptions")[0].GetProperty("id").GetGuid();
        (await mei.Api.Delete($"alerts/push/subscriptions/{id}")).Refused(404, "not_found");
        (await feng.Api.Put("alerts/choices", new { kind = "offline_message", page = false, push = true, webhook = false })).Ok();
        await shop.Change(Cast.Feng, new { postId = shop.PostId(Yingke.Domain.Accounts.BuiltInPosts.ReadOnly) });
        await (await shop.Buyer()).Ask();
        await Push();
        service.Requests.ShouldBeEmpty();
        await shop.Change(Cast.Feng, new { postId = shop.PostId(Yingke.Domain.Accounts.BuiltInPosts.Aftersale) });
        await (await shop.Buyer()).Ask();
        await server.Host.Services.GetRequiredService<Pump>().Drain(CancellationToken.None);
        await Drain();
        (await Waiting(shop)).ShouldBe(1);
        (await feng.Api.Delete("session")).Ok();
        await server.Host.RunJob("web-push");
        service.Requests.ShouldBeEmpty();
        (await server.Host.Look(db => db.Set<PushSubscription>().CountAsync(s => s.ShopId == shop.Id))).ShouldBe(0);
    }

    [Fact]
    public async Task The_groups_robot_gets_what_somebody_chose_to_send_it_once()
    {
        await using var receiver = await Receiver.Start();
        await using var robot = await Receiver.Start();
        robot.Answer = http => Microsoft.AspNetCore.Http.HttpResponseWritingExtensions.WriteAsync(http.Response, """{"errcode":0}""");
        var shop = await TestShop.Open(server.Host);
        (await shop.Owner.Api.Post("webhooks", new { url = receiver.Url, kind = "generic", events = new[] { WebhookEvents.AlertRaised } })).Ok();
        (await shop.Owner.Api.Post("webhooks", new { url = robot.Url, kind = "wecom", events = new[] { WebhookEvents.AlertRaised } })).Ok();
        var (supervisor, mei) = (await shop.SignIn(Cast.Supervisor), await shop.SignIn(Cast.Mei));
        // Two who choose the same kind are one message; who chats only may not send out.
        foreach (var one in new[] { supervisor, shop.Owner })
            (await one.Api.Put("alerts/choices", new { kind = "offline_message", page = true, push = false, webhook = true })).Ok();
        (await mei.Api.Put("alerts/choices", new { kind = "offline_message", page = true, push = false, webhook = true })).Refused(403, "forbidden");
        (await shop.Owner.Api.Put("alerts/thresholds", new { measure = "offline_messages", enabled = true, limit = 1, quietMinutes = 5, page = false, push = false, webhook = true })).Ok();
        (await shop.Owner.Api.Get("alerts/choices")).Json.GetProperty("webhooksListen").GetBoolean().ShouldBeTrue();
        await (await shop.Buyer()).Ask(text: "茶到了吗");
        await Drain();
        await server.Host.RunJob("alert-thresholds");
        await Drain();
        await server.Host.RunJob("alert-thresholds");
        await Drain();
        var told = receiver.Requests.Select(r => r.Json.GetProperty("data").GetProperty("alert")).ToList();
        told.Select(a => a.GetProperty("kind").GetString()).ShouldBe(["offline_message", "threshold"]);
        (told[1].GetProperty("measure").GetString(), told[1].GetProperty("value").GetInt32(), told[1].GetProperty("limit").GetInt32()).ShouldBe(("offline_messages", 1, 1));
        receiver.Requests.First().Headers["Yingke-Event"].ShouldBe("alert.raised");
        robot.Requests.Select(r => r.Json.GetProperty("text").GetProperty("content").GetString()).Last().ShouldBe("【松间茶铺】待回复留言：现在 1，达到 1");
        // Not wanted on the page: the bell knows of the message alone.
        (await Alerts(shop.Owner)).Select(a => a.GetProperty("kind").GetString()).ShouldBe(["offline_message"]);
    }

    private static async Task<System.Text.Json.JsonElement> Subscribe(AgentClient agent, PushService service, string name = "one") =>
        (await agent.Api.Post("alerts/push/subscriptions", service.Subscription(name))).Ok().Json;

    private static async Task<List<System.Text.Json.JsonElement>> Alerts(AgentClient agent) => [.. (await agent.Api.Get("alerts")).Json.GetProperty("items").EnumerateArray()];

    private Task<int> Waiting(TestShop shop) => server.Host.Look(db => db.Set<PushMessage>().CountAsync(m => m.ShopId == shop.Id));

    private async Task Push()
    {
        await Drain();
        await server.Host.RunJob("web-push");
    }

    /// <summary>The reactions to facts leave facts.</summary>
    private async Task Drain()
    {
        var pump = server.Host.Services.GetRequiredService<Pump>();
        await pump.Drain(CancellationToken.None);
        await pump.Drain(CancellationToken.None);
        await server.Host.Services.GetRequiredService<WebhookPump>().Drain(CancellationToken.None);
    }
}
