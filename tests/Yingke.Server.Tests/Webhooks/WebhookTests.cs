using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.AspNetCore.Http;
using Yingke.Server.Features.Webhooks;
using Yingke.Server.Platform.Activity;
using Yingke.Server.Platform.Web;
using Yingke.Server.Tests.Hosting;

namespace Yingke.Server.Tests.Webhooks;

/// <summary>spec: guarantees.md (signed, retried with back-off, private addresses refused); reliability F50, F52, FL21.</summary>
public sealed class WebhookTests(WebhookTests.Outside server) : IClassFixture<WebhookTests.Outside>
{
    /// <summary>A program that may reach receivers on this machine.</summary>
    public sealed class Outside : IAsyncLifetime
    {
        private TestDatabase? database;
        private YingkeHost? host;

        public FakeClock Clock { get; } = new();
        public YingkeHost Host => host!;

        public async ValueTask InitializeAsync()
        {
            database = await TestDatabase.Copy();
            host = await YingkeHost.Start(database, Clock, "--Webhooks:AllowPrivate=true", "--Webhooks:TimeoutSeconds=6");
        }

        public async ValueTask DisposeAsync()
        {
            if (host is not null)
                await host.DisposeAsync();
            if (database is not null)
                await database.DisposeAsync();
        }
    }

    [Fact]
    public async Task What_happens_is_told_in_order_signed_and_with_its_people()
    {
        await using var receiver = await Receiver.Start();
        var shop = await TestShop.Open(server.Host);
        var hook = await Add(shop, receiver, ["conversation.opened", "conversation.assigned", "conversation.transferred", "conversation.closed", "conversation.rated"]);
        var (zhu, lan) = (await shop.OnDuty(Cast.Zhu), await shop.OnDuty(Cast.Lan));
        var buyer = await shop.Buyer();
        var id = await buyer.Ask();
        (await zhu.Transfer(id, new { agentId = lan.Id })).Ok();
        await lan.Say(id, "您好");
        (await lan.Close(id, "已解决")).Ok();
        (await buyer.Rate(id, 5)).Ok();
        await Drain();

        receiver.Requests.Select(r => r.Json.GetProperty("type").GetString()).ShouldBe(
            ["conversation.opened", "conversation.assigned", "conversation.transferred", "conversation.assigned", "conversation.closed", "conversation.rated"]);
        foreach (var request in receiver.Requests)
        {
            var (body, headers) = (request.Json, request.Headers);
            (body.GetProperty("shop").GetString(), body.GetProperty("data").GetProperty("conversation").GetProperty("id").GetGuid()).ShouldBe((shop.Code, id));
            headers["Yingke-Event"].ShouldBe(body.GetProperty("type").GetString());
            headers["Yingke-Delivery"].ShouldBe(body.GetProperty("id").GetString());
            headers["Content-Type"].ShouldStartWith("application/json");
            var seconds = headers["Yingke-Signature"].Split(',')[0][2..];
            var mac = HMACSHA256.HashData(Encoding.UTF8.GetBytes(hook.Secret), Encoding.UTF8.GetBytes($"{seconds}.{request.Body}"));
            headers["Yingke-Signature"].ShouldBe($"t={seconds},v1={Convert.ToHexStringLower(mac)}");
            long.Parse(seconds, System.Globalization.CultureInfo.InvariantCulture).ShouldBe(server.Clock.Now.ToUnixTimeSeconds());
        }
        var transferred = receiver.Requests.ElementAt(2).Json.GetProperty("data");
        (transferred.GetProperty("fromAgentName").GetString(), transferred.GetProperty("toAgentName").GetString()).ShouldBe((Cast.Zhu.Name, Cast.Lan.Name));
        receiver.Requests.Last().Json.GetProperty("data").GetProperty("stars").GetInt32().ShouldBe(5);
        receiver.Requests.Select(r => r.Headers["Yingke-Delivery"]).Distinct().Count().ShouldBe(6);
    }

