using Microsoft.Playwright;

namespace Yingke.E2E;

/// <summary>The shop's day as its people live it, in real browsers.</summary>
public sealed class StoryTests : IAsyncLifetime
{
    // A shop for each story: who is on duty in one would be asked in the other.
    private readonly Browsers browsers = new();

    public ValueTask InitializeAsync() => browsers.InitializeAsync();

    public ValueTask DisposeAsync() => browsers.DisposeAsync();

    [Fact]
    public async Task A_question_reaches_the_right_agent_is_answered_handed_on_closed_and_rated()
    {
        var mei = await browsers.SignIn("xiaomei");
        var zhu = await browsers.SignIn("xiaozhu");
        var buyer = await browsers.Buyer("order_detail");

        await buyer.Say("我的快递到哪了");
        await mei.See("我的快递到哪了");
        (await zhu.Page.GetByText("我的快递到哪了").CountAsync()).ShouldBe(0, "the pre-sale agent is not asked");
        await mei.Page.Locator("[data-conversation]").First.ClickAsync();
        await Write(mei, "您好，包裹今天下午派送");
        await buyer.See("您好，包裹今天下午派送");

        await mei.Page.Keyboard.PressAsync("Alt+P");
        await Write(mei, "买家很着急，请优先");
        await mei.See("买家很着急，请优先");
        (await buyer.Page.GetByText("买家很着急").CountAsync()).ShouldBe(0, "a note stays with the staff");

        await mei.Page.Keyboard.PressAsync("Alt+T");
        var dialog = mei.Page.GetByRole(AriaRole.Dialog);
        await dialog.GetByText("小竹").First.ClickAsync();
        await dialog.GetByRole(AriaRole.Combobox).First.ClickAsync();
        await mei.Page.GetByTitle("需要售前介绍").Last.ClickAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "转接" }).Last.ClickAsync();

        await zhu.Page.Locator("[data-conversation]").First.ClickAsync();
        await zhu.See("买家很着急，请优先");
        await zhu.See("您好，包裹今天下午派送");
        await Write(zhu, "我来为您介绍新茶");
        await buyer.See("我来为您介绍新茶");
        await Close(zhu);

        await buyer.Page.GetByRole(AriaRole.Radio).Last.ClickAsync();
        await buyer.Page.GetByRole(AriaRole.Button, new() { Name = "提交评价" }).ClickAsync();
        await buyer.See("感谢");
        new[] { mei, zhu, buyer }.SelectMany(w => w.Complaints).ShouldBeEmpty();
        foreach (var window in new[] { mei, zhu, buyer })
            await window.Page.Context.CloseAsync();
    }

    [Fact]
    public async Task Markup_from_a_buyer_is_shown_as_text()
    {
        var mei = await browsers.SignIn("xiaomei");
        var buyer = await browsers.Buyer("order_list");
        const string attack = "<img src=x onerror=alert(1)><svg/onload=alert(2)> javascript:alert(3)";

        await buyer.Say(attack);
        await mei.Page.Locator("[data-conversation]", new() { HasText = "<img" }).First.ClickAsync();
        await mei.Page.GetByRole(AriaRole.Log).GetByText("<img src=x").First.WaitForAsync();
        await Write(mei, attack);
        await buyer.Page.GetByText("<img src=x").Nth(1).WaitForAsync();

        mei.Complaints.ShouldBeEmpty();
        buyer.Complaints.ShouldBeEmpty();
        (await mei.Page.Locator("img[src='x']").CountAsync()).ShouldBe(0);
        await Close(mei);
        await mei.Page.Context.CloseAsync();
        await buyer.Page.Context.CloseAsync();
    }

    [Fact]
    public async Task All_full_the_next_buyer_queues_and_the_supervisor_sees_it_then_a_place_frees()
    {
        await browsers.Shop.Hire("xiaoju", "小菊", "售前", ["presale"], im: true, capacity: 1);
        var ju = await browsers.SignIn("xiaoju");
        var supervisor = await browsers.SignIn("linlan");
        await supervisor.Go("/wall");
        var first = await browsers.Buyer("product_detail");
        await first.Say("这款茶耐泡吗");
        await ju.See("这款茶耐泡吗");

        var second = await browsers.Buyer("shop_home");
        await second.Say("有新茶吗");
        await second.See("下一位就是您");
        var third = await browsers.Buyer("shop_home");
        await third.Say("想买礼盒");
        await third.See("前面还有 1 位");
        await supervisor.See("小菊");

        await ju.Page.Locator("[data-conversation]", new() { HasText = "这款茶耐泡吗" }).First.ClickAsync();
        await Write(ju, "很耐泡");
        await Close(ju);
        await third.See("下一位就是您");
        await ju.Page.Locator("[data-conversation]").First.ClickAsync();
        await ju.See("有新茶吗");
        await Write(ju, "有的，明前龙井");
        await second.See("有的，明前龙井");

        await Close(ju);
        await third.See("小菊");
        new[] { ju, supervisor, first, second, third }.SelectMany(w => w.Complaints).ShouldBeEmpty();
        foreach (var window in new[] { ju, supervisor, first, second, third })
            await window.Page.Context.CloseAsync();
    }

    private static async Task Write(Window agent, string text)
    {
        var box = agent.Page.Locator("textarea").First;
        await box.FillAsync(text);
        await box.PressAsync("Enter");
    }

    private static async Task Close(Window agent)
    {
        await agent.Page.GetByRole(AriaRole.Button, new() { Name = "结束会话" }).First.ClickAsync();
        await agent.Page.GetByRole(AriaRole.Button, new() { Name = "结束会话", Exact = true }).ClickAsync();
    }
}
