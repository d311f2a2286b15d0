using System.Text;
using System.Text.Json;
using Yingke.Server.Tests.Hosting;
using Yingke.Server.Tests.Security;

namespace Yingke.Server.Tests.Quality;

/// <summary>A list is tried on what agents wrote before it counts.</summary>
public sealed class PhraseImportTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task Each_entry_says_how_many_messages_it_would_have_hit_and_nothing_counts_before_it_is_taken()
    {
        var shop = await server.Shop();
        var zhu = await shop.OnDuty(Cast.Zhu);
        var buyer = await shop.Buyer();
        var id = await buyer.Ask();
        foreach (var text in new[] { "请问要办理什么", "办 理好了，再办理一次", "优惠券已发", "谢谢" })
            await zhu.Say(id, text);
        (await buyer.Send(id, "怎么办理优惠券")).Ok();
        (await zhu.Note(id, "办理中")).Ok();
        (await shop.Owner.Api.Post("phrases/exempt", new { text = "优惠券已发" })).Ok();

        var import = await Run(shop, "办理\n优惠券\n办，理\n\n微信号\n，。\n我不知道\n");
        (Int(import, "entries"), Int(import, "known"), Int(import, "repeated"), Int(import, "badCount")).ShouldBe((3, 1, 1, 1), import.ToString());
        (Int(import, "messages"), Int(import, "hitMessages"), Int(import, "hitEntries"), Int(import, "taken")).ShouldBe((4, 2, 1, 3), import.ToString());
        var path = $"phrase-imports/{import.GetProperty("id").GetGuid()}";
        var entries = (await shop.Owner.Api.Get(path + "/entries")).Json.GetProperty("items");
        (entries[0].GetProperty("text").GetString(), Int(entries[0], "hits"), entries[0].GetProperty("examples").GetArrayLength()).ShouldBe(("办理", 2, 2));
        var example = entries[0].GetProperty("examples").EnumerateArray().Single(e => e.GetProperty("text").GetString()!.StartsWith('办'));
        (Int(example, "start"), Int(example, "end")).ShouldBe((0, 3));
        (await zhu.Send(id, "微信号是多少")).Status.ShouldBe(201);

        (await shop.Owner.Api.Patch(path + "/entries", new { hitsFrom = 2, taken = false })).Ok().Json.GetProperty("taken").GetInt32().ShouldBe(2);
        (await shop.Owner.Api.Patch(path + "/entries", new { numbers = new[] { 2 }, hitsFrom = 2, taken = false })).Refused(422, "invalid", "numbers");
        Int((await shop.Owner.Api.Post(path + "/adoption")).Ok().Json, "adopted").ShouldBe(2);
        (await shop.Owner.Api.Post(path + "/adoption")).Refused(409, "imported_already");
        (await zhu.Send(id, "微信号是多少")).Refused(422, "phrases_blocked");
        (await zhu.Send(id, "办理好了")).Status.ShouldBe(201);
        Int((await shop.Owner.Api.Get("phrases")).Json, "own").ShouldBe(2);
    }

    [Fact]
    public async Task A_table_with_a_head_brings_severity_replacement_and_note()
    {
        var shop = await server.Shop();
        var import = await Run(shop, "违禁词,级别,礼貌说法,备注\n私下转账,拦截,请在店内付款,站外交易\n亏本,标记,,\n到付,随便,,\n", "词.csv");
        (Int(import, "entries"), import.GetProperty("bad")[0].GetProperty("row").GetInt32(), import.GetProperty("bad")[0].GetProperty("reason").GetString()).ShouldBe((2, 4, "unknown_severity"), import.ToString());
        (await shop.Owner.Api.Post($"phrase-imports/{import.GetProperty("id").GetGuid()}/adoption")).Ok();
        var own = (await shop.Owner.Api.Get("phrases?q=私下转账")).Json.GetProperty("items")[0];
        (own.GetProperty("severity").GetString(), own.GetProperty("replacement").GetString(), own.GetProperty("note").GetString()).ShouldBe(("block", "请在店内付款", "站外交易"));
        (await shop.Owner.Api.Get("phrases?severity=mark")).Json.GetProperty("items")[0].GetProperty("text").GetString().ShouldBe("亏本");
    }

    [Fact]
    public async Task What_is_no_table_is_refused()
    {
        var shop = await server.Shop();
        var import = await Run(shop, [0, 1, 2, 3, 0, 0, 0, 0], "词.txt");
        (import.GetProperty("state").GetString(), import.GetProperty("failure").GetString()).ShouldBe(("failed", "not_a_table"));
        (await shop.Owner.Api.Post($"phrase-imports/{import.GetProperty("id").GetGuid()}/adoption")).Refused(409, "import_not_ready");
    }

    private static int Int(JsonElement of, string name) => of.GetProperty(name).GetInt32();

    private static Task<JsonElement> Run(TestShop shop, string text, string name = "词.txt") => Run(shop, Encoding.UTF8.GetBytes(text), name);

    private static async Task<JsonElement> Run(TestShop shop, byte[] content, string name)
    {
        var id = (await Scene.Upload(shop.Owner.Api, "phrase-imports?severity=block", name, content)).Ok().Json.GetProperty("id").GetGuid();
        for (var i = 0; ; i++)
        {
            var import = (await shop.Owner.Api.Get($"phrase-imports/{id}")).Json;
            if (import.GetProperty("state").GetString() != "running")
                return import;
            i.ShouldBeLessThan(500);
            await Task.Delay(20);
        }
    }
}
