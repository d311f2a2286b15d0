using System.Globalization;
using System.Text.Json;
using Yingke.Server.Tests.Clients;
using Yingke.Server.Tests.Hosting;
using Yingke.Server.Tests.Orders;

namespace Yingke.Server.Tests.Campaigns;

/// <summary>A shop on the day of its sale: 小竹 and 小兰 before it, 小梅 and 小枫 after it.</summary>
internal sealed class CampaignScene
{
    private int orders;

    public required TestShop Shop { get; init; }
    public required AgentClient Zhu { get; init; }
    public required AgentClient Lan { get; init; }
    public Api Owner => Shop.Owner.Api;

    public static async Task<CampaignScene> Set(ServerFixture server) => await Set(await server.Shop());

    public static async Task<CampaignScene> Set(TestShop shop)
    {
        var (zhu, lan) = (await shop.SignIn(Cast.Zhu), await shop.SignIn(Cast.Lan));
        return new() { Shop = shop, Zhu = zhu, Lan = lan };
    }

    public async Task<JsonElement> Add(double fromHours = -1, double toHours = 30, object? targets = null, string measure = "sales", bool broadcasts = true, string? reviewAt = null, string[]? excluded = null) => (await Owner.Post("campaigns", new
    {
        name = "双 11", startAt = Shop.Host.Clock.Now.AddHours(fromHours), endAt = Shop.Host.Clock.Now.AddHours(toHours), measure, broadcasts, reviewAt, targets, excluded,
        teams = new[] { new { name = "青松队", members = new[] { Shop.AgentId(Cast.Zhu) } }, new { name = "翠竹队", members = new[] { Shop.AgentId(Cast.Lan) } } },
    })).Ok().Json;

    /// <summary>A member who talks with one of both about a product.</summary>
    public async Task<string> Served(AgentClient by, int secondsToAnswer = 0)
    {
        var member = "M" + AgentClient.NewClientId()[..8];
        await by.Online();
        var conversation = await (await OrderScene.Arrive(Shop, member, "买家" + member)).Ask("product_detail", "这款有货吗");
        Shop.Host.Clock.Advance(TimeSpan.FromSeconds(secondsToAnswer));
        await by.Say(conversation, "有的");
        (await by.Close(conversation)).Ok();
        (await by.Presence("offline")).Ok();
        return member;
    }

    /// <summary>Pays, now or some minutes ago.</summary>
    public async Task Pay(string member, long fen, double minutesAgo = 0)
    {
        var at = Shop.Host.Clock.Now.AddMinutes(-minutesAgo).ToString("O", CultureInfo.InvariantCulture);
        (await Owner.Put("orders/C" + ++orders, new
        {
            buyer = new { memberId = member }, platform = "taobao", state = "paid", totalFen = fen, freightFen = 0, paidFen = fen, placedAt = at, paidAt = at, updatedAt = at,
            lines = new[] { new { id = "l1", productId = "yunwu", title = "明前云雾绿茶", quantity = 1, priceFen = fen, totalFen = fen } },
        })).Ok();
        await Shop.Host.Told();
    }

    public async Task<JsonElement> Board(Guid id) => (await Owner.Get($"campaigns/{id}/board")).Ok().Json;

    public static (string Name, int Orders, long Fen, int Rank)[] Teams(JsonElement board) =>
        [.. board.GetProperty("teams").EnumerateArray().Select(t => (t.GetProperty("name").GetString()!, t.GetProperty("orders").GetInt32(), t.GetProperty("fen").GetInt64(), t.GetProperty("rank").GetInt32()))];
}
