using Yingke.Domain.Accounts;

namespace Yingke.Server.Tests.Security;

/// <summary>What is promised of one route.</summary>
/// <param name="Method">HTTP methods, <c>ANY</c> for a hub.</param>
/// <param name="Path">Below /api/v1, or from the root where the program itself does not say /api/v1.</param>
/// <param name="Who">public, visitor, staff or person (staff, but no program's key), and after a colon the permissions of which one is needed.</param>
/// <param name="Body">A body that the route takes from a <see cref="Scene"/>; null where it reads none.</param>
/// <param name="Also">Further bodies, where the members depend on each other.</param>
public sealed record Row(string Method, string Path, string Who, Func<Scene, object>? Body = null, params Func<Scene, object>[] Also)
{
    public IEnumerable<object> Bodies(Scene scene) => Body is null ? [] : [Body(scene), .. Also.Select(body => body(scene))];

    public string Key => $"{Method} {Path}";

    public bool IsApi => !Path.StartsWith("/hubs", StringComparison.Ordinal) && !Path.StartsWith("root:", StringComparison.Ordinal);

    public string Kind => Who.Split(':')[0];

    public string[] Permissions => Who.Split(':') is [_, var permissions] ? permissions.Split('|') : [];

    /// <summary>Its address for one thing, with a real word wherever the path has one of a few.</summary>
    public string For(Guid id) => Path.Replace("{id}", id.ToString(), StringComparison.Ordinal).Replace("{duty}", "tickets", StringComparison.Ordinal).Replace("{channel}", "shop", StringComparison.Ordinal).Replace("{day}", "2026-03-01", StringComparison.Ordinal);

    public override string ToString() => Key;
}

/// <summary>The expectation table of all routes (reliability I29): a route without a row fails the build.</summary>
public static partial class RouteTable
{
    private const string Chat = "staff:" + Permission.ImChat;
    private const string Manage = "staff:" + Permission.AgentsManage;
    private const string Supervise = "staff:" + Permission.ImSupervise;
    private const string Aftersale = "staff:" + Permission.AftersaleHandle;
    private const string Keys = "staff:" + Permission.ApiKeys;
    private const string Tickets = "staff:" + Permission.TicketsHandle;
    private const string Edit = "staff:" + Permission.SettingsEdit;
    private const string Move = "staff:" + Permission.HistoryMove;
    private const string Hotline = "staff:" + Permission.HotlineHandle;
    private const string Orders = "staff:" + Permission.OrdersManage;
    private const string ManageOrSupervise = "staff:" + Permission.AgentsManage + "|" + Permission.ImSupervise;

