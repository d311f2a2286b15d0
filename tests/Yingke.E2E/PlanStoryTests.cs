using System.Globalization;
using System.Text.Json;
using Microsoft.Playwright;

namespace Yingke.E2E;

/// <summary>Who works when and where, and with which words, in real browsers: the rota, quick phrases, and the planner (spec: campaigns.md; routing.md, Overload).</summary>
public sealed class PlanStoryTests : IAsyncLifetime
{
    private readonly Browsers browsers = new();

    public ValueTask InitializeAsync() => browsers.InitializeAsync();

    public ValueTask DisposeAsync() => browsers.DisposeAsync();

    [Fact]
    public async Task A_shift_is_dragged_and_put_with_the_keys_the_day_says_what_it_lacks_and_a_swap_is_approved()
    {
        foreach (var (name, kind, from, to) in new[] { ("早班", "work", 540, 1080), ("夜班", "night", 1320, 420) })
            await browsers.Shop.Send(HttpMethod.Post, "shifts", new { name, kind, from, to });
        var lan = await browsers.SignIn("linlan");
        await lan.Go("/shifts");
        var thisWeek = await Week();
        await Button(lan, "下一周").ClickAsync();
        await Until(async () => await Week() == thisWeek.AddDays(7), "next week is shown");
        var monday = thisWeek.AddDays(7);
        var day = Written(monday);
        var head = lan.Page.Locator("th[scope=col]").Nth(1);
        await Until(async () => (await Problems()).Contains("09:00–23:00 服务时间内没有人", StringComparison.Ordinal), "nobody in any hour");
        (await Problems()).ShouldContain("没有人上夜班");

        // With the mouse.
        await lan.Page.GetByTitle("拖到某人某天就排上").Filter(new() { HasText = "早班" }).DragToAsync(Button(lan, $"给小竹 {day} 加班次"));
        await In("小竹", 0).GetByText("早班").WaitForAsync();
        await Until(async () => (await Problems()).Contains("18:00–23:00 服务时间内没有人", StringComparison.Ordinal), "nine hours are covered");
        // With the keys: opened, chosen, moved to the next day and back.
        await Button(lan, $"给小梅 {day} 加班次").PressAsync("Enter");
        await lan.Page.GetByRole(AriaRole.Menuitem, new() { NameRegex = new("夜班") }).ClickAsync();
        await In("小梅", 0).GetByRole(AriaRole.Button, new() { NameRegex = new("夜班") }).PressAsync("Alt+ArrowRight");
        await In("小梅", 1).GetByText("夜班").WaitForAsync();
        await In("小梅", 1).GetByRole(AriaRole.Button, new() { NameRegex = new("夜班") }).PressAsync("Alt+ArrowLeft");
        await In("小梅", 0).GetByText("夜班").WaitForAsync();
        await Until(async () => !(await Problems()).Contains("没有人上夜班", StringComparison.Ordinal), "somebody is there at night");
        await head.GetByRole(AriaRole.Button, new() { NameRegex = new("个问题") }).ClickAsync();
        await lan.See("没有 24 小时值班的人");

        // 小竹 gives the shift to 小梅, who takes it; the supervisor approves, and the rota says so.
        var zhu = await browsers.SignIn("xiaozhu");
        await zhu.Go("/shifts/requests");
        await Button(zhu, "申请").ClickAsync();
        var dialog = zhu.Page.GetByRole(AriaRole.Dialog);
        await dialog.GetByText("调班", new() { Exact = true }).ClickAsync();
        await Choose(zhu, dialog.GetByLabel("我的班"), "早班");
        await Choose(zhu, dialog.GetByLabel("给谁"), "小梅");
        await dialog.GetByLabel("原因").FillAsync("家里有事");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "提交" }).ClickAsync();
        await zhu.See("等小梅同意");
        var mei = await browsers.SignIn("xiaomei");
        await mei.Go("/shifts/requests");
        await Button(mei, "同意").First.ClickAsync();
        await mei.See("等主管批准");
        await lan.Go("/shifts/requests");
        await Button(lan, "批准").First.ClickAsync();
        await lan.See("林岚已批准");
        await lan.Go("/shifts");
        await Button(lan, "下一周").ClickAsync();
        await In("小梅", 0).GetByText("早班").WaitForAsync();
        (await In("小竹", 0).GetByText("早班").CountAsync()).ShouldBe(0);
        await End(lan, zhu, mei);

        ILocator In(string name, int weekday) => lan.Page.Locator("tbody tr").Filter(new() { HasText = name }).Locator("td").Nth(weekday);

        async Task<string> Problems() => await head.GetByRole(AriaRole.Button, new() { NameRegex = new("个问题") }).GetAttributeAsync("title") ?? "";

        async Task<DateOnly> Week() => DateOnly.Parse((await lan.Page.GetByText(new System.Text.RegularExpressions.Regex(@"^\d{4}-\d\d-\d\d – ")).InnerTextAsync())[..10], CultureInfo.InvariantCulture);
    }

    [Fact]
    public async Task A_slash_and_the_initials_find_a_phrase_that_is_filled_in_and_sent()
    {
        await browsers.Shop.Send(HttpMethod.Post, "phrase-packs", new { reach = "shared", name = "通用", phrases = new[] { new { code = "zj", text = "再见" }, new { code = "dd", text = "欢迎光临，{buyer}！您的订单 {order} 已经在路上。" } } });
        await browsers.Shop.Order("TB4001", "shipped", "M4001", "苏晓", paid: true, ("明前云雾绿茶", 12_800));
        var zhu = await browsers.SignIn("xiaozhu");
        var buyer = await browsers.Member("M4001", "苏晓", "product_detail");
        await buyer.Say("发货了吗");
        await zhu.Page.Locator("[data-conversation]", new() { HasText = "苏晓" }).First.ClickAsync();
        var box = zhu.Page.Locator("textarea").First;
        await box.FillAsync("/hygl");
        await zhu.Page.GetByRole(AriaRole.Option, new() { NameRegex = new("欢迎光临") }).WaitForAsync();
        (await zhu.Page.GetByRole(AriaRole.Option).CountAsync()).ShouldBe(1, "the other does not begin so");
        await box.PressAsync("Enter");
        await Until(async () => await box.InputValueAsync() == "欢迎光临，苏晓！您的订单 TB4001 已经在路上。", "the placeholders are filled");
        await box.PressAsync("Enter");
        await buyer.See("欢迎光临，苏晓！您的订单 TB4001 已经在路上。");
        await End(zhu, buyer);
    }

    [Fact]
    public async Task The_planner_proposes_who_moves_and_whom_to_lend_and_takes_both_back()
    {
        await browsers.Shop.Hire("xiaolan", "小兰", "售前", ["presale"], im: true, capacity: 5);
        await browsers.Shop.Hire("xiaohe", "小荷", "售前", ["presale"], im: true, capacity: 5);
        var campaign = (await browsers.Shop.Send(HttpMethod.Post, "campaigns", new { name = "双 11", startAt = DateTimeOffset.UtcNow.AddHours(-1), endAt = DateTimeOffset.UtcNow.AddHours(20), measure = "sales", teams = Array.Empty<object>() })).GetProperty("id").GetString();
        var boss = await browsers.SignIn("owner");
        await boss.Go($"/campaigns?id={campaign}");
        await boss.Page.GetByText("人力配比", new() { Exact = true }).ClickAsync();
        // Three and one are 3 : 1; at 1 : 3 two of them change sides.
        var during = boss.Page.Locator("section").Filter(new() { HasText = "活动期间" }).First;
        await during.GetByLabel("售前").FillAsync("1");
        await during.GetByLabel("售后").FillAsync("3");
        await during.GetByRole(AriaRole.Button, new() { Name = "确认调整 2 人" }).ClickAsync();
        await boss.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "确认调整" }).ClickAsync();
        await boss.See("正在执行");
        (await Groups("aftersale")).ShouldBe(3);
        await Button(boss, "现在还原").ClickAsync();
        await boss.Page.GetByText(new System.Text.RegularExpressions.Regex("于 .+ 还原")).WaitForAsync();
        (await Groups("aftersale")).ShouldBe(1);

        // Overloaded: three buyers after the sale, one person for them, and two before it whom nobody asks.
        var people = new List<Window>();
        foreach (var account in new[] { "xiaolan", "xiaohe", "xiaomei" })
            people.Add(await browsers.SignIn(account));
        for (var i = 0; i < 3; i++)
        {
            var buyer = await browsers.Buyer("order_list");
            await buyer.Say("退款到了吗");
            await buyer.See("退款到了吗");
            people.Add(buyer);
        }
        await browsers.Shop.Send(HttpMethod.Put, "overload", new { mode = "on", reason = "直播" });
        await boss.Go("/wall");
        var bar = boss.Page.GetByRole(AriaRole.Region, new() { Name = "借调" });
        await bar.GetByRole(AriaRole.Button, new() { Name = "确认借调 1 人" }).ClickAsync();
        await bar.GetByText("已借调").WaitForAsync();
        (await Groups("aftersale")).ShouldBe(2);
        await Until(async () => await people[0].Page.GetByText("把你借调到售后，爆旺结束自动还原").CountAsync() + await people[1].Page.GetByText("把你借调到售后，爆旺结束自动还原").CountAsync() > 0, "who is lent is told");
        await bar.GetByRole(AriaRole.Button, new() { Name = "现在还原" }).ClickAsync();
        await bar.GetByRole(AriaRole.Button, new() { Name = "确认借调 1 人" }).ClickAsync();
        await bar.GetByText("已借调").WaitForAsync();
        await Button(boss, "爆旺中").ClickAsync();
        await boss.See("借调了 1 人");
        await boss.Page.GetByText("强制关闭", new() { Exact = true }).ClickAsync();
        await boss.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "保存" }).ClickAsync();
        await boss.See("自动还原 1 人");
        (await Groups("aftersale")).ShouldBe(1);
        await End([boss, .. people]);

        async Task<int> Groups(string group)
        {
            var agents = await browsers.Shop.Send(HttpMethod.Get, "agents", null);
            return (agents.ValueKind == JsonValueKind.Array ? agents : agents.GetProperty("items")).EnumerateArray().Count(a => a.GetProperty("groups").EnumerateArray().Any(g => g.GetString() == group));
        }
    }

    private static ILocator Button(Window window, string name) => window.Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = false });

    private static async Task Choose(Window window, ILocator field, string title)
    {
        await field.ClickAsync();
        await window.Page.Locator(".ant-select-item-option", new() { HasText = title }).Last.ClickAsync();
    }

    private static async Task Until(Func<Task<bool>> holds, string why)
    {
        for (var tries = 0; !await holds(); tries++)
        {
            tries.ShouldBeLessThan(150, why);
            await Task.Delay(200);
        }
    }

    private static string Written(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static async Task End(params Window[] windows)
    {
        windows.SelectMany(w => w.Complaints).ShouldBeEmpty();
        foreach (var window in windows)
            await window.Page.Context.CloseAsync();
    }
}
