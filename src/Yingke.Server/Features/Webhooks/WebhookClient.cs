using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Webhooks;

/// <summary>What an attempt came to. <paramref name="Error"/> is null if it succeeded, else a stable word.</summary>
internal sealed record Attempt(int? Status, string? Error)
{
    /// <summary>The receiver understood and said no: trying again will hardly help.</summary>
    public bool IsDefinite => Status is >= 400 and < 500 and not (408 or 409 or 425 or 429);
}

/// <summary>Sends one body: signed, in time, without following redirects, and never into a private network.</summary>
internal sealed class WebhookClient : IDisposable
{
    private const int AnswerLimit = 16 * 1024;

    private readonly HttpClient http;
    private readonly IDataProtector protector;
    private readonly TimeProvider time;

    public WebhookClient(IOptions<WebhookLimits> limits, IDataProtectionProvider protection, TimeProvider time)
    {
        protector = protection.CreateProtector("webhook-secret");
        this.time = time;
        http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false, UseCookies = false, UseProxy = false, MaxResponseHeadersLength = 16, PooledConnectionLifetime = TimeSpan.FromMinutes(1),
            ConnectCallback = (context, cancel) => PublicAddresses.Connect(context.DnsEndPoint, limits.Value.AllowPrivate, cancel),
        })
        {
            Timeout = TimeSpan.FromSeconds(limits.Value.TimeoutSeconds),
        };
    }

    public string Protect(string secret) => protector.Protect(secret);

    public static string NewSecret() => "whsec_" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    /// <summary><c>t=…,v1=…</c>: hex HMAC-SHA256 over time (Unix seconds), a dot and the body.</summary>
    public static string Signature(string secret, long seconds, string body) => string.Create(CultureInfo.InvariantCulture,
        $"t={seconds},v1={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{seconds}.{body}")))}");

    public async Task<Attempt> Send(Webhook webhook, WebhookDelivery delivery, CancellationToken cancel)
    {
        var secret = webhook.Secret is { } kept ? protector.Unprotect(kept) : null;
        using var request = new HttpRequestMessage(HttpMethod.Post, Address(webhook, secret)) { Content = new StringContent(delivery.Body, Encoding.UTF8, "application/json") };
        request.Headers.TryAddWithoutValidation("User-Agent", "Yingke-Webhooks/1");
        if (webhook.Kind == WebhookKind.Generic)
        {
            request.Headers.Add("Yingke-Event", delivery.Event);
            request.Headers.Add("Yingke-Delivery", delivery.Id.ToString());
            request.Headers.Add("Yingke-Signature", Signature(secret!, time.Now().ToUnixTimeSeconds(), delivery.Body));
        }
        try
        {
            using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
            var status = (int)answer.StatusCode;
            if (status is >= 300 and < 400)
                return new(status, "redirected");
            if (!answer.IsSuccessStatusCode)
                return new(status, "refused");
            return new(status, webhook.Kind == WebhookKind.Generic ? null : await RobotError(answer, cancel));
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

    /// <summary>钉钉 with 加签 wants time and signature in the address: base64 HMAC-SHA256 over milliseconds, a line feed and the secret.</summary>
    private Uri Address(Webhook webhook, string? secret)
    {
        if (webhook.Kind != WebhookKind.Dingtalk || secret is null)
            return new Uri(webhook.Url);
        var ms = time.Now().ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        var sign = Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{ms}\n{secret}")));
        var url = new UriBuilder(webhook.Url);
        url.Query = $"{url.Query.TrimStart('?')}{(url.Query.Length > 1 ? "&" : "")}timestamp={ms}&sign={Uri.EscapeDataString(sign)}";
        return url.Uri;
    }

    /// <summary>The robots answer 200 to everything and say in the body whether they took it.</summary>
    private static async Task<string?> RobotError(HttpResponseMessage answer, CancellationToken cancel)
    {
        var buffer = new byte[AnswerLimit];
        await using var body = await answer.Content.ReadAsStreamAsync(cancel);
        var read = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancel);
        try
        {
            var code = JsonSerializer.Deserialize<JsonElement>(buffer.AsSpan(0, read)).GetProperty("errcode").GetInt64();
            return code == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"errcode {code}");
        }
        catch (Exception other) when (other is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return "unknown_answer";
        }
    }

    public void Dispose() => http.Dispose();
}
