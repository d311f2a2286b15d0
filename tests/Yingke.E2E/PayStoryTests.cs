using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Yingke.E2E;

/// <summary>A month's scores and pay, as its people live it: composed, graded, frozen, closed, and read by whom it concerns (spec: performance.md, Scorecards and Bonus).</summary>
public sealed class PayStoryTests : IAsyncLifetime
{
    private readonly Browsers browsers = new();

    public ValueTask InitializeAsync() => browsers.InitializeAsync();

    public ValueTask DisposeAsync() => browsers.DisposeAsync();

    [Fact]
    public async Task A_supervisor_composes_and_freezes_the_owner_closes_and_each_agent_reads_their_own_slip()
    {
        var month = DateTime.UtcNow.AddHours(8).AddMonths(-1).ToString("yyyy-MM", System.Globalization.CultureInfo.InvariantCulture);
        var linlan = await browsers.SignIn("linlan");
        await linlan.Go("/performance/scorecards");
        await Button(linlan.Page, "新建方案").First.ClickAsync();
        await linlan.Page.GetByRole(AriaRole.Menuitem, new() { Name = "平台售前" }).ClickAsync();
        var drawer = linlan.Page.Locator(".ant-drawer");
        (await drawer.GetByTestId("full-sum").InnerTextAsync()).ShouldBe("100");
        foreach (var id in new[] { "客服好评率", "平均响应时长", "400接通率" })
            (await Button(drawer, "删除 " + id).IsDisabledAsync()).ShouldBeTrue(id + " is a base indicator");
        await Button(drawer, "转化率").ClickAsync();
        (await drawer.GetByTestId("full-sum").InnerTextAsync()).ShouldBe("110");
        (await Button(drawer, "删除 转化率").IsDisabledAsync()).ShouldBeFalse();

        // A line with both ends alike is refused, and says which.
        var ends = drawer.Locator("tr", new() { HasText = "转化率" });
        await ends.GetByLabel("0 分").FillAsync("98");
        await ends.GetByLabel("满分", new() { Exact = true }).FillAsync("98");
        await Button(drawer, "保存").ClickAsync();
        await linlan.See("第 4 项：计分方式不对");
        await ends.GetByLabel("0 分").FillAsync("0");
        await Button(drawer, "添加人工评分项").ClickAsync();
        await linlan.Page.GetByPlaceholder("名称", new() { Exact = true }).FillAsync("客服素质");
        await Button(linlan.Page.Locator(".ant-popover"), "添加").ClickAsync();
        await linlan.Page.GetByLabel("考核对象").ClickAsync();
        await linlan.Page.GetByTitle("小竹").Last.ClickAsync();
        await linlan.Page.GetByTitle("小梅").Last.ClickAsync();
        await linlan.Page.Keyboard.PressAsync("Escape");
        (await drawer.GetByTestId("full-sum").InnerTextAsync()).ShouldBe("130");
        await Button(drawer, "保存").ClickAsync();
        await linlan.Page.GetByRole(AriaRole.Row, new() { NameString = "平台售前" }).GetByText("小梅").WaitForAsync();

        // Last month, which nobody served in: the grade alone counts, re-weighted to 130.
        await linlan.Go("/performance/scores");
        var row = linlan.Page.GetByRole(AriaRole.Row, new() { NameString = "小竹" });
        await Button(row, "评分").ClickAsync();
        await linlan.Page.GetByRole(AriaRole.Dialog).GetByText("良 15").ClickAsync();
        await Button(linlan.Page.GetByRole(AriaRole.Dialog), "保存").ClickAsync();
        await row.GetByText("97.50").First.WaitForAsync();
        await row.GetByText("折算").WaitForAsync();
        await Button(linlan.Page, "冻结").ClickAsync();
        await linlan.See("还没评分：小梅");
        await Button(linlan.Page.GetByRole(AriaRole.Dialog), "冻结").ClickAsync();
        await linlan.See("之后的改动不影响这一版");
        await Button(linlan.Page, "导出").HoverAsync();
        var file = await linlan.Page.RunAndWaitForDownloadAsync(() => linlan.Page.GetByRole(AriaRole.Link, new() { Name = "CSV" }).ClickAsync());
        file.SuggestedFilename.ShouldBe($"平台售前-{month}-v1.csv");
        (await File.ReadAllTextAsync(await file.PathAsync(), TestContext.Current.CancellationToken)).ShouldContain("小竹,");

        // Only the owner may close; and only by typing the month.
        await linlan.Go("/pay");
        (await Button(linlan.Page, "结算").IsDisabledAsync()).ShouldBeTrue();
        var card = (await browsers.Shop.Send(HttpMethod.Get, "scorecards", null)).GetProperty("items")[0].GetProperty("id").GetString();
        await browsers.Shop.Send(HttpMethod.Put, "pay-settings", new { version = 0, settings = new { schemes = new[] { new { key = "a", name = "按得分比例", rule = "share", scorecardIds = new[] { card }, poolFen = 100_000, passPercent = 70, bonusBaseFen = 100_000, over = 100, under = 80, deductPercent = 20 } } } });
        var owner = await browsers.SignIn("owner");
        await owner.Go("/pay");
        await owner.Page.GetByRole(AriaRole.Row, new() { NameString = "小竹" }).GetByText("2,750.00").WaitForAsync();
        await Button(owner.Page, "结算").ClickAsync();
        var dialog = owner.Page.GetByRole(AriaRole.Dialog);
        (await Button(dialog, "结算").IsDisabledAsync()).ShouldBeTrue();
        await dialog.GetByLabel($"输入 {month} 确认").FillAsync(month);
        await Button(dialog, "结算").ClickAsync();
        await owner.See("结算，永久保存");

        var zhu = await browsers.SignIn("xiaozhu");
        await zhu.Go("/pay");
        await Button(zhu.Page, month).ClickAsync();
        await zhu.Page.Locator(".ant-drawer").GetByText("2,750.00").First.WaitForAsync();
        await zhu.Page.Locator(".ant-drawer").GetByText("750.00", new() { Exact = true }).WaitForAsync();
        (await zhu.Page.GetByText("小梅").CountAsync()).ShouldBe(0);
        var run = (await browsers.Shop.Send(HttpMethod.Get, "pay?month=" + month, null)).GetProperty("runs")[0].GetProperty("id").GetString();
        var mei = (await browsers.Shop.Send(HttpMethod.Get, "pay/runs/" + run, null)).GetProperty("pay").GetProperty("slips").EnumerateArray().Single(s => s.GetProperty("head").GetProperty("name").GetString() == "小梅");
        var answer = await zhu.Page.EvaluateAsync<int>("id => fetch('/api/v1/pay/slips/' + id).then(a => a.status)", mei.GetProperty("head").GetProperty("id").GetString());
        answer.ShouldBe(404);

        foreach (var window in new[] { linlan, owner, zhu })
            window.Complaints.Where(c => !c.Contains("404", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    private static ILocator Button(IPage page, string name) => page.GetByRole(AriaRole.Button, new() { NameRegex = Named(name) });

    private static ILocator Button(ILocator place, string name) => place.GetByRole(AriaRole.Button, new() { NameRegex = Named(name) });

    /// <summary>Its words; an icon before them says its own name.</summary>
    private static Regex Named(string name) => new($"^([a-z-]+ )?{Regex.Escape(name)}$");
}
