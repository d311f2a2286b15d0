using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Hotline;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Tests.Clients;
using Yingke.Server.Tests.Hosting;

namespace Yingke.Server.Tests.Hotline;

/// <summary>A shop's telephone exchange, as it signs and sends its reports.</summary>
internal sealed class Line
{
    private Line(TestShop shop, string secret) => (Shop, Secret) = (shop, secret);

    public TestShop Shop { get; }

    public string Secret { get; }

    public static async Task<Line> Connect(TestShop shop) =>
        new(shop, (await shop.Owner.Api.Post("settings/inbound/calls/rotation")).Ok().Json.GetProperty("secret").GetString()!);

    public Task<Answer> Report(params object[] events) => Send(Shop, Secret, Shop.Host.Clock.Now, events);

    /// <summary>One report of a call at this very moment.</summary>
    public async Task Tell(string call, string what, string? extension = null, string? phone = null, string? survey = null) =>
        (await Report(new { call, @event = what, at = Shop.Host.Clock.Now, extension, phone, survey })).Ok();

    public async Task<CallRow> Call(string phone) => (await Shop.Owner.Api.Get($"calls?q={phone}")).As<FindCalls.CallPage>().Items.ShouldHaveSingleItem();

    public static Task<Answer> Send(TestShop shop, string secret, DateTimeOffset at, params object[] events) => Post(shop, secret, at, JsonSerializer.SerializeToUtf8Bytes(new { events }, Stored.Json));

    public static async Task<Answer> Post(TestShop shop, string secret, DateTimeOffset at, byte[] body, string? signature = null)
    {
        var stamp = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return await shop.Host.Connect().Send(HttpMethod.Post, $"hooks/{shop.PublicKey}/calls", content, ("Yingke-Signature", signature ?? InboundSecrets.Sign(secret, stamp, body)));
    }
}
