using Microsoft.EntityFrameworkCore;
using Yingke.Domain.AfterSales;
using Yingke.Domain.Hotline;
using Yingke.Domain.Orders;
using Yingke.Domain.Performance;
using Yingke.Domain.Routing;
using Yingke.Domain.Tickets;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Performance;

/// <summary>The facts of a shop that a report of some days is made of, the stints brought up to date before.</summary>
internal sealed class LoadFacts(Db db, ProjectStints project)
{
    public async Task<ReportFacts> Of(Guid shopId, Period period, CancellationToken cancel)
    {
        await project.CatchUp(shopId, cancel);
        return await With(AheadStints.None, shopId, period, cancel);
    }

    /// <summary>The same without storing what moved on: for those who look every few seconds.</summary>
    public async Task<ReportFacts> Live(Guid shopId, Period period, CancellationToken cancel) => await With(await project.Ahead(shopId, cancel), shopId, period, cancel);

    private async Task<ReportFacts> With(AheadStints ahead, Guid shopId, Period period, CancellationToken cancel)
    {
        var missing = period.Without.Count > 0;
        var (consultations, sums) = (await Consultations(shopId, period, ahead, cancel), await Sums(shopId, period, byDay: missing, ahead, cancel));
        bool Counts(int day) => !missing || period.Has(DateOnly.FromDayNumber(day));
        return await Besides(shopId, period, cancel, ahead) with { Consultations = consultations.Where(c => Counts(c.Day)).Select(c => c.One), ChatSums = sums.Where(s => Counts(s.Day)).Select(s => s.One) };
    }

    /// <summary>The same, and for each of the steps by itself.</summary>
    public async Task<IReadOnlyList<ReportFacts>> Of(Guid shopId, Period whole, IReadOnlyList<Period> steps, CancellationToken cancel)
    {
        await project.CatchUp(shopId, cancel);
        var consultations = (await Consultations(shopId, whole, AheadStints.None, cancel)).ToLookup(c => c.Day, c => c.One);
        var sums = (await Sums(shopId, whole, byDay: true, AheadStints.None, cancel)).ToLookup(s => s.Day, s => s.One);
        var facts = await Besides(shopId, whole, cancel);
        return [.. steps.Select(step =>
        {
            var days = Enumerable.Range(First(step), Last(step) - First(step) + 1);
            return facts with { Consultations = days.SelectMany(day => consultations[day]), ChatSums = days.SelectMany(day => sums[day]) };
        })];
    }

    private async Task<ReportFacts> Besides(Guid shopId, Period period, CancellationToken cancel, AheadStints? ahead = null) => new()
    {
        Agents = await db.Set<Agent>().Where(a => a.ShopId == shopId).ToDictionaryAsync(a => a.Id, a => a.Groups, cancel),
        Readings = await db.Readings(shopId, cancel),
        Consultations = [],
        ChatSums = [],
        PresaleStints = await PresaleStints(shopId, period, cancel, ahead: ahead),
        Orders = await Orders(shopId, period, cancel),
        Applications = await Applications(shopId, period, cancel),
        Tickets = await Tickets(shopId, period, cancel),
        Calls = await Calls(shopId, period, cancel),
        Inspections = await Inspections(shopId, period, cancel),
    };

    private static int First(Period period) => period.From.DayNumber;

    private static int Last(Period period) => period.To.DayNumber;

    /// <summary>The stored ones of some days, without those that are stored otherwise by now.</summary>
    private IQueryable<StintRow> Stored(Guid shopId, int first, int last, AheadStints ahead)
    {
        var stints = db.Set<StintRow>().Where(s => s.ShopId == shopId && s.Day >= first && s.Day <= last);
        return ahead.Conversations.Count == 0 ? stints : stints.Where(s => !EF.Parameter(ahead.Conversations).Contains(s.ConversationId));
    }

