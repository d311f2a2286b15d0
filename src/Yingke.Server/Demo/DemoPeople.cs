using System.Text.Json;

namespace Yingke.Server.Demo;

/// <summary>The demo shop's people among themselves: courses that some have passed, who is responsible for what, and what was said today.</summary>
internal sealed class DemoPeople(Uri address)
{
    private sealed record Asked(string Text, string[] Options, int[] Right);

    private static readonly Asked[] First =
    [
        new("买家发来消息后，最好在多久之内第一次回复？", ["30 秒", "3 分钟", "10 分钟"], [0]),
        new("哪些话不能对买家说？（多选）", ["“这款茶能降血压”", "“我帮您查一下”", "“全网最低价”"], [0, 2]),
        new("自己解决不了的问题怎么办？", ["让买家自己打电话", "转给对应的同事并写明原因", "先不回复"], [1]),
    ];

    private static readonly Asked[] Returns =
    [
        new("七天无理由退货，茶叶的条件是什么？", ["签收 7 天内、未拆封", "随时可退", "不支持"], [0]),
        new("到货破损要买家提供什么？（多选）", ["面单照片", "破损处照片", "身份证"], [0, 1]),
    ];

    private static readonly Asked[] Teas =
    [
        new("明前云雾和雨前云雾的区别是？", ["明前采于清明前，更嫩", "没有区别"], [0]),
        new("绿茶怎么保存？", ["常温敞开", "密封冷藏，回温再开"], [1]),
    ];

    public async Task Plant(IReadOnlyDictionary<string, string> people, CancellationToken cancel)
    {
        using var supervisor = await SignIn("linlan", cancel);
        var reception = await Course("接待第一课", "before", [], First, "一、先问候，再看买家从哪个页面进来。\n二、30 秒内第一次回复，超过 3 分钟算慢。\n三、不夸大功效，不承诺做不到的事，不说“最”“第一”。\n四、不会的问题转给对应的同事，写明原因，不让买家重复说。");
        var returns = await Course("售后规则", "before", ["aftersale"], Returns, "签收 7 天内未拆封的可以无理由退货。\n破损、少发先要面单和实物照片，核实后当天补发或退款。\n原样退回的先征得买家同意。");
        var teas = await Course("茶叶知识复训", "regular", ["presale"], Teas, "明前云雾：清明前采摘，一芽一叶，香清味嫩。\n雨前云雾：一芽两叶，更耐泡。\n绿茶密封冷藏，取出回温再开封；白茶、红茶避光常温。", 90);
        foreach (var who in new[] { "xiaozhu", "xiaolan", "xiaohe", "xiaomei", "xiaofeng" })
            await Pass(who, reception, First);
        await Pass("xiaomei", returns, Returns);
        await Pass("xiaozhu", teas, Teas);
        await Pass("xiaolan", teas, Teas, wrong: true);
        foreach (var (duty, who) in new (string, string[])[]
        {
            ("presale_reception", ["xiaozhu", "xiaolan"]), ("shipping", ["xiaohe"]), ("tickets", ["xiaoju"]), ("refunds", ["xiaomei"]), ("quality_checks", ["zhouzheng"]), ("aftersale_reception", ["xiaomei", "xiaofeng"]), ("warehouse_contact", ["xiaoju"]),
        })
            await supervisor.Put($"duties/{duty}/people", new { agentIds = who.Select(w => people[w]) }, cancel);
        await Say(supervisor, "shop", "今天下午三点仓库盘点，预售款的发货时间以商品页为准，别提前答应。");
        var ticket = (await supervisor.Get("tickets?limit=1", cancel)).GetProperty("items")[0].GetProperty("id").GetString();
        using var insale = await SignIn("xiaoju", cancel);
        await Say(insale, "shop", "这张工单仓库说明天补发，遇到同样问题的可以照着回。", new { kind = "ticket", id = ticket });
        using var presale = await SignIn("xiaozhu", cancel);
        await Say(presale, "presale", "银针只剩 6 盒了，大单先问我留货。");

        async Task<string> Course(string title, string stage, string[] groups, Asked[] asked, string material, int? everyDays = null) => (await supervisor.Post("training/courses", new
        {
            title, stage, groups, material, passMark = 80, everyDays, questions = asked.Select(a => new { text = a.Text, options = a.Options, right = a.Right }),
        }, cancel)).GetProperty("line").GetProperty("id").GetString()!;

        async Task Pass(string who, string course, Asked[] asked, bool wrong = false)
        {
            using var agent = await SignIn(who, cancel);
            await agent.Post($"training/courses/{course}/attempts", new { answers = asked.Select((a, i) => wrong && i == 0 ? [] : a.Right), version = 1 }, cancel);
        }
    }

    private static Task<JsonElement> Say(DemoClient who, string channel, string text, params object[] links) =>
        who.Post($"staff-talk/{channel}/messages", new { clientId = Guid.NewGuid().ToString("N"), text, links }, CancellationToken.None);

    private async Task<DemoClient> SignIn(string account, CancellationToken cancel)
    {
        var client = new DemoClient(address);
        await client.Post("session", new { shop = Cast.ShopCode, account, password = Cast.Password }, cancel);
        return client;
    }
}
