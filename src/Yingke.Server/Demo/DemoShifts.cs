using System.Globalization;

namespace Yingke.Server.Demo;

/// <summary>The rota from today on, with a hole that the table tells of, lunches in turns, somebody who asks for leave and two who swap.</summary>
internal sealed class DemoShifts(Uri address, DemoClient owner, DateOnly today)
{
    private const int Days = 8;

    public async Task Plan(IReadOnlyDictionary<string, string> people, CancellationToken cancel)
    {
        var (early, late, night, duty) = (await Shift("早班", "work", 9, 18), await Shift("晚班", "work", 14, 23), await Shift("夜班", "night", 23, 9), await Shift("24 小时值班", "duty", 0, 0));
        string[] earlies = ["xiaozhu", "xiaohe", "xiaomei", "xiaotong"], lates = ["xiaolan", "xiaoju"];
        var mine = "";
        for (var n = 0; n < Days; n++)
        {
            foreach (var who in earlies)
                mine = await Put(n, who, early) is var id && who == "xiaozhu" && n == 2 ? id : mine;
            foreach (var who in lates)
                await Put(n, who, late);
            await Put(n, "xiaofeng", night);
            // Who is on duty round the clock three days from now is still open.
            if (n != 3)
                await Put(n, n % 2 == 0 ? "linlan" : "xiaohe", duty);
            await owner.Post("rota/lunches", new { day = Day(n) }, cancel);
        }
        await DayPlans(cancel);
        await Ask("xiaozhu", new { kind = "swap", entryId = mine, withAgentId = people["xiaolan"], reason = "下午要去体检" });
        await Ask("xiaomei", new { kind = "leave", from = Day(9), to = Day(10), reason = "回家办事" });

        async Task<string> Shift(string name, string kind, int from, int to) =>
            (await owner.Post("shifts", new { name, kind, from = from * 60, to = to * 60 }, cancel)).GetProperty("id").GetString()!;

        async Task<string> Put(int n, string who, string shiftId) =>
            (await owner.Post("rota/entries", new { day = Day(n), agentId = people[who], shiftId }, cancel)).GetProperty("id").GetString()!;

        async Task Ask(string who, object request)
        {
            using var agent = new DemoClient(address);
            await agent.Post("session", new { shop = Cast.ShopCode, account = who, password = Cast.Password }, cancel);
            await agent.Post("rota/requests", request, cancel);
        }
    }

    /// <summary>The shipped plans as they are; two agents have ticked off how their day began.</summary>
    private async Task DayPlans(CancellationToken cancel)
    {
        foreach (var plan in (await owner.Get("day-plans", cancel)).EnumerateArray().Where(p => p.TryGetProperty("template", out _)))
            await owner.Put($"day-plans/{plan.GetProperty("postId").GetString()}", new { version = 0, tasks = plan.GetProperty("template") }, cancel);
        foreach (var (who, count) in new[] { ("xiaozhu", 2), ("xiaomei", 1) })
        {
            using var agent = new DemoClient(address);
            await agent.Post("session", new { shop = Cast.ShopCode, account = who, password = Cast.Password }, cancel);
            foreach (var task in (await agent.Get("day-plan", cancel)).GetProperty("tasks").EnumerateArray().Take(count))
                await agent.Put($"day-plan/ticks/{task.GetProperty("id").GetString()}", new { }, cancel);
        }
    }

    private string Day(int n) => today.AddDays(n).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
