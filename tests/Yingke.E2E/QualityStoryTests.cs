using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Yingke.E2E;

/// <summary>A sample is drawn, read with what the machine found, scored with evidence, appealed against and decided, and the week pays for it (spec: quality.md).</summary>
public sealed class QualityStoryTests : IAsyncLifetime
{
    private readonly Browsers browsers = new();

    public ValueTask InitializeAsync() => browsers.InitializeAsync();

    public ValueTask DisposeAsync() => browsers.DisposeAsync();

    [Fact]
    public async Task From_the_draw_to_the_weeks_points()
    {
        await browsers.Shop.Hire("zhouzheng", "周正", "质检员", [], im: false, capacity: 1);
        var zhu = await browsers.SignIn("xiaozhu");
        await Talk(zhu);

        // The supervisor plans and draws this week.
        var lan = await browsers.SignIn("linlan");
        await lan.Go("/quality/plans");
        await Button(lan, "新建计划").ClickAsync();
        var plan = lan.Page.GetByRole(AriaRole.Dialog);
        await plan.GetByLabel("名称").FillAsync("每周会话抽检");
        await plan.GetByLabel("质检员").ClickAsync();
        await lan.Page.GetByTitle("周正").Last.ClickAsync();
        await plan.GetByLabel("名称").ClickAsync();
        await plan.GetByRole(AriaRole.Button, new() { NameRegex = new("保 ?存") }).ClickAsync();
        await lan.See("每周会话抽检");
        await Button(lan, "立即抽取").ClickAsync();
        await Button(lan, "抽取这一周").ClickAsync();
        await lan.See("抽取了 1 个");

        // The inspector reads it with the findings marked, and settles them by keys.
        var zheng = await browsers.SignIn("zhouzheng");
        await zheng.Go("/quality");
        await zheng.See("违禁用语");
        await zheng.Page.GetByRole(AriaRole.Link, new() { NameRegex = new("^会话 · ") }).First.ClickAsync();
        var marked = zheng.Page.Locator("mark");
        await marked.First.WaitForAsync();
        (await marked.First.InnerTextAsync()).ShouldBe("我不知道");
        var findings = zheng.Page.GetByRole(AriaRole.List, new() { Name = "机检提示" });
        (await findings.InnerTextAsync()).ShouldContain("没有礼貌结束语");
        var total = zheng.Page.GetByRole(AriaRole.Status, new() { Name = "总分" });
        (await total.InnerTextAsync()).ShouldStartWith("100");
        for (var left = await findings.GetByRole(AriaRole.Listitem).CountAsync(); left > 0; left--)
            await zheng.Page.Keyboard.PressAsync("a");
        await Expect(total, new("^8[05]\\b"));
        var before = double.Parse((await total.InnerTextAsync()).Split('/')[0], System.Globalization.CultureInfo.InvariantCulture);

        // A wrong answer, with the message that shows it.
        await zheng.Page.GetByText("解答准确").ClickAsync();
        await zheng.Page.GetByText("解答错误或误导买家").ClickAsync();
        await zheng.Page.GetByText("三年都不会坏").ClickAsync();
        await zheng.See("证据 1");
        await Expect(total, new($"^{before - 15}\\b"));
        await Button(zheng, "保存草稿").ClickAsync();
        await zheng.See("草稿已保存");
        await zheng.Page.ReloadAsync();
        await zheng.See("证据 1");
        await Expect(total, new($"^{before - 15}\\b"));
        await Button(zheng, "提交").ClickAsync();
        await zheng.See("评分 · 周正");

        // The inspected sees it and appeals.
        await zhu.Go("/my-inspections");
        await zhu.Page.GetByRole(AriaRole.Link, new() { NameRegex = new("^会话 · ") }).First.ClickAsync();
        await zhu.See("解答错误或误导买家");
        await zhu.Page.GetByLabel("申诉理由").FillAsync("包装上写的就是三年保质期");
        await Button(zhu, "提交申诉").ClickAsync();
        await zhu.See("申诉 · 小竹");
        (await zhu.Page.GetByLabel("申诉理由").CountAsync()).ShouldBe(0, "once");

        // The week has paid; the supervisor gives the points back.
        await lan.Go("/quality/weeks");
        var week = lan.Page.GetByRole(AriaRole.Region).First;
        (await week.InnerTextAsync()).ShouldContain(before - 15 >= 70 ? "1 分" : "2 分");
        await lan.Go("/quality?view=appeals");
        await lan.Page.GetByRole(AriaRole.Link, new() { NameRegex = new("^会话 · ") }).First.ClickAsync();
        await lan.Page.GetByText("改分：").ClickAsync();
        await lan.Page.GetByText("解答错误或误导买家").ClickAsync();
        await lan.Page.GetByLabel("裁定说明").FillAsync("保质期属实，这一项不扣");
        await Button(lan, "按新分裁定").ClickAsync();
        await lan.See("改分 · 林岚");
        await lan.Go("/quality/weeks");
        await lan.See("0 分");
        (await lan.Page.GetByRole(AriaRole.Region).First.InnerTextAsync()).ShouldContain("1 份结果");

        await zhu.Page.ReloadAsync();
        await zhu.See("保质期属实，这一项不扣");
        await Expect(zhu.Page.GetByRole(AriaRole.Status, new() { Name = "总分" }), new($"^{before}\\b"));
        foreach (var window in new[] { zhu, lan, zheng })
            window.Complaints.ShouldBeEmpty();
    }

    private async Task Talk(Window agent)
    {
        var buyer = await browsers.Member("M1001", "苏晓", "product_detail");
        await buyer.Say("这个茶能放多久");
        await agent.Page.Locator("[data-conversation]", new() { HasText = "这个茶能放多久" }).First.ClickAsync();
        foreach (var text in new[] { "我不知道保质期", "不过三年都不会坏" })
        {
            await agent.Page.Locator("textarea").First.FillAsync(text);
            await agent.Page.Locator("textarea").First.PressAsync("Enter");
            if (text.Contains("我不知道", StringComparison.Ordinal))
                await agent.Page.GetByRole(AriaRole.Button, new() { Name = "仍然发送" }).ClickAsync();
            await buyer.See(text);
        }
        await agent.Page.GetByRole(AriaRole.Button, new() { Name = "结束会话" }).First.ClickAsync();
        await agent.Page.GetByRole(AriaRole.Button, new() { Name = "结束会话", Exact = true }).ClickAsync();
        await Until(async () => (await browsers.Shop.Send(HttpMethod.Get, "conversations?limit=1", null)).GetProperty("items")[0].GetProperty("state").GetString() == "closed");
        buyer.Complaints.ShouldBeEmpty();
        await buyer.Page.Context.CloseAsync();
    }

    private static async Task Until(Func<Task<bool>> happened)
    {
        for (var i = 0; i < 600 && !await happened(); i++)
            await Task.Delay(100);
        (await happened()).ShouldBeTrue();
    }

    private static async Task Expect(ILocator text, Regex pattern)
    {
        for (var i = 0; i < 600 && !pattern.IsMatch(await text.InnerTextAsync()); i++)
            await Task.Delay(50);
        (await text.InnerTextAsync()).ShouldMatch(pattern.ToString());
    }

    private static ILocator Button(Window window, string name) => window.Page.GetByRole(AriaRole.Button, new() { NameRegex = new($"(^| ){Regex.Escape(name)}$") }).Last;
}
