using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Yingke.Domain.Conversations;
using Yingke.Domain.Deadlines;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Buyers;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Webhooks;

/// <summary>What happened, with everything that a body tells of it.</summary>
/// <param name="Details">Further members of the fact; null if it has none.</param>
/// <param name="Message">The message, for <c>message.created</c>.</param>
internal sealed record WebhookEvent(string Type, DateTimeOffset At, Shop Shop, Conversation Conversation, Buyer Buyer, string? AgentName, JsonObject? Details = null, Entry? Message = null, string? SenderName = null);

/// <summary>Bodies as their receivers read them: our own JSON, or the robots' documented text message.</summary>
internal static class WebhookBodies
{
    private const int WordsLimit = 500;

    public static string Of(WebhookKind kind, Guid id, WebhookEvent e) => kind == WebhookKind.Generic ? Generic(id, e.Type, e.At, e.Shop, Data(e)) : Robot(Words(e));

    public static string Test(WebhookKind kind, Guid id, Shop shop, DateTimeOffset now) => kind == WebhookKind.Generic
        ? Generic(id, WebhookEvents.Test, now, shop, new JsonObject { ["text"] = "来自迎客的测试 (a test from Yingke)" })
        : Robot($"【{shop.Name}】这是来自迎客的测试消息");

    private static string Generic(Guid id, string type, DateTimeOffset at, Shop shop, JsonObject data) =>
        JsonSerializer.Serialize(new { id, type, at, shop = shop.Code, data }, Stored.Json);

    /// <summary>The same for both: <c>{"msgtype":"text","text":{"content":…}}</c>.</summary>
    private static string Robot(string content) => JsonSerializer.Serialize(new { msgtype = "text", text = new { content } }, Stored.Json);

    private static JsonObject Data(WebhookEvent e)
    {
        var (c, b) = (e.Conversation, e.Buyer);
        var data = new JsonObject
        {
            ["conversation"] = JsonSerializer.SerializeToNode(new
            {
                id = c.Id, state = c.State, inquiry = c.Inquiry, source = c.Source, channel = c.Channel, openedAt = c.OpenedAt, assignedAt = c.AssignedAt, closedAt = c.ClosedAt, dueAt = c.DueAt,
                buyer = new { id = b.Id, name = b.Name, memberId = b.MemberId, vip = b.Vip }, agent = c.AgentId is { } agent ? new { id = agent, name = e.AgentName } : null,
                product = c.Product, order = c.Order,
            }, Stored.Json),
        };
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
            WebhookEvents.MessageCreated => $"{(e.Message!.From == Sender.Buyer ? buyer : e.SenderName ?? agent)}：{Said(e.Message)}",
            _ => e.Type,
        };
        var text = $"【{e.Shop.Name}】{what}";
        return text.Length <= WordsLimit ? text : text[..(char.IsHighSurrogate(text[WordsLimit - 1]) ? WordsLimit - 1 : WordsLimit)] + "…";
    }

    private static string Said(Entry message) =>
        message.Text ?? (message.Details?.File is { } file ? $"[{(message.Kind == EntryKind.Image ? "图片" : "文件")}] {file.Name}" : message.Details?.Product is { } card ? $"[商品] {card.Title}" : "");

    private static string? Text(WebhookEvent e, string member) => e.Details?[member]?.ToString();

    private static string Local(WebhookEvent e) => e.Conversation.DueAt is { } due ? LocalDay.Local(due, e.Shop.Zone).ToString("MM-dd HH:mm", CultureInfo.InvariantCulture) : "到期";
}
