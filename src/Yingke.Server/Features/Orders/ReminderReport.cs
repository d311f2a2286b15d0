using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Orders;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Orders;

/// <summary>What reminders did: of those sent in a time, how many orders were paid within 24 hours, and how much.</summary>
internal static class ReminderReport
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(92);

    public sealed record Row(string? AgentName, int Sent, int Paid, long PaidFen);

    public sealed record Recent(string Number, string BuyerName, DateTimeOffset At, string? AgentName, string Text, DateTimeOffset? PaidAt, bool Effective);

    /// <param name="Rows">By who clicked; without a name what went by itself.</param>
    public sealed record Answer(DateTimeOffset From, DateTimeOffset To, int Sent, int Paid, long PaidFen, IReadOnlyList<Row> Rows, IReadOnlyList<Recent> Latest);

    public static async Task<Answer> Handle(HttpContext http, Db db, ShopDirectory shops, TimeProvider time, CancellationToken cancel, DateTimeOffset? from = null, DateTimeOffset? to = null)
    {
        var shopId = http.Agent()!.ShopId;
        var until = to ?? time.Now().AddMilliseconds(1);
        var since = from ?? until.AddDays(-30);
        if (since >= until || until - since > Longest)
            throw Refusal.Invalid("from", "at most 92 days");
        var names = await shops.Names(shopId, cancel);
        var found = await (
            from r in db.Set<Reminder>()
            join o in db.Set<Order>() on new { r.ShopId, r.OrderId } equals new { o.ShopId, OrderId = o.Id }
            join b in db.Set<Buyers.Buyer>() on new { r.ShopId, r.BuyerId } equals new { b.ShopId, BuyerId = b.Id }
            where r.ShopId == shopId && r.At >= since && r.At < until
            orderby r.At descending
            select new { r.At, r.AgentId, r.Text, o.Number, o.PaidAt, o.PaidFen, Buyer = b.Name }).ToListAsync(cancel);
        bool Effective(DateTimeOffset at, DateTimeOffset? paid) => paid >= at && paid <= at + PaymentReminders.Effect;
        var rows = found.GroupBy(r => r.AgentId).Select(g => new Row(
            g.Key is { } agent ? names.GetValueOrDefault(agent, "—") : null, g.Count(), g.Count(r => Effective(r.At, r.PaidAt)), g.Where(r => Effective(r.At, r.PaidAt)).Sum(r => r.PaidFen)))
            .OrderByDescending(r => r.Sent).ToList();
        return new(since, until, found.Count, rows.Sum(r => r.Paid), rows.Sum(r => r.PaidFen), rows,
            [.. found.Take(100).Select(r => new Recent(r.Number, r.Buyer, r.At, r.AgentId is { } by ? names.GetValueOrDefault(by, "—") : null, r.Text, r.PaidAt, Effective(r.At, r.PaidAt)))]);
    }
}
