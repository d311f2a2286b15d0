using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Accounts;
using Yingke.Domain.Performance;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Buyers;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Performance;

/// <summary>What is behind a guard rail: the orders, buyers or tickets that it divides, newest first. Complaints are read where their officers work. (spec: performance.md, Guard rails)</summary>
internal sealed class FindGuardEvidence(Db db, ShopDirectory shops, ShowReport report, LoadGuardRails guard)
{
    public async Task<EvidenceAnswer> Of(CurrentAgent viewer, DateOnly? from, DateOnly? to, string? indicator, int offset, int limit, CancellationToken cancel)
    {
        var size = Paging.Limit(limit, 200);
        if (offset < 0)
            throw Refusal.Invalid("offset");
        if (viewer.Reach(Permission.ReportsView) != Scope.All)
            throw Refusal.NotFound();
        var period = await report.PeriodOf(viewer, from, to, cancel);
        var all = indicator switch
        {
            "refund_rate" or "return_rate" => await Orders(viewer.ShopId, period, indicator == "refund_rate" ? o => o.Refunded : o => o.Returned, cancel),
            "repurchase_rate" => await Buyers(viewer.ShopId, period, cancel),
            "ticket_clean_contact" => await Tickets(viewer.ShopId, period, cancel),
            _ => throw Refusal.Invalid("indicator"),
        };
        return new(all.Count, [.. all.OrderByDescending(e => e.At).ThenBy(e => e.Title, StringComparer.Ordinal).Skip(offset).Take(size)]);
    }

    private async Task<List<Evidence>> Orders(Guid shopId, Period period, Func<OrderOutcome, bool> counts, CancellationToken cancel) =>
        [.. (await guard.Orders(shopId, period, cancel)).Where(o => period.Has(o.Outcome.PaidAt)).Select(o => new Evidence(EvidenceKind.Order, null, o.Id, o.Number, null, o.Outcome.PaidAt, counts(o.Outcome)))];

    /// <summary>Each with the first payment in the period, and whether another followed.</summary>
    private async Task<List<Evidence>> Buyers(Guid shopId, Period period, CancellationToken cancel)
    {
        var orders = (await guard.Orders(shopId, period, cancel)).ConvertAll(o => o.Outcome);
        var (first, again) = (GuardRails.FirstPaid(orders, period), GuardRails.CameAgain(orders, period));
        var ids = first.Keys.ToList();
        var names = await db.Set<Buyer>().Where(b => b.ShopId == shopId && ids.Contains(b.Id)).ToDictionaryAsync(b => b.Id, b => b.Name, cancel);
        return [.. first.Select(f => new Evidence(EvidenceKind.Buyer, null, f.Key, names.GetValueOrDefault(f.Key, "—"), null, f.Value, again.Contains(f.Key)))];
    }

    private async Task<List<Evidence>> Tickets(Guid shopId, Period period, CancellationToken cancel)
    {
        var names = await shops.Names(shopId, cancel);
        return (await guard.Tickets(shopId, period, cancel)).ConvertAll(t => new Evidence(
            EvidenceKind.Ticket, t.Ticket.ConversationId, t.Ticket.Id, $"#{t.Ticket.Number} {t.Ticket.Title}".TrimEnd(), t.Ticket.ReplierId is { } by ? names.GetValueOrDefault(by) : null, t.Ticket.CreatedAt, t.Outcome.IsClean));
    }
}
