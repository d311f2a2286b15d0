using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;
using Yingke.Server.Features.Webhooks;

namespace Yingke.Server.Features.Robot.Model;

/// <summary>What a model said, or a stable word for why it said nothing.</summary>
internal sealed record ModelAnswer(string? Text, string? Error);

/// <summary>
/// Asks a shop's language model one thing: in time, without following redirects, and into a private network only where webhooks may go there. A model that failed three times
/// running is left alone for a minute, so that no buyer waits for what will not come.
/// </summary>
internal sealed class ModelClient : IDisposable
{
    private const int AnswerLimit = 64 * 1024;
    private const int MostTokens = 400;
    private const int MostFailures = 3;
    private static readonly TimeSpan Rest = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<Guid, (int Failures, long At)> failing = new();
    private readonly HttpClient http;
    private readonly IDataProtector protector;
    private readonly TimeProvider time;
    private readonly ILogger<ModelClient> log;

    public ModelClient(IOptions<WebhookLimits> limits, IDataProtectionProvider protection, TimeProvider time, ILogger<ModelClient> log)
    {
        (this.time, this.log) = (time, log);
        protector = protection.CreateProtector("robot-model-key");
        http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false, UseCookies = false, UseProxy = false, MaxResponseHeadersLength = 16, PooledConnectionLifetime = TimeSpan.FromMinutes(1),
            ConnectCallback = (context, cancel) => PublicAddresses.Connect(context.DnsEndPoint, limits.Value.AllowPrivate, cancel),
        })
        {
            Timeout = Timeout.InfiniteTimeSpan, MaxResponseContentBufferSize = AnswerLimit,
        };
    }

    public string Protect(string key) => protector.Protect(key);

    /// <summary>Whatever goes wrong is nothing.</summary>
    public async Task<string?> Ask(RobotModel model, string rules, string question, CancellationToken cancel)
    {
        if (failing.TryGetValue(model.ShopId, out var seen) && seen.Failures >= MostFailures && time.GetElapsedTime(seen.At) < Rest)
            return null;
        var answer = await Try(model, rules, question, cancel);
        if (answer.Error is null)
            failing.TryRemove(model.ShopId, out _);
        else
        {
            failing.AddOrUpdate(model.ShopId, _ => (1, time.GetTimestamp()), (_, known) => (known.Failures + 1, time.GetTimestamp()));
            log.LogWarning("A shop's language model was bypassed: {Error}", answer.Error);
        }
        return answer.Text;
    }

    /// <summary>With new settings it begins anew.</summary>
    public void Forgive(Guid shopId) => failing.TryRemove(shopId, out _);

    public async Task<ModelAnswer> Try(RobotModel model, string rules, string question, CancellationToken cancel)
    {
        // Real time, whatever the clock of the rules says: it is about a buyer who waits.
        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        late.CancelAfter(TimeSpan.FromSeconds(model.Seconds));
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, model.Address + "/chat/completions")
            {
                Content = JsonContent.Create(new
                {
                    model = model.Name, temperature = 0, max_tokens = MostTokens, stream = false,
                    messages = new[] { new { role = "system", content = rules }, new { role = "user", content = question } },
                }),
            };
            if (model.Secret is { } secret)
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", protector.Unprotect(secret));
            using var answer = await http.SendAsync(request, late.Token);
            if (!answer.IsSuccessStatusCode)
                return new(null, "refused");
            var text = JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsByteArrayAsync(late.Token)).GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString();
            return string.IsNullOrWhiteSpace(text) ? new(null, "unknown_answer") : new(text.Trim(), null);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return new(null, "timeout");
        }
        catch (Exception failed) when (failed is HttpRequestException or IOException)
        {
            return new(null, failed.InnerException is AddressRefused ? "address_refused" : "unreachable");
        }
        catch (Exception other) when (other is JsonException or KeyNotFoundException or InvalidOperationException or IndexOutOfRangeException)
        {
            return new(null, "unknown_answer");
        }
    }

    public void Dispose() => http.Dispose();
}
