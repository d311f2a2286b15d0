using Microsoft.EntityFrameworkCore;
using Yingke.Domain.AfterSales;
using Yingke.Domain.Conversations;
using Yingke.Domain.Orders;
using Yingke.Domain.Performance;
using Yingke.Domain.Quality;
using Yingke.Domain.Tickets;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Performance;

internal sealed record PaidOrder(Guid Id, string Number, OrderOutcome Outcome);

internal sealed record ToldTicket(Ticket Ticket, TicketOutcome Outcome);

/// <summary>The shop's guard rails of some days, and the facts behind them.</summary>
internal sealed class LoadGuardRails(Db db)
{
    /// <param name="shopId">Whose.</param>
    /// <param name="period">Which days.</param>
    /// <param name="cancel">Ends it early.</param>
    /// <param name="ahead">What is ahead of the stored stints; null where they were caught up.</param>
    public async Task<IReadOnlyDictionary<string, string?>> Of(Guid shopId, Period period, CancellationToken cancel, AheadStints? ahead = null)
    {
        var values = GuardRails.Of((await Orders(shopId, period, cancel)).ConvertAll(o => o.Outcome), (await Tickets(shopId, period, cancel)).ConvertAll(t => t.Outcome), period,
            await Complaints(shopId, period, cancel), await Receptions(shopId, period, ahead ?? AheadStints.None, cancel), await db.StoreRatings(shopId, period).OrderByDescending(r => r.Day).Select(r => r.Rating).FirstOrDefaultAsync(cancel));
        return GuardRails.All.ToDictionary(i => i.Id, i => i.Text(values[i.Id]));
    }

    private Task<int> Complaints(Guid shopId, Period period, CancellationToken cancel)
    {
        var (start, end) = (period.Start, period.End);
        return db.Set<Complaint>().CountAsync(c => c.ShopId == shopId && c.State == ComplaintState.Upheld && c.DecidedAt >= start && c.DecidedAt < end, cancel);
    }

    private async Task<int> Receptions(Guid shopId, Period period, AheadStints ahead, CancellationToken cancel)
    {
        var (first, last) = (period.From.DayNumber, period.To.DayNumber);
        return await db.Set<StintRow>().Where(s => s.ShopId == shopId && s.Day >= first && s.Day <= last && !ahead.Conversations.Contains(s.ConversationId)).SumAsync(s => s.Receptions, cancel)
            + ahead.Rows.Where(r => r.Day >= first && r.Day <= last).Sum(r => r.Receptions);
    }

    /// <summary>Paid in the period, and after it for as long as a buyer may come again.</summary>
    public async Task<List<PaidOrder>> Orders(Guid shopId, Period period, CancellationToken cancel)
    {
        var (start, end) = (period.Start, period.End + GuardRails.Again);
        var applications = db.Set<Application>().Where(a => a.ShopId == shopId);
        return await db.Set<Order>().Where(o => o.ShopId == shopId && o.PaidAt >= start && o.PaidAt < end)
            .Select(o => new PaidOrder(o.Id, o.Number, new OrderOutcome(o.BuyerId, o.PaidAt!.Value, applications.Any(a => a.OrderId == o.Id && a.RefundedAt != null),
                applications.Any(a => a.OrderId == o.Id && (a.ToldResolution == "return" || (a.ToldResolution == null && a.Resolution == ApplicationState.Refunded && a.Type == ApplicationType.Return))))))
            .ToListAsync(cancel);
    }

    public async Task<List<ToldTicket>> Tickets(Guid shopId, Period period, CancellationToken cancel)
    {
        var (start, end) = (period.Start, period.End);
        var tickets = await db.Set<Ticket>().Where(t => t.ShopId == shopId && t.CreatedAt >= start && t.CreatedAt < end).ToListAsync(cancel);
        var buyers = tickets.Where(t => t.ClosedAt is not null).Select(t => t.BuyerId).OfType<Guid>().Distinct().ToList();
        var inflows = (await db.Set<Conversation>().Where(c => c.ShopId == shopId && buyers.Contains(c.BuyerId) && c.OpenedAt >= start).Select(c => new { c.BuyerId, c.OpenedAt }).ToListAsync(cancel))
            .ToLookup(c => (Guid?)c.BuyerId, c => c.OpenedAt);
        return tickets.ConvertAll(t => new ToldTicket(t, new TicketOutcome(
            new(t.CreatedAt, t.ReplyDueAt, t.Replies, t.ReplierId, t.RepliedAt, t.ClosedAt, t.ReopenedAt is not null),
            t.ClosedAt is { } closed && t.BuyerId is not null && inflows[t.BuyerId].Any(at => at > closed && at - closed <= GuardRails.Quiet))));
    }
}
