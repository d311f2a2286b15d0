using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Deadlines;
using Yingke.Domain.Orders;
using Yingke.Domain.Performance;
using Yingke.Domain.Tickets;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Tickets;

/// <summary>One ticket behind the figures.</summary>
internal sealed record WarehouseTicket(Guid Id, long Number, string Title, Guid? ContactId, DateTimeOffset CreatedAt, decimal? ReplyMinutes, WarehouseFault? Fault, int? Stars);

/// <param name="ContactId">Null for all together.</param>
/// <param name="WrongPercent">Upheld over the shop's orders shipped.</param>
internal sealed record WarehouseRow(Guid? ContactId, string? Contact, int Tickets, int Upheld, decimal? WrongPercent, int Replied, decimal? ReplyMinutes, int Rated, decimal? Attitude);

internal sealed record WarehouseAnswer(string Month, int Shipped, WarehouseRow All, IReadOnlyList<WarehouseRow> Contacts, IReadOnlyList<WarehouseTicket> Tickets);

/// <summary>仓库评分 of a month: by whoever of the warehouse replied first, with the tickets behind it (spec: campaigns.md, Warehouse).</summary>
internal static class ShowWarehouseScores
{
    public static async Task<WarehouseAnswer> Handle(HttpContext http, Db db, ShopDirectory shops, TimeProvider time, CancellationToken cancel, string? month = null)
    {
        var shopId = http.Agent()!.ShopId;
        var zone = (await shops.Shop(shopId, cancel)).Zone;
        var of = month is null ? Month.Of(time.Now(), zone) : Month.Parse(month) ?? throw Refusal.Invalid("month", "yyyy-MM");
        var (from, to) = (LocalDay.Start(of.First, zone), LocalDay.Start(of.Next.First, zone));
        var shipped = await db.Set<Order>().CountAsync(o => o.ShopId == shopId && o.ShippedAt >= from && o.ShippedAt < to, cancel);
        var tickets = await db.Set<Ticket>().Where(t => t.ShopId == shopId && t.Kind == WarehouseFindings.Kind && t.CreatedAt >= from && t.CreatedAt < to).OrderByDescending(t => t.Id).ToListAsync(cancel);
        var ids = tickets.Select(t => t.Id).ToList();
        var findings = await db.Set<WarehouseFinding>().Where(f => f.ShopId == shopId && ids.Contains(f.TicketId)).ToDictionaryAsync(f => f.TicketId, cancel);
        var names = await shops.Names(shopId, cancel);
        var facts = tickets.ConvertAll(t => (Ticket: t, Contact: t.ReplierId ?? t.AssigneeId, Fact: new WarehouseFact(t.CreatedAt, t.RepliedAt, findings.GetValueOrDefault(t.Id)?.Fault, findings.GetValueOrDefault(t.Id)?.Stars)));
        return new(of.ToString(), shipped, Row(null, null, [.. facts.Select(f => f.Fact)], shipped),
            [.. facts.Where(f => f.Contact is not null).GroupBy(f => f.Contact!.Value).Select(g => Row(g.Key, names.GetValueOrDefault(g.Key, "—"), [.. g.Select(f => f.Fact)], shipped)).OrderBy(r => r.Contact, StringComparer.Ordinal)],
            facts.ConvertAll(f => new WarehouseTicket(f.Ticket.Id, f.Ticket.Number, f.Ticket.Title, f.Contact, f.Ticket.CreatedAt, Rounded(WarehouseScore.Of([f.Fact], 0).ReplyMinutes), f.Fact.Fault, f.Fact.Stars)));
    }

    private static WarehouseRow Row(Guid? id, string? name, IReadOnlyCollection<WarehouseFact> facts, int shipped)
    {
        var score = WarehouseScore.Of(facts, shipped);
        return new(id, name, score.Tickets, score.Upheld, Rounded(score.WrongRate * Fraction.Of(100)), score.Replied, Rounded(score.ReplyMinutes), score.Rated, Rounded(score.Attitude));
    }

    private static decimal? Rounded(Fraction? exact) => exact?.Round(2);
}
