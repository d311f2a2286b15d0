using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Orders;
using Yingke.Server.Platform.Activity;
using Yingke.Server.Platform.Push;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Orders;

internal static class OrderRows
{
    private const string Method = "orders";

    /// <summary>The order with its lines, held until the open transaction ends: whoever changes an order, or pays anything back of it, holds it first.</summary>
    public static async Task<Order?> HoldOrder(this Db db, Guid shopId, Guid id, CancellationToken cancel)
    {
        if (db.Dialect.IsPostgres)
            await db.Database.ExecuteSqlAsync($"SELECT 1 FROM orders WHERE shop_id = {shopId} AND id = {id} FOR UPDATE", cancel);
        var order = await db.Set<Order>().AsTracking().Include(o => o.Lines).SingleOrDefaultAsync(o => o.ShopId == shopId && o.Id == id, cancel);
        order?.Lines.Sort((a, b) => a.Position.CompareTo(b.Position));
        return order;
    }

    /// <summary>One line of what was done to the order.</summary>
    public static void Log(this Db db, Order order, DateTimeOffset at, Doer by, string action, object? old = null, object? @new = null) => db.Add(new OrderChange
    {
        ShopId = order.ShopId, OrderId = order.Id, Id = Ids.Next(), At = at, ByKind = by.Kind, ById = by.Id, ByName = by.Name, Action = action,
        Old = old is null ? null : JsonSerializer.Serialize(old, Stored.Json), New = @new is null ? null : JsonSerializer.Serialize(@new, Stored.Json),
    });

    /// <summary>For whatever reacts to orders: clocks, webhooks, other features.</summary>
    public static void RecordChange(this Db db, Order order, DateTimeOffset at) => db.Record(new Fact
    {
        ShopId = order.ShopId, Type = "order.changed", At = at, SubjectId = order.Id, Details = JsonSerializer.Serialize(new { order.Number, order.State, order.BuyerId }, Stored.Json),
    });

    /// <summary>What desks and the buyer's window hear: whose orders moved. They read the rest themselves.</summary>
    public static Told Moved(Guid shopId, Guid buyerId) =>
        new(shopId, [Audiences.Desk(shopId), Audiences.Supervisors(shopId), Audiences.Buyer(buyerId)], Method, [JsonSerializer.SerializeToElement(buyerId, Stored.Json)]);

    /// <summary>Whose orders moved, if it is that which was told.</summary>
    public static Guid? BuyerOf(Told told) => told is { Method: Method, Arguments: [var buyer] } ? buyer.GetGuid() : null;
}

/// <summary>Who did something to an order.</summary>
internal sealed record Doer(string Kind, Guid? Id, string? Name)
{
    public static readonly Doer System = new("system", null, null);

    public static Doer Of(Platform.Identity.CurrentAgent agent) => new(agent.ActorKind, agent.ApiKeyId ?? agent.AgentId, agent.Name);
}