    [Fact]
    public async Task Messages_are_told_once_each_from_when_they_were_asked_for()
    {
        await using var receiver = await Receiver.Start();
        var shop = await TestShop.Open(server.Host);
        var zhu = await shop.OnDuty(Cast.Zhu);
        var buyer = await shop.Buyer();
        var id = await buyer.Ask(text: "太早");
        server.Clock.Advance(TimeSpan.FromSeconds(1));
        await Add(shop, receiver, [WebhookEvents.MessageCreated]);
        await buyer.Say(id, "一");
        await zhu.Say(id, "二");
        (await zhu.Note(id, "内部")).Ok();
        await Drain();
        await buyer.Say(id, "三");
        await Drain();
        await Drain();
        receiver.Requests.Select(r => r.Json.GetProperty("data").GetProperty("message").GetProperty("text").GetString()).ShouldBe(["一", "二", "三"]);
        receiver.Requests.ElementAt(1).Json.GetProperty("data").GetProperty("message").GetProperty("senderName").GetString().ShouldBe(Cast.Zhu.Name);
    }

    [Fact]
    public async Task The_robots_of_groups_get_their_own_text_message()
    {
        await using var receiver = await Receiver.Start();
        receiver.Answer = http => http.Response.WriteAsync("""{"errcode":0,"errmsg":"ok"}""");
        var shop = await TestShop.Open(server.Host);
        var ding = await Post(shop, new { url = receiver.Url + "?access_token=abc", kind = "dingtalk", events = new[] { "offline_message.left" }, secret = "SECabc" });
        ding.TryGetProperty("secret", out _).ShouldBeFalse("it is theirs, not ours to show");
        await Post(shop, new { url = receiver.Url + "?key=k", kind = "wecom", events = new[] { "offline_message.left" } });
        var buyer = await shop.Buyer();
        await buyer.Ask();
        await Drain();

        receiver.Requests.Count.ShouldBe(2);
        foreach (var request in receiver.Requests)
        {
            request.Json.GetProperty("msgtype").GetString().ShouldBe("text");
            request.Json.GetProperty("text").GetProperty("content").GetString()!.ShouldContain("留言");
            request.Headers.ContainsKey("Yingke-Signature").ShouldBeFalse();
        }
        var query = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(receiver.Requests.Single(r => r.Query.Contains("access_token", StringComparison.Ordinal)).Query);
        query["access_token"].ToString().ShouldBe("abc");
        var sign = HMACSHA256.HashData("SECabc"u8, Encoding.UTF8.GetBytes($"{query["timestamp"]}\nSECabc"));
        query["sign"].ToString().ShouldBe(Convert.ToBase64String(sign));
    }

    [Fact]
    public async Task A_robot_that_says_no_in_a_200_has_not_taken_it()
    {
        await using var receiver = await Receiver.Start();
        receiver.Answer = http => http.Response.WriteAsync("""{"errcode":310000,"errmsg":"keywords not in content"}""");
        var shop = await TestShop.Open(server.Host);
        var id = (await Post(shop, new { url = receiver.Url, kind = "wecom", events = new[] { "conversation.opened" } })).GetProperty("id").GetGuid();
        var test = (await shop.Owner.Api.Post($"webhooks/{id}/test")).As<WebhookRoutes.DeliveryView>();
        (test.State, test.Status, test.Error).ShouldBe((DeliveryState.Dead, 200, "errcode 310000"));
    }

