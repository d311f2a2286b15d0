using System.Text.Json;
using Yingke.Domain.Quality;

namespace Yingke.Server.Demo;

/// <summary>This week's sample and the last one's, drawn by the supervisor and half inspected by the inspector, with one appeal decided and one that waits.</summary>
internal sealed class DemoInspections(Uri address)
{
    private const int Talks = 7;
    private const int Calls = 3;

    /// <summary>The first of an item's conditions.</summary>
    private static readonly int[] First = [0];

    /// <summary>What is found wrong, in turn.</summary>
    private static readonly (string[] Items, string? Comment)[] Judged =
    [
        ([], "开场、结束语都到位。"), (["correct"], "明前茶的产地说错了，先查资料再答。"), ([], null), (["patience", "solution"], "买家连问三次才给方案。"), (["wording"], null), ([], null),
    ];

    public async Task Plant(DateOnly today, CancellationToken cancel)
    {
        using var supervisor = await SignIn("linlan", cancel);
        using var inspector = await SignIn("zhouzheng", cancel);
        var inspectors = (await supervisor.Get("inspections/inspectors", cancel)).GetProperty("items").EnumerateArray().ToDictionary(i => i.GetProperty("name").GetString()!, i => i.GetProperty("id").GetString()!);
        string[] weeks = [Day(today), Day(today.AddDays(-7))];
        await Plan(supervisor, "每周会话抽检", "conversations", ShippedSheets.VipServiceKey, new { perAgent = 2, lowRatings = true, complaints = true, hits = true }, inspectors["周正"], weeks, cancel);
        await Plan(supervisor, "热线抽检", "calls", ShippedSheets.HotlineKey, new { perAgent = 3, lowRatings = true, complaints = false, hits = false, longerThan = 600 }, inspectors["周正"], weeks, cancel);
        var drawn = (await inspector.Get("inspections?view=mine&limit=200", cancel)).GetProperty("items").EnumerateArray().OrderBy(t => t.GetProperty("id").GetString(), StringComparer.Ordinal).ToLookup(t => t.TryGetProperty("callId", out _));
        List<JsonElement> waiting = [.. drawn[false].Take(Talks), .. drawn[true].Take(Calls)];
        var lowest = new List<(JsonElement Row, decimal Score)>();
        for (var i = 0; i < waiting.Count; i++)
        {
            var done = await Judge(inspector, waiting[i].GetProperty("id").GetString()!, Judged[i % Judged.Length], cancel);
            lowest.Add((done.GetProperty("row"), done.GetProperty("row").GetProperty("score").GetDecimal()));
        }
        var appealed = lowest.Where(l => l.Score < 90 && l.Row.TryGetProperty("conversationId", out _)).OrderBy(l => l.Score).Take(2).ToList();
        for (var i = 0; i < appealed.Count; i++)
            await Appeal(supervisor, appealed[i].Row, decides: i == 0, cancel);
    }

    private static async Task Plan(DemoClient supervisor, string name, string subject, string sheetKey, object rules, string inspector, string[] weeks, CancellationToken cancel)
    {
        var plan = await supervisor.Post("sampling-plans", new { name, subject, sheetKey, rules, inspectorIds = new[] { inspector } }, cancel);
        foreach (var week in weeks)
            await supervisor.Post($"sampling-plans/{plan.GetProperty("id").GetString()}/draws", new { week }, cancel);
    }

    /// <summary>Phrases that were found count, fillers and courtesies every other time, as an inspector who reads the talk would have it.</summary>
    private static async Task<JsonElement> Judge(DemoClient inspector, string id, (string[] Items, string? Comment) judged, CancellationToken cancel)
    {
        var open = await inspector.Get("inspections/" + id, cancel);
        var kinds = open.GetProperty("findings").EnumerateArray().Select(f => f.GetProperty("kind").GetString()).ToList();
        var accepted = kinds.Select((kind, place) => (kind, place)).Where(f => f.kind is "forbidden" or "unanswered").Select(f => f.place).ToList();
        var items = open.GetProperty("sheet").GetProperty("sheet").GetProperty("sections").EnumerateArray().SelectMany(s => s.GetProperty("items").EnumerateArray()).ToDictionary(i => i.GetProperty("key").GetString()!);
        return await inspector.Post($"inspections/{id}/submission", new
        {
            version = open.GetProperty("version").GetInt64(),
            marks = new
            {
                items = judged.Items.Where(items.ContainsKey).Select(item => new { item, occurrences = 0, zero = First }), accepted, rejected = Enumerable.Range(0, kinds.Count).Except(accepted), comment = judged.Comment,
            },
        }, cancel);
    }

    private async Task Appeal(DemoClient supervisor, JsonElement row, bool decides, CancellationToken cancel)
    {
        var (id, name) = (row.GetProperty("id").GetString(), row.GetProperty("agent").GetProperty("name").GetString());
        using var agent = await SignIn(Cast.Staff.Single(c => c.Name == name).Account, cancel);
        var appealed = await agent.Post($"inspections/{id}/appeal", new { text = decides ? "当时仓库还没有回复，已经告诉买家下午答复，请复核。" : "买家后来撤回了那句话，方案其实已经给了。" }, cancel);
        if (decides)
            await supervisor.Post($"inspections/{id}/decision", new { version = appealed.GetProperty("version").GetInt64(), text = "看了会话和工单：约好了时间，但到点没有主动回告，维持原分。" }, cancel);
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private async Task<DemoClient> SignIn(string account, CancellationToken cancel)
    {
        var client = new DemoClient(address);
        await client.Post("session", new { shop = Cast.ShopCode, account, password = Cast.Password }, cancel);
        return client;
    }
}
