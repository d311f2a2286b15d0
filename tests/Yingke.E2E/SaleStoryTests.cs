using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Playwright;

namespace Yingke.E2E;

/// <summary>The robot in front and the board behind: one buyer's way through a sale, in real browsers.</summary>
public sealed class SaleStoryTests : IAsyncLifetime
{
    private readonly Browsers browsers = new();

    public ValueTask InitializeAsync() => browsers.InitializeAsync();

    public ValueTask DisposeAsync() => browsers.DisposeAsync();

    [Fact]
    public async Task The_robot_answers_what_it_knows_and_hands_over_what_it_does_not_and_the_order_is_on_the_board()
    {
        var shop = browsers.Shop;
        await RobotFirst(shop);
        await shop.Order("TB3001", "paid", "M3001", "苏晓", paid: true, ("明前云雾绿茶", 12_800));
        var id = await Campaign(shop);

        // Asked for the parcel it answers by itself; asked what it does not know it says so, and the button leads to a person.
        var buyer = await browsers.Member("M3001", "苏晓", "product_detail");
        await buyer.Say("查快递");
        await buyer.See("TB3001");
        await buyer.Say("茶叶可以带上飞机吗");
        await buyer.See("这个问题我");
        var zhu = await browsers.SignIn("xiaozhu");
        (await zhu.Page.GetByText("茶叶可以带上飞机吗").CountAsync()).ShouldBe(0, "nobody of the desk was disturbed");
        await buyer.Page.GetByRole(AriaRole.Button, new() { Name = "人工客服" }).Last.ClickAsync();
        await zhu.Page.Locator("[data-conversation]", new() { HasText = "苏晓" }).First.ClickAsync();
        await zhu.See("机器人接待小结");
        await zhu.See("转人工：顾客要求");
        var box = zhu.Page.Locator("textarea").First;
        await box.FillAsync("可以的，放在行李里就好");
        await box.PressAsync("Enter");
        await buyer.See("可以的，放在行李里就好");
        (await buyer.Page.GetByText("接待小结").CountAsync()).ShouldBe(0, "the summary is for the staff");

        // The board is open as the order comes in, and counts it for whom the buyer talked with; past hours were written down.
        var board = await browsers.SignIn("linlan");
        await board.Go($"/campaigns?id={id}");
        await board.See("青松队");
        await shop.Order("TB3002", "paid", "M3001", "苏晓", paid: true, ("正山小种", 26_600));
        await board.Page.GetByRole(AriaRole.Row, new() { NameRegex = new("小竹.*青松队.*1.*266") }).WaitForAsync();
        await board.See("未爆旺");
        await board.Page.GetByText("整点播报", new() { Exact = true }).ClickAsync();
        await board.See("事后补记，未播报");
        await board.Go($"/campaigns/{id}/screen");
        await board.Page.GetByText("394").First.WaitForAsync();
        new[] { buyer, zhu, board }.SelectMany(w => w.Complaints).ShouldBeEmpty();
        foreach (var window in new[] { buyer, zhu, board })
            await window.Page.Context.CloseAsync();
    }

    private static async Task RobotFirst(RunningShop shop)
    {
        var made = await shop.Send(HttpMethod.Post, "knowledge", new { content = new { kind = "question", question = "茶叶怎么保存？", phrasings = new[] { "要放冰箱吗" }, answer = "密封、避光、常温。" } });
        var entry = made.GetProperty("id").GetString();
        var version = (await shop.Send(HttpMethod.Get, $"knowledge/{entry}", null)).GetProperty("version").GetInt64();
        await shop.Send(HttpMethod.Post, $"knowledge/{entry}/submission", new { version });
        await shop.Send(HttpMethod.Post, $"knowledge/{entry}/publication", new { version = version + 1 });
        var settings = JsonNode.Parse((await shop.Send(HttpMethod.Get, "settings", null)).GetRawText())!;
        settings["robot"]!["modes"] = new JsonArray("before_person");
        settings["robot"]!["unsure"] = "这个问题我没有把握";
        await shop.Send(HttpMethod.Put, "settings", settings);
    }

    /// <summary>Two hours old, so that a full hour has passed in it whenever this runs.</summary>
    private static async Task<string> Campaign(RunningShop shop)
    {
        var agents = await shop.Send(HttpMethod.Get, "agents", null);
        var people = (agents.ValueKind == JsonValueKind.Array ? agents : agents.GetProperty("items")).EnumerateArray().ToDictionary(a => a.GetProperty("name").GetString()!, a => a.GetProperty("id").GetString());
        var made = await shop.Send(HttpMethod.Post, "campaigns", new
        {
            name = "双 11", startAt = DateTimeOffset.UtcNow.AddHours(-2), endAt = DateTimeOffset.UtcNow.AddHours(20), measure = "sales",
            teams = new[] { new { name = "青松队", members = new[] { people["小竹"] } }, new { name = "翠竹队", members = new[] { people["小梅"] } } },
        });
        return made.GetProperty("id").GetString()!;
    }
}
