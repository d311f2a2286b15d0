using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Orders;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Orders;

/// <summary>One order with everything that was done to it.</summary>
internal static class ShowOrder
{
    public sealed record ChangeView(DateTimeOffset At, string ByKind, string? ByName, string Action, JsonElement? Old, JsonElement? New);

    public sealed record OfferView(Guid Id, DateTimeOffset At, string AgentName, long OldTotalFen, long NewTotalFen, OfferState State, bool Stale, DateTimeOffset? AcceptedAt);

    public sealed record ExceptionView(Guid Id, string ReportedBy, string Reason, DateTimeOffset ReportedAt, DateTimeOffset DueAt, DateTimeOffset? VerifiedAt, string? VerifiedBy, string? Result);

    /// <param name="FloorFen">The lowest total that the viewer may offer; null where no price can change.</param>
    public sealed record Answer(
        OrderView Order, long? FloorFen, ReminderState? Reminder, IReadOnlyList<OfferView> Offers, IReadOnlyList<ExceptionView> Exceptions, IReadOnlyList<ChangeView> Changes);

    /// <param name="Why">Why no reminder may be sent now; null where one may.</param>
    public sealed record ReminderState(string? Why, DateTimeOffset? SentAt);

    public static async Task<Answer> Handle(Guid id, HttpContext http, Db db, ShopDirectory shops, ListReminders reminders, CancellationToken cancel)
    {
        var agent = http.Agent()!;
        var view = await FindOrders.View(id, agent, db, shops, cancel);
        var names = await shops.Names(agent.ShopId, cancel);
        var offers = await db.Set<PriceOffer>().Where(o => o.ShopId == agent.ShopId && o.OrderId == id).OrderByDescending(o => o.At).ThenBy(o => o.State == OfferState.Replaced).ToListAsync(cancel);
        var exceptions = await db.Set<OrderException>().Where(e => e.ShopId == agent.ShopId && e.OrderId == id).OrderByDescending(e => e.Id).ToListAsync(cancel);
        var changes = await db.Set<OrderChange>().Where(c => c.ShopId == agent.ShopId && c.OrderId == id).OrderByDescending(c => c.Id).Take(100).ToListAsync(cancel);
        return new(
            view, view.State == OrderState.Placed ? await PriceLimits.Floor(db, shops, agent, view.Id, view.TotalFen, cancel) : null,
            view.State == OrderState.Placed ? await reminders.Of(agent.ShopId, view.Id, view.BuyerId, cancel) : null,
            offers.ConvertAll(o => new OfferView(o.Id, o.At, names.GetValueOrDefault(o.AgentId, "—"), o.OldTotalFen, o.NewTotalFen, o.State, o.OrderVersion != view.Version || view.State != OrderState.Placed, o.AcceptedAt)),
            exceptions.ConvertAll(e => new ExceptionView(e.Id, e.ReportedBy, e.Reason, e.ReportedAt, e.DueAt, e.VerifiedAt, e.VerifiedBy is { } by ? names.GetValueOrDefault(by, "—") : null, e.Result)),
            changes.ConvertAll(c => new ChangeView(c.At, c.ByKind, c.ByName, c.Action, Json(c.Old), Json(c.New))));
    }

    public sealed record ReceiverPhone(string? Phone);

    /// <summary>The receiver's whole number, and a line in the audit log that it was looked at.</summary>
    public static async Task<ReceiverPhone> RevealPhone(Guid id, HttpContext http, Db db, CancellationToken cancel)
    {
        var order = await db.Set<Order>().VisibleTo(http.Agent()!, db).SingleOrDefaultAsync(o => o.Id == id, cancel) ?? throw Refusal.NotFound();
        if (order.ReceiverPhone is null)
            return new(null);
        Audit.Add(db, http, "order.phone_revealed", order.Number);
        await db.SaveChangesAsync(cancel);
        return new(order.ReceiverPhone);
    }

    private static JsonElement? Json(string? text) => text is null ? null : JsonSerializer.Deserialize<JsonElement>(text);
}