    [Fact]
    public async Task A_receiver_that_is_down_is_tried_later_and_later_and_then_gets_everything_in_order()
    {
        await using var receiver = await Receiver.Start();
        receiver.Says(503);
        var shop = await TestShop.Open(server.Host);
        var hook = await Add(shop, receiver, ["conversation.opened"]);
        var ids = new List<Guid>();
        for (var i = 0; i < 5; i++)
            ids.Add(await (await shop.Buyer()).Ask());
        await Drain();
        receiver.Requests.Count.ShouldBe(1, "the others wait behind the first");
        await Drain();
        receiver.Requests.Count.ShouldBe(1, "not before its time");
        var pauses = new List<double>();
        for (var failures = 1; failures < 8; failures++)
        {
            var before = receiver.Requests.Count;
            var waited = 0;
            while (receiver.Requests.Count == before)
            {
                server.Clock.Advance(TimeSpan.FromSeconds(1));
                waited++;
                await Drain();
            }
            pauses.Add(waited);
        }
        for (var i = 0; i < pauses.Count; i++)
            pauses[i].ShouldBeInRange((5 * Math.Pow(2, i) * 0.8) - 1, (5 * Math.Pow(2, i) * 1.2) + 1);
        receiver.Requests.Clear();
        receiver.Says(200);
        server.Clock.Advance(TimeSpan.FromHours(2));
        await Drain();
        receiver.Requests.Select(r => r.Json.GetProperty("data").GetProperty("conversation").GetProperty("id").GetGuid()).ShouldBe(ids);
        (await Deliveries(shop, hook.Id)).ShouldAllBe(d => d.State == DeliveryState.Done);
    }

    [Fact]
    public async Task After_a_day_it_is_given_up_and_can_be_sent_anew()
    {
        await using var receiver = await Receiver.Start();
        receiver.Says(500);
        var shop = await TestShop.Open(server.Host);
        var hook = await Add(shop, receiver, ["conversation.opened"]);
        await (await shop.Buyer()).Ask();
        await Drain();
        server.Clock.Advance(TimeSpan.FromHours(25));
        await Drain();
        var dead = (await Deliveries(shop, hook.Id)).ShouldHaveSingleItem();
        (dead.State, dead.Tries, dead.Status, dead.Error).ShouldBe((DeliveryState.Dead, 2, 500, "refused"));
        receiver.Requests.Clear();
        receiver.Says(204);
        server.Clock.Advance(TimeSpan.FromHours(2));
        await Drain();
        receiver.Requests.ShouldBeEmpty();
        (await shop.Owner.Api.Post($"webhooks/deliveries/{dead.Id}/replay")).Ok();
        (await shop.Owner.Api.Post($"webhooks/deliveries/{dead.Id}/replay")).Status.ShouldBeOneOf(409, 200);
        await Drain();
        receiver.Requests.ShouldHaveSingleItem().Headers["Yingke-Delivery"].ShouldBe(dead.Id.ToString());
        (await Deliveries(shop, hook.Id)).Single().State.ShouldBe(DeliveryState.Done);
    }

    [Fact]
    public async Task A_redirect_is_not_followed_and_a_slow_answer_not_waited_for()
    {
        await using var inner = await Receiver.Start();
        await using var receiver = await Receiver.Start();
        var shop = await TestShop.Open(server.Host);
        var hook = await Add(shop, receiver, ["conversation.opened"]);
        receiver.Answer = http =>
        {
            http.Response.Redirect(inner.Url);
            return Task.CompletedTask;
        };
        (await Test(shop, hook.Id)).Error.ShouldBe("redirected");
        inner.Requests.ShouldBeEmpty();
        receiver.Answer = http => Task.Delay(TimeSpan.FromSeconds(30), http.RequestAborted);
        (await Test(shop, hook.Id)).Error.ShouldBe("timeout");
    }

