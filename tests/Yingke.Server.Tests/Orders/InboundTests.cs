using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Tests.Clients;
using Yingke.Server.Tests.Hosting;

namespace Yingke.Server.Tests.Orders;

/// <summary>Orders that another system sends: signed, fresh, as a whole; repeated and reordered without harm.</summary>
public sealed class InboundTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task Signed_orders_are_taken_repeated_and_reordered_ones_do_no_harm()
    {
        var scene = await OrderScene.Set(server);
        var secret = (await scene.Shop.Owner.Api.Post("settings/inbound/orders/rotation")).Ok().Json.GetProperty("secret").GetString()!;
        var (placed, paid) = (scene.Document("placed", updatedHoursAgo: 1), scene.Document("paid", paidHoursAgo: 0.5, updatedHoursAgo: 0.5));
        foreach (var order in new[] { paid, placed, paid, placed })
            (await Send(scene, secret, ("H1", order))).Ok();
        (await scene.Shop.Owner.Api.Get("orders?q=H1")).Json.GetProperty("items")[0].GetProperty("state").GetString().ShouldBe("paid");
    }

    [Fact]
    public async Task Forged_stale_and_foreign_ones_are_refused_and_a_bad_one_takes_none_of_its_neighbours_in()
    {
        var (scene, other) = (await OrderScene.Set(server), await OrderScene.Set(server));
        var secret = (await scene.Shop.Owner.Api.Post("settings/inbound/orders/rotation")).Ok().Json.GetProperty("secret").GetString()!;
        await other.Shop.Owner.Api.Post("settings/inbound/orders/rotation");
        var before = await Snapshot.Of(server.Host, scene.Shop.Id);
        var order = scene.Document("placed");
        (await Send(scene, new string('0', 64), ("H1", order))).Refused(401, "signature_refused");
        (await Send(scene, "", ("H1", order))).Refused(401, "signature_refused");
        (await Send(scene, secret, server.Clock.Now.AddMinutes(-6), ("H1", order))).Refused(401, "signature_refused");
        (await Send(other, secret, ("H1", order))).Refused(401, "signature_refused");
        (await Send(scene, secret, ("H1", order), ("1.2E+17", order))).Refused(422, "invalid", "number");
        (await Send(scene, secret, ("H1", new { nonsense = 1 }))).Status.ShouldBe(422);
        (await Snapshot.Of(server.Host, scene.Shop.Id)).ShouldBe(before);
        (await scene.Shop.Owner.Api.Get("settings/inbound/nothing")).Refused(404, "not_found");
    }

    private Task<Answer> Send(OrderScene scene, string secret, params (string Number, object Order)[] orders) => Send(scene, secret, server.Clock.Now, orders);

    private static async Task<Answer> Send(OrderScene scene, string secret, DateTimeOffset at, params (string Number, object Order)[] orders)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(new { orders = orders.Select(o => new { number = o.Number, order = o.Order }) }, Stored.Json);
        var stamp = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return await scene.Shop.Host.Connect().Send(HttpMethod.Post, $"hooks/{scene.Shop.PublicKey}/orders", content, ("Yingke-Signature", InboundSecrets.Sign(secret, stamp, body)));
    }
}
