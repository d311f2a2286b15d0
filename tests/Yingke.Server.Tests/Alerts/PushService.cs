using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Yingke.Server.Tests.Alerts;

/// <summary>One push as it came in.</summary>
public sealed record Pushed(IReadOnlyDictionary<string, string> Headers, byte[] Body);

/// <summary>A push service and the browser behind it: takes pushes, checks who sent them, and opens them with the browser's own key.</summary>
public sealed class PushService : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ECDiffieHellman key = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
    private readonly byte[] secret = RandomNumberGenerator.GetBytes(16);

    private PushService(WebApplication app) => this.app = app;

    public ConcurrentQueue<Pushed> Requests { get; } = new();

    public int Status { get; set; } = StatusCodes.Status201Created;

    public string Origin => app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    /// <summary>What the browser hands over when it is subscribed.</summary>
    public object Subscription(string name = "one") => new { endpoint = $"{Origin}/send/{name}", p256dh = Url(Point(key)), auth = Url(secret) };

    public static async Task<PushService> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var service = new PushService(builder.Build());
        service.app.Run(async http =>
        {
            using var body = new MemoryStream();
            await http.Request.Body.CopyToAsync(body);
            service.Requests.Enqueue(new(http.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase), body.ToArray()));
            http.Response.StatusCode = service.Status;
        });
        await service.app.StartAsync();
        return service;
    }

    /// <summary>RFC 8291 from the browser's side: salt, record size, the sender's key, the sealed text with the byte that ends it.</summary>
    public JsonElement Open(Pushed push)
    {
        var (salt, sender, text) = (push.Body[..16], push.Body[21..86], push.Body[86..]);
        (BitConverter.ToUInt32([.. push.Body[16..20].Reverse()]), push.Body[20]).ShouldBe((4096u, (byte)65));
        using var other = ECDiffieHellman.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new() { X = sender[1..33], Y = sender[33..] } });
        var agreed = Step(secret, key.DeriveRawSecretAgreement(other.PublicKey), [.. "WebPush: info\0"u8, .. Point(key), .. sender], 32);
        var (sealKey, nonce) = (Step(salt, agreed, "Content-Encoding: aes128gcm\0"u8.ToArray(), 16), Step(salt, agreed, "Content-Encoding: nonce\0"u8.ToArray(), 12));
        var plain = new byte[text.Length - 16];
        using var gcm = new AesGcm(sealKey, 16);
        gcm.Decrypt(nonce, text[..^16], text[^16..], plain);
        plain[^1].ShouldBe((byte)2);
        return JsonSerializer.Deserialize<JsonElement>(plain.AsSpan(0, plain.Length - 1));
    }

    /// <summary>RFC 8292: the claims, once the signature is found to be that of the key which is named beside it.</summary>
    public static (JsonElement Claims, string Key) Sender(Pushed push)
    {
        var parts = push.Headers["Authorization"]["vapid ".Length..].Split(", ").ToDictionary(p => p[..1], p => p[2..]);
        var (token, point) = (parts["t"].Split('.'), Bytes(parts["k"]));
        using var signer = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new() { X = point[1..33], Y = point[33..] } });
        signer.VerifyData(Encoding.ASCII.GetBytes($"{token[0]}.{token[1]}"), Bytes(token[2]), HashAlgorithmName.SHA256).ShouldBeTrue();
        Encoding.UTF8.GetString(Bytes(token[0])).ShouldBe("""{"typ":"JWT","alg":"ES256"}""");
        return (JsonSerializer.Deserialize<JsonElement>(Bytes(token[1])), parts["k"]);
    }

    public static byte[] Bytes(string text) => Convert.FromBase64String(text.Replace('-', '+').Replace('_', '/').PadRight((text.Length + 3) / 4 * 4, '='));

    /// <summary>HKDF for one block, by hand: extract with the salt, expand with the purpose.</summary>
    private static byte[] Step(byte[] salt, byte[] material, byte[] about, int length) => HMACSHA256.HashData(HMACSHA256.HashData(salt, material), (byte[])[.. about, 1])[..length];

    private static byte[] Point(ECDiffieHellman key) => key.ExportParameters(false).Q is var q ? [4, .. q.X!, .. q.Y!] : [];

    private static string Url(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        key.Dispose();
    }
}
