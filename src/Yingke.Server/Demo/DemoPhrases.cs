namespace Yingke.Server.Demo;

/// <summary>Phrase packs of the shop and its groups, one agent's own, and some use of them: one colleague holds an old version, others none.</summary>
internal sealed class DemoPhrases(Uri address)
{
    private static readonly object[] Common =
    [
        Say("nh", "问好", "{buyer}您好，我是{shop}的{agent}，请问有什么可以帮您？"), Say("sd", "稍等", "好的，您稍等一下，我这就帮您查。"), Say("jd", "久等", "让您久等了，查到了："),
        Say("wl", "查物流", "您的订单 {order}，{logistics}。有任何变化我会第一时间告诉您。"), Say("dz", "核对地址", "麻烦您核对一下收货信息，没问题的话我们就按这个地址安排发货。"),
        Say("xx", "致谢", "谢谢您的理解和支持，祝您生活愉快！"), Say("pj", "邀评", "如果对我的服务满意，麻烦您在下方点个好评，谢谢！"),
    ];

    private static readonly object[] Presale =
    [
        Say("tj", "推荐礼盒", "送长辈推荐明前云雾礼盒：一芽一叶、清香回甘，礼盒可以烫印祝福语。"), Say("mj", "满减", "现在全店每满 300 减 40，可以和店铺券叠加，拍下自动减。"), Say("sh", "试喝", "第一次喝可以先拍 9.9 元的试喝装，喜欢再买正装，能抵 10 元。"),
    ];

    private static readonly object[] Aftersale =
    [
        Say("bf", "补发", "非常抱歉给您添麻烦了，今天就给您补发，单号出来马上发给您。"), Say("th", "退货说明", "您在订单里点“申请售后—退货退款”，审核通过后会看到退货地址，寄出后填一下单号就好。"), Say("tk", "退款到账", "退款已经办好，原路退回，银行卡一般 1–3 个工作日到账。"),
    ];

    private static readonly object[] Own = [Say("zc", "泡茶", "云雾用 80–85℃ 的水，3 克茶 150 毫升水，第一泡 20 秒出汤，香气最好。"), Say("cj", "差价", "您放心，15 天内降价都可以找我补差价。")];

    private static readonly string[] ForPresale = ["presale"];
    private static readonly string[] ForAftersale = ["aftersale"];

    private static object Say(string code, string title, string text) => new { code, title, text };

    public async Task Plant(CancellationToken cancel)
    {
        using var supervisor = await SignIn("linlan", cancel);
        using var zhu = await SignIn("xiaozhu", cancel);
        using var lan = await SignIn("xiaolan", cancel);
        var common = await supervisor.Post("phrase-packs", new { reach = "shared", name = "通用话术", phrases = Common[..^1] }, cancel);
        await supervisor.Post("phrase-packs", new { reach = "group", name = "售前推荐", groups = ForPresale, phrases = Presale }, cancel);
        await supervisor.Post("phrase-packs", new { reach = "group", name = "售后安抚", groups = ForAftersale, phrases = Aftersale }, cancel);
        await Load(lan, cancel);
        // One phrase more: whoever loaded before holds the old version.
        var phrases = common.GetProperty("phrases").EnumerateArray().Select(p => (object)new { id = p.GetProperty("id").GetString(), code = p.GetProperty("code").GetString(), title = p.GetProperty("title").GetString(), text = p.GetProperty("text").GetString() });
        await supervisor.Put($"phrase-packs/{common.GetProperty("id").GetString()}", new { version = 1, name = "通用话术", phrases = phrases.Append(Common[^1]) }, cancel);
        await zhu.Post("phrase-packs", new { reach = "personal", name = "我的常用", phrases = Own }, cancel);
        await Load(zhu, cancel);
        await Use(zhu, 14, cancel);
        await Use(lan, 5, cancel);
    }

    private static async Task Load(DemoClient agent, CancellationToken cancel)
    {
        var packs = (await agent.Get("quick-phrases", cancel)).GetProperty("packs").EnumerateArray().Select(p => new { id = p.GetProperty("id").GetString(), version = p.GetProperty("version").GetInt64() });
        await agent.Put("quick-phrases/loads", new { packs }, cancel);
    }

    /// <summary>The first ones more often than the last, in a talk of their own.</summary>
    private static async Task Use(DemoClient agent, int times, CancellationToken cancel)
    {
        var talks = (await agent.Get("conversations?limit=1", cancel)).GetProperty("items").EnumerateArray().ToList();
        if (talks.Count == 0)
            return;
        var offered = (await agent.Get("quick-phrases", cancel)).GetProperty("packs").EnumerateArray().SelectMany(p => p.GetProperty("phrases").EnumerateArray()).Select(p => p.GetProperty("id").GetString()).ToList();
        for (var i = 0; i < times; i++)
            await agent.Post($"quick-phrases/{offered[i * i % (offered.Count - 2)]}/uses", new { conversationId = talks[0].GetProperty("id").GetString() }, cancel);
    }

    private async Task<DemoClient> SignIn(string account, CancellationToken cancel)
    {
        var client = new DemoClient(address);
        await client.Post("session", new { shop = Cast.ShopCode, account, password = Cast.Password }, cancel);
        return client;
    }
}
