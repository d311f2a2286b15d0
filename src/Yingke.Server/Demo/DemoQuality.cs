namespace Yingke.Server.Demo;

/// <summary>A few phrases of the shop's own, and a complaint that waits for its officer.</summary>
internal static class DemoQuality
{
    public static async Task List(DemoClient owner, CancellationToken cancel)
    {
        foreach (var phrase in new object[]
        {
            new { text = "加微信", severity = "block", replacement = "可以在这里直接下单", note = "不引导站外交易" }, new { text = "没货", severity = "warn", replacement = "这款正在补货，到货第一时间告诉您" },
            new { text = "全网最低", severity = "mark", note = "广告法：绝对化用语" },
        })
            await owner.Post("phrases", phrase, cancel);
        await owner.Post("phrases/exempt", new { text = "不知道您" }, cancel);
    }

    /// <param name="buyer">Signed in, with an open conversation.</param>
    /// <param name="cancel">Ends the planting.</param>
    public static async Task Complain(DemoClient buyer, CancellationToken cancel)
    {
        var talk = (await buyer.Get("visitor/conversation", cancel)).GetProperty("id").GetString();
        await buyer.Post("visitor/complaints", new { clientId = Guid.NewGuid().ToString("N"), text = "上周就说过少发一盒，一直没人处理，今天又要我重新说一遍。", conversationId = talk }, cancel);
    }
}
