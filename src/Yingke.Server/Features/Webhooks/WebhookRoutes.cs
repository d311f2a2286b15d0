using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Accounts;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Push;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Webhooks;

/// <summary>Where a shop wants to be told what happens.</summary>
internal static class WebhookRoutes
{
    /// <param name="Pending">How many deliveries wait.</param>
    /// <param name="Dead">How many were given up and can be sent anew.</param>
    public sealed record WebhookView(
        Guid Id, string Url, WebhookKind Kind, IReadOnlyList<string> Events, bool Signed, bool Enabled, DateTimeOffset CreatedAt, int? LastStatus, string? LastError, DateTimeOffset? LastAt,
        int Pending, int Dead);

    /// <summary>With the secret: this once and never again.</summary>
    public sealed record WebhookWithSecret(Guid Id, string? Secret, WebhookView Webhook);

    public sealed record DeliveryView(Guid Id, string Event, DeliveryState State, int Tries, DateTimeOffset CreatedAt, DateTimeOffset? TriedAt, int? Status, string? Error, string Body)
    {
        public static DeliveryView Of(WebhookDelivery d) => new(d.Id, d.Event, d.State, d.Tries, d.CreatedAt, d.TriedAt, d.Status, d.Error, d.Body);
    }

    public static void MapWebhooks(this IEndpointRouteBuilder api)
    {
        var routes = api.MapGroup("/webhooks").WithTags("webhooks").RequireStaff(Permission.ApiKeys);
        routes.MapGet("/", List);
        routes.MapPost("/", EditWebhook.Add).Produces<WebhookWithSecret>(StatusCodes.Status201Created);
        routes.MapPatch("/{id:guid}", EditWebhook.Change);
        routes.MapDelete("/{id:guid}", EditWebhook.Delete).Produces(204);
        routes.MapPost("/{id:guid}/test", Test);
        routes.MapGet("/{id:guid}/deliveries", Deliveries);
        routes.MapPost("/deliveries/{id:guid}/replay", Replay);
    }

    private static async Task<Page<WebhookView>> List(HttpContext http, Db db, CancellationToken cancel)
    {
        var shopId = http.Agent()!.ShopId;
        var webhooks = await db.Set<Webhook>().Where(w => w.ShopId == shopId).OrderBy(w => w.Id).ToListAsync(cancel);
        var counts = await db.Set<WebhookDelivery>().Where(d => d.ShopId == shopId && d.State != DeliveryState.Done)
            .GroupBy(d => new { d.WebhookId, d.State }).Select(g => new { g.Key.WebhookId, g.Key.State, Count = g.Count() }).ToListAsync(cancel);
        int Count(Guid id, DeliveryState state) => counts.Find(c => c.WebhookId == id && c.State == state)?.Count ?? 0;
        return new(webhooks.ConvertAll(w => View(w, Count(w.Id, DeliveryState.Pending), Count(w.Id, DeliveryState.Dead))), null);
    }

    public static WebhookView View(Webhook w, int pending = 0, int dead = 0) =>
        new(w.Id, w.Url, w.Kind, w.Events, w.Secret is not null, w.Enabled, w.CreatedAt, w.LastStatus, w.LastError, w.LastAt, pending, dead);

    public static async Task<Webhook> Find(Db db, CurrentAgent agent, Guid id, CancellationToken cancel) =>
        await db.Set<Webhook>().AsTracking().SingleOrDefaultAsync(w => w.ShopId == agent.ShopId && w.Id == id, cancel) ?? throw Refusal.NotFound();

    /// <summary>One attempt, here and now, beside the queue.</summary>
    private static async Task<DeliveryView> Test(Guid id, HttpContext http, Db db, WebhookClient client, ShopDirectory shops, TimeProvider time, CancellationToken cancel)
    {
        var webhook = await Find(db, http.Agent()!, id, cancel);
        var (deliveryId, now) = (Ids.Next(), time.Now());
        var delivery = new WebhookDelivery
        {
            ShopId = webhook.ShopId, Id = deliveryId, WebhookId = id, Event = WebhookEvents.Test, CreatedAt = now, QueuedAt = now,
            Body = WebhookBodies.Test(webhook.Kind, deliveryId, await shops.Shop(webhook.ShopId, cancel), now),
        };
        var attempt = await client.Send(webhook, delivery, cancel);
        (delivery.Tries, delivery.TriedAt, delivery.Status, delivery.Error) = (1, time.Now(), attempt.Status, attempt.Error);
        delivery.State = attempt.Error is null ? DeliveryState.Done : DeliveryState.Dead;
        db.Add(delivery);
        await db.SaveChangesAsync(cancel);
        return DeliveryView.Of(delivery);
    }

    private static async Task<Page<DeliveryView>> Deliveries(Guid id, HttpContext http, Db db, CancellationToken cancel, Word<DeliveryState>? state = null, Guid? before = null, int limit = 50)
    {
        var (agent, size) = (http.Agent()!, Paging.Limit(limit));
        await Find(db, agent, id, cancel);
        var some = db.Set<WebhookDelivery>().Where(d => d.ShopId == agent.ShopId && d.WebhookId == id);
        if (state is { } only)
            some = some.Where(d => d.State == only.Value);
        if (before is { } cursor)
            some = some.Where(d => d.Id.CompareTo(cursor) < 0);
        var found = await some.OrderByDescending(d => d.Id).Take(size + 1).ToListAsync(cancel);
        var page = Paging.Of(found, size, d => d.Id);
        return new([.. page.Items.Select(DeliveryView.Of)], page.Next);
    }

    /// <summary>Sends a delivery anew, with a day of attempts of its own; the id stays, so a receiver knows the event.</summary>
    private static async Task<DeliveryView> Replay(Guid id, HttpContext http, Db db, NodeBus bus, TimeProvider time, CancellationToken cancel)
    {
        var agent = http.Agent()!;
        var delivery = await db.Set<WebhookDelivery>().AsTracking().SingleOrDefaultAsync(d => d.ShopId == agent.ShopId && d.Id == id, cancel) ?? throw Refusal.NotFound();
        if (delivery.State == DeliveryState.Pending)
            throw Refusal.Conflict("already_pending");
        (delivery.State, delivery.Tries, delivery.QueuedAt, delivery.Error) = (DeliveryState.Pending, 0, time.Now(), null);
        var webhook = await Find(db, agent, delivery.WebhookId, cancel);
        // Asked for by hand: no waiting for the next attempt.
        webhook.RetryAt = null;
        await db.SaveChangesAsync(cancel);
        await bus.Publish(new ShopMoved(agent.ShopId, ShopPart.Webhooks), cancel);
        return DeliveryView.Of(delivery);
    }
}
