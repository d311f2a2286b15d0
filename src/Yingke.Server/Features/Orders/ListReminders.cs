using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Conversations;
using Yingke.Domain.Deadlines;
using Yingke.Domain.Orders;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Buyers;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Orders;

/// <summary>Whom the shop may remind to pay, and why each other unpaid order may not be reminded of (spec: orders-aftersales.md, Payment reminders).</summary>
internal sealed class ListReminders(Db db, ShopDirectory shops, TimeProvider time)
{
    /// <summary>Nobody looks further back for unpaid orders, and platforms close them long before.</summary>
    private static readonly TimeSpan Unpaid = TimeSpan.FromDays(15);

    /// <summary>The buyer never opened the shop's window: there is no talk to write into.</summary>
    public const string NoWindow = "no_window";

    public sealed record Row(Guid OrderId, string Number, Guid BuyerId, string BuyerName, string Product, long TotalFen, DateTimeOffset PlacedAt, string? Why);

    public sealed record Answer(IReadOnlyList<Row> Remind, IReadOnlyList<Row> Others, bool Automatic, int DelayMinutes, IReadOnlyList<string> Templates);

    public async Task<Answer> Handle(Guid shopId, CancellationToken cancel)
    {
        var shop = await shops.Shop(shopId, cancel);
        var settings = shop.Settings.Orders.Reminders;
        var (remind, others) = await Decide(shop, null, cancel);
        return new(remind, others, settings.Automatic, settings.DelayMinutes, settings.Templates);
    }

    /// <summary>Of one order, for the button beside the chat.</summary>
    public async Task<ShowOrder.ReminderState> Of(Guid shopId, Guid orderId, Guid buyerId, CancellationToken cancel)
    {
        var (_, others) = await Decide(await shops.Shop(shopId, cancel), buyerId, cancel);
        var sent = await db.Set<Reminder>().Where(r => r.ShopId == shopId && r.OrderId == orderId).Select(r => (DateTimeOffset?)r.At).SingleOrDefaultAsync(cancel);
        return new(others.FirstOrDefault(o => o.OrderId == orderId)?.Why, sent);
    }

    /// <summary>Looked at within the transaction that sends, too: what was listed a minute ago may be paid by now.</summary>
    public async Task<(List<Row> Remind, List<Row> Others)> Decide(Shop shop, Guid? buyerId, CancellationToken cancel)
    {
        var now = time.Now();
        var (since, today) = (now - Unpaid, LocalDay.Start(LocalDay.Of(now, shop.Zone), shop.Zone));
        var orders = db.Set<Order>().Where(o => o.ShopId == shop.Id && (buyerId == null || o.BuyerId == buyerId));
        var unpaid = await orders.Where(o => o.State == OrderState.Placed && o.PlacedAt >= since).Select(o => new
        {
            o.Id, o.Number, o.BuyerId, o.PlacedAt, o.TotalFen, Product = o.Lines.OrderBy(l => l.Position).Select(l => l.Title).FirstOrDefault(),
        }).ToListAsync(cancel);
        var buyers = unpaid.Select(o => o.BuyerId).Distinct().ToList();
        var paid = await orders.Where(o => o.PaidAt >= today && buyers.Contains(o.BuyerId)).Select(o => new { o.Id, o.BuyerId, o.State, o.PlacedAt, o.PaidAt }).ToListAsync(cancel);
        var reminded = await db.Set<Reminder>().Where(r => r.ShopId == shop.Id && buyers.Contains(r.BuyerId)).Select(r => new { r.OrderId, r.BuyerId, r.At }).ToListAsync(cancel);
        var sent = reminded.ToDictionary(r => r.OrderId, r => r.At);
        var people = await db.Set<Buyer>().Where(b => b.ShopId == shop.Id && buyers.Contains(b.Id)).ToDictionaryAsync(b => b.Id, b => b.Name, cancel);
        var reachable = (await db.Set<Conversation>().Where(c => c.ShopId == shop.Id && buyers.Contains(c.BuyerId)).Select(c => c.BuyerId).Distinct().ToListAsync(cancel)).ToHashSet();

        var known = unpaid.Select(o => o.Id).Concat(paid.Select(o => o.Id)).ToHashSet();
        Remindable[] all =
        [
            .. unpaid.Select(o => new Remindable(o.Id.ToString(), o.BuyerId.ToString(), OrderState.Placed, o.PlacedAt, null, sent.TryGetValue(o.Id, out var at) ? at : null)),
            .. paid.Select(o => new Remindable(o.Id.ToString(), o.BuyerId.ToString(), o.State == OrderState.Placed ? OrderState.Paid : o.State, o.PlacedAt, o.PaidAt, sent.TryGetValue(o.Id, out var at) ? at : null)),
            // Orders that were reminded of and are closed by now still count for their buyer's day.
            .. reminded.Where(r => !known.Contains(r.OrderId)).Select(r => new Remindable(r.OrderId.ToString(), r.BuyerId.ToString(), OrderState.Closed, r.At, null, r.At)),
        ];
        var list = PaymentReminders.Of(all, now, TimeSpan.FromMinutes(shop.Settings.Orders.Reminders.DelayMinutes), shop.Zone);
        Row RowOf(Remindable r, string? why)
        {
            var o = unpaid.Find(u => u.Id.ToString() == r.Id)!;
            return new(o.Id, o.Number, o.BuyerId, people.GetValueOrDefault(o.BuyerId, "—"), o.Product ?? o.Number, o.TotalFen, o.PlacedAt, why);
        }
        var rows = list.Remind.Select(r => RowOf(r, reachable.Contains(Guid.Parse(r.Buyer)) ? null : NoWindow)).ToList();
        return (rows.FindAll(r => r.Why is null), [.. rows.Where(r => r.Why is not null), .. list.Others.Select(o => RowOf(o.Order, Conventions.Snake(o.Why.ToString())))]);
    }
}
