using Yingke.Domain.Conversations;
using Yingke.Domain.Orders;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Push;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Orders;

/// <summary>What an agent does to an order that has not left: confirm, cancel, note, address, SKU and quantity; old and new are written down.</summary>
internal sealed class ChangeOrder(Db db, ShopDirectory shops, NodeBus bus, TimeProvider time)
{
    public sealed record CancelRequest(string? Reason);

    public sealed record NoteRequest(string? Note);

    public sealed record AddressRequest(string? Name, string? Phone, string? Region, string? Street);

    public sealed record LineRequest(Guid LineId, string? Sku, int? Quantity);

    public Task<OrderView> Confirm(Guid id, HttpContext http, CancellationToken cancel) => Change(id, http, "order.confirmed", _ => null, (o, now) =>
    {
        Unshipped.Confirm(o, now);
        return null;
    }, cancel);

    public Task<OrderView> Cancel(Guid id, CancelRequest request, HttpContext http, CancellationToken cancel) =>
        Change(id, http, "order.cancelled", o => new { o.State }, (o, now) =>
        {
            Unshipped.Cancel(o, request.Reason, now);
            return new { o.State, o.CloseReason };
        }, cancel);

    /// <summary>A note may be written at any time; an empty one is none.</summary>
    public Task<OrderView> Note(Guid id, NoteRequest request, HttpContext http, CancellationToken cancel) =>
        Change(id, http, "order.note_changed", o => new { o.Note }, (o, _) =>
        {
            o.Note = string.IsNullOrWhiteSpace(request.Note) ? null : MessageText.Check(request.Note, 500, "note");
            return new { o.Note };
        }, cancel);

    /// <summary>A phone that is left out stays: nobody sees it whole who does not ask for it.</summary>
    public Task<OrderView> Address(Guid id, AddressRequest request, HttpContext http, CancellationToken cancel) =>
        Change(id, http, "order.address_changed", o => o.Address, (o, _) =>
        {
            Unshipped.ChangeAddress(o, new(request.Name, string.IsNullOrWhiteSpace(request.Phone) ? o.ReceiverPhone : request.Phone, request.Region, request.Street));
            return o.Address;
        }, cancel);

    public Task<OrderView> Line(Guid id, LineRequest request, HttpContext http, CancellationToken cancel)
    {
        if (request.Sku is null && request.Quantity is null)
            throw Refusal.Invalid("sku");
        object? Lines(Order o) => o.Lines.Find(l => l.Id == request.LineId) is { } line ? new { line.Title, line.Sku, line.Quantity, o.TotalFen } : null;
        return Change(id, http, "order.line_changed", Lines, (o, _) =>
        {
            Unshipped.ChangeLine(o, request.LineId, request.Sku, request.Quantity);
            return Lines(o);
        }, cancel);
    }

    private async Task<OrderView> Change(Guid id, HttpContext http, string action, Func<Order, object?> old, Func<Order, DateTimeOffset, object?> change, CancellationToken cancel)
    {
        var agent = http.Agent()!;
        var buyer = await db.InTransaction(async () =>
        {
            var order = await db.HoldOrder(agent.ShopId, id, cancel) ?? throw Refusal.NotFound();
            var now = time.Now();
            var before = old(order);
            var after = change(order, now);
            db.Log(order, now, Doer.Of(agent), action, before, after);
            Audit.Add(db, http, action, order.Number, before, after);
            db.RecordChange(order, now);
            return order.BuyerId;
        }, cancel);
        await bus.Publish(OrderRows.Moved(agent.ShopId, buyer), CancellationToken.None);
        db.ChangeTracker.Clear();
        return await FindOrders.View(id, agent, db, shops, cancel);
    }
}
