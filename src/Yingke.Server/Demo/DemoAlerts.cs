namespace Yingke.Server.Demo;

/// <summary>Limits that people of the demo shop set for themselves, so that the bell has something to say once buyers wait.</summary>
internal static class DemoAlerts
{
    public static async Task Set(Uri address, CancellationToken cancel)
    {
        await As(address, "owner", [("satisfaction", 90, 30), ("agent_silence", 180, 5)], cancel);
        await As(address, "linlan", [("offline_messages", 3, 10), ("queue_length", 5, 5), ("agents_online", 2, 30), ("deadlines_overdue", 1, 60)], cancel);
        await As(address, "zhouzheng", [("inspections_waiting", 3, 240)], cancel);
        await As(address, "fangyuan", [("open_complaints", 1, 240)], cancel);
    }

    private static async Task As(Uri address, string account, (string Measure, int Limit, int Quiet)[] limits, CancellationToken cancel)
    {
        using var client = new DemoClient(address);
        await client.Post("session", new { shop = Cast.ShopCode, account, password = Cast.Password }, cancel);
        foreach (var (measure, limit, quietMinutes) in limits)
            await client.Put("alerts/thresholds", new { measure, enabled = true, limit, quietMinutes, page = true, push = false, webhook = false }, cancel);
    }
}
