using System.Globalization;
using System.Text.Json;
using Yingke.Domain.History;

namespace Yingke.Server.Demo;

/// <summary>Tickets of the days before, as history lines; and those of today, opened the way people do it.</summary>
internal static class DemoTickets
{
    private static readonly string[] Questions = ["茶的香气满意吗？", "包装完好吗？", "还会回购吗？"];

    private static readonly (string Kind, string Title, int HoursAgo, int ReplyMinutes, bool Closed)[] Told =
    [
        ("warehouse", "小青柑错发成熟普，已约补发", 98, 45, true), ("delivery", "快递显示签收，买家未收到", 75, 22, true), ("sign_off", "核实礼盒签收人", 70, 310, true), ("warehouse", "少发一包茶样", 52, 290, true),
        ("urgent", "送礼赶时间，催揽收", 49, 31, true), ("inquiry", "企业采购要开专票", 30, 120, true), ("complaint", "铁观音有异味，要求说明", 27, 64, true), ("other", "买家退回多寄了一罐", 26, 200, false),
    ];

    public static IEnumerable<HistoryLine> Past(DateTimeOffset now, IReadOnlyList<string> agents) => Told.Select((t, i) =>
    {
        var created = now.AddHours(-t.HoursAgo);
        var (agent, replied) = (agents[i % agents.Count], created.AddMinutes(t.ReplyMinutes));
        var due = created.AddMinutes(Domain.Tickets.TicketType.Shipped.Single(s => s.Key == t.Kind).ReplyMinutes);
        return new TicketLine(string.Create(CultureInfo.InvariantCulture, $"ticket-{i + 1}"), t.Kind, created, due, [new(agent, replied)], t.Closed ? replied.AddHours(3) : null, null, t.Title);
    });

    /// <summary>One in every state that a board shows, a complaint with its call-back, and visits for today.</summary>
    public static async Task Open(Uri address, DemoClient owner, string today, DateTimeOffset now, CancellationToken cancel)
    {
        var buyers = (await owner.Get("callbacks/candidates?days=30&limit=12", cancel)).GetProperty("items").EnumerateArray().Select(b => b.GetProperty("id").GetString()!).ToList();
        var people = (await owner.Get("tickets/options", cancel)).GetProperty("agents").EnumerateArray().ToDictionary(a => a.GetProperty("name").GetString()!, a => a.GetProperty("id").GetString()!);
        var next = 0;
        Task<JsonElement> Ticket(string kind, string title, string agent, object? more = null) => owner.Post("tickets", Merged(new
        {
            clientId = "demo-" + ++next, kind, title, buyerId = buyers[next % buyers.Count], assigneeId = people[agent],
        }, more), cancel);
        await Ticket("urgent", "白毫银针礼盒今天必须发出", "小荷", new { priority = "urgent", text = "买家明早送长辈，已承诺今天揽收。" });
        await Ticket("complaint", "收到的茶饼边角碎了，要说法", "小梅", new { priority = "high", text = "买家发了三张照片，情绪较急，先安抚再核实包装。" });
        var missing = await Ticket("warehouse", "昨天到的银针少了一盒", "小枫", new { department = "仓库" });
        await owner.Post($"tickets/{Id(missing)}/replies", new { text = "仓库称重记录少 120 克，今天补发。" }, cancel);
        // Seen through and rated, for the warehouse's scores.
        var wrong = await Ticket("warehouse", "龙井发成了毛尖", "小枫", new { department = "仓库" });
        using (var contact = new DemoClient(address))
        {
            await contact.Post("session", new { shop = Cast.ShopCode, account = "xiaofeng", password = Cast.Password }, cancel);
            await contact.Post($"tickets/{Id(wrong)}/replies", new { text = "核对了出库扫描，确实拿错了。" }, cancel);
            await contact.Post($"tickets/{Id(wrong)}/resolution", new { text = "龙井今天补发，毛尖到付寄回。" }, cancel);
        }
        await owner.Post($"tickets/{Id(wrong)}/closure", new { fault = "wrong", stars = 5 }, cancel);
        var waiting = await Ticket("sign_off", "驿站代签，核实是否本人领取", "小菊", new { department = "物流" });
        await owner.Post($"tickets/{Id(waiting)}/waiting", new { text = "等驿站回传签收底单" }, cancel);
        var done = await Ticket("inquiry", "企业采购能否印公司名字", "小竹");
        await owner.Post($"tickets/{Id(done)}/resolution", new { text = "已报价，20 份起可以印，七天交货。" }, cancel);
        await Ticket("on_site", "茶室定制茶台安装", "小荷", new { visit = new { technician = "老周", tools = "水平仪、电钻", promisedAt = now.AddHours(5) } });
        await owner.Post("callbacks/visits", new
        {
            clientId = "demo-visits", title = "新茶回访", day = today, buyerIds = buyers.Take(4), agentIds = new[] { people["小竹"], people["小兰"] }, questions = Questions,
        }, cancel);
    }

    private static string Id(JsonElement ticket) => ticket.GetProperty("row").GetProperty("id").GetString()!;

    private static Dictionary<string, JsonElement> Merged(object one, object? more) =>
        new[] { one, more }.OfType<object>().SelectMany(o => JsonSerializer.SerializeToElement(o).EnumerateObject()).ToDictionary(m => m.Name, m => m.Value);
}
