using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Webhooks;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Alerts.WebPush;

/// <summary>Section <c>WebPush</c> of the configuration.</summary>
internal sealed class WebPushOptions
{
    /// <summary>Whom a push service may write to about our messages: <c>mailto:…</c> or <c>https://…</c>. Empty: the address of the page.</summary>
    public string Contact { get; set; } = "";
}

/// <summary>The connection to push services: in time, without following redirects, and never into a private network.</summary>
internal sealed class PushClient : IDisposable
{
    private readonly HttpClient http;

    public PushClient(IOptions<WebhookLimits> limits) => http = new HttpClient(new SocketsHttpHandler
    {
        AllowAutoRedirect = false, UseCookies = false, UseProxy = false, MaxResponseHeadersLength = 16, PooledConnectionLifetime = TimeSpan.FromMinutes(1),
        ConnectCallback = (context, cancel) => PublicAddresses.Connect(context.DnsEndPoint, limits.Value.AllowPrivate, cancel),
    })
    {
        Timeout = TimeSpan.FromSeconds(limits.Value.TimeoutSeconds),
    };

    public async Task<Attempt> Send(HttpRequestMessage request, CancellationToken cancel)
    {
        try
        {
            using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
            var status = (int)answer.StatusCode;
            return new(status, answer.IsSuccessStatusCode ? null : status is >= 300 and < 400 ? "redirected" : "refused");
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return new(null, "timeout");
        }
        catch (Exception failed) when (failed is HttpRequestException or IOException)
        {
            return new(null, failed.InnerException is AddressRefused ? "address_refused" : "unreachable");
        }
    }

    public void Dispose() => http.Dispose();
}

/// <summary>
/// Sends what waits. A message is claimed by moving its next attempt ahead, so that no two nodes send it at once; a node that dies meanwhile leaves it to the next attempt. Its
/// topic and the notice's tag make a repetition replace itself.
/// </summary>
internal sealed class SendPushes(Db db, PushKeys keys, PushClient client, IOptions<WebPushOptions> options, TimeProvider time)
{
    private const int AtOnce = 64;
    private const int MostTries = 6;
    private const int KeptSeconds = 4 * 3600;
    private static readonly TimeSpan Claim = TimeSpan.FromMinutes(1);
    private const string DueSql = "SELECT * FROM push_messages WHERE retry_at <= {0} ORDER BY retry_at LIMIT {1}";

    public async Task Run(CancellationToken cancel)
    {
        while (await Turn(cancel) == AtOnce)
            cancel.ThrowIfCancellationRequested();
    }

    private async Task<int> Turn(CancellationToken cancel)
    {
        var now = time.Now();
        var due = await db.InTransaction(async () =>
        {
            var taken = await db.Set<PushMessage>().FromSqlRaw(db.Dialect.IsPostgres ? DueSql + " FOR UPDATE SKIP LOCKED" : DueSql, now.Stored(), AtOnce).AsTracking().ToListAsync(cancel);
            taken.ForEach(m => (m.Tries, m.RetryAt) = (m.Tries + 1, now + Claim));
            return taken;
        }, cancel);
        db.ChangeTracker.Clear();
        foreach (var shop in due.GroupBy(m => m.ShopId))
            await Send(shop.Key, [.. shop], now, cancel);
        return due.Count;
    }

    private async Task Send(Guid shopId, List<PushMessage> messages, DateTimeOffset now, CancellationToken cancel)
    {
        using var signer = await keys.Signer(shopId, cancel);
        var ids = messages.Select(m => m.SubscriptionId).Distinct().ToList();
        var to = await db.Set<PushSubscription>().Where(s => s.ShopId == shopId && ids.Contains(s.Id)).ToDictionaryAsync(s => s.Id, cancel);
        // Who signed out, or was suspended, is told nothing more.
        var open = await db.Set<Session>().Where(s => s.ShopId == shopId && s.EndedAt == null && s.ExpiresAt > now && db.Set<Agent>().Any(a => a.ShopId == shopId && a.Id == s.AgentId && a.SuspendedAt == null)
            && db.Set<PushSubscription>().Any(p => p.ShopId == shopId && p.SessionId == s.Id && p.AgentId == s.AgentId)).Select(s => s.Id).ToListAsync(cancel);
        foreach (var closed in to.Values.Where(s => !open.Contains(s.SessionId)).ToList())
        {
            await db.Forget(shopId, closed.Id, cancel);
            to.Remove(closed.Id);
        }
        var attempts = await Task.WhenAll(messages.Where(m => to.ContainsKey(m.SubscriptionId)).Select(async m => (Message: m, Attempt: await client.Send(Request(m, to[m.SubscriptionId], signer!, now), cancel))));
        foreach (var (message, attempt) in attempts)
            await Note(message, attempt, cancel);
    }

    private HttpRequestMessage Request(PushMessage message, PushSubscription to, System.Security.Cryptography.ECDsa signer, DateTimeOffset now)
    {
        var endpoint = new Uri(to.Endpoint);
        var body = SealedMessage.Of(Encoding.UTF8.GetBytes(message.Body), SealedMessage.Bytes(to.P256dh)!, SealedMessage.Bytes(to.Auth)!);
        var request = new HttpRequestMessage(HttpMethod.Post, endpoint) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        request.Content.Headers.ContentEncoding.Add("aes128gcm");
        request.Headers.TryAddWithoutValidation("Authorization", SealedMessage.Vapid(endpoint, options.Value.Contact is { Length: > 0 } contact ? contact : to.Origin, signer, now));
        request.Headers.Add("TTL", KeptSeconds.ToString(System.Globalization.CultureInfo.InvariantCulture));
        request.Headers.Add("Urgency", "high");
        request.Headers.Add("Topic", message.Topic);
        return request;
    }

    private async Task Note(PushMessage message, Attempt attempt, CancellationToken cancel)
    {
        if (attempt.Status is (int)HttpStatusCode.NotFound or (int)HttpStatusCode.Gone)
        {
            // The browser forgot us: so do we.
            await db.Forget(message.ShopId, message.SubscriptionId, cancel);
            return;
        }
        var now = time.Now();
        var over = attempt.Error is null || attempt.IsDefinite || message.Tries >= MostTries || now - message.CreatedAt >= TimeSpan.FromSeconds(KeptSeconds);
        var again = now + TimeSpan.FromSeconds(5 * Math.Pow(3, message.Tries - 1));
        using var turn = await db.Dialect.EnterWrite(cancel);
        var row = db.Set<PushMessage>().Where(m => m.ShopId == message.ShopId && m.Id == message.Id);
        await (over ? row.ExecuteDeleteAsync(cancel) : row.ExecuteUpdateAsync(m => m.SetProperty(x => x.RetryAt, again), cancel));
        await db.Set<PushSubscription>().Where(s => s.ShopId == message.ShopId && s.Id == message.SubscriptionId)
            .ExecuteUpdateAsync(s => s.SetProperty(x => x.LastAt, now).SetProperty(x => x.LastError, attempt.Error), cancel);
    }
}
