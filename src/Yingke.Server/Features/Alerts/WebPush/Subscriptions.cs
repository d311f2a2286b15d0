using System.Net;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Webhooks;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Alerts.WebPush;

/// <param name="Here">Subscribed in this very session.</param>
internal sealed record SubscriptionView(Guid Id, string? Browser, DateTimeOffset CreatedAt, DateTimeOffset? LastAt, string? LastError, bool Here);

/// <param name="PublicKey">What a browser subscribes with.</param>
internal sealed record PushView(string PublicKey, IReadOnlyList<SubscriptionView> Subscriptions);

/// <summary>The browsers in which somebody wants to be told. An address belongs to one account at a time: whoever subscribes last in a browser has it.</summary>
internal static class Subscriptions
{
    private const int Most = 10;

    /// <param name="Endpoint">Where the browser's push service takes messages.</param>
    /// <param name="P256dh">The browser's public key, base64url.</param>
    /// <param name="Auth">Its secret of 16 bytes, base64url.</param>
    public sealed record SubscribeRequest(string? Endpoint, string? P256dh, string? Auth);

    public static async Task<PushView> Show(HttpContext http, Db db, PushKeys keys, CancellationToken cancel)
    {
        var agent = http.Agent()!;
        var found = await db.Set<PushSubscription>().Where(s => s.ShopId == agent.ShopId && s.AgentId == agent.AgentId).OrderByDescending(s => s.CreatedAt).ToListAsync(cancel);
        return new(await keys.PublicKey(agent.ShopId, cancel), found.ConvertAll(s => new SubscriptionView(s.Id, s.Browser, s.CreatedAt, s.LastAt, s.LastError, s.SessionId == agent.SessionId)));
    }

    public static async Task<PushView> Add(SubscribeRequest request, HttpContext http, Db db, PushKeys keys, IOptions<WebhookLimits> limits, TimeProvider time, CancellationToken cancel)
    {
        var agent = http.Agent()!;
        var endpoint = Endpoint(request.Endpoint, limits.Value);
        if (SealedMessage.Bytes(request.P256dh) is not { } key || !IsKey(key))
            throw Refusal.Invalid("p256dh");
        if (SealedMessage.Bytes(request.Auth) is not { Length: 16 })
            throw Refusal.Invalid("auth");
        var userAgent = http.Request.Headers.UserAgent.ToString();
        await db.InTransaction(async () =>
        {
            var same = await db.Set<PushSubscription>().Where(s => s.ShopId == agent.ShopId && s.Endpoint == endpoint).Select(s => s.Id).ToListAsync(cancel);
            await db.Set<PushMessage>().Where(m => m.ShopId == agent.ShopId && same.Contains(m.SubscriptionId)).ExecuteDeleteAsync(cancel);
            await db.Set<PushSubscription>().Where(s => s.ShopId == agent.ShopId && same.Contains(s.Id)).ExecuteDeleteAsync(cancel);
            if (await db.Set<PushSubscription>().CountAsync(s => s.ShopId == agent.ShopId && s.AgentId == agent.AgentId, cancel) >= Most)
                throw Refusal.Conflict("too_many_subscriptions");
            db.Add(new PushSubscription
            {
                ShopId = agent.ShopId, Id = Guid.CreateVersion7(time.Now()), AgentId = agent.AgentId, SessionId = agent.SessionId!.Value, Endpoint = endpoint, P256dh = request.P256dh!, Auth = request.Auth!,
                Origin = $"https://{http.Request.Host.Value}", Browser = userAgent.Length is 0 or > 400 ? null : userAgent, CreatedAt = time.Now(),
            });
        }, cancel);
        db.ChangeTracker.Clear();
        return await Show(http, db, keys, cancel);
    }

    public static async Task<IResult> Remove(Guid id, HttpContext http, Db db, CancellationToken cancel)
    {
        var agent = http.Agent()!;
        if (!await db.Set<PushSubscription>().AnyAsync(s => s.ShopId == agent.ShopId && s.AgentId == agent.AgentId && s.Id == id, cancel))
            throw Refusal.NotFound();
        await db.Forget(agent.ShopId, id, cancel);
        return Results.NoContent();
    }

    /// <summary>To all browsers of whoever asks.</summary>
    public static async Task<IResult> Test(HttpContext http, Db db, QueuePushes pushes, TimeProvider time, CancellationToken cancel)
    {
        var agent = http.Agent()!;
        if (!await db.Set<PushSubscription>().AnyAsync(s => s.ShopId == agent.ShopId && s.AgentId == agent.AgentId, cancel))
            throw Refusal.Conflict("no_subscription");
        var english = await db.Set<Agent>().AnyAsync(a => a.ShopId == agent.ShopId && a.Id == agent.AgentId && a.Language == "en-US", cancel);
        await pushes.Queue(agent.ShopId, agent.AgentId, english ? new(Guid.Empty, "Yingke", "Notices reach this browser.", "/alerts") : new(Guid.Empty, "迎客", "这个浏览器能收到提醒。", "/alerts"), time.Now(), cancel);
        await db.SaveChangesAsync(cancel);
        return Results.NoContent();
    }

    /// <summary>With all that waits for it.</summary>
    public static async Task Forget(this Db db, Guid shopId, Guid id, CancellationToken cancel) => await db.InTransaction(async () =>
    {
        await db.Set<PushMessage>().Where(m => m.ShopId == shopId && m.SubscriptionId == id).ExecuteDeleteAsync(cancel);
        await db.Set<PushSubscription>().Where(s => s.ShopId == shopId && s.Id == id).ExecuteDeleteAsync(cancel);
    }, cancel);

    /// <summary>Push services speak https. What is private on its face is refused at once, other names when they are connected to.</summary>
    private static string Endpoint(string? given, WebhookLimits limits)
    {
        if (given is not { Length: > 0 and <= 1000 } || !Uri.TryCreate(given, UriKind.Absolute, out var url) || url.UserInfo.Length > 0 || url.Scheme != "https" && !(limits.AllowPrivate && url.Scheme == "http"))
            throw Refusal.Invalid("endpoint");
        var isPrivate = url.IsLoopback || IPAddress.TryParse(url.Host.Trim('[', ']'), out var address) && !PublicAddresses.IsPublic(address);
        return isPrivate && !limits.AllowPrivate ? throw Refusal.Invalid("endpoint", "private") : url.AbsoluteUri;
    }

    private static bool IsKey(byte[] point)
    {
        try
        {
            using var key = ECDiffieHellman.Create(SealedMessage.Key(point));
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