    public static readonly IReadOnlyList<Row> All =
    [
        .. OfFigures,
        .. OfKnowledge,
        .. OfShifts,
        .. OfAlerts,
        .. OfCampaigns,
        .. OfPeople,
        .. OfRobot,
        new("POST", "/session", "public", s => new { shop = s.Shop.Code, account = "nobody", password = "long enough 1", code = "123456" }),
        new("GET", "/session", "person"),
        new("DELETE", "/session", "person"),
        new("PUT", "/session/password", "person", _ => new { current = "not the present one", next = "a new and better 1" }),
        new("PATCH", "/session/agent", "person", _ => new { name = "小竹", language = "en-US", greeting = "您好", capacity = 9 }),
        new("POST", "/session/second-factor", "person"),
        new("PUT", "/session/second-factor", "person", _ => new { code = "123456" }),
        new("DELETE", "/session/second-factor", "person", _ => new { code = "123456" }),
        new("GET", "/sessions", "person"),
        new("DELETE", "/sessions/{id}", "person"),

        new("GET", "/agents", ManageOrSupervise),
        new("GET", "/agents/temporary-quota", Manage),
        new("POST", "/agents/temporary-quota", Manage),
        new("GET", "/agents/{id}", ManageOrSupervise),
        new("POST", "/agents", Manage, s => new
        {
            accountName = "new-" + Guid.NewGuid().ToString("N")[..8], name = "新人", password = "a new and better 1", postId = s.Post, groups = new[] { "presale" }, im = true, capacity = 5, weight = 1,
            employeeNumber = "E1", extension = Telephone(), grade = "senior", company = "云客服", language = "zh-CN", greeting = "您好",
        }),
        new("PATCH", "/agents/{id}", Manage, s => new
        {
            name = "新名", postId = s.Post, groups = new[] { "presale", "aftersale" }, im = true, capacity = 5, weight = 2, employeeNumber = "E2", extension = Telephone(), grade = "lead", company = "云客服",
            language = "en-US", greeting = "您好",
        }),
        new("POST", "/agents/{id}/password", Manage, _ => new { password = "a new and better 1" }),
        new("DELETE", "/agents/{id}/second-factor", Manage),
        new("PUT", "/agents/{id}/suspension", Manage),
        new("DELETE", "/agents/{id}/suspension", Manage),
        new("GET", "/posts", Manage),
        new("POST", "/posts", Manage, _ => new { name = "岗 " + Guid.NewGuid().ToString("N")[..8], permissions = new Dictionary<string, string> { ["im.chat"] = "all" } }),
        new("PATCH", "/posts/{id}", Manage, _ => new { name = "岗 " + Guid.NewGuid().ToString("N")[..8], permissions = new Dictionary<string, string> { ["im.chat"] = "all" } }),
        new("DELETE", "/posts/{id}", Manage),
        new("GET", "/permissions", "staff:" + Permission.AgentsManage + "|" + Permission.ApiKeys),
        new("GET", "/settings", "staff:" + Permission.SettingsEdit + "|" + Permission.ImSupervise),
        new("PUT", "/settings", "staff:" + Permission.SettingsEdit, s => s.Settings),
        new("GET", "/settings/identity", "person:" + Permission.SettingsEdit),
        new("POST", "/settings/identity/rotation", "person:" + Permission.SettingsEdit),
        new("GET", "/settings/inbound/{purpose}", "person:" + Permission.SettingsEdit),
        new("POST", "/settings/inbound/{purpose}/rotation", "person:" + Permission.SettingsEdit),
        // Signed: Orders/InboundTests.
        new("POST", "/hooks/{key}/orders", "public"),
        // Signed: Hotline/CallWebhookTests.
        new("POST", "/hooks/{key}/calls", "public"),
        new("GET", "/api-keys", "staff:" + Permission.ApiKeys),
        new("POST", "/api-keys", "person:" + Permission.ApiKeys, _ => new { name = "ERP", scopes = new[] { "im.chat" } }),
        new("DELETE", "/api-keys/{id}", "person:" + Permission.ApiKeys),
        new("GET", "/audit", "staff:" + Permission.AuditView),

        new("GET", "/desk", Chat),
        new("PUT", "/presence", Chat, _ => new { presence = "busy", reason = "小休" }),
        new("GET", "/transfer-targets", Chat),

        new("GET", "/desk/strip", Chat),
        new("GET", "/wall", Supervise),
        new("PUT", "/agents/{id}/presence", Supervise, _ => new { presence = "busy", reason = "小休" }),
        new("PUT", "/agents/{id}/capacity", Supervise, _ => new { capacity = 7 }),
        new("POST", "/conversations/moves", Supervise, s => new { conversationIds = new[] { s.Conversation }, to = new { queue = true }, reason = "业务不符", force = false }),

        new("GET", "/conversations", "staff"),
        new("GET", "/conversations/{id}", "staff"),
        new("GET", "/conversations/{id}/messages", "staff"),
        new("GET", "/conversations/{id}/files", "staff"),
        new("POST", "/conversations/{id}/messages", Chat, _ => new { clientId = NewId(), kind = "text", text = "好的" }, _ => new { clientId = NewId(), kind = "product_card", product = Card() },
            s => new { clientId = NewId(), kind = "image", fileId = s.File }),
        new("POST", "/conversations/{id}/notes", Chat, s => new { clientId = NewId(), text = "备注", mentions = new[] { s.Agent } }),
        new("POST", "/conversations/{id}/recalls", Chat, _ => new { clientId = NewId(), seq = 4 }),
        new("POST", "/conversations/{id}/rating-invitation", Chat, _ => new { clientId = NewId() }),
        new("POST", "/conversations/{id}/transfer", Chat, _ => new { to = new { queue = true }, reason = "业务不符", note = "请看", force = false }),
        new("POST", "/conversations/{id}/closure", Chat, _ => new { reason = "已解决", tags = new[] { "物流" } }),
        new("POST", "/conversations/{id}/claim", Chat),
        new("POST", "/conversations/{id}/takeover", "staff:" + Permission.ImSupervise),
        new("PUT", "/conversations/{id}/star", Chat),
        new("DELETE", "/conversations/{id}/star", Chat),

        new("GET", "/buyers/{id}", "staff"),
        new("GET", "/buyers/{id}/conversations", "staff"),
        new("PATCH", "/buyers/{id}", Chat, _ => new { name = "王女士", tags = new[] { "老客" }, notes = "喜欢红茶", vip = true }),
        new("PUT", "/buyers/{id}/block", Chat, _ => new { reason = "辱骂客服" }),
        new("DELETE", "/buyers/{id}/block", Chat),
        new("POST", "/buyers/{id}/phone-reveal", "staff:" + Permission.BuyersContact),

        new("GET", "/buyers/{id}/pages", "staff"),
        new("GET", "/buyers/{id}/orders", "staff"),

        new("GET", "/orders", "staff"),
        new("GET", "/orders/{id}", "staff"),
        new("PUT", "/orders/{number}", Orders, _ => Order()),
        new("POST", "/orders/{id}/phone-reveal", "staff:" + Permission.BuyersContact),
        new("POST", "/orders/{id}/confirmation", Orders),
        new("POST", "/orders/{id}/cancellation", Orders, _ => new { reason = "买家不想要了" }),
        new("PUT", "/orders/{id}/note", Orders, _ => new { note = "多放小样" }),
        new("PUT", "/orders/{id}/address", Orders, _ => new { name = "苏晓", phone = "13800002046", region = "浙江省 杭州市", street = "西湖区龙井路 1 号" }),
        new("PUT", "/orders/{id}/line", Orders, s => new { lineId = s.Line, sku = "200 克", quantity = 2 }),
        new("POST", "/orders/{id}/exceptions", Orders, _ => new { reportedBy = "buyer", reason = "少发一盒" }),
        new("GET", "/order-exceptions", Orders),
        new("PUT", "/order-exceptions/{id}/result", Orders, _ => new { result = "已补发" }),
        new("POST", "/orders/{id}/price-offers", "staff:" + Permission.OrdersPrice, s => new { clientId = NewId(), conversationId = s.Conversation, lines = new[] { new { lineId = s.Line, totalFen = 12700 } }, freightFen = 0 },
            s => new { clientId = NewId(), conversationId = s.Conversation, discountFen = 100 }),
        new("GET", "/products", Chat),
        new("POST", "/conversations/{id}/order-cards", Chat, s => new { clientId = NewId(), orderId = s.Order }, _ => new { clientId = NewId(), title = "早春搭配", items = new[] { Card(), Card() } }),
        // These take forms: Orders/OrderImportTests.
        new("POST", "/order-imports/preview", Orders),
        new("POST", "/order-imports", Orders),
        new("GET", "/order-imports", Orders),
        new("GET", "/order-imports/{id}", Orders),
        new("GET", "/visitor/orders", "visitor"),
        new("GET", "/visitor/orders/{id}", "visitor"),
        new("GET", "/visitor/price-offers/{id}", "visitor"),
        new("POST", "/visitor/price-offers/{id}/acceptance", "visitor"),
        new("POST", "/visitor/pages", "visitor", _ => new { title = "明前龙井", url = "https://shop.example.cn/p/1" }),

        new("GET", "/deadlines", Supervise),
        new("GET", "/categories", "staff"),
        new("POST", "/categories", Edit, s => new { name = "类 " + Guid.NewGuid().ToString("N")[..8], parentId = s.Category }),
        new("PATCH", "/categories/{id}", Edit, _ => new { name = "类 " + Guid.NewGuid().ToString("N")[..8], position = 1, archived = false }),
        new("GET", "/categories/figures", "staff:" + Permission.ReportsView),
        new("GET", "/tickets", Tickets),
        new("GET", "/tickets/counts", Tickets),
        new("GET", "/tickets/options", Tickets),
        new("POST", "/tickets", Tickets, s => new
        {
            clientId = NewId(), kind = "on_site", priority = "high", title = "上门检修", text = "壶盖不合", origin = "aftersale", buyerId = s.Buyer, subjectId = s.Application, subject = s.ApplicationNumber, assigneeId = s.Serving.Id,
            department = "仓库", watchers = new[] { s.Serving.Id }, fileIds = Array.Empty<Guid>(), categoryId = s.Category, visit = Visit(),
        }, s => new { clientId = NewId(), kind = "complaint", title = "投诉", conversationId = s.Conversation }),
        new("GET", "/tickets/{id}", Tickets),
        new("PATCH", "/tickets/{id}", Tickets, _ => new { version = 1, title = "改过的标题", text = "说明", priority = "urgent", visit = Visit() }),
        new("POST", "/tickets/{id}/assignment", Tickets, s => new { agentId = s.Serving.Id, department = "仓库", note = "请核对库存" }),
        new("POST", "/tickets/{id}/replies", Tickets, _ => new { text = "已安排补发", fileIds = Array.Empty<Guid>() }),
        new("POST", "/tickets/{id}/waiting", Tickets, _ => new { text = "等买家寄回" }),
        new("POST", "/tickets/{id}/resolution", Tickets, s => new { text = "已补发", categoryId = s.Category }),
        new("POST", "/tickets/{id}/closure", Tickets, _ => new { }),
        new("GET", "/tickets/warehouse-scores", Supervise),
        new("POST", "/tickets/{id}/reopening", Tickets, _ => new { text = "又坏了" }),
        new("PUT", "/tickets/{id}/watch", Tickets),
        new("DELETE", "/tickets/{id}/watch", Tickets),
        new("GET", "/calls", Hotline),
        new("GET", "/calls/current", Hotline),
        new("GET", "/calls/agents", Hotline),
        new("GET", "/calls/scripts", Hotline),
        new("GET", "/calls/buyers", Hotline),
        new("GET", "/calls/{id}", Hotline),
        new("PUT", "/calls/{id}/note", Hotline, s => new { note = "问发票", categoryId = s.Category }),
        new("PUT", "/calls/{id}/buyer", Hotline, s => new { buyerId = s.Buyer }, _ => new { name = "来电的王先生" }),
        new("POST", "/calls/{id}/phone-reveal", "staff:" + Permission.BuyersContact),
        // These take forms: Hotline/CdrImportTests.
        new("POST", "/call-imports/preview", Move),
        new("POST", "/call-imports", Move),
        new("GET", "/hotline-settings", Edit + "|" + Permission.ImSupervise),
        new("PUT", "/hotline-settings", Edit, s => s.HotlineSettings),
        new("GET", "/ticket-settings", Edit + "|" + Permission.ImSupervise),
        new("PUT", "/ticket-settings", Edit, s => s.TicketSettings),
        new("GET", "/callbacks", Tickets),
        new("POST", "/callbacks", Tickets, s => new { buyerId = s.Buyer, conversationId = s.Conversation, ticketId = s.Ticket, day = s.Today, agentId = s.Serving.Id, note = "问问满意吗" }),
        new("POST", "/callbacks/visits", Tickets, s => new { clientId = NewId(), title = "新茶回访", day = s.Today, buyerIds = new[] { s.Buyer }, agentIds = new[] { s.Serving.Id }, questions = new[] { "满意吗？" } }),
        new("GET", "/callbacks/candidates", Tickets),
        new("POST", "/callbacks/{id}/completion", Tickets, _ => new { result = "满意", answers = new[] { "好" } }),
        new("POST", "/callbacks/{id}/assignment", Tickets, s => new { agentId = s.Serving.Id }),
        new("GET", "/aftersales", "staff"),
        new("GET", "/aftersales/{id}", "staff"),
        new("GET", "/aftersales/{id}/slip", "staff"),
        new("POST", "/aftersales/{id}/receipt", "staff"),
        new("POST", "/aftersales", Aftersale, s => new { orderId = s.PaidOrder, lineId = s.PaidLine, type = "return", quantity = 1, reason = "质量问题", text = "有裂纹", askedFen = 100, conversationId = s.Conversation }),
        new("POST", "/aftersales/{id}/approval", Aftersale, _ => new { }),
        new("POST", "/aftersales/{id}/rejection", Aftersale, _ => new { reason = "超过退货期" }),
        new("POST", "/aftersales/{id}/parcel", Aftersale, _ => new { company = "顺丰速运", number = "SF1234567890" }),
        new("POST", "/aftersales/{id}/inspection", Aftersale, _ => new
        {
            faultFound = true, model = true, quantity = true, label = true, packaging = true, byCertificate = false, inspector = "老张", pictures = Array.Empty<Guid>(), note = "裂纹",
        }),
        new("POST", "/aftersales/{id}/reshipment", Aftersale, _ => new { company = "顺丰速运", number = "SF1234567890" }),
        new("POST", "/aftersales/{id}/repair", Aftersale, _ => new { company = "顺丰速运", number = "SF1234567890" }),
        new("POST", "/aftersales/{id}/agreement", Aftersale, _ => new { reason = "电话确认" }),
        new("POST", "/aftersales/{id}/return", Aftersale, _ => new { company = "顺丰速运", number = "SF1234567890" }),
        new("POST", "/aftersales/{id}/platform", Aftersale, _ => new { reason = "平台来函" }),
        new("POST", "/aftersales/{id}/platform-decision", Aftersale, _ => new { @for = "seller", reason = "证据不足" },
            _ => new { @for = "buyer", reason = "丢件", key = "decision", goodsFen = 1, freightFen = 0, paidByPlatform = true }),
        new("POST", "/aftersales/{id}/invoice", Aftersale, _ => new { issued = true, number = "红字 1" }),
        new("POST", "/aftersales/{id}/closure", Aftersale, s => new { categoryId = s.Category }),
        new("POST", "/aftersales/{id}/penalty", Supervise, _ => new { fen = 100, reason = "漏检裂纹" }),
        // Wants evidence of one's own that hangs nowhere: AfterSales/RefundTests.
        new("POST", "/aftersales/{id}/compensations", Aftersale),
        new("GET", "/aftersales/addresses", Aftersale),
        new("GET", "/aftersales/policies", Aftersale),
        new("GET", "/aftersales/settings", Aftersale),
        new("GET", "/aftersales/summary", Aftersale + "|" + Permission.ImSupervise),
        new("POST", "/aftersales/{id}/refunds", "staff:" + Permission.RefundPay, _ => new { key = "refund", goodsFen = 1, freightFen = 0 }),
        new("POST", "/aftersales/refunds/{id}/confirmation", "staff:" + Permission.RefundPay),
        new("POST", "/aftersales/refunds/{id}/refusal", "staff:" + Permission.RefundPay, _ => new { reason = "金额有误" }),
        new("POST", "/aftersales/addresses", Edit, _ => new { contact = "老张", phone = "0571-88000000", region = "浙江省杭州市", street = "龙井路 1 号", isDefault = false }),
        new("PUT", "/aftersales/addresses/{id}", Edit, _ => new { contact = "老张", phone = "0571-88000000", region = "浙江省杭州市", street = "龙井路 2 号", isDefault = true }),
        new("DELETE", "/aftersales/addresses/{id}", Edit),
        new("POST", "/aftersales/policies", Edit, _ => new
        {
            productId = "P1", effectiveAt = "2030-01-01T00:00:00Z", returnDays = 7, exceptions = "定制品", warrantyMonths = 12, unsaleable = false, text = "七天无理由退货",
        }),
        new("PUT", "/aftersales/settings", Edit, s => new
        {
            version = 0, settings = new { perOrderFen = 1000, perDayFen = 2000, posts = new[] { new { postId = s.Post, perOrderFen = 1, perDayFen = 2 } }, holidays = new[] { "2026-10-01" }, reasons = new[] { "质量问题" } },
        }),
        new("GET", "/aftersales/sandbox", Edit),
        new("PUT", "/aftersales/sandbox", Edit, _ => new { mode = "normal", delayMs = 0 }),
        new("POST", "/conversations/{id}/aftersale-cards", Chat, s => new { clientId = NewId(), applicationId = s.Application }),
        // Signed by the gateway: AfterSales/GatewayTests.
        new("POST", "/payments/reports", "public"),
        new("GET", "/visitor/aftersales", "visitor"),
        new("GET", "/visitor/aftersales/{id}", "visitor"),
        new("POST", "/visitor/aftersales", "visitor", s => new { orderId = s.PaidOrder, lineId = s.PaidLine, type = "return", quantity = 1, reason = "质量问题", text = "有裂纹", askedFen = 100 }),
        new("POST", "/visitor/aftersales/{id}/withdrawal", "visitor"),
        new("POST", "/visitor/aftersales/{id}/reapplication", "visitor", _ => new { reason = "质量问题", text = "有裂纹" }),
        new("POST", "/visitor/aftersales/{id}/platform", "visitor", _ => new { reason = "请平台核实" }),
        new("POST", "/visitor/aftersales/{id}/parcel", "visitor", _ => new { company = "顺丰速运", number = "SF1234567890" }),
        new("POST", "/visitor/aftersales/{id}/agreement", "visitor"),
        new("PUT", "/visitor/aftersales/{id}/rating", "visitor", _ => new { stars = 5 }),

        new("GET", "/visitor/complaints", "visitor"),
        new("POST", "/visitor/complaints", "visitor", s => new { clientId = NewId(), text = "客服不理人", conversationId = s.Conversation, orderId = s.Order }),

        new("GET", "/webhooks", Keys),
        new("POST", "/webhooks", Keys, _ => new { url = "https://example.com/hook", kind = "generic", events = new[] { "conversation.rated" } }),
        new("PATCH", "/webhooks/{id}", Keys, _ => new { url = "https://example.com/hook2", events = new[] { "conversation.rated" }, enabled = false, rotateSecret = true }),
        new("DELETE", "/webhooks/{id}", Keys),
        new("POST", "/webhooks/{id}/test", Keys),
        new("GET", "/webhooks/{id}/deliveries", Keys),
        new("POST", "/webhooks/deliveries/{id}/replay", Keys),
        // Takes a form: History/HistoryRoutesTests.
        new("POST", "/history/imports", Move),
        new("GET", "/history/imports", Move),
        new("GET", "/history/imports/{id}", Move),
        new("GET", "/history/imports/{id}/bad-lines", Move),
        new("GET", "/history/export", Move),

        // Files travel as forms: FileTests. Reading is public because a picture's address carries no header; the ticket in it is looked at inside.
        new("POST", "/files", Chat + "|" + Permission.TicketsHandle),
        new("GET", "/favourite-pictures", "person:" + Permission.ImChat),
        new("POST", "/favourite-pictures", "person:" + Permission.ImChat, s => new { fileId = s.OwnersFile }),
        new("DELETE", "/favourite-pictures/{id}", "person:" + Permission.ImChat),
        new("POST", "/favourite-pictures/{id}/files", "person:" + Permission.ImChat),
        new("POST", "/visitor/files", "visitor"),
        new("GET", "/files/{id}", "public"),

        new("POST", "/visitor/sessions", "public", s => new
        {
            shop = s.Shop.PublicKey, token = "none", language = "zh-CN",
            identity = new { memberId = "m1", name = "王", phone = "13800000000", expires = 4102444800, signature = "00" },
        }),
        new("POST", "/visitor/conversation", "visitor", _ => new { source = "order_detail", channel = "h5", pageTitle = "订单", pageUrl = "https://shop.example.cn/1", product = Card(), order = Card() }),
        new("GET", "/visitor/conversation", "visitor"),
        new("GET", "/visitor/conversations/{id}/messages", "visitor"),
        new("POST", "/visitor/conversations/{id}/messages", "visitor", _ => new { clientId = NewId(), text = "在吗" }, _ => new { clientId = NewId(), kind = "product_card", product = Card() }),
        new("POST", "/visitor/conversations/{id}/closure", "visitor"),
        new("POST", "/visitor/conversations/{id}/offline-message", "visitor"),
        new("PUT", "/visitor/conversations/{id}/rating", "visitor", _ => new { stars = 5, tags = new[] { "耐心" }, text = "好" }),

        new("ANY", "/hubs/desk", "staff"),
        new("ANY", "/hubs/desk/negotiate", "staff"),
        new("ANY", "/hubs/visitor", "visitor"),
        new("ANY", "/hubs/visitor/negotiate", "visitor"),
        new("GET", "root:/healthz", "public"),
        new("GET", "root:/readyz", "public"),
        new("GET", "root:/openapi/{documentName}.json", "public"),
        new("GET HEAD", "root:*", "public"),
    ];

