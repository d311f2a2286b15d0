using Microsoft.EntityFrameworkCore;
using Yingke.Domain.AfterSales;
using Yingke.Domain.Performance;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Performance.Scorecards;

/// <summary>A scorecard and whom it measures, as it is kept or as it is being written.</summary>
internal sealed record MeasuredBy(Guid ScorecardId, string Name, Scheme Scheme, IReadOnlyList<Guid> AgentIds);

/// <summary>The scores of a month as they stand now, from the report's own figures and what was noted by hand.</summary>
internal sealed class WorkOutScores(Db db, LoadFacts facts, ShopDirectory shops, AttendanceBook attendances)
{
    /// <summary>Of all scorecards in use, or of one.</summary>
    public async Task<IReadOnlyList<SheetDocument>> Of(Guid shopId, Month month, Guid? only, CancellationToken cancel)
    {
        var cards = await db.Set<ScorecardRow>().Where(c => c.ShopId == shopId && c.ArchivedAt == null && (only == null || c.Id == only)).OrderBy(c => c.CreatedAt).ThenBy(c => c.Id).ToListAsync(cancel);
        var agents = (await db.Set<ScorecardAgent>().Where(a => a.ShopId == shopId).ToListAsync(cancel)).ToLookup(a => a.ScorecardId, a => a.AgentId);
        return await Measure(shopId, month, cards.ConvertAll(c => new MeasuredBy(c.Id, c.Name, c.Scheme, [.. agents[c.Id]])), cancel);
    }

    public async Task<IReadOnlyList<SheetDocument>> Measure(Guid shopId, Month month, IReadOnlyList<MeasuredBy> cards, CancellationToken cancel)
    {
        if (cards.Count == 0)
            return [];
        // The people first: nobody of them is missing from the facts, which are read later.
        var measured = cards.SelectMany(c => c.AgentIds).Distinct().ToList();
        var people = await db.Set<Agent>().Where(a => a.ShopId == shopId && measured.Contains(a.Id)).OrderBy(a => a.Name).ThenBy(a => a.Id).Select(a => new { a.Id, a.Name, a.Company }).ToListAsync(cancel);
        var period = month.In((await shops.Shop(shopId, cancel)).Zone);
        var known = await facts.Of(shopId, period, cancel);
        var report = Report.Of(known, period);
        var excluded = await db.Excluded(shopId, period, cancel);
        var without = await Without(shopId, period, excluded, cancel);
        var refunds = await RefundRates(shopId, known, period, cancel);
        var marks = (await db.Set<ScoreMark>().Where(m => m.ShopId == shopId && m.MonthKey == month.Key).ToListAsync(cancel)).ToDictionary(m => (m.ScorecardId, m.AgentId, m.ItemKey), m => m.Mark);
        var attendance = await attendances.Of(shopId, month, cancel);
        var (start, end) = (period.Start, period.End);
        var ledger = await db.Set<LedgerRow>().Where(r => r.ShopId == shopId && r.AgentId != null && r.Company == null && r.Hundredths != 0 && r.At >= start && r.At < end).OrderBy(r => r.At).ThenBy(r => r.Id).ToListAsync(cancel);
        var adjustments = (await db.Set<ScoreAdjustment>().Where(a => a.ShopId == shopId && a.MonthKey == month.Key).OrderBy(a => a.Id).ToListAsync(cancel))
            .ConvertAll(a => (a.AgentId, Of: new AdjustmentView(a.Id, a.Hundredths / 100m, a.Reason, a.ByName, a.At)))
            .Concat(ledger.ConvertAll(r => (AgentId: r.AgentId!.Value, Of: new AdjustmentView(r.Id, r.Hundredths / 100m, r.Details, r.ByName, r.At, r.Cause)))).ToLookup(a => a.AgentId, a => a.Of);
        return [.. cards.Select(card => new SheetDocument(
            card.ScorecardId, card.Name, card.Scheme.Role, card.Scheme.IsPlatform, month.ToString(), card.Scheme.Full, card.Scheme.Items, card.Scheme.Offers,
            [.. people.Where(p => card.AgentIds.Contains(p.Id)).Select(p => SheetDocument.Row(p.Id, p.Name, p.Company, ScoreSheet.Of(card.Scheme,
                item => item.Indicator == SchemeItem.RefundRate ? refunds.GetValueOrDefault(p.Id) : item is { Of: { } section, Indicator: { } id } ? (without.GetValueOrDefault(id) ?? report).Agents.GetValueOrDefault(p.Id)?[section, id] : null,
                item => marks.GetValueOrDefault((card.ScorecardId, p.Id, item.Key)) ?? (item.Kind == ItemKind.Attendance ? attendance.GetValueOrDefault(p.Id) : null), adjustments[p.Id].Select(a => a.Points)), [.. adjustments[p.Id]]))],
            Told(card.Scheme, excluded)))];
    }

    /// <summary>By indicator the report without the days that it is excluded on; one report for all that miss the same days. (spec: campaigns.md, Assessment)</summary>
    private async Task<Dictionary<string, Report>> Without(Guid shopId, Period period, List<ExcludedDays> excluded, CancellationToken cancel)
    {
        var days = excluded.SelectMany(e => e.Indicators).Distinct().ToDictionary(id => id, id => excluded.Where(e => e.Indicators.Contains(id))
            .SelectMany(e => Enumerable.Range(e.FromDay, e.ToDay - e.FromDay + 1)).Select(DateOnly.FromDayNumber).Where(d => d >= period.From && d <= period.To).ToHashSet());
        var reports = new Dictionary<string, Report>();
        foreach (var same in days.GroupBy(d => d.Value, HashSet<DateOnly>.CreateSetComparer()))
        {
            var rest = period with { Without = same.Key };
            var report = Report.Of(await facts.Of(shopId, rest, cancel), rest);
            foreach (var (id, _) in same)
                reports[id] = report;
        }
        return reports;
    }

    private static List<ExcludedView>? Told(Scheme scheme, List<ExcludedDays> excluded)
    {
        var own = scheme.Items.Select(i => i.Indicator).ToHashSet();
        var told = excluded.Select(e => new ExcludedView(e.Name, DateOnly.FromDayNumber(e.FromDay), DateOnly.FromDayNumber(e.ToDay), [.. e.Indicators.Where(own.Contains)])).Where(e => e.Indicators.Count > 0).ToList();
        return told.Count == 0 ? null : told;
    }

    /// <summary>Of the orders whose payment is attributed to the agent, the share with a completed refund. (spec: performance.md, Scorecards)</summary>
    private async Task<Dictionary<Guid, Fraction?>> RefundRates(Guid shopId, ReportFacts known, Period period, CancellationToken cancel)
    {
        var paid = Attribution.Of(known.PresaleStints, known.Orders, period).Where(a => a.IsPaid).ToList();
        var ids = paid.ConvertAll(a => a.Order.Id!.Value);
        var refunded = (await db.Set<Application>().Where(a => a.ShopId == shopId && a.RefundedAt != null && ids.Contains(a.OrderId)).Select(a => a.OrderId).ToListAsync(cancel)).ToHashSet();
        return paid.GroupBy(a => a.Stint.AgentId).ToDictionary(g => g.Key, g => Fraction.Of(g.Count(a => refunded.Contains(a.Order.Id!.Value)), g.Count()));
    }
}