    [Fact]
    public async Task A_receiver_that_hangs_holds_up_no_other_shop()
    {
        await using var slow = await Receiver.Start();
        await using var quick = await Receiver.Start();
        // What had come to the other by the time that the program gave this one up.
        var byThen = new TaskCompletionSource<int>();
        slow.Answer = async http =>
        {
            try
            {
                await Task.Delay(TimeSpan.FromSeconds(60), http.RequestAborted);
            }
            finally
            {
                byThen.TrySetResult(quick.Requests.Count);
            }
        };
        var (patient, other) = (await TestShop.Open(server.Host), await TestShop.Open(server.Host));
        await Add(patient, slow, ["conversation.opened"]);
        await Add(other, quick, ["conversation.opened"]);
        for (var i = 0; i < 3; i++)
            await (await patient.Buyer()).Ask();
        await (await other.Buyer()).Ask();
        await server.Host.Services.GetRequiredService<Pump>().Drain(CancellationToken.None);
        await server.Host.Services.GetRequiredService<WebhookPump>().Drain(CancellationToken.None);
        (await byThen.Task.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken)).ShouldBe(1);
        quick.Requests.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Keys_are_shown_once_and_only_who_may_sees_webhooks_at_all()
    {
        await using var receiver = await Receiver.Start();
        var shop = await TestShop.Open(server.Host);
        var hook = await Add(shop, receiver, ["conversation.opened"]);
        var list = await shop.Owner.Api.Get("webhooks");
        list.Text.ShouldNotContain(hook.Secret);
        (await shop.Owner.Api.Get("audit?limit=50")).Text.ShouldNotContain(hook.Secret);
        var rotated = (await shop.Owner.Api.Patch($"webhooks/{hook.Id}", new { rotateSecret = true })).Json.GetProperty("secret").GetString()!;
        rotated.ShouldNotBe(hook.Secret);
        (await (await shop.SignIn(Cast.Supervisor)).Api.Get("webhooks")).Refused(403, "forbidden");
        (await shop.Owner.Api.Delete($"webhooks/{hook.Id}")).Ok();
        (await shop.Owner.Api.Get($"webhooks/{hook.Id}/deliveries")).Refused(404, "not_found");
    }

    [Theory]
    [InlineData("ftp://example.com/x", "url")]
    [InlineData("https://user:pw@example.com/", "url")]
    [InlineData("/relative", "url")]
    [InlineData("https://example.com/\r\nX: y z", null)]
    public async Task An_address_that_is_none_is_refused(string url, string? field)
    {
        var shop = await TestShop.Open(server.Host);
        var answer = await shop.Owner.Api.Post("webhooks", new { url, events = new[] { "conversation.opened" } });
        if (field is not null)
            answer.Refused(422, "invalid", field);
        else
            (answer.IsOk ? answer.Json.GetProperty("webhook").GetProperty("url").GetString()! : "").ShouldNotContain("\n");
        (await shop.Owner.Api.Post("webhooks", new { url = "https://example.com", events = new[] { "order.paid" } })).Refused(422, "invalid", "events");
    }

    private sealed record Hook(Guid Id, string Secret);

    [Fact]
    public async Task Orders_and_applications_are_told_of_without_the_receivers_address()
    {
        await using var receiver = await Receiver.Start();
        var shop = await TestShop.Open(server.Host);
        await Add(shop, receiver, ["order.changed", "aftersale.changed"]);
        var at = server.Clock.Now.AddHours(-1);
        (await shop.Owner.Api.Put("orders/W-1", new
        {
            buyer = new { memberId = "M9", name = "苏晓" }, platform = "taobao", state = "received", totalFen = 5000, freightFen = 0, paidFen = 5000, placedAt = at, paidAt = at, updatedAt = at,
            receiver = new { name = "收货人", phone = "13800002046", region = "浙江省", street = "龙井路 1 号" }, lines = new[] { new { id = "l1", title = "建盏", quantity = 1, priceFen = 5000, totalFen = 5000, paidFen = 5000 } },
        })).Ok();
        var order = (await shop.Owner.Api.Get("orders?q=W-1")).Json.GetProperty("items")[0];
        (await shop.Owner.Api.Post("aftersales", new { orderId = order.GetProperty("id").GetGuid(), lineId = order.GetProperty("lines")[0].GetProperty("id").GetGuid(), type = "refund", quantity = 1, reason = "质量问题" })).Ok();
        await Drain();
        var told = receiver.Requests.ToList();
        told.Select(r => r.Json.GetProperty("type").GetString()).ShouldBe(["order.changed", "aftersale.changed"]);
        var (first, second) = (told[0].Json.GetProperty("data"), told[1].Json.GetProperty("data"));
        (first.GetProperty("order").GetProperty("number").GetString(), first.GetProperty("order").GetProperty("state").GetString(), first.GetProperty("order").GetProperty("buyer").GetProperty("memberId").GetString()).ShouldBe(("W-1", "received", "M9"));
        (second.GetProperty("application").GetProperty("state").GetString(), second.GetProperty("application").GetProperty("type").GetString(), second.GetProperty("order").GetProperty("number").GetString()).ShouldBe(("applied", "refund", "W-1"));
        told.ShouldAllBe(r => !r.Body.Contains("13800002046") && !r.Body.Contains("龙井路") && !r.Body.Contains("收货人"));
    }

