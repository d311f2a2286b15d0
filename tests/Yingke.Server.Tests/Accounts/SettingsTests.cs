using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Accounts;
using Yingke.Domain.Conversations;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Tests.Clients;
using Yingke.Server.Tests.Hosting;

namespace Yingke.Server.Tests.Accounts;

public sealed class SettingsTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private static async Task<JsonObject> Read(AgentClient by) => JsonNode.Parse((await by.Api.Get("settings")).Ok().Bytes)!.AsObject();

    /// <summary>The document with one member, named by its path, set to something else.</summary>
    private static JsonObject With(JsonObject document, string path, string? json)
    {
        var copy = document.DeepClone().AsObject();
        var names = path.Split('.');
        var at = copy;
        foreach (var name in names[..^1])
            at = at[name]!.AsObject();
        if (json is null)
            at.Remove(names[^1]);
        else
            at[names[^1]] = JsonNode.Parse(json);
        return copy;
    }

    [Fact]
    public async Task What_is_read_can_be_written_and_is_read_again()
    {
        var shop = await server.Shop();
        var owner = await shop.SignIn(Cast.Owner);
        var before = await Read(owner);
        before["service"]!["start"]!.GetValue<string>().ShouldBe("09:00");
        before["welcome"]!["text"]!.GetValue<string>().ShouldContain("{agent}");
        var sent = With(With(before, "service.channels", """{"web":{"weekly":[{"day":6,"open":[{"from":"10:00","to":"12:00"},{"from":"13:30","to":"00:00"}]}],"holidays":[{"date":"2026-10-01","open":[]}]}}"""), "name", "\"松间茶舍\"");
        (await owner.Api.Put("settings", sent)).Ok();
        var after = await Read(owner);
        after["version"]!.GetValue<long>().ShouldBe(before["version"]!.GetValue<long>() + 1);
        after["version"] = before["version"]!.DeepClone();
        JsonNode.DeepEquals(after, sent).ShouldBeTrue(after.ToJsonString());
        (await owner.Api.Get("session")).As<Me>().Shop.Name.ShouldBe("松间茶舍");
    }

    [Fact]
    public async Task Of_two_editors_the_second_is_told()
    {
        var shop = await server.Shop();
        var owner = await shop.SignIn(Cast.Owner);
        var document = await Read(owner);
        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(i => owner.Api.Put("settings", With(document, "capacityLimit", $"{20 + i}"))));
        answers.Count(a => a.IsOk).ShouldBe(1);
        answers.Where(a => !a.IsOk).ShouldAllBe(a => a.Status == 409 && a.Code == "settings_changed");
        (await Read(owner))["version"]!.GetValue<long>().ShouldBe(2);
    }

    [Theory]
    [InlineData("name", "\"\"")]
    [InlineData("name", "\"a\\u0000b\"")]
    [InlineData("name", null)]
    [InlineData("name", "null")]
    [InlineData("timeZone", "\"Mars/Olympus\"")]
    [InlineData("timeZone", "\"/etc/passwd\"")]
    [InlineData("welcome", null)]
    [InlineData("welcome.text", "7")]
    [InlineData("service.nightDue", "\"25:00\"")]
    [InlineData("service.start", "\"9\"")]
    [InlineData("service.channels", "[]")]
    [InlineData("service.channels.pigeon", "{\"weekly\":[],\"holidays\":[]}", "service.channels")]
    [InlineData("service.channels.web", "null")]
    [InlineData("service.channels.web", "{\"weekly\":[{\"day\":7,\"open\":[]}],\"holidays\":[]}", "service.channels.web.weekly")]
    [InlineData("service.channels.web", "{\"weekly\":[null],\"holidays\":[]}", "service.channels.web.weekly")]
    [InlineData("service.channels.web", "{\"weekly\":[{\"day\":1,\"open\":[]},{\"day\":1,\"open\":[]}],\"holidays\":[]}", "service.channels.web.weekly")]
    [InlineData("service.channels.web", "{\"weekly\":[{\"day\":1,\"open\":[{\"from\":\"12:00\",\"to\":\"09:00\"}]}],\"holidays\":[]}", "service.channels.web.weekly")]
    [InlineData("service.channels.web", "{\"weekly\":[],\"holidays\":[{\"date\":\"2026-01-01\",\"open\":[]},{\"date\":\"2026-01-01\",\"open\":[]}]}", "service.channels.web.holidays")]
    [InlineData("reply.amberSeconds", "0")]
    [InlineData("reply.redSeconds", "10")]
    [InlineData("reply.redSeconds", "1e99")]
    [InlineData("reply.deepSeconds", "30")]
    [InlineData("reply.popupSeconds", null)]
    [InlineData("presence.reasons", "[]")]
    [InlineData("presence.reasons", "[\"小休\",\"小休\"]")]
    [InlineData("presence.reasons", "[null]")]
    [InlineData("presence.reasons", "[\"一二三四五六七八九十一二三四五六七八九十一\"]")]
    [InlineData("presence.connectionGraceSeconds", "5")]
    [InlineData("presence.rerouteGraceSeconds", "-1")]
    [InlineData("conversation.autoCloseMinutes", "0")]
    [InlineData("conversation.closingHabit", "\"never\"")]
    [InlineData("conversation.ratingHours", "0")]
    [InlineData("conversation.recallSeconds", "3601")]
    [InlineData("conversation.transferReasons", "[]")]
    [InlineData("conversation.typingPreview", "\"yes\"")]
    [InlineData("conversation.defaultInquiry", "\"lunch\"")]
    [InlineData("offlineMessages.dueAlertMinutes", "1441")]
    [InlineData("capacityLimit", "0")]
    [InlineData("widget.color", "\"red\"")]
    [InlineData("widget.color", "\"#14795B;}\"")]
    [InlineData("widget.position", "\"top\"")]
    [InlineData("widget.allowedOrigins", "[\"https://shop.example.cn/path\"]")]
    [InlineData("widget.allowedOrigins", "[\"javascript:alert(1)\"]")]
    [InlineData("widget.allowedOrigins", "[\"https://user@shop.example.cn\"]")]
    [InlineData("widget.pictureHosts", "[\"https://img.example.cn\"]")]
    [InlineData("widget.pictureHosts", "[\"*.cn\"]")]
    [InlineData("widget.pictureHosts", "[\"*\"]")]
    [InlineData("limits.textLength", "10")]
    [InlineData("limits.fileBytes", "99999999999")]
    [InlineData("limits.messagesPerMinute", "0")]
    [InlineData("limits.opensPerMinute", "601")]
    [InlineData("identitySecret", "\"mine\"")]
    public async Task A_bad_setting_is_named_and_nothing_is_changed(string path, string? json, string? field = null)
    {
        var shop = await Shared();
        var owner = await shop.SignIn(Cast.Owner);
        var before = await Read(owner);
        var answer = (await owner.Api.Put("settings", With(before, path, json))).Refused(422, "invalid");
        answer.Field.ShouldStartWith(field ?? path);
        JsonNode.DeepEquals(await Read(owner), before).ShouldBeTrue();
    }

    [Fact]
    public async Task Offline_messages_are_assigned_as_soon_as_the_shop_wants_it()
    {
        var shop = await server.Shop();
        var owner = await shop.SignIn(Cast.Owner);
        (await owner.Api.Put("settings", With(await Read(owner), "offlineMessages.autoAssign", "false"))).Ok();
        var buyer = await shop.Buyer();
        await buyer.Ask();
        await shop.OnDuty(Cast.Zhu);
        (await buyer.Current()).State.ShouldBe(ConversationState.Offline);
        (await owner.Api.Put("settings", With(await Read(owner), "offlineMessages.autoAssign", "true"))).Ok();
        (await buyer.Current()).State.ShouldBe(ConversationState.Active);
    }

    [Fact]
    public async Task Supervisors_read_the_settings_and_only_their_editors_write_or_see_the_secret()
    {
        var shop = await server.Shop();
        var (owner, supervisor, zhu) = (await shop.SignIn(Cast.Owner), await shop.SignIn(Cast.Supervisor), await shop.SignIn(Cast.Zhu));
        var document = await Read(supervisor);
        document.ToJsonString().ShouldNotContain(shop.IdentitySecret);
        (await supervisor.Api.Put("settings", document)).Refused(403, "forbidden");
        (await supervisor.Api.Get("settings/identity")).Refused(403, "forbidden");
        (await supervisor.Api.Post("settings/identity/rotation")).Refused(403, "forbidden");
        (await zhu.Api.Get("settings")).Refused(403, "forbidden");
        (await owner.Api.Get("settings/identity")).As<IdentitySecretView>().Secret.ShouldBe(shop.IdentitySecret);
    }

    /// <summary>A06: after a rotation the former secret vouches for members for a day, and no longer.</summary>
    [Fact]
    public async Task A_rotated_secret_is_honoured_for_24_hours()
    {
        var shop = await server.Shop();
        var owner = await shop.SignIn(Cast.Owner);
        var rotated = (await owner.Api.Post("settings/identity/rotation")).As<IdentitySecretView>();
        rotated.Secret.ShouldNotBe(shop.IdentitySecret);
        rotated.PreviousUntil.ShouldBe(server.Clock.Now.AddHours(24));
        (await Visit(shop, shop.IdentitySecret)).Ok();
        (await Visit(shop, rotated.Secret)).Ok();

        server.Clock.Advance(TimeSpan.FromHours(24));
        (await Visit(shop, shop.IdentitySecret)).Refused(401, "identity_refused");
        (await Visit(shop, rotated.Secret)).Ok();
        (await owner.Api.Get("settings/identity")).As<IdentitySecretView>().PreviousUntil.ShouldBeNull();

        // Twice in a row: the oldest is out at once.
        var second = (await owner.Api.Post("settings/identity/rotation")).As<IdentitySecretView>();
        await owner.Api.Post("settings/identity/rotation");
        (await Visit(shop, rotated.Secret)).Refused(401, "identity_refused");
        (await Visit(shop, second.Secret)).Ok();
        var log = await server.Host.Look(db => db.Set<AuditRecord>().Where(r => r.ShopId == shop.Id && r.Action == "settings.identity_rotated").ToListAsync());
        log.Count.ShouldBe(3);
        log.ShouldAllBe(r => r.Old == null && r.New == null);
    }

    private Task<Answer> Visit(TestShop shop, string secret)
    {
        var expires = server.Clock.Now.AddMinutes(5).ToUnixTimeSeconds();
        return server.Host.Connect().Post("visitor/sessions", new
        {
            shop = shop.PublicKey, identity = new { memberId = "m-1", expires, signature = BuyerIdentity.Sign(secret, shop.Code, "m-1", expires) },
        });
    }

    private static readonly System.Runtime.CompilerServices.ConditionalWeakTable<YingkeHost, Task<TestShop>> Shops = [];

    // One shop for all bad settings: none of them changes it.
    private Task<TestShop> Shared() => Shops.GetValue(server.Host, host => TestShop.Open(host));
}
