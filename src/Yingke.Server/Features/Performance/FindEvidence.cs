using Microsoft.EntityFrameworkCore;
using Yingke.Domain.AfterSales;
using Yingke.Domain.Hotline;
using Yingke.Domain.Orders;
using Yingke.Domain.Performance;
using Yingke.Domain.Routing;
using Yingke.Domain.Tickets;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Buyers;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Performance;

internal enum EvidenceKind { Stint, Order, Application, Ticket, Call, Inspection, Buyer }

/// <summary>One of the things that a figure was counted from.</summary>
/// <param name="ConversationId">The talk behind it, where there is one.</param>
/// <param name="SubjectId">The order, application or ticket.</param>
/// <param name="Title">The buyer's name, or the number that people call it by.</param>
/// <param name="Counts">It is among those that the rate counts as good; null where nothing is divided.</param>
/// <param name="Seconds">The time that it took, where the figure is one of times.</param>
/// <param name="InspectionId">The work behind a score, for one that was inspected here.</param>
internal sealed record Evidence(
    EvidenceKind Kind, Guid? ConversationId, Guid? SubjectId, string Title, string? AgentName, DateTimeOffset At, bool? Counts = null, decimal? Seconds = null, long? Fen = null, int? Turns = null,
    int? BuyerMessages = null, int? AgentMessages = null, decimal? Score = null, Guid? InspectionId = null);

internal sealed record EvidenceAnswer(int Total, IReadOnlyList<Evidence> Items);

/// <summary>What is behind a figure: the consultations, orders, applications, tickets and inspections that it counts, newest first.</summary>
internal sealed class FindEvidence(Db db, ShopDirectory shops, ShowReport report, ProjectStints project, LoadFacts facts)
{
    private static readonly TimeSpan ReviewWithin = TimeSpan.FromHours(12);

    /// <summary>Whose figure of which days.</summary>
    private sealed record Cell(Guid ShopId, Period Period, Section Section, string Indicator, Guid? AgentId, Groups? Group, IReadOnlyCollection<Guid> Members)
    {
        /// <summary>By the groups of today, as the report has it for everything but stints.</summary>
        public bool Has(Guid? agent) => AgentId is { } id ? agent == id : Group is null || (agent is { } one && Members.Contains(one));
    }

    public async Task<EvidenceAnswer> Of(
        CurrentAgent viewer, DateOnly? from, DateOnly? to, Section section, string indicator, Guid? agentId, Groups? group, int offset, int limit, CancellationToken cancel)
    {
        var size = Paging.Limit(limit, 200);
        if (offset < 0)
            throw Refusal.Invalid("offset");
        if (!Indicator.Of(section).Any(i => i.Id == indicator))
            throw Refusal.Invalid("indicator");
        await ShowTrend.MustSee(db, viewer, agentId, group, cancel);
        var period = await report.PeriodOf(viewer, from, to, cancel);
        await project.CatchUp(viewer.ShopId, cancel);
        var members = group is { } some ? (await db.Set<Agent>().Where(a => a.ShopId == viewer.ShopId).Select(a => new { a.Id, a.Groups }).ToListAsync(cancel)).Where(a => (a.Groups & some) != 0).Select(a => a.Id).ToHashSet() : [];
        var cell = new Cell(viewer.ShopId, period, section, indicator, agentId, group, members);
        var all = (section, indicator) switch
        {
            (Section.All, "attitude") or (Section.Hotline, "call_inspection") => await Inspections(cell, cancel),
            (Section.Hotline, _) => await Calls(cell, cancel),
            (Section.Sales, "conversion" or "payment_success") => [.. await Orders(cell, cancel), .. await Stints(cell, cancel)],
            (Section.Sales, _) => await Orders(cell, cancel),
            (Section.Service, "aftersale_satisfaction") => [.. await Applications(cell, cancel), .. await Stints(cell, cancel)],
            (Section.Service, "ticket_on_time" or "ticket_first_contact") => await Tickets(cell, cancel),
            (Section.Service, _) => await Applications(cell, cancel),
            _ => await Stints(cell, cancel),
        };
        return new(all.Count, [.. all.OrderByDescending(e => e.At).Skip(offset).Take(size)]);
    }

