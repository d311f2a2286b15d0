using System.Globalization;
using System.Text.Json;
using Yingke.Domain.Deadlines;
using Yingke.Domain.Performance;

namespace Yingke.Server.Demo;

/// <summary>Last month of the demo shop as its people left it: two scorecards, graded and frozen, the ledger, the pay that was closed; and reports and suggestions of now.</summary>
internal sealed class DemoPay(Uri address, DemoClient owner, DateTimeOffset now, TimeZoneInfo zone)
{
    private const string Company = "云客服外包";

    private static readonly string[] Graded = ["quality", "disputes", "cooperation", "execution"];

    private readonly string month = Month.Of(LocalDay.Of(now, zone)).Before.ToString();

    public async Task Plant(CancellationToken cancel)
    {
        // Who looks after a start that was cut short finds what it had planted.
        if ((await owner.Get("scorecards", cancel)).GetProperty("items").GetArrayLength() > 0)
            return;
        var people = (await owner.Get("agents", cancel)).GetProperty("items").EnumerateArray().ToDictionary(a => a.GetProperty("accountName").GetString()!, a => a.GetProperty("id").GetString()!);
        await owner.Patch($"agents/{people["xiaofeng"]}", new { company = Company }, cancel);
        await owner.Patch($"agents/{people["xiaozhu"]}", new { grade = "senior" }, cancel);
        await owner.Patch($"agents/{people["xiaomei"]}", new { grade = "lead" }, cancel);
        var templates = (await owner.Get("scorecards/options", cancel)).GetProperty("templates").EnumerateArray().ToDictionary(t => t.GetProperty("key").GetString()!);
        var presale = await Card("售前 120 分", templates["platform-presale"], [Indicator("all", "reply_rate", "basic", 10, 90, 100), Indicator("sales", "conversion", "professional", 10, 0, 40)], [people["xiaozhu"], people["xiaolan"], people["xiaohe"]], cancel);
        var aftersale = await Card("售后 130 分", templates["taobao-aftersale-130"], [], [people["xiaomei"], people["xiaofeng"]], cancel);
        await Grade(aftersale, people["xiaomei"], ["excellent", "excellent", "good", "excellent"], 3.2m, 0, cancel);
        await Grade(aftersale, people["xiaofeng"], ["good", "fair", "good", "fair"], 6.5m, 1, cancel);
        await owner.Post("scores/adjustments", new { clientId = "demo-praise", month, agentId = people["xiaomei"], points = 2, reason = "顾客来信表扬" }, cancel);
        await owner.Post("scores/adjustments", new { clientId = "demo-low", month, agentId = people["xiaofeng"], points = -5, reason = "服务原因的低评" }, cancel);
        await Entry("praise", people["xiaomei"], 5_000, "顾客来信表扬耐心细致", 12, cancel);
        await Entry("prize", people["xiaozhu"], 8_800, "月度抽奖二等奖", 20, cancel);
        await Entry("loss", people["xiaofeng"], 3_600, "未核对批号，错发一罐", 18, cancel);
        await owner.Put("pay-settings", new
        {
            version = 0, settings = new PaySettings
            {
                Schemes = [new("share", "按得分比例", PayRule.Share, [Guid.Parse(presale)]), new("over_target", "超额奖励", PayRule.OverTarget, [Guid.Parse(aftersale)])], SuggestionFen = 10_000, CleanQuarterFen = 20_000,
            },
        }, cancel);
        foreach (var card in new[] { presale, aftersale })
            await owner.Post("scores/freezes", new { scorecardId = card, month, after = 0 }, cancel);
        await owner.Post("pay/runs", new { month, after = 0 }, cancel);
        await Write(cancel);
    }

    /// <summary>A report, and two suggestions, one of them adopted.</summary>
    private async Task Write(CancellationToken cancel)
    {
        using var zhu = new DemoClient(address);
        await zhu.Post("session", new { shop = Cast.ShopCode, account = "xiaozhu", password = Cast.Password }, cancel);
        // Of last month while it is not late, else a draft of this one.
        var current = Month.Of(LocalDay.Of(now, zone));
        var inTime = LocalDay.Of(now, zone).Day <= 5;
        await zhu.Put("monthly-reports/own", new { month = inTime ? month : current.ToString(), done = "新茶上市，咨询比上月多；整理了六条冲泡说明。", problems = "晚间九点以后一个人值班，首响偏慢。", plans = "与小兰错开用餐，补两条礼盒话术。", submit = inTime }, cancel);
        await zhu.Post("suggestions", new { clientId = "demo-1", subject = "礼盒加一张冲泡卡", evidence = "近一周有十几位买家收到后来问水温和时间。" }, cancel);
        var first = await zhu.Post("suggestions", new { clientId = "demo-2", subject = "下单页写明次日达范围", evidence = "售前每天都要回答能不能次日到。" }, cancel);
        await owner.Post($"suggestions/{first.GetProperty("id").GetString()}/decision", new { adopt = true, reason = "已加到商品页" }, cancel);
    }

    private async Task<string> Card(string name, JsonElement template, object[] more, string[] agents, CancellationToken cancel)
    {
        var items = template.GetProperty("items").EnumerateArray().Select(i => (object)i).Concat(more);
        var made = await owner.Post("scorecards", new { name, role = template.GetProperty("role"), isPlatform = template.GetProperty("isPlatform"), items, offers = template.GetProperty("offers") }, cancel);
        var id = made.GetProperty("id").GetString()!;
        await owner.Put($"scorecards/{id}/agents", new { agentIds = agents }, cancel);
        return id;
    }

    private static object Indicator(string of, string id, string section, int full, int worst, int best) =>
        new { key = id, section, kind = "indicator", of, indicator = id, full, missing = "skip", curve = new { kind = "linear", worst, best } };

    private async Task Grade(string card, string agent, string[] grades, decimal refundRate, int late, CancellationToken cancel)
    {
        foreach (var (key, grade) in Graded.Zip(grades))
            await owner.Put("scores/marks", new { month, scorecardId = card, agentId = agent, key, mark = new { grade } }, cancel);
        await owner.Put("scores/marks", new { month, scorecardId = card, agentId = agent, key = "refund_rate", mark = new { value = refundRate } }, cancel);
        await owner.Put("scores/marks", new { month, scorecardId = card, agentId = agent, key = "attendance", mark = new { late } }, cancel);
    }

    private Task<JsonElement> Entry(string cause, string agent, long fen, string reason, int day, CancellationToken cancel) =>
        owner.Post("pay/ledger", new { clientId = "demo-" + cause, cause, agentId = agent, fen, reason, day = string.Create(CultureInfo.InvariantCulture, $"{month}-{day}") }, cancel);
}
