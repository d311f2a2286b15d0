using System.Text;
using System.Text.Json;
using Yingke.Server.Tests.Clients;
using Yingke.Server.Tests.Hosting;
using Yingke.Server.Tests.Security;

namespace Yingke.Server.Tests.QuickPhrases;

/// <summary>Packs, what is offered of them, its use, and what the supervisor sees.</summary>
public sealed class QuickPhraseTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private static object One(string code, string text, DateOnly? validTo = null, Guid? fileId = null) => new { code, text, validTo, fileId };

    private static async Task<JsonElement> Add(Api api, string reach, string name, object[] phrases, string[]? groups = null) =>
        (await api.Post("phrase-packs", new { reach, name, groups, phrases })).Ok().Json;

    private static async Task<List<string>> Offered(Api api) =>
        [.. (await api.Get("quick-phrases")).Ok().Json.GetProperty("packs").EnumerateArray().SelectMany(p => p.GetProperty("phrases").EnumerateArray()).Select(p => p.GetProperty("code").GetString()!)];

    [Fact]
    public async Task Everybody_is_offered_the_shops_packs_their_groups_and_their_own_of_today()
    {
        var shop = await server.Shop();
        var (zhu, mei) = ((await shop.SignIn(Cast.Zhu)).Api, (await shop.SignIn(Cast.Mei)).Api);
        var today = DateOnly.FromDateTime(server.Clock.Now.AddHours(8).DateTime);
        await Add(shop.Owner.Api, "shared", "通用", [One("nh", "您好"), One("old", "昨天的活动", today.AddDays(-1))]);
        await Add(shop.Owner.Api, "group", "售前", [One("yh", "优惠券在这里领")], ["presale"]);
        var own = await Add(zhu, "personal", "我的", [One("wd", "我是小竹")]);
        (await Offered(zhu)).ShouldBe(["nh", "yh", "wd"]);
        (await Offered(mei)).ShouldBe(["nh"]);
        // One's own is nobody else's, not even to look at.
        (await shop.Owner.Api.Get($"phrase-packs/{own.GetProperty("id").GetGuid()}")).Refused(404, "not_found");
        (await zhu.Post("phrase-packs", new { reach = "shared", name = "大家的", phrases = Array.Empty<object>() })).Refused(403, "forbidden");
        var pack = (await shop.Owner.Api.Get("phrase-packs")).Json.GetProperty("items")[0].GetProperty("id").GetGuid();
        (await zhu.Put($"phrase-packs/{pack}", new { version = 1, name = "改名", phrases = Array.Empty<object>() })).Refused(403, "forbidden");
    }

    [Fact]
    public async Task A_phrase_is_filled_from_the_talk_that_is_open_and_counted()
    {
        var shop = await server.Shop();
        var zhu = await shop.OnDuty(Cast.Zhu);
        var buyer = await shop.Buyer();
        var talk = await buyer.Ask("product_detail", "到哪了");
        (await shop.Owner.Api.Patch($"buyers/{buyer.Id}", new { name = "苏晓" })).Ok();
        var pack = await Add(shop.Owner.Api, "shared", "通用", [One("wl", "{buyer}您好，您的包裹：{logistics}。{shop}{agent}"), One("none", "没人用")]);
        var id = pack.GetProperty("phrases")[0].GetProperty("id").GetGuid();
        var used = (await zhu.Api.Post($"quick-phrases/{id}/uses", new { conversationId = talk })).Ok().Json;
        used.GetProperty("text").GetString().ShouldBe("苏晓您好，您的包裹：{logistics}。松间茶铺小竹");
        used.GetProperty("missing").EnumerateArray().Select(m => m.GetString()).ShouldBe(["logistics"]);
        (await zhu.Api.Post($"quick-phrases/{id}/uses", new { conversationId = talk })).Ok();
        var lan = await shop.SignIn(Cast.Lan);
        (await lan.Api.Post($"quick-phrases/{id}/uses", new { conversationId = talk })).Refused(422, "invalid", "conversationId");
        var report = (await shop.Owner.Api.Get("phrase-packs/report")).Ok().Json.GetProperty("phrases");
        report.EnumerateArray().Select(p => (p.GetProperty("code").GetString(), p.GetProperty("count").GetInt32())).ShouldBe([("wl", 2), ("none", 0)]);
        report[0].GetProperty("by")[0].GetProperty("name").GetString().ShouldBe("小竹");
        (await zhu.Api.Get("phrase-packs/report")).Refused(403, "forbidden");
    }

    [Fact]
    public async Task The_supervisor_sees_whose_workbench_holds_which_version()
    {
        var shop = await server.Shop();
        var zhu = (await shop.SignIn(Cast.Zhu)).Api;
        var pack = await Add(shop.Owner.Api, "shared", "通用", [One("nh", "您好")]);
        var id = pack.GetProperty("id").GetGuid();
        async Task<string> State() => (await shop.Owner.Api.Get("phrase-packs/report")).Json.GetProperty("agents").EnumerateArray().Single(a => a.GetProperty("name").GetString() == "小竹").GetProperty("packs")[0].GetProperty("state").GetString()!;
        (await State()).ShouldBe("never");
        (await zhu.Put("quick-phrases/loads", new { packs = new[] { new { id, version = 2 } } })).Status.ShouldBe(204);
        (await State()).ShouldBe("never", "nobody holds a version that there is not yet");
        (await zhu.Put("quick-phrases/loads", new { packs = new[] { new { id, version = 1 } } })).Status.ShouldBe(204);
        (await State()).ShouldBe("current");
        (await shop.Owner.Api.Put($"phrase-packs/{id}", new { version = 1, name = "通用", phrases = new[] { One("nh", "您好呀") } })).Ok();
        (await State()).ShouldBe("old");
        (await shop.Owner.Api.Put($"phrase-packs/{id}", new { version = 1, name = "通用", phrases = Array.Empty<object>() })).Refused(409, "changed_meanwhile");
    }

    [Fact]
    public async Task A_picture_is_stored_with_its_phrase_and_sent_as_a_copy()
    {
        var shop = await server.Shop();
        var zhu = await shop.OnDuty(Cast.Zhu);
        var talk = await (await shop.Buyer()).Ask("product_detail", "尺寸");
        var file = (await Scene.Upload(shop.Owner.Api, "files", "尺寸图.gif")).Ok().Json.GetProperty("id").GetGuid();
        (await zhu.Api.Post("phrase-packs", new { reach = "personal", name = "偷用", phrases = new[] { One("x", "", fileId: file) } })).Refused(422, "invalid", "phrases.fileId");
        var pack = await Add(shop.Owner.Api, "shared", "图", [One("cct", "", fileId: file)]);
        (await zhu.Api.Get($"files/{file}")).Ok();
        var copy = (await zhu.Api.Post($"quick-phrases/{pack.GetProperty("phrases")[0].GetProperty("id").GetGuid()}/uses", new { conversationId = talk })).Ok().Json.GetProperty("file").GetProperty("id").GetGuid();
        copy.ShouldNotBe(file);
        (await zhu.Api.Post($"conversations/{talk}/messages", new { clientId = "p", kind = "image", fileId = copy })).Ok();
    }

    [Fact]
    public async Task A_pack_goes_out_as_a_word_list()
    {
        var shop = await server.Shop();
        var pack = await Add(shop.Owner.Api, "shared", "词库", [One("nh", "您好"), One("", "请稍等"), One("nh2", "您好，在的")]);
        var path = $"phrase-packs/{pack.GetProperty("id").GetGuid()}/words";
        Encoding.Unicode.GetString((await shop.Owner.Api.Get(path)).Ok().Bytes[2..]).ShouldBe("nh,1=您好\r\nnh,2=您好，在的\r\nqsd,1=请稍等\r\n");
        (await shop.Owner.Api.Get(path + "?format=rime")).Ok().Text.ShouldBe("您好\tnh\n请稍等\tqsd\n您好，在的\tnh\n");
    }
}