    private async Task<List<Evidence>> Stints(Cell cell, CancellationToken cancel)
    {
        var (first, last) = (cell.Period.From.DayNumber, cell.Period.To.DayNumber);
        var stints = db.Set<StintRow>().Where(s => s.ShopId == cell.ShopId && s.Day >= first && s.Day <= last);
        if (cell.AgentId is { } agent)
            stints = stints.Where(s => s.AgentId == agent);
        if (cell.Section is Section.Presale or Section.Sales)
            stints = stints.Where(s => s.Inquiry == Inquiry.Presale);
        if (cell.Section is Section.Aftersale or Section.Service)
            stints = stints.Where(s => s.Inquiry == Inquiry.Aftersale);
        var found = (await stints.Join(db.Set<Buyer>().Where(b => b.ShopId == cell.ShopId), s => s.BuyerId, b => b.Id, (s, b) => new { Stint = s, b.Name }).ToListAsync(cancel))
            .FindAll(s => cell.Group is not { } group || (s.Stint.Groups & group) != 0);
        var replied = found.Where(s => s.Stint.Receptions > 0).Select(s => s.Stint.BuyerId).ToHashSet();
        var names = await shops.Names(cell.ShopId, cancel);
        return found.Where(s => Concerns(cell.Indicator, s.Stint, replied)).Select(s => new Evidence(
            EvidenceKind.Stint, s.Stint.ConversationId, null, s.Name, names.GetValueOrDefault(s.Stint.AgentId), s.Stint.StartAt, Counts(cell.Indicator, s.Stint, replied), SecondsOf(cell.Indicator, s.Stint),
            Turns: s.Stint.Turns + s.Stint.NightTurns, BuyerMessages: s.Stint.BuyerMessages, AgentMessages: s.Stint.AgentMessages)).ToList();
    }

    private static bool Concerns(string indicator, StintRow stint, HashSet<Guid> replied) => indicator switch
    {
        "unreplied" => !replied.Contains(stint.BuyerId),
        "received" => replied.Contains(stint.BuyerId),
        "receptions" => stint.Receptions > 0,
        "avg_response" => stint.Answered > 0,
        "avg_first_response" => stint.Firsts > 0,
        "reply_60s" or "reply_2min" or "reply_3min" => stint.Turns > 0,
        "overnight_on_time" => stint.NightTurns > 0,
        "good_rate" or "aftersale_satisfaction" => stint.Ratings > 0,
        _ => true,
    };

    /// <summary>Of several turns, whether all are good.</summary>
    private static bool? Counts(string indicator, StintRow stint, HashSet<Guid> replied) => indicator switch
    {
        "reply_rate" => replied.Contains(stint.BuyerId),
        "reply_60s" => stint.Within60 == stint.Turns,
        "reply_2min" => stint.Within120 == stint.Turns,
        "reply_3min" => stint.Within180 == stint.Turns,
        "overnight_on_time" => stint.NightOnTime == stint.NightTurns,
        "good_rate" or "aftersale_satisfaction" => stint.GoodRatings > 0,
        _ => null,
    };

    private static decimal? SecondsOf(string indicator, StintRow stint) => indicator switch
    {
        "avg_first_response" => stint.FirstMs / 1000m,
        _ => stint.Answered == 0 ? null : decimal.Round(stint.ResponseMs / 1000m / stint.Answered, 3),
    };