    private static object Visit() => new { technician = "老周", tools = "扳手", promisedAt = "2026-05-01T10:00:00.000Z", arrivedAt = "2026-05-01T10:05:00.000Z", cause = "壶盖磕碰", parts = "壶盖", confirmedAt = "2026-05-01T11:00:00.000Z" };

    /// <summary>Nobody else's.</summary>
    private static string Telephone() => Guid.NewGuid().ToString("N")[..12];

    private static string NewId() => Guid.NewGuid().ToString("N");

    private static object Order() => new
    {
        buyer = new { memberId = "m-77", name = "苏晓", phone = "13800002046" }, platform = "taobao", state = "shipped", totalFen = 13400, freightFen = 600, paidFen = 13400,
        placedAt = "2026-03-01T08:00:00Z", paidAt = "2026-03-01T08:05:00Z", shippedAt = "2026-03-01T20:00:00Z", pickedUpAt = "2026-03-01T22:00:00Z", receivedAt = "2026-03-02T01:00:00Z",
        completedAt = "2026-03-02T01:10:00Z", closedAt = "2026-03-02T01:20:00Z", closeReason = "无", promisedShipAt = "2026-03-03T08:00:00Z",
        receiver = new { name = "苏晓", phone = "13800002046", region = "浙江省 杭州市", street = "龙井路 1 号" },
        logistics = new { company = "中通快递", number = "ZT1", track = new[] { new { at = "2026-03-01T22:00:00Z", text = "已揽收" } } }, buyerMessage = "尽快", note = "老客",
        lines = new[]
        {
            new
            {
                id = "l1", kind = "goods", productId = "P1", sku = "100 克", title = "明前龙井", imageUrl = "/p/1.svg", url = "/p/1", quantity = 1, priceFen = 12800, totalFen = 12800, paidFen = 12800,
                vouchers = 0, usedVouchers = 0, validUntil = "2026-06-01T00:00:00Z", terms = "凭券", refundsUnused = true, refundsExpired = true,
            },
        },
        updatedAt = "2026-03-02T02:00:00Z",
    };

    private static object Card() => new { id = "P1", title = "明前龙井", imageUrl = "https://shop.example.cn/1.jpg", priceFen = 12800, url = "/p/1", text = "50 克" };
}
