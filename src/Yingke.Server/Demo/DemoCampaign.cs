using Yingke.Domain.Deadlines;

namespace Yingke.Server.Demo;

/// <summary>A sale that began yesterday in the demo shop: two teams, goals, and what its days have brought so far.</summary>
internal static class DemoCampaign
{
    private static readonly string[] Presale = ["presale"];
    private static readonly string[] First = ["xiaozhu", "xiaohe"];
    private static readonly string[] Second = ["xiaolan", "xiaotong"];

    public static async Task Run(DemoClient owner, DateTimeOffset now, TimeZoneInfo zone, CancellationToken cancel)
    {
        // Who looks after a start that was cut short finds what it had planted.
        if ((await owner.Get("campaigns", cancel)).GetProperty("items").GetArrayLength() > 0)
            return;
        var people = (await owner.Get("agents", cancel)).GetProperty("items").EnumerateArray().ToDictionary(a => a.GetProperty("accountName").GetString()!, a => a.GetProperty("id").GetString()!);
        var start = LocalDay.Start(LocalDay.Of(now, zone).AddDays(-1), zone);
        string[] nobodys = [];
        await owner.Post("campaigns", new
        {
            name = "秋茶上新周", startAt = start, endAt = start.AddDays(4), measure = "sales", broadcasts = true, reviewAt = "13:00",
            targets = new object[]
            {
                new { scope = "shop", group = nobodys, measure = "sales", value = 1_600_000 }, new { scope = "shop", group = nobodys, measure = "orders", value = 80 },
                new { scope = "group", group = Presale, measure = "sales", value = 900_000 }, new { scope = "agent", group = nobodys, agentId = people["xiaozhu"], measure = "sales", value = 400_000 },
            },
            teams = new[] { new { name = "青松队", members = First.Select(a => people[a]) }, new { name = "翠竹队", members = Second.Select(a => people[a]) } },
        }, cancel);
    }
}
