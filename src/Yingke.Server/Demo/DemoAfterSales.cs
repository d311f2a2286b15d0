using System.Text.Json;

namespace Yingke.Server.Demo;

/// <summary>Applications of the demo shop in several states, made step by step over the API by the people whose work it is.</summary>
internal sealed class DemoAfterSales(Uri address, DemoClient owner)
{
    public async Task Plant(CancellationToken cancel)
    {
        await owner.Post("aftersales/addresses", new { contact = "茶铺仓库 老张", phone = "0571-88002046", region = "浙江省 杭州市 余杭区", street = "良渚街道 茶仓路 9 号", isDefault = true }, cancel);
        await owner.Post("aftersales/policies", new
        {
            returnDays = 7, warrantyMonths = 12, unsaleable = false, exceptions = "已开封的茶叶、定制刻字的茶器不支持无理由退货。", text = "签收 7 天内未开封可退；茶器一年内非人为损坏免费维修。",
        }, cancel);
        var orders = (await owner.Get("orders?limit=200", cancel)).GetProperty("items").EnumerateArray().ToList();
        var done = orders.Where(o => Is(o, "completed") && Kind(o) == "goods").ToList();
        using var mei = await SignIn("xiaomei", cancel);
        using var feng = await SignIn("xiaofeng", cancel);
        using var he = await SignIn("xiaohe", cancel);
        if (done.Count > 0)
            await Settled(done[0], mei, feng, he, cancel);
        if (done.Count > 1)
            await SentBack(done[1], mei, feng, cancel);
        if (done.Count > 2)
            await Open(feng, done[2], "exchange", "发错货", "订的是 100 克装，收到 50 克装。", cancel);
        if (orders.Find(o => Is(o, "received")) is { ValueKind: JsonValueKind.Object } fresh)
            await Open(mei, fresh, "return", "质量问题", "外盒压坏，茶叶受潮。", cancel);
        if (orders.Find(o => Kind(o) == "voucher") is { ValueKind: JsonValueKind.Object } tasting)
            await Open(feng, tasting, "refund", "不想要了", "这个月没有时间过去。", cancel);
    }

    /// <summary>Refunded, its invoice settled, closed.</summary>
    private static async Task Settled(JsonElement order, DemoClient mei, DemoClient feng, DemoClient he, CancellationToken cancel)
    {
        var id = await Open(mei, order, "refund", "少件漏发", "少发一罐，协商退差价。", cancel);
        await feng.Post($"aftersales/{id}/approval", new { }, cancel);
        await he.Post($"aftersales/{id}/refunds", new { key = "demo-" + id, goodsFen = Math.Min(2_000, order.GetProperty("paidFen").GetInt64()), freightFen = 0 }, cancel);
        await mei.Post($"aftersales/{id}/invoice", new { issued = false }, cancel);
        await mei.Post($"aftersales/{id}/closure", new { }, cancel);
    }

    /// <summary>A repair on its way to the shop.</summary>
    private static async Task SentBack(JsonElement order, DemoClient mei, DemoClient feng, CancellationToken cancel)
    {
        var id = await Open(feng, order, "repair", "质量问题", "盖碗的盖纽松动。", cancel);
        await mei.Post($"aftersales/{id}/approval", new { }, cancel);
        await mei.Post($"aftersales/{id}/parcel", new { company = "顺丰速运", number = "SF1390002046" }, cancel);
    }

    private static async Task<string> Open(DemoClient by, JsonElement order, string type, string reason, string text, CancellationToken cancel)
    {
        var line = order.GetProperty("lines")[0].GetProperty("id").GetString();
        var made = await by.Post("aftersales", new { orderId = order.GetProperty("id").GetString(), lineId = line, type, quantity = 1, reason, text }, cancel);
        return made.GetProperty("row").GetProperty("id").GetString()!;
    }

    private async Task<DemoClient> SignIn(string account, CancellationToken cancel)
    {
        var client = new DemoClient(address);
        await client.Post("session", new { shop = Cast.ShopCode, account, password = Cast.Password }, cancel);
        return client;
    }

    private static bool Is(JsonElement order, string state) => order.GetProperty("state").GetString() == state;

    private static string? Kind(JsonElement order) => order.GetProperty("lines")[0].GetProperty("kind").GetString();
}