    private async Task<List<Evidence>> Orders(Cell cell, CancellationToken cancel)
    {
        var orders = await facts.Orders(cell.ShopId, cell.Period, cancel);
        var found = Attribution.Of(await facts.PresaleStints(cell.ShopId, cell.Period, cancel), orders, cell.Period)
            .Where(a => (cell.AgentId is not { } agent || a.Stint.AgentId == agent) && (cell.Group is not { } group || (a.Stint.Groups & group) != 0))
            .Where(a => cell.Indicator switch { "orderers" or "conversion" => !a.IsPaid, "payment_success" => a.IsPaid, _ => a.IsPaid && a.SameDay }).ToList();
        var (ids, names) = (found.Select(a => a.Order.Id).Distinct().ToList(), await shops.Names(cell.ShopId, cancel));
        var numbers = (await db.Set<Order>().Where(o => o.ShopId == cell.ShopId && ids.Contains(o.Id)).Select(o => new { o.Id, o.Number }).ToListAsync(cancel)).ToDictionary(o => o.Id, o => o.Number);
        return found.ConvertAll(a => new Evidence(
            EvidenceKind.Order, a.Stint.ConversationId, a.Order.Id, numbers[a.Order.Id!.Value], names.GetValueOrDefault(a.Stint.AgentId), a.IsPaid ? a.Order.PaidAt!.Value : a.Order.PlacedAt,
            cell.Indicator is "conversion" or "payment_success" ? true : null, Fen: a.IsPaid ? a.Order.PaidFen : null));
    }

    private async Task<List<Evidence>> Applications(Cell cell, CancellationToken cancel)
    {
        var (start, end) = (cell.Period.Start, cell.Period.End);
        var some = db.Set<Application>().Where(a => a.ShopId == cell.ShopId);
        var found = await (cell.Indicator switch
        {
            "aftersale_satisfaction" => some.Where(a => a.Stars != null && a.RatedAt >= start && a.RatedAt < end),
            "refunded" => some.Where(a => a.RefundedAt >= start && a.RefundedAt < end),
            "repair_share" => some.Where(a => a.ResolvedAt >= start && a.ResolvedAt < end),
            _ => some.Where(a => a.ReviewedAt >= start && a.ReviewedAt < end),
        }).ToListAsync(cancel);
        var names = await shops.Names(cell.ShopId, cancel);
        Evidence Of(Application a, Guid? agent, DateTimeOffset? at, bool? counts = null, decimal? seconds = null, long? fen = null) =>
            new(EvidenceKind.Application, a.ConversationId, a.Id, a.Number, agent is { } by ? names.GetValueOrDefault(by) : null, at!.Value, counts, seconds, fen);
        return cell.Indicator switch
        {
            "aftersale_satisfaction" => [.. found.Where(a => cell.Has(a.OperatorId ?? a.ReviewerId)).Select(a => Of(a, a.OperatorId ?? a.ReviewerId, a.RatedAt, a.Stars >= 4))],
            "refunded" => [.. found.Where(a => cell.Has(a.OperatorId)).Select(a => Of(a, a.OperatorId, a.RefundedAt, fen: a.RefundedFen))],
            "repair_share" => [.. found.Where(a => cell.Has(a.OperatorId) && a.ResolutionWord is "return" or "exchange" or "repair").Select(a => Of(a, a.OperatorId, a.ResolvedAt, a.ResolutionWord == "repair"))],
            _ => [.. found.Where(a => cell.Has(a.ReviewerId)).Select(a => Of(a, a.ReviewerId, a.ReviewedAt, cell.Indicator == "review_on_time" ? a.ReviewedAt - a.AppliedAt <= ReviewWithin : null,
                (decimal)(a.ReviewedAt!.Value - a.AppliedAt).TotalMilliseconds / 1000))],
        };
    }

