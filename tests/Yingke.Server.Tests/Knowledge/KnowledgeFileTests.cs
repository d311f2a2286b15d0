using System.Text;
using Yingke.Server.Platform.Tables;
using Yingke.Server.Tests.Clients;
using Yingke.Server.Tests.Hosting;
using Yingke.Server.Tests.Security;

namespace Yingke.Server.Tests.Knowledge;

/// <summary>Entries that come in a file, and go out in one.</summary>
public sealed class KnowledgeFileTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private const string File = """
        类型,问题,其他问法,答案,分类,商品,生效日期,失效日期
        问答,多久发货,什么时候发|几天发走,48 小时内发出。,售中/催发货,,2026-11-01,2026/11/30
        文章,大促规则,,"满 300 减 40，
        可叠加店铺券。",,明前云雾；礼盒,,
        问答,,,没有问题,,,,
        问答,没有答案,,,,,,
        问答,日期不对,,好,,,十一月,
        问答,分类不对,,好,没有这个分类,,,
        问答,先结束后开始,,好,,,2026-11-30,2026-11-01
        问答,多久 发货？,,重复的,,,,
        ,公式,,=1+1,,,,
        """;

    [Fact]
    public async Task A_trial_names_every_bad_row_and_changes_nothing_and_the_same_file_twice_is_one()
    {
        var shop = await server.Shop();
        var owner = shop.Owner.Api;
        var trial = (await Import(owner, File, trial: true)).Ok().Json;
        trial.GetProperty("bad").EnumerateArray().Select(b => (b.GetProperty("row").GetInt32(), b.GetProperty("reason").GetString())).ShouldBe(
            [(4, "bad_question"), (5, "bad_answer"), (6, "bad_date"), (7, "unknown_category"), (8, "bad_valid_to"), (9, "twice")]);
        Counts(trial).ShouldBe((3, 0, 0));
        (await owner.Get("knowledge")).Json.GetProperty("items").GetArrayLength().ShouldBe(0);

        Counts((await Import(owner, File)).Ok().Json).ShouldBe((3, 0, 0));
        Counts((await Import(owner, File)).Ok().Json).ShouldBe((0, 0, 3));
        Counts((await Import(owner, File.Replace("48 小时", "24 小时", StringComparison.Ordinal))).Ok().Json).ShouldBe((0, 1, 2));
        // All of it waits for somebody to look at it.
        (await Desk.Found(owner, "多久发货")).ShouldBeEmpty();
        var waiting = (await owner.Get("knowledge?state=review")).Json.GetProperty("items").EnumerateArray().Select(e => new { id = e.GetProperty("id").GetGuid(), version = e.GetProperty("version").GetInt64() }).ToList();
        (await owner.Post("knowledge/publications", new { entries = waiting })).Ok().Json.GetProperty("count").GetInt32().ShouldBe(3);
        (await owner.Post("knowledge/publications", new { entries = waiting })).Refused(409, "not_in_review");
        var entry = (await owner.Get("knowledge?q=多久发货")).Json.GetProperty("items")[0];
        (entry.GetProperty("validTo").GetString(), entry.GetProperty("phrasings").GetInt32(), entry.TryGetProperty("categoryId", out _)).ShouldBe(("2026-11-30", 2, true));
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("xlsx")]
    public async Task What_goes_out_comes_in_again_unchanged(string format)
    {
        var (shop, other) = (await server.Shop(), await server.Shop());
        (await Import(shop.Owner.Api, File)).Ok();
        var file = (await shop.Owner.Api.Get("knowledge/export?format=" + format)).Ok();
        TableRows.Read(new MemoryStream(file.Bytes)).Count().ShouldBe(4);
        Counts((await Scene.Upload(other.Owner.Api, "knowledge/imports", "k." + format, file.Bytes)).Ok().Json).ShouldBe((3, 0, 0));
        Counts((await Scene.Upload(shop.Owner.Api, "knowledge/imports", "k." + format, file.Bytes)).Ok().Json).ShouldBe((0, 0, 3));
    }

    [Fact]
    public async Task A_file_that_is_no_list_is_refused()
    {
        var owner = (await server.Shop()).Owner.Api;
        (await Import(owner, "你好,世界\n1,2\n")).Refused(422, "no_head", "file");
        (await Scene.Upload(owner, "knowledge/imports", "k.xlsx", [0xD0, 0xCF, 0x11, 0xE0, 1, 2])).Refused(422, "not_a_table", "file");
    }

    private static (int Added, int Changed, int Same) Counts(System.Text.Json.JsonElement outcome) =>
        (outcome.GetProperty("added").GetInt32(), outcome.GetProperty("changed").GetInt32(), outcome.GetProperty("same").GetInt32());

    private static Task<Answer> Import(Api api, string text, bool trial = false) => Scene.Upload(api, "knowledge/imports" + (trial ? "?trial=true" : ""), "k.csv", Encoding.UTF8.GetBytes(text));
}
