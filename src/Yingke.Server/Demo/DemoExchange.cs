using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Routing;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Demo;

/// <summary>
/// The demo shop's telephone exchange: the storefront's button 拨打 400 makes it report a call the way a real one does, with a signed request to
/// the program's own address. There is no telephone: it picks up by itself after a while, and rings off when the visitor does.
/// </summary>
internal sealed class DemoExchange(Db db, OwnAddress address, TimeProvider time)
{
    private const string Line = "4008267788";

    private static readonly HttpClient Http = new();

    public sealed record CallRequest(string? MemberId);

    public sealed record EndRequest(string? Survey);

    public sealed record Ringing(string Call, string Agent, string Line);

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/demo/calls", (CallRequest request, DemoExchange exchange, CancellationToken cancel) => exchange.Ring(request, cancel)).Public().ExcludeFromDescription();
        api.MapPost("/demo/calls/{call}/answer", (string call, DemoExchange exchange, CancellationToken cancel) => exchange.Answer(call, cancel)).Public().ExcludeFromDescription();
        api.MapPost("/demo/calls/{call}/end", (string call, EndRequest request, DemoExchange exchange, CancellationToken cancel) => exchange.End(call, request, cancel)).Public().ExcludeFromDescription();
    }

    /// <summary>Rings whoever answers the hotline and is there; else the first of them.</summary>
    private async Task<Ringing> Ring(CallRequest request, CancellationToken cancel)
    {
        var phone = DemoOrders.Members.FirstOrDefault(m => m.Member == request.MemberId).Phone ?? "13910009999";
        var shop = await Shop(cancel);
        var agents = await db.Set<Agent>().Where(a => a.ShopId == shop.Id && a.Extension != null && a.SuspendedAt == null).OrderBy(a => a.Id).ToListAsync(cancel);
        var agent = agents.Find(a => a.Presence == Presence.Online) ?? agents.Find(a => a.Presence != Presence.Offline) ?? agents.LastOrDefault() ?? throw Refusal.Conflict("nobody_has_an_extension");
        var call = $"demo-{agent.Extension}-{Guid.NewGuid():N}";
        await Report(shop, new { call, @event = "queued", at = time.Now(), phone, line = Line }, new { call, @event = "ringing", at = time.Now(), extension = agent.Extension });
        return new(call, agent.Name, Line);
    }

    private async Task<IResult> Answer(string call, CancellationToken cancel)
    {
        await Report(await Shop(cancel), new { call, @event = "answered", at = time.Now(), extension = ExtensionOf(call) });
        return Results.NoContent();
    }

    private async Task<IResult> End(string call, EndRequest request, CancellationToken cancel)
    {
        ExtensionOf(call);
        if (request.Survey is not (null or "satisfied" or "unsatisfied" or "declined"))
            throw Refusal.Invalid("survey");
        await Report(await Shop(cancel), request.Survey is null ? new { call, @event = "ended", at = time.Now() } : new { call, @event = "survey", at = time.Now(), survey = request.Survey });
        return Results.NoContent();
    }

    private static string ExtensionOf(string call) => call.Split('-') is ["demo", { Length: > 0 } extension, { Length: 32 }] ? extension : throw Refusal.NotFound();

    private async Task Report(Shop shop, params object[] events)
    {
        var secret = await db.Set<InboundSecret>().Where(s => s.ShopId == shop.Id && s.Purpose == InboundSecrets.Calls).Select(s => s.Secret).SingleOrDefaultAsync() ?? throw Refusal.Conflict("no_secret");
        var body = JsonSerializer.SerializeToUtf8Bytes(new { events }, Stored.Json);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address.Here, $"/api/v1/hooks/{shop.PublicKey}/calls")) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("Yingke-Signature", InboundSecrets.Sign(secret, time.Now().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture), body));
        using var response = await Http.SendAsync(request);
        response.EnsureSuccessStatusCode();
    }

    private async Task<Shop> Shop(CancellationToken cancel) => await db.Set<Shop>().SingleOrDefaultAsync(s => s.Code == Cast.ShopCode, cancel) ?? throw Refusal.NotFound();
}