    /// <summary>As narrow as can be, for there is one for each stint of a period: who had whom is counted without repeats for agents, groups and shop at once.</summary>
    private async Task<List<(int Day, Consultation One)>> Consultations(Guid shopId, Period period, AheadStints ahead, CancellationToken cancel)
    {
        var (first, last) = (First(period), Last(period));
        var found = await Stored(shopId, first, last, ahead)
            .Select(s => new { s.Day, s.AgentId, s.Groups, IsPresale = s.Inquiry == Inquiry.Presale, s.BuyerId, s.Receptions }).ToListAsync(cancel);
        return [.. found.Select(s => (s.Day, new Consultation(s.AgentId, s.Groups, s.IsPresale ? Inquiry.Presale : Inquiry.Aftersale, s.BuyerId, s.Receptions > 0))),
            .. ahead.Rows.Where(s => s.Day >= first && s.Day <= last).Select(s => (s.Day, new Consultation(s.AgentId, s.Groups, s.Inquiry, s.BuyerId, s.Receptions > 0)))];
    }

    private async Task<List<(int Day, ChatSum One)>> Sums(Guid shopId, Period period, bool byDay, AheadStints ahead, CancellationToken cancel)
    {
        var (first, last) = (First(period), Last(period));
        var sums = await Stored(shopId, first, last, ahead)
            .GroupBy(s => new { Day = byDay ? s.Day : 0, s.AgentId, s.Groups, s.Inquiry })
            .Select(g => new
            {
                g.Key, Receptions = g.Sum(s => s.Receptions), Turns = g.Sum(s => s.Turns), Answered = g.Sum(s => s.Answered), ResponseMs = g.Sum(s => s.ResponseMs), Firsts = g.Sum(s => s.Firsts),
                FirstMs = g.Sum(s => s.FirstMs), Within60 = g.Sum(s => s.Within60), Within120 = g.Sum(s => s.Within120), Within180 = g.Sum(s => s.Within180), NightTurns = g.Sum(s => s.NightTurns),
                NightOnTime = g.Sum(s => s.NightOnTime), AgentMessages = g.Sum(s => s.AgentMessages), BuyerMessages = g.Sum(s => s.BuyerMessages), Ratings = g.Sum(s => s.Ratings),
                GoodRatings = g.Sum(s => s.GoodRatings),
            }).ToListAsync(cancel);
        return [.. sums.Select(s => (s.Key.Day, new ChatSum(s.Key.AgentId, s.Key.Groups, s.Key.Inquiry, new ChatCounts
        {
            Receptions = s.Receptions, Turns = s.Turns, Answered = s.Answered, ResponseMs = s.ResponseMs, Firsts = s.Firsts, FirstMs = s.FirstMs, Within60 = s.Within60, Within120 = s.Within120,
            Within180 = s.Within180, NightTurns = s.NightTurns, NightOnTime = s.NightOnTime, AgentMessages = s.AgentMessages, BuyerMessages = s.BuyerMessages, Ratings = s.Ratings, GoodRatings = s.GoodRatings,
        }))), .. ahead.Rows.Where(s => s.Day >= first && s.Day <= last).Select(s => (byDay ? s.Day : 0, new ChatSum(s.AgentId, s.Groups, s.Inquiry, s.Counts)))];
    }

    /// <summary>Of buyers who ever ordered, or of those that are named: no order is attributed to the others.</summary>
    public async Task<List<PresaleStint>> PresaleStints(Guid shopId, Period period, CancellationToken cancel, IReadOnlyCollection<Guid>? buyers = null, AheadStints? ahead = null)
    {
        var (first, next) = (First(period), Last(period) + 1);
        var orders = db.Set<Order>().Where(o => o.ShopId == shopId);
        var stints = Stored(shopId, first, next, ahead ?? AheadStints.None).Where(s => s.Inquiry == Inquiry.Presale);
        stints = buyers is null ? stints.Where(s => orders.Any(o => o.BuyerId == s.BuyerId)) : stints.Where(s => EF.Parameter(buyers).Contains(s.BuyerId));
        var found = await stints
            .Select(s => new { s.ConversationId, s.BuyerId, s.AgentId, s.Groups, s.StartAt, s.AssignedAt, s.Day, s.Number }).ToListAsync(cancel);
        found.AddRange(from s in ahead?.Rows ?? [] where s.Inquiry == Inquiry.Presale && s.Day >= first && s.Day <= next && buyers?.Contains(s.BuyerId) != false
            select new { s.ConversationId, s.BuyerId, s.AgentId, s.Groups, s.StartAt, s.AssignedAt, s.Day, s.Number });
        // Of one millisecond the one that was assigned later, then the later of the same talk.
        return found.OrderBy(s => s.AssignedAt).ThenBy(s => s.Number).Select((s, rank) => new PresaleStint(s.BuyerId, s.AgentId, s.Groups, s.StartAt, DateOnly.FromDayNumber(s.Day), rank, s.ConversationId)).ToList();
    }

