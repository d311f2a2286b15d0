using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Yingke.Domain.AfterSales;
using Yingke.Domain.Conversations;
using Yingke.Domain.Orders;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Buyers;
using Yingke.Server.Platform.Activity;
using Yingke.Server.Platform.Push;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Webhooks;

/// <summary>
/// Turns facts into deliveries. The fact lies in the transaction that made it happen, the deliveries in the one that ends the fact: what
/// happened is told, whatever dies in between.
/// </summary>
internal sealed class QueueDeliveries(Db db, ShopDirectory shops, TimeProvider time)
{
    public async Task React(Fact fact, Aftermath aftermath, CancellationToken cancel)
    {
        var listening = (await db.Set<Webhook>().Where(w => w.ShopId == fact.ShopId && w.Enabled).ToListAsync(cancel)).FindAll(w => w.Events.Contains(fact.Type));
        if (listening.Count == 0 || await (fact.Type switch
            {
                "order.changed" => LoadOrder(fact.ShopId, fact.SubjectId, cancel),
                "aftersale.changed" => LoadApplication(fact.ShopId, fact.SubjectId, cancel),
                _ => Load(fact.ShopId, fact.SubjectId, cancel),
            }) is not { } about)
            return;
        var details = fact.Details is null ? null : JsonNode.Parse(fact.Details) as JsonObject;
        Queue(listening, about with { Type = fact.Type, At = fact.At, Details = details });
        aftermath.Tell(new ShopMoved(fact.ShopId, ShopPart.Webhooks));
    }

    /// <summary>The conversation with its people; the event's own members are still to be said.</summary>
    public async Task<WebhookEvent?> Load(Guid shopId, Guid conversationId, CancellationToken cancel)
    {
        var found = await (
            from c in db.Set<Conversation>()
            join b in db.Set<Buyer>() on new { c.ShopId, c.BuyerId } equals new { b.ShopId, BuyerId = b.Id }
            where c.ShopId == shopId && c.Id == conversationId
            select new { c, b }).SingleOrDefaultAsync(cancel);
        if (found is null)
            return null;
        var names = await shops.Names(shopId, cancel);
        return new("", default, await shops.Shop(shopId, cancel), found.b, found.c, found.c.AgentId is { } agent ? names.GetValueOrDefault(agent, "—") : null);
    }

    /// <summary>The order as it is now: what happened in between comes with events of its own.</summary>
    private async Task<WebhookEvent?> LoadOrder(Guid shopId, Guid orderId, CancellationToken cancel) =>
        await db.Set<Order>().Include(o => o.Lines).SingleOrDefaultAsync(o => o.ShopId == shopId && o.Id == orderId, cancel) is { } order
            && await db.Set<Buyer>().SingleOrDefaultAsync(b => b.ShopId == shopId && b.Id == order.BuyerId, cancel) is { } buyer
            ? new("", default, await shops.Shop(shopId, cancel), buyer, Order: order) : null;

    private async Task<WebhookEvent?> LoadApplication(Guid shopId, Guid applicationId, CancellationToken cancel) =>
        await db.Set<Application>().SingleOrDefaultAsync(a => a.ShopId == shopId && a.Id == applicationId, cancel) is { } application
            && await LoadOrder(shopId, application.OrderId, cancel) is { } about
            ? about with { Application = application } : null;

    /// <summary>An alert that somebody chose to be sent; false if no webhook wants alerts.</summary>
    public async Task<bool> Alert(Guid shopId, SentAlert alert, DateTimeOffset at, CancellationToken cancel)
    {
        var listening = (await db.Set<Webhook>().Where(w => w.ShopId == shopId && w.Enabled).ToListAsync(cancel)).FindAll(w => w.Events.Contains(WebhookEvents.AlertRaised));
        var (shop, now) = (await shops.Shop(shopId, cancel), time.Now());
        foreach (var webhook in listening)
        {
            var id = Ids.Next();
            db.Add(new WebhookDelivery { ShopId = shopId, Id = id, WebhookId = webhook.Id, Event = WebhookEvents.AlertRaised, Body = WebhookBodies.Of(webhook.Kind, id, alert, at, shop), CreatedAt = now, QueuedAt = now });
        }
        return listening.Count > 0;
    }

    public void Queue(IEnumerable<Webhook> listening, WebhookEvent happened)
    {
        var now = time.Now();
        foreach (var webhook in listening)
        {
            var id = Ids.Next();
            db.Add(new WebhookDelivery
            {
                ShopId = webhook.ShopId, Id = id, WebhookId = webhook.Id, Event = happened.Type, Body = WebhookBodies.Of(webhook.Kind, id, happened), CreatedAt = now, QueuedAt = now,
            });
        }
    }
}
