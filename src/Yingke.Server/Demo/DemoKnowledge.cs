using System.Globalization;
using System.Text.Json;

namespace Yingke.Server.Demo;

/// <summary>The demo shop's knowledge base: written by its supervisor, passed by the owner; something waits, something was never answered.</summary>
internal sealed class DemoKnowledge(Uri address, DemoClient owner, DateOnly today)
{
    private sealed record Entry(string Question, string[] Phrasings, string Answer, string? Category = null, string[]? Products = null, bool Article = false, int? Days = null);

    private static readonly Entry[] Published =
    [
        new("下单后多久发货？", ["什么时候发货", "几天能发出来", "今天下单今天能发吗", "怎么还没发货"], "现货当天 16:00 前付款当天发出，之后付款次日发出；预售款按商品页写明的日期发货。", "售中/催发货"),
        new("发什么快递？", ["用什么快递", "可以指定顺丰吗", "能发顺丰吗"], "默认发中通或圆通，江浙沪次日达较多。需要顺丰请备注，满 299 元免费升级，不满补 12 元差价。", "售中/物流查询"),
        new("快递到哪了怎么查？", ["查快递", "物流怎么不动了", "我的包裹到哪里了"], "在“我的订单”里点开这笔订单就能看到物流轨迹；超过 48 小时没有更新，我们帮您联系快递核实。", "售中/物流查询"),
        new("可以改收货地址吗？", ["地址写错了怎么办", "能换个地址吗", "改地址"], "未发货可以直接改，请把新的姓名、电话、地址发给我；已发货的我们联系快递转寄，可能产生转寄费。", "售中/修改订单"),
        new("收到少发了怎么办？", ["少了一盒", "漏发了", "发错货了"], "非常抱歉。请拍一张包裹面单和全部商品的照片发过来，核实后当天补发，不用您承担运费。", "售后/错发少发"),
        new("七天无理由怎么退？", ["不想要了怎么退货", "可以退货吗", "怎么申请退货"], "未拆封的茶叶签收 7 天内可以退。在订单里申请“退货退款”，审核后按地址寄回，验收无误 48 小时内退款。", "售后/退货"),
        new("退款多久到账？", ["钱什么时候退", "退款怎么还没到", "几天能收到退款"], "原路退回：余额和零钱一般当天到，储蓄卡 1–3 个工作日，信用卡 3–7 个工作日。", "售后/退款进度"),
        new("能开发票吗？", ["开票", "要发票", "可以开专票吗", "电子发票怎么开"], "可以。普票在订单完成后自动发到手机；专票请提供公司名称、税号、地址电话和开户行，3 个工作日内开好。", "发票"),
        new("茶叶保质期多久？", ["会过期吗", "能放多久", "生产日期是什么时候"], "绿茶 18 个月，白茶、普洱适合长期存放。每盒都印有生产日期，发出的都是三个月内包装的。", "售前/商品咨询"),
        new("茶叶怎么保存？", ["要放冰箱吗", "怎么存放"], "绿茶密封后放冰箱冷藏，取出回温再开封；白茶、红茶密封避光、常温、避异味即可。", "售前/商品咨询"),
        new("明前云雾和雨前云雾有什么区别？", ["哪个更嫩", "明前雨前哪个好"], "明前云雾在清明前采摘，一芽一叶，香气更清、口感更嫩；雨前一芽两叶，更耐泡，价格也更实惠。", "售前/商品咨询", ["明前云雾绿茶"]),
        new("有试喝装吗？", ["能先试喝吗", "有小样吗"], "有的，云雾、银针各 5 克的试喝装 9.9 元包邮，每人限一份，下次购买可抵 10 元。", "售前/优惠活动"),
        new("可以定制公司名字吗？", ["礼盒能印字吗", "企业定制", "能印 logo 吗"], "50 份起可以在礼盒上烫印公司名称，打样 3 天、大货 7–10 天。请告诉我份数和需要的日期，我给您出方案。", "售前/商品咨询"),
        new("大促满减怎么算？", ["满多少减多少", "优惠券能叠加吗", "双十一有活动吗"], "全店每满 300 减 40，上不封顶，可与店铺券叠加；赠品一单一份，退款时按退货比例扣回优惠。", "售前/优惠活动", Days: 21),
        new("大促期间售后规则", ["价保"], "一、大促期间下单享 15 天价保，降价自动退差。\n二、预售尾款未付的，定金不退；因缺货取消的双倍返还。\n三、退货寄回以物流签收时间为准，验收 48 小时内退款。\n四、赠品需与商品一同退回，缺失按标价扣除。", "售后", Article: true, Days: 30),
    ];

    private static readonly Entry[] Waiting =
    [
        new("茶具坏了包赔吗？", ["杯子碎了", "到货破损怎么办"], "签收 48 小时内拍照联系我们，破损的免费补发一件，不用寄回。", "售后/质量问题"),
        new("货到付款可以吗？", ["能到付吗"], "目前不支持货到付款，可以用余额、银行卡或花呗分期。", "售前/商品咨询"),
    ];

    private static readonly (string Text, int Times)[] Unanswered = [("茶叶可以带上飞机吗", 4), ("有没有无糖的茶点", 3), ("孕妇可以喝白茶吗", 2), ("线下门店在哪里", 1)];

    public async Task Plant(CancellationToken cancel)
    {
        using var supervisor = await SignIn("linlan", cancel);
        var categories = Paths(await owner.Get("categories", cancel));
        var written = new List<object>();
        foreach (var entry in Published)
            written.Add(new { id = await Write(supervisor, entry, categories, cancel), version = 2 });
        await owner.Post("knowledge/publications", new { entries = written }, cancel);
        foreach (var entry in Waiting)
            await Write(supervisor, entry, categories, cancel);
        foreach (var (text, times) in Unanswered)
        {
            for (var i = 0; i < times; i++)
                await supervisor.Post("knowledge/unanswered", new { text }, cancel);
        }
    }

    /// <summary>Written and handed in.</summary>
    private async Task<string> Write(DemoClient editor, Entry entry, Dictionary<string, string> categories, CancellationToken cancel)
    {
        var content = new
        {
            kind = entry.Article ? "article" : "question", question = entry.Question, phrasings = entry.Phrasings, answer = entry.Answer, categoryId = entry.Category is { } path ? categories[path] : null, products = entry.Products ?? [],
            validTo = entry.Days is { } days ? today.AddDays(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : null,
        };
        var id = (await editor.Post("knowledge", new { content }, cancel)).GetProperty("id").GetString()!;
        await editor.Post($"knowledge/{id}/submission", new { version = 1 }, cancel);
        return id;
    }

    private async Task<DemoClient> SignIn(string account, CancellationToken cancel)
    {
        var client = new DemoClient(address);
        await client.Post("session", new { shop = Cast.ShopCode, account, password = Cast.Password }, cancel);
        return client;
    }

    private static Dictionary<string, string> Paths(JsonElement tree)
    {
        var all = tree.GetProperty("items").EnumerateArray().ToDictionary(c => c.GetProperty("id").GetString()!, c => (Name: c.GetProperty("name").GetString()!, Parent: c.TryGetProperty("parentId", out var parent) ? parent.GetString() : null));
        return all.ToDictionary(c => c.Value.Parent is { } parent ? $"{all[parent].Name}/{c.Value.Name}" : c.Value.Name, c => c.Key);
    }
}