    /// <summary>Placed or paid in the period or on the day after it.</summary>
    public async Task<List<OrderFacts>> Orders(Guid shopId, Period period, CancellationToken cancel)
    {
        var (start, end) = (period.Start, (period with { To = period.To.AddDays(1) }).End);
        return await db.Set<Order>().Where(o => o.ShopId == shopId && ((o.PlacedAt >= start && o.PlacedAt < end) || (o.PaidAt >= start && o.PaidAt < end)))
            .Select(o => new OrderFacts(o.BuyerId, o.PlacedAt, o.PaidAt, o.PaidFen, o.Id)).ToListAsync(cancel);
    }

    /// <summary>Paid in a span, of everybody or of those that are named.</summary>
    public Task<List<OrderFacts>> PaidOrders(Guid shopId, DateTimeOffset start, DateTimeOffset end, CancellationToken cancel, IReadOnlyCollection<Guid>? buyers = null)
    {
        var orders = db.Set<Order>().Where(o => o.ShopId == shopId && o.PaidAt >= start && o.PaidAt < end);
        if (buyers is not null)
            orders = orders.Where(o => EF.Parameter(buyers).Contains(o.BuyerId));
        return orders.Select(o => new OrderFacts(o.BuyerId, o.PlacedAt, o.PaidAt, o.PaidFen, o.Id)).ToListAsync(cancel);
    }

    private async Task<List<ApplicationFacts>> Applications(Guid shopId, Period period, CancellationToken cancel)
    {
        var (start, end) = (period.Start, period.End);
        var found = await db.Set<Application>().Where(a => a.ShopId == shopId && ((a.ReviewedAt >= start && a.ReviewedAt < end) || (a.RefundedAt >= start && a.RefundedAt < end)
                || (a.ResolvedAt >= start && a.ResolvedAt < end) || (a.RatedAt >= start && a.RatedAt < end))).ToListAsync(cancel);
        return found.ConvertAll(a => new ApplicationFacts(a.AppliedAt, a.ReviewedAt, a.ReviewerId, a.RefundedFen, a.RefundedAt, a.OperatorId, a.ResolutionWord, a.ResolvedAt, a.Stars, a.RatedAt));
    }

    private async Task<List<TicketFacts>> Tickets(Guid shopId, Period period, CancellationToken cancel)
    {
        var (start, end) = (period.Start, period.End);
        return await db.Set<Ticket>().Where(t => t.ShopId == shopId && ((t.CreatedAt >= start && t.CreatedAt < end) || (t.RepliedAt >= start && t.RepliedAt < end)))
            .Select(t => new TicketFacts(t.CreatedAt, t.ReplyDueAt, t.Replies, t.ReplierId, t.RepliedAt, t.ClosedAt, t.ReopenedAt != null)).ToListAsync(cancel);
    }

    private async Task<List<CallFacts>> Calls(Guid shopId, Period period, CancellationToken cancel)
    {
        var (start, end) = (period.Start, period.End);
        return await db.Set<Call>().Where(c => c.ShopId == shopId && c.QueuedAt >= start && c.QueuedAt < end)
            .Select(c => new CallFacts(c.AgentId, c.QueuedAt, c.RingingAt, c.AnsweredAt, c.Survey)).ToListAsync(cancel);
    }

    private async Task<List<InspectionFacts>> Inspections(Guid shopId, Period period, CancellationToken cancel)
    {
        var (start, end) = (period.Start, period.End);
        var found = await db.Set<Domain.Quality.Inspection>().Where(i => i.ShopId == shopId && i.At >= start && i.At < end).ToListAsync(cancel);
        return found.ConvertAll(i => new InspectionFacts(i.CallId is not null, i.AgentId, i.Score, i.At));
    }
}