    private async Task<List<Evidence>> Tickets(Cell cell, CancellationToken cancel)
    {
        var (start, end) = (cell.Period.Start, cell.Period.End);
        var byReply = cell.Indicator == "ticket_on_time";
        var tickets = db.Set<Ticket>().Where(t => t.ShopId == cell.ShopId);
        var found = await (byReply ? tickets.Where(t => t.RepliedAt >= start && t.RepliedAt < end) : tickets.Where(t => t.CreatedAt >= start && t.CreatedAt < end)).ToListAsync(cancel);
        var names = await shops.Names(cell.ShopId, cancel);
        // The share of first contacts is one of all the shop's tickets, whoever had them.
        return found.Where(t => !byReply || cell.Has(t.ReplierId)).Select(t => new Evidence(
            EvidenceKind.Ticket, t.ConversationId, t.Id, $"#{t.Number} {t.Title}".TrimEnd(), t.ReplierId is { } by ? names.GetValueOrDefault(by) : null, byReply ? t.RepliedAt!.Value : t.CreatedAt,
            byReply ? t.RepliedAt <= t.ReplyDueAt
                : cell.Has(t.ReplierId) && new TicketFacts(t.CreatedAt, t.ReplyDueAt, t.Replies, t.ReplierId, t.RepliedAt, t.ClosedAt, t.ReopenedAt is not null).IsFirstContact)).ToList();
    }

    private async Task<List<Evidence>> Calls(Cell cell, CancellationToken cancel)
    {
        var (start, end) = (cell.Period.Start, cell.Period.End);
        var found = await db.Set<Call>().Where(c => c.ShopId == cell.ShopId && c.QueuedAt >= start && c.QueuedAt < end).ToListAsync(cancel);
        var buyerIds = found.Select(c => c.BuyerId).OfType<Guid>().Distinct().ToList();
        var buyers = await db.Set<Buyer>().Where(b => b.ShopId == cell.ShopId && buyerIds.Contains(b.Id)).ToDictionaryAsync(b => b.Id, b => b.Name, cancel);
        var names = await shops.Names(cell.ShopId, cancel);
        return found.Where(c => cell.Has(c.AgentId)).Select(c => (Call: c, Facts: new CallFacts(c.AgentId, c.QueuedAt, c.RingingAt, c.AnsweredAt, c.Survey)))
            .Where(c => cell.Indicator switch { "call_20s" => !c.Facts.IsAbandonedInQueue, "call_satisfaction" => c.Facts.Survey is CallSurvey.Satisfied or CallSurvey.Unsatisfied, _ => true })
            .Select(c => new Evidence(
                EvidenceKind.Call, null, c.Call.Id, c.Call.BuyerId is { } buyer ? buyers[buyer] : c.Call.Phone is { } phone ? Domain.Buyers.Phone.Masked(phone) : "—",
                c.Call.AgentId is { } agent ? names.GetValueOrDefault(agent) : null, c.Call.QueuedAt,
                cell.Indicator switch { "call_20s" => c.Facts.IsQuick, "call_satisfaction" => c.Facts.Survey == CallSurvey.Satisfied, _ => c.Facts.AnsweredAt is not null },
                (decimal?)(c.Facts.AnsweredAt - c.Facts.RingingAt)?.TotalMilliseconds / 1000)).ToList();
    }

    private async Task<List<Evidence>> Inspections(Cell cell, CancellationToken cancel)
    {
        var (start, end, ofCalls) = (cell.Period.Start, cell.Period.End, cell.Section == Section.Hotline);
        var found = await db.Set<Domain.Quality.Inspection>().Where(i => i.ShopId == cell.ShopId && i.At >= start && i.At < end && (i.CallId != null) == ofCalls).ToListAsync(cancel);
        var names = await shops.Names(cell.ShopId, cancel);
        var ids = found.ConvertAll(i => i.Id);
        var here = await db.Set<Domain.Quality.InspectionTask>().Where(t => t.ShopId == cell.ShopId && ids.Contains(t.Id)).Select(t => t.Id).ToHashSetAsync(cancel);
        return found.Where(i => cell.Has(i.AgentId)).Select(i => new Evidence(
            EvidenceKind.Inspection, i.ConversationId, i.CallId, names.GetValueOrDefault(i.AgentId, "—"), names.GetValueOrDefault(i.AgentId), i.At, Score: i.Score, InspectionId: here.Contains(i.Id) ? i.Id : null)).ToList();
    }
}
