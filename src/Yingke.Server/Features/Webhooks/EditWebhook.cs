using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Push;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Webhooks;

/// <summary>Adds, changes and removes webhooks; the audit log keeps everything but secrets.</summary>
internal static class EditWebhook
{
    private const int Most = 20;

    /// <param name="Url">Of a robot the address that its group shows, key included.</param>
    /// <param name="Kind">Generic unless said otherwise; stays.</param>
    /// <param name="Events">What it wants to hear.</param>
    /// <param name="Secret">Of 钉钉 the one that its robot shows (加签); generic ones get one made here.</param>
    public sealed record NewRequest(string? Url, WebhookKind? Kind, IReadOnlyList<string>? Events, string? Secret);

    /// <param name="RotateSecret">Makes a new secret for a generic webhook; the old one is over at once.</param>
    public sealed record ChangeRequest(string? Url, IReadOnlyList<string>? Events, bool? Enabled, string? Secret, bool RotateSecret = false);

    public static async Task<IResult> Add(NewRequest request, HttpContext http, Db db, WebhookClient client, IOptions<WebhookLimits> limits, TimeProvider time, CancellationToken cancel)
    {
        var agent = http.Agent()!;
        var (kind, now) = (request.Kind ?? WebhookKind.Generic, time.Now());
        // Of the generic kind we make the secret ourselves; the others come with theirs.
        if (kind == WebhookKind.Generic && request.Secret is not null)
            throw Refusal.Invalid("secret");
        var secret = kind switch { WebhookKind.Generic => WebhookClient.NewSecret(), WebhookKind.Dingtalk => GivenSecret(request.Secret), _ => null };
        var webhook = new Webhook
        {
            ShopId = agent.ShopId, Id = Guid.CreateVersion7(now), Url = Url(request.Url, limits.Value), Kind = kind, Events = Events(request.Events), CreatedAt = now,
            Secret = secret is null ? null : client.Protect(secret),
        };
        webhook.MessagesSince = webhook.Events.Contains(WebhookEvents.MessageCreated) ? now : null;
        if (await db.Set<Webhook>().CountAsync(w => w.ShopId == agent.ShopId, cancel) >= Most)
            throw Refusal.Conflict("too_many_webhooks");
        db.Add(webhook);
        Audit.Add(db, http, "webhook.added", Host(webhook), null, Logged(webhook));
        await db.SaveChangesAsync(cancel);
        return Results.Json(new WebhookRoutes.WebhookWithSecret(webhook.Id, kind == WebhookKind.Generic ? secret : null, WebhookRoutes.View(webhook)), Stored.Json, statusCode: StatusCodes.Status201Created);
    }

    public static async Task<WebhookRoutes.WebhookWithSecret> Change(
        Guid id, ChangeRequest request, HttpContext http, Db db, WebhookClient client, IOptions<WebhookLimits> limits, NodeBus bus, TimeProvider time, CancellationToken cancel)
    {
        var webhook = await WebhookRoutes.Find(db, http.Agent()!, id, cancel);
        var (url, events) = (request.Url is null ? webhook.Url : Url(request.Url, limits.Value), request.Events is null ? webhook.Events : Events(request.Events));
        if (request.RotateSecret && webhook.Kind != WebhookKind.Generic || request.Secret is not null && webhook.Kind != WebhookKind.Dingtalk)
            throw Refusal.Invalid(request.RotateSecret ? "rotateSecret" : "secret");
        var secret = request.RotateSecret ? WebhookClient.NewSecret() : GivenSecret(request.Secret);
        var old = Logged(webhook);
        // Switched off, or no longer interested: what is said meanwhile is not told afterwards.
        var enabled = request.Enabled ?? webhook.Enabled;
        var wants = enabled && events.Contains(WebhookEvents.MessageCreated);
        (webhook.Url, webhook.Events, webhook.Enabled, webhook.MessagesSince) = (url, events, enabled, wants ? webhook.MessagesSince ?? time.Now() : null);
        (webhook.RetryAt, webhook.Failures) = (null, 0);
        if (secret is not null)
            webhook.Secret = client.Protect(secret);
        Audit.Add(db, http, "webhook.changed", Host(webhook), old, Logged(webhook));
        if (secret is not null)
            Audit.Add(db, http, "webhook.secret_changed", Host(webhook));
        await db.SaveChangesAsync(cancel);
        await bus.Publish(new ShopMoved(webhook.ShopId, ShopPart.Webhooks), cancel);
        return new(webhook.Id, request.RotateSecret ? secret : null, WebhookRoutes.View(webhook));
    }