    private static async Task<Hook> Add(TestShop shop, Receiver receiver, string[] events)
    {
        var made = await Post(shop, new { url = receiver.Url, events });
        return new(made.GetProperty("id").GetGuid(), made.GetProperty("secret").GetString()!);
    }

    private static async Task<System.Text.Json.JsonElement> Post(TestShop shop, object body) => (await shop.Owner.Api.Post("webhooks", body)).Ok().Json;

    private static async Task<WebhookRoutes.DeliveryView> Test(TestShop shop, Guid id) => (await shop.Owner.Api.Post($"webhooks/{id}/test")).As<WebhookRoutes.DeliveryView>();

    private static async Task<IReadOnlyList<WebhookRoutes.DeliveryView>> Deliveries(TestShop shop, Guid id) =>
        (await shop.Owner.Api.Get($"webhooks/{id}/deliveries?limit=100")).As<Page<WebhookRoutes.DeliveryView>>().Items;

    private async Task Drain()
    {
        await server.Host.Services.GetRequiredService<Pump>().Drain(CancellationToken.None);
        await server.Host.Services.GetRequiredService<WebhookPump>().Drain(CancellationToken.None);
        server.Host.Journal.Lines.Select(l => l.Text).ShouldBeEmpty();
    }
}

/// <summary>reliability F52: what a name means is looked at when it is connected to.</summary>
public sealed class PrivateAddressTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Theory]
    [InlineData("http://127.0.0.1:9/")]
    [InlineData("http://localhost:9/")]
    [InlineData("http://0x7f.1/")]
    [InlineData("http://2130706433/")]
    [InlineData("http://10.1.2.3/")]
    [InlineData("http://169.254.169.254/latest/meta-data")]
    [InlineData("http://[::1]/")]
    [InlineData("http://[fd00::1]/")]
    [InlineData("http://[::ffff:10.0.0.1]/")]
    public async Task An_address_that_is_private_on_its_face_is_refused_at_once(string url) =>
        (await (await server.Shop()).Owner.Api.Post("webhooks", new { url, events = new[] { "conversation.opened" } })).Refused(422, "invalid", "url");

    [Fact]
    public async Task A_name_that_leads_to_a_private_address_is_refused_when_it_is_connected_to()
    {
        var name = Dns.GetHostName();
        var addresses = await Dns.GetHostAddressesAsync(name, TestContext.Current.CancellationToken);
        Assert.SkipUnless(addresses.Length > 0 && addresses.All(a => !PublicAddresses.IsPublic(a)), "This machine's own name is no private address.");
        await using var receiver = await Receiver.Start();
        var shop = await server.Shop();
        var hook = (await shop.Owner.Api.Post("webhooks", new { url = $"http://{name}:{receiver.Port}/hook", events = new[] { "conversation.opened" } })).Ok().Json.GetProperty("id").GetGuid();
        var test = (await shop.Owner.Api.Post($"webhooks/{hook}/test")).As<WebhookRoutes.DeliveryView>();
        (test.State, test.Error).ShouldBe((DeliveryState.Dead, "address_refused"));
        receiver.Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("8.8.8.8", true)]
    [InlineData("223.5.5.5", true)]
    [InlineData("2400:3200::1", true)]
    [InlineData("100.64.0.1", false)]
    [InlineData("172.31.255.255", false)]
    [InlineData("172.32.0.1", true)]
    [InlineData("0.0.0.0", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("::", false)]
    [InlineData("fe80::1", false)]
    [InlineData("ff02::1", false)]
    [InlineData("64:ff9b::a00:1", false)]
    [InlineData("64:ff9b::808:808", true)]
    [InlineData("2002:a00:1::", false)]
    [InlineData("2001:db8::1", false)]
    public void Public_is_what_the_world_can_reach(string address, bool isPublic) => PublicAddresses.IsPublic(IPAddress.Parse(address)).ShouldBe(isPublic);
}
