using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Yingke.Domain.AfterSales;
using Yingke.Domain.Conversations;
using Yingke.Domain.Deadlines;
using Yingke.Domain.Orders;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Buyers;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Webhooks;

/// <summary>What happened, with everything that a body tells of it.</summary>
/// <param name="Details">Further members of the fact; null if it has none.</param>
/// <param name="Conversation">What it happened to; else the order does, and perhaps an application for it.</param>
/// <param name="Message">The message, for <c>message.created</c>.</param>
internal sealed record WebhookEvent(
    string Type, DateTimeOffset At, Shop Shop, Buyer Buyer, Conversation? Conversation = null, string? AgentName = null, JsonObject? Details = null, Entry? Message = null, string? SenderName = null,
    Order? Order = null, Application? Application = null);

/// <summary>An alert as webhooks are told it: kind and numbers, and the same in words.</summary>
internal sealed record SentAlert(
    Guid Id, string Kind, string? Measure, int? Value, int? Limit, string? Name, string? Text, int? Stars, DateTimeOffset? DueAt, string Title, string Words);

/// <summary>Bodies as their receivers read them: our own JSON, or the robots' documented text message.</summary>
internal static class WebhookBodies
{
    private const int WordsLimit = 500;

    public static string Of(WebhookKind kind, Guid id, WebhookEvent e) => kind == WebhookKind.Generic ? Generic(id, e.Type, e.At, e.Shop, Data(e)) : Robot(Words(e));

    public static string Of(WebhookKind kind, Guid id, SentAlert alert, DateTimeOffset at, Shop shop) => kind == WebhookKind.Generic
        ? Generic(id, WebhookEvents.AlertRaised, at, shop, new JsonObject { ["alert"] = JsonSerializer.SerializeToNode(alert, Stored.Json) })
        : Robot($"【{shop.Name}】{alert.Title}：{alert.Words}");

    public static string Test(WebhookKind kind, Guid id, Shop shop, DateTimeOffset now) => kind == WebhookKind.Generic
        ? Generic(id, WebhookEvents.Test, now, shop, new JsonObject { ["text"] = "来自迎客的测试 (a test from Yingke)" })
        : Robot($"【{shop.Name}】这是来自迎客的测试消息");

    private static string Generic(Guid id, string type, DateTimeOffset at, Shop shop, JsonObject data) =>
        JsonSerializer.Serialize(new { id, type, at, shop = shop.Code, data }, Stored.Json);

    /// <summary>The same for both: <c>{"msgtype":"text","text":{"content":…}}</c>.</summary>
    private static string Robot(string content) => JsonSerializer.Serialize(new { msgtype = "text", text = new { content } }, Stored.Json);

    private static JsonObject Data(WebhookEvent e)
    {
        var (data, b) = (new JsonObject(), e.Buyer);
        var buyer = new { id = b.Id, name = b.Name, memberId = b.MemberId, vip = b.Vip };
        if (e.Conversation is { } c)
        {
            data["conversation"] = JsonSerializer.SerializeToNode(new
            {
                id = c.Id, state = c.State, inquiry = c.Inquiry, source = c.Source, channel = c.Channel, openedAt = c.OpenedAt, assignedAt = c.AssignedAt, closedAt = c.ClosedAt, dueAt = c.DueAt,
                buyer, agent = c.AgentId is { } agent ? new { id = agent, name = e.AgentName } : null, product = c.Product, order = c.Order,
            }, Stored.Json);
        }
        // Names, phones and addresses of receivers are nobody's business outside.
        if (e.Order is { } o)
        {
            data["order"] = JsonSerializer.SerializeToNode(new
            {
                id = o.Id, number = o.Number, platform = o.Platform, state = o.State, totalFen = o.TotalFen, freightFen = o.FreightFen, paidFen = o.PaidFen, placedAt = o.PlacedAt, paidAt = o.PaidAt,
                shippedAt = o.ShippedAt, receivedAt = o.ReceivedAt, completedAt = o.CompletedAt, closedAt = o.ClosedAt, logisticsCompany = o.LogisticsCompany, logisticsNumber = o.LogisticsNumber,
                openApplications = o.OpenApplications, buyer,
                lines = o.Lines.OrderBy(l => l.Position).Select(l => new { id = l.Id, productId = l.ProductId, title = l.Title, sku = l.Sku, quantity = l.Quantity, totalFen = l.TotalFen, paidFen = l.PaidFen }),
            }, Stored.Json);
        }
        if (e.Application is { } a)
        {
            data["application"] = JsonSerializer.SerializeToNode(new
            {
                id = a.Id, number = a.Number, type = a.Type, state = a.State, lineId = a.LineId, quantity = a.Quantity, vouchers = a.Vouchers, reason = a.Reason, askedFen = a.AskedFen,
                refundedFen = a.RefundedFen, appliedAt = a.AppliedAt, dueAt = a.DueAt, resolution = a.Resolution, resolvedAt = a.ResolvedAt, closedAt = a.ClosedAt,
            }, Stored.Json);
        }
        foreach (var (name, value) in e.Details ?? [])
            data[name] = value?.DeepClone();
        if (e.Message is { } m)
        {
            data["message"] = JsonSerializer.SerializeToNode(new
            {
                seq = m.Seq, kind = m.Kind, from = m.From, senderName = e.SenderName, at = m.At, text = m.Text, product = m.Details?.Product,
                file = m.Details?.File is { } f ? new { id = f.Id, name = f.Name, type = f.Type, size = f.Size } : null,
            }, Stored.Json);
        }
        return data;
    }

