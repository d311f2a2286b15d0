using System.Text.Json;
using System.Text.Json.Serialization;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Orders;

/// <summary>
/// Orders that the shop's system sends signed. Repeated and reordered calls do no harm: the later <c>updatedAt</c> wins. All are looked at
/// before any is taken, so that a call is done or refused as a whole.
/// </summary>
internal static class ReceiveOrders
{
    private const int AtOnce = 100;

    private static readonly JsonSerializerOptions Strict = new(Stored.Json) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, Converters = { new SentText() } };

    public sealed record Envelope(IReadOnlyList<Item>? Orders);

    public sealed record Item(string? Number, OrderDocument? Order);

    public sealed record Answer(int Taken);

    public static async Task<Answer> Handle(string key, HttpContext http, Db db, PutOrder put, TimeProvider time, CancellationToken cancel)
    {
        var (shopId, body) = await InboundSecrets.Read(key, InboundSecrets.Orders, http, db, time, cancel);
        var items = Read(body).Orders;
        if (items is not { Count: >= 1 and <= AtOnce } || items.Any(i => i?.Number is null || i.Order is null))
            throw Refusal.Invalid("orders", $"1–{AtOnce}");
        foreach (var item in items)
            item.Order!.Check(item.Number!);
        foreach (var item in items)
            await put.Handle(shopId, item.Number!, item.Order!, new Doer("webhook", null, null), cancel);
        return new(items.Count);
    }

    private static Envelope Read(byte[] body)
    {
        try
        {
            return JsonSerializer.Deserialize<Envelope>(body, Strict) ?? throw Refusal.Invalid("orders");
        }
        catch (JsonException wrong)
        {
            throw Refusal.Invalid(wrong.Path is { Length: > 2 } path ? path[2..] : "orders");
        }
    }
}
