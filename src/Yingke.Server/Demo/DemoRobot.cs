using System.Text.Json;
using System.Text.Json.Nodes;
using Yingke.Server.Features.Accounts;

namespace Yingke.Server.Demo;

/// <summary>Buyers whom the robot served: two it could help, and one who wanted a person. It stands before everybody for that while, then as the shop has it.</summary>
internal sealed class DemoRobot(Uri address, DemoClient owner, Shop shop)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <param name="visit">What opens a member's window.</param>
    /// <param name="cancel">Ends it early.</param>
    public async Task Plant(object visit, CancellationToken cancel)
    {
        var usual = await Stand(["before_person"], cancel);
        var (guest, talk) = await Open(new { shop = shop.PublicKey }, cancel);
        var answer = await Ask(guest, talk, "能发顺丰吗", cancel);
        if (answer is { } seq)
            await guest.Put($"visitor/conversations/{talk}/usefulness", new { seq, useful = true }, cancel);
        await guest.Post($"visitor/conversations/{talk}/closure", new { }, cancel);
        var (member, parcel) = await Open(visit, cancel);
        await Ask(member, parcel, "查快递", cancel);
        await Ask(member, parcel, "退款进度", cancel);
        await member.Post($"visitor/conversations/{parcel}/closure", new { }, cancel);
        var (unsure, wants) = await Open(new { shop = shop.PublicKey }, cancel);
        await Ask(unsure, wants, "茶叶怎么保存", cancel);
        await Ask(unsure, wants, "茶叶可以带上飞机吗", cancel);
        await unsure.Post($"visitor/conversations/{wants}/person", new { }, cancel);
        await Stand(usual, cancel);
        foreach (var client in new[] { guest, member, unsure })
            client.Dispose();
    }

    /// <summary>Sets when the robot stands first, and returns how it was.</summary>
    private async Task<string[]> Stand(string[] modes, CancellationToken cancel)
    {
        var settings = JsonNode.Parse((await owner.Get("settings", cancel)).GetRawText())!;
        var before = settings["robot"]!["modes"]!.AsArray().Select(m => m!.GetValue<string>()).ToArray();
        settings["robot"]!["modes"] = new JsonArray([.. modes.Select(m => JsonValue.Create(m))]);
        await owner.Put("settings", settings, cancel);
        return before;
    }

    private async Task<(DemoClient Buyer, string Talk)> Open(object visit, CancellationToken cancel)
    {
        var buyer = new DemoClient(address);
        buyer.Bearer((await buyer.Post("visitor/sessions", visit, cancel)).GetProperty("token").GetString()!);
        return (buyer, (await buyer.Post("visitor/conversation", new { source = "shop_home" }, cancel)).GetProperty("id").GetString()!);
    }

    /// <summary>Asks, and waits for the answer; null where none came in time.</summary>
    private static async Task<long?> Ask(DemoClient buyer, string talk, string text, CancellationToken cancel)
    {
        var asked = (await buyer.Post($"visitor/conversations/{talk}/messages", new { clientId = Guid.NewGuid().ToString("N"), text }, cancel)).GetProperty("head").GetInt64();
        using var end = new CancellationTokenSource(Patience);
        while (!end.IsCancellationRequested)
        {
            foreach (var entry in (await buyer.Get($"visitor/conversations/{talk}/messages?after={asked}", cancel)).GetProperty("entries").EnumerateArray())
            {
                if (entry.GetProperty("from").GetString() == "robot" && entry.TryGetProperty("data", out var data) && data.ValueKind == JsonValueKind.Object)
                    return entry.GetProperty("seq").GetInt64();
            }
            await Task.Delay(50, cancel);
        }
        return null;
    }
}