    private static string Words(WebhookEvent e)
    {
        var (buyer, agent) = (e.Buyer.Name, e.AgentName ?? "客服");
        var what = e.Type switch
        {
            "conversation.opened" => $"{buyer} 进线咨询",
            "conversation.assigned" => $"{buyer} 的会话已分配给 {agent}",
            "conversation.transferred" when Text(e, "reason") == "takeover" => $"{Text(e, "byName")} 接管了 {buyer} 的会话",
            "conversation.transferred" => $"{buyer} 的会话已由 {Text(e, "fromAgentName") ?? "队列"} 转接给 {Text(e, "toAgentName") ?? "排队"}：{Text(e, "reason")}",
            "conversation.closed" => $"{buyer} 的会话已结束",
            "conversation.rated" => $"{buyer} 给 {agent} 打了 {Text(e, "stars")} 星{(Text(e, "text") is { } words ? "：" + words : "")}",
            "offline_message.left" => $"{buyer} 留言了，请在 {Local(e)} 前回复",
            "offline_message.due" => $"{buyer} 的留言还未回复，{Local(e)} 到期",
            "order.changed" => $"{buyer} 的订单 {e.Order!.Number} {OrderWords[e.Order.State]}",
            "aftersale.changed" => $"{buyer} 的售后单 {e.Application!.Number} {ApplicationWords[e.Application.State]}（订单 {e.Order!.Number}）",
            WebhookEvents.MessageCreated => $"{(e.Message!.From == Sender.Buyer ? buyer : e.SenderName ?? agent)}：{Said(e.Message)}",
            _ => e.Type,
        };
        var text = $"【{e.Shop.Name}】{what}";
        return text.Length <= WordsLimit ? text : text[..(char.IsHighSurrogate(text[WordsLimit - 1]) ? WordsLimit - 1 : WordsLimit)] + "…";
    }

    private static readonly Dictionary<OrderState, string> OrderWords = new()
    {
        [OrderState.Placed] = "已拍，待付款", [OrderState.Paid] = "已付款", [OrderState.Shipped] = "已发货", [OrderState.Received] = "已签收", [OrderState.Completed] = "交易成功", [OrderState.Closed] = "已关闭",
    };

    private static readonly Dictionary<ApplicationState, string> ApplicationWords = new()
    {
        [ApplicationState.Applied] = "待审核", [ApplicationState.Approved] = "已同意", [ApplicationState.Rejected] = "已拒绝", [ApplicationState.Withdrawn] = "已撤销", [ApplicationState.SentBack] = "买家已寄回",
        [ApplicationState.Received] = "商家已收货", [ApplicationState.Inspected] = "已验货", [ApplicationState.Mismatched] = "验货不符", [ApplicationState.PlatformIn] = "平台介入", [ApplicationState.Refunded] = "已退款",
        [ApplicationState.Reshipped] = "已换货", [ApplicationState.Repaired] = "已维修", [ApplicationState.AsItWas] = "原返", [ApplicationState.Closed] = "已关闭",
    };

    private static string Said(Entry message) =>
        message.Text ?? (message.Details?.File is { } file ? $"[{(message.Kind == EntryKind.Image ? "图片" : "文件")}] {file.Name}" : message.Details?.Product is { } card ? $"[商品] {card.Title}" : "");

    private static string? Text(WebhookEvent e, string member) => e.Details?[member]?.ToString();

    private static string Local(WebhookEvent e) => e.Conversation!.DueAt is { } due ? LocalDay.Local(due, e.Shop.Zone).ToString("MM-dd HH:mm", CultureInfo.InvariantCulture) : "到期";
}