    public static async Task<IResult> Delete(Guid id, HttpContext http, Db db, CancellationToken cancel)
    {
        var webhook = await WebhookRoutes.Find(db, http.Agent()!, id, cancel);
        await db.InTransaction(async () =>
        {
            await db.Set<WebhookDelivery>().Where(d => d.ShopId == webhook.ShopId && d.WebhookId == id).ExecuteDeleteAsync(cancel);
            db.Remove(webhook);
            Audit.Add(db, http, "webhook.deleted", Host(webhook), Logged(webhook));
        }, cancel);
        return Results.NoContent();
    }

    /// <summary>Plain http or https, no name and password in it. An address that is private on its face is refused at once, others when they are connected to.</summary>
    public static string Url(string? given, WebhookLimits limits, string field = "url")
    {
        if (given is not { Length: > 0 and <= 1000 } || !Uri.TryCreate(given.Trim(), UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https") || url.UserInfo.Length > 0)
            throw Refusal.Invalid(field);
        var isPrivate = url.IsLoopback || IPAddress.TryParse(url.Host.Trim('[', ']'), out var address) && !PublicAddresses.IsPublic(address);
        return isPrivate && !limits.AllowPrivate ? throw Refusal.Invalid(field, "private") : url.AbsoluteUri;
    }

    private static List<string> Events(IReadOnlyList<string>? given)
    {
        var events = given?.Distinct(StringComparer.Ordinal).ToList() ?? [];
        return events.Count > 0 && events.TrueForAll(WebhookEvents.All.Contains) ? events : throw Refusal.Invalid("events");
    }

    private static string? GivenSecret(string? given) =>
        string.IsNullOrWhiteSpace(given) ? null : given.Length <= 200 ? given.Trim() : throw Refusal.Invalid("secret");

    /// <summary>The address of a robot holds its key, so the log names the host only.</summary>
    private static string Host(Webhook webhook) => new Uri(webhook.Url).Host;

    private static object Logged(Webhook webhook) => new { Host = Host(webhook), webhook.Kind, webhook.Events, webhook.Enabled };
}

/// <summary>Forgets what was delivered, and what nobody wanted anew.</summary>
internal sealed class SweepDeliveries(Db db, TimeProvider time)
{
    private static readonly TimeSpan KeptDone = TimeSpan.FromDays(7);
    private static readonly TimeSpan KeptDead = TimeSpan.FromDays(30);

    public async Task Run(CancellationToken cancel)
    {
        var (done, dead) = (time.Now() - KeptDone, time.Now() - KeptDead);
        foreach (var webhook in await db.Set<Webhook>().Select(w => new { w.ShopId, w.Id }).ToListAsync(cancel))
        {
            using var turn = await db.Dialect.EnterWrite(cancel);
            await db.Set<WebhookDelivery>().Where(d => d.ShopId == webhook.ShopId && d.WebhookId == webhook.Id && (d.CreatedAt < dead || d.State == DeliveryState.Done && d.CreatedAt < done)).ExecuteDeleteAsync(cancel);
        }
        await Cursors(cancel);
    }

    /// <summary>Of conversations that closed days ago: nothing is said there any more.</summary>
    private async Task Cursors(CancellationToken cancel)
    {
        var before = time.Now().AddDays(-2);
        using var turn = await db.Dialect.EnterWrite(cancel);
        await db.Set<WebhookCursor>().Where(x => db.Set<Domain.Conversations.Conversation>().Any(c => c.ShopId == x.ShopId && c.Id == x.ConversationId && c.ClosedAt < before)).ExecuteDeleteAsync(cancel);
    }
}
