using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Yingke.E2E;

/// <summary>Trade beside the chat, as its people live it: one order sent back and paid back, another made cheaper, a complaint (spec: orders-aftersales.md, tickets-hotline.md).</summary>
public sealed class TradeStoryTests : IAsyncLifetime
{
    private readonly Browsers browsers = new();

    public ValueTask InitializeAsync() => browsers.InitializeAsync();

    public ValueTask DisposeAsync() => browsers.DisposeAsync();

    [Fact]
    public async Task One_line_of_an_order_comes_back_and_is_paid_back_once()
    {
        await browsers.Shop.Hire("xiaohe", "小荷", "售中", [], im: false, capacity: 1);
        await browsers.Shop.Send(HttpMethod.Post, "aftersales/addresses", new { contact = "仓库 老张", phone = "0571-88000000", region = "浙江省杭州市", street = "龙井路 1 号", isDefault = true });
        await browsers.Shop.Order("2026110001", "received", "M1001", "苏晓", paid: true, ("明前云雾绿茶", 12_800), ("天青釉盖碗", 16_800));
        var mei = await browsers.SignIn("xiaomei");
        var buyer = await browsers.Member("M1001", "苏晓", "order_detail");
        await buyer.Say("我的快递到哪了");
        await mei.Page.Locator("[data-conversation]", new() { HasText = "我的快递到哪了" }).First.ClickAsync();

        // Beside the chat: the order, its card, and a return for one of its lines.
        var order = mei.Page.Locator("[data-order='2026110001']");
        await Button(order, "发送订单").ClickAsync();
        await buyer.See("2026110001");
        await Button(mei, "开售后单").ClickAsync();
        var dialog = mei.Page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("商品", new() { Exact = true }).ClickAsync();
        await mei.Page.GetByTitle("天青釉盖碗", new() { Exact = false }).Last.ClickAsync();
        await dialog.GetByText("退货退款").ClickAsync();
        await dialog.GetByLabel("原因").ClickAsync();
        await mei.Page.GetByTitle("质量问题").Last.ClickAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "提交" }).ClickAsync();
        await mei.See("待审核");
        var number = (await mei.Page.Locator(".ant-drawer-title", new() { HasTextRegex = new("[0-9]") }).InnerTextAsync()).Split(' ').First(word => word.Any(char.IsAsciiDigit));

        // The pre-sale agent sees the button and why it is not theirs.
        var (zhu, other) = (await browsers.SignIn("xiaozhu"), await browsers.Member("M1004", "何远", "product_detail"));
        await other.Say("这个盖碗多大");
        await zhu.Page.Locator("[data-conversation]").First.ClickAsync();
        (await Button(zhu, "开售后单").IsDisabledAsync()).ShouldBeTrue();
        await Button(zhu, "开售后单").Locator("..").HoverAsync();
        await zhu.See("该岗位无售后工作台的权限,不允许操作售后按钮");

        // Another one than who opened it approves.
        var he = await browsers.SignIn("xiaohe");
        await he.Go("/aftersales");
        await he.Page.GetByText(number).First.ClickAsync();
        await Do(he, "同意");
        await he.See("已同意");

        // The buyer reads what to enclose, sends the parcel and its number.
        await buyer.Page.GetByRole(AriaRole.Button, new() { Name = "我的订单" }).ClickAsync();
        await buyer.See("请把以下信息写在纸上放进包裹");
        await buyer.See("龙井路 1 号");
        (await buyer.Page.Locator(".slip").InnerTextAsync()).ShouldContain(number);
        await buyer.Page.GetByLabel("快递公司").FillAsync("顺丰速运");
        await buyer.Page.GetByLabel("快递单号").FillAsync("SF1234567890");
        await buyer.Page.GetByRole(AriaRole.Button, new() { Name = "提交寄回单号" }).ClickAsync();
        await buyer.See("已寄回，待商家收货");

        // The same piece once more: the buyer reads why it is refused.
        var again = buyer.Page.Locator(".sheet section.order", new() { HasText = "2026110001" });
        await again.GetByRole(AriaRole.Button, new() { Name = "申请售后 · 天青釉盖碗" }).ClickAsync();
        await again.Locator("form.apply:visible").GetByRole(AriaRole.Button, new() { Name = "提交申请" }).ClickAsync();
        await again.GetByText("可申请的数量不够").First.WaitForAsync();

        await Do(he, "确认收货");
        await Button(he, "验货").ClickAsync();
        var inspection = he.Page.GetByRole(AriaRole.Dialog).Last;
        await inspection.GetByLabel("验货人").FillAsync("老张");
        await inspection.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "盖碗.gif", MimeType = "image/gif", Buffer = Convert.FromBase64String("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7") });
        await inspection.Locator("img").First.WaitForAsync();
        await inspection.GetByRole(AriaRole.Button, new() { Name = "验货" }).ClickAsync();
        await he.See("已验货");

        // A double click is one refund.
        await Button(he, "退款").ClickAsync();
        await he.Page.GetByRole(AriaRole.Dialog).Last.GetByRole(AriaRole.Button, new() { Name = "退款" }).DblClickAsync();
        await he.See("已退款");
        await Button(he, "处理发票").ClickAsync();
        await he.Page.GetByRole(AriaRole.Dialog).Last.GetByText("未开过发票").ClickAsync();
        await he.Page.GetByRole(AriaRole.Dialog).Last.GetByRole(AriaRole.Button, new() { Name = "处理发票" }).ClickAsync();
        await Do(he, "关闭");
        await he.See("已关闭");

        var found = await browsers.Shop.Send(HttpMethod.Get, "aftersales?q=" + number, null);
        var case_ = await browsers.Shop.Send(HttpMethod.Get, "aftersales/" + found.GetProperty("items")[0].GetProperty("id").GetString(), null);
        case_.GetProperty("row").GetProperty("refundedFen").GetInt64().ShouldBe(16_800);
        case_.GetProperty("refunds").EnumerateArray().Count(r => r.GetProperty("state").GetString() == "succeeded").ShouldBe(1);
        case_.GetProperty("steps").EnumerateArray().Select(s => s.GetProperty("kind").GetString()).ShouldBe(
            ["applied", "approved", "parcel_sent", "received", "fault_found", "refund_requested", "refund_paid", "invoice_settled", "closed"]);
        case_.GetProperty("steps").EnumerateArray().ShouldAllBe(s => s.GetProperty("byKind").GetString() == "system" || s.GetProperty("byName").GetString()!.Length > 0);
        await End(mei, buyer, zhu, other, he);
    }

    [Fact]
    public async Task An_unpaid_order_is_made_cheaper_reminded_of_by_the_rules_and_a_complaint_is_called_back()
    {
        await browsers.Shop.Order("2026110002", "placed", "M1002", "周明远", paid: false, ("凤凰单丛", 15_800));
        await browsers.Shop.Order("2026110003", "placed", "M1003", "李一鸣", paid: false, ("茉莉银毫", 7_900));
        await browsers.Shop.Order("2026110004", "paid", "M1003", "李一鸣", paid: true, ("正山小种", 9_600));
        var zhu = await browsers.SignIn("xiaozhu");
        var buyer = await browsers.Member("M1002", "周明远", "product_detail");
        await buyer.Say("能便宜一点吗");
        await zhu.Page.Locator("[data-conversation]", new() { HasText = "能便宜一点吗" }).First.ClickAsync();

        var order = zhu.Page.Locator("[data-order='2026110002']");
        await Button(order, "改价").ClickAsync();
        var dialog = zhu.Page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("优惠金额（元）").FillAsync("150");
        (await dialog.GetByRole(AriaRole.Button, new() { Name = "发送改价卡片" }).IsDisabledAsync()).ShouldBeTrue("below what the agent may offer");
        await dialog.GetByLabel("优惠金额（元）").FillAsync("8");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "发送改价卡片" }).ClickAsync();
        await buyer.Page.GetByRole(AriaRole.Button, new() { Name = "接受新价格" }).ClickAsync();
        await buyer.See("已接受，按新价格付款");
        await zhu.Page.Locator("[data-order='2026110002']").GetByText("¥150.00").First.WaitForAsync();

        // Another card lies in the talk when the platform prices the order anew: it no longer holds.
        await Button(order, "改价").ClickAsync();
        await dialog.GetByLabel("优惠金额（元）").FillAsync("2");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "发送改价卡片" }).ClickAsync();
        await buyer.Page.GetByRole(AriaRole.Button, new() { Name = "接受新价格" }).WaitForAsync();
        await browsers.Shop.Order("2026110002", "placed", "M1002", "周明远", paid: false, ("凤凰单丛", 15_000));
        await buyer.Page.GetByRole(AriaRole.Button, new() { Name = "接受新价格" }).ClickAsync();
        await buyer.See("订单已变化，这张改价卡已失效");

        // Only who may be reminded is offered; of each other it says why not.
        await zhu.Go("/orders/reminders");
        await zhu.Page.GetByRole(AriaRole.Row, new() { NameString = "2026110002" }).GetByRole(AriaRole.Button).WaitForAsync();
        var other = zhu.Page.GetByRole(AriaRole.Row, new() { NameString = "2026110003" });
        (await other.InnerTextAsync()).ShouldContain("今日已付款");
        (await other.GetByRole(AriaRole.Button).CountAsync()).ShouldBe(0);

        // A complaint from beside the order: a ticket with a clock, and a call-back for tomorrow.
        await zhu.Go("/");
        await zhu.Page.Locator("[data-conversation]").First.ClickAsync();
        await Button(zhu.Page.Locator("[data-order='2026110002']"), "开工单").ClickAsync();
        await zhu.Page.GetByRole(AriaRole.Dialog).GetByText("投诉", new() { Exact = true }).ClickAsync();
        await zhu.Page.GetByRole(AriaRole.Dialog).GetByLabel("标题").FillAsync("茶叶受潮，要求补发");
        await zhu.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "开工单" }).ClickAsync();
        await zhu.Page.Locator(".ant-drawer").GetByText("茶叶受潮，要求补发").First.WaitForAsync();
        await zhu.Page.Locator(".ant-drawer").GetByText("2026110002").First.WaitForAsync();
        var ticket = (await browsers.Shop.Send(HttpMethod.Get, "tickets?kind=complaint", null)).GetProperty("items")[0];
        var clocks = await browsers.Shop.Send(HttpMethod.Get, "deadlines", null);
        clocks.GetProperty("items").EnumerateArray().Count(c => c.GetProperty("subjectId").GetString() == ticket.GetProperty("id").GetString()).ShouldBe(2, "first reply and resolution");
        var tomorrow = DateTime.UtcNow.AddHours(8).AddDays(1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        (await browsers.Shop.Send(HttpMethod.Get, "callbacks?from=" + tomorrow, null)).GetProperty("items")[0].GetProperty("cause").GetString().ShouldBe("complaint");

        // And another one by hand, from the buyer's card.
        await zhu.Page.Keyboard.PressAsync("Escape");
        await Button(zhu, "安排回访").ClickAsync();
        await zhu.Page.GetByRole(AriaRole.Dialog).Last.GetByLabel("回访事由").FillAsync("补发的茶收到了吗");
        await zhu.Page.GetByRole(AriaRole.Dialog).Last.GetByRole(AriaRole.Button, new() { Name = "安排回访" }).ClickAsync();
        await zhu.See("已安排");
        (await browsers.Shop.Send(HttpMethod.Get, "callbacks?from=" + tomorrow, null)).GetProperty("items").GetArrayLength().ShouldBe(2);
        await End(zhu, buyer);
    }

    [Fact]
    public async Task The_400_line_rings_and_the_callers_card_is_up_before_the_agent_speaks()
    {
        await browsers.Shop.Hire("xiaotong", "小桐", "热线", [], im: false, capacity: 1, extension: "801");
        await browsers.Shop.Order("2026110005", "paid", "M1005", "何远", paid: true, ("正山小种", 9_600));
        var tong = await browsers.SignIn("xiaotong");
        await browsers.Shop.Rings("K1", "ringing", "801", "13800002046");
        var card = tong.Page.GetByRole(AriaRole.Region, new() { Name = "来电", Exact = true });
        await card.GetByText("振铃中").First.WaitForAsync();
        await card.GetByText("何远").First.WaitForAsync();
        await card.GetByText("正山小种").First.WaitForAsync();

        await browsers.Shop.Rings("K1", "answered", "801", "13800002046");
        await card.GetByText("通话中").First.WaitForAsync();
        await card.GetByLabel("咨询内容").FillAsync("问什么时候发货，已告知明天");
        await card.GetByRole(AriaRole.Button, new() { Name = "保存记录" }).ClickAsync();
        await card.GetByText("已保存").First.WaitForAsync();
        await browsers.Shop.Rings("K1", "ended", "801", "13800002046");
        await card.GetByText("已接通").First.WaitForAsync();
        var call = (await browsers.Shop.Send(HttpMethod.Get, "calls", null)).GetProperty("items").EnumerateArray().ShouldHaveSingleItem();
        (call.GetProperty("note").GetString(), call.GetProperty("agent").GetProperty("name").GetString()).ShouldBe(("问什么时候发货，已告知明天", "小桐"));
        await End(tong);
    }

    private static ILocator Button(Window window, string name) => window.Page.GetByRole(AriaRole.Button, new() { NameRegex = Named(name) }).Last;

    private static ILocator Button(ILocator within, string name) => within.GetByRole(AriaRole.Button, new() { NameRegex = Named(name) });

    /// <summary>An icon before the words is part of a button's name.</summary>
    private static Regex Named(string name) => new($"(^| ){Regex.Escape(name)}$");

    /// <summary>A step of an application that asks back once.</summary>
    private static async Task Do(Window window, string step)
    {
        await Quiet(window);
        await Button(window, step).ClickAsync();
        await window.Page.Locator(".ant-modal-footer").GetByRole(AriaRole.Button, new() { NameRegex = Named(step) }).Last.ClickAsync();
        await Quiet(window);
    }

    /// <summary>The dialog before has gone.</summary>
    private static Task Quiet(Window window) => window.Page.Locator(".ant-modal:visible").First.WaitForAsync(new() { State = WaitForSelectorState.Hidden });

    private static async Task End(params Window[] windows)
    {
        windows.SelectMany(w => w.Complaints).ShouldBeEmpty();
        foreach (var window in windows)
            await window.Page.Context.CloseAsync();
    }
}
