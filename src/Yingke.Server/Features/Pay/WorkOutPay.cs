using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Performance;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Performance;
using Yingke.Server.Features.Performance.Scorecards;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Pay;

/// <param name="ScoreIsFrozen">False while a preview reckons with a score that still moves.</param>
internal sealed record SlipDocument(
    Guid AgentId, string Name, string? Company, PayGrade Grade, string Month, string? Scorecard, decimal? Score, decimal? Full, bool ScoreIsFrozen, IReadOnlyList<PayLine> Lines, long TotalFen);

/// <summary>对账单: what a company gets for a month, agent by agent, and what it bears itself. (spec: performance.md, Bonus, deductions and wages)</summary>
internal sealed record Settlement(
    string Company, string Month, int Agents, long FeeFen, long BonusFen, long DeductionFen, long RewardFen, long PenaltyFen, long LossFen, long TotalFen, IReadOnlyList<SlipDocument> Slips, IReadOnlyList<PayLine> OwnLines);

/// <param name="Open">Scorecards that have people and are not frozen for the month.</param>
internal sealed record PaySheet(IReadOnlyList<SlipDocument> Slips, IReadOnlyList<Settlement> Settlements, long TotalFen, IReadOnlyList<string> Open);

/// <summary>A month's slips and settlements as they come out now: from the latest frozen scores, the settings and the ledger.</summary>
internal sealed class WorkOutPay(Db db, WorkOutScores scores, ShopDirectory shops)
{
    private sealed record Scored(decimal? Score, decimal Full, string Name, Guid ScorecardId, Guid? FrozenId);

    public async Task<PaySheet> Of(Guid shopId, Month month, CancellationToken cancel)
    {
        var period = month.In((await shops.Shop(shopId, cancel)).Zone);
        var (start, end) = (period.Start, period.End);
        var settings = await db.PaySettings(shopId, cancel);
        var (scored, open) = await Scores(shopId, month, cancel);
        var ledger = await db.Set<LedgerRow>().Where(r => r.ShopId == shopId && r.At >= start && r.At < end).ToListAsync(cancel);
        var byAgent = ledger.Where(r => r.AgentId is not null && r.Company is null).ToLookup(r => r.AgentId!.Value, Entry);
        var people = await db.Set<Agent>().Where(a => a.ShopId == shopId && !a.IsOwner && (a.SuspendedAt == null || a.SuspendedAt >= start)).OrderBy(a => a.Name).ThenBy(a => a.Id).ToListAsync(cancel);
        // An account may be younger than its work, which an import brought.
        var slips = people.Where(p => (p.ImEnabled && p.CreatedAt < end) || scored.ContainsKey(p.Id) || byAgent.Contains(p.Id)).Select(p =>
        {
            var score = scored.GetValueOrDefault(p.Id);
            var lines = PaySlip.Lines(new(p.Id, p.Name, p.Company, (PayGrade)p.Grade, score?.Score, score?.Full, score?.ScorecardId, score?.FrozenId), settings, byAgent[p.Id]);
            return new SlipDocument(p.Id, p.Name, p.Company, (PayGrade)p.Grade, month.ToString(), score?.Name, score?.Score, score?.Full, score?.FrozenId is not null, lines, lines.Sum(l => l.Fen));
        }).ToList();
        var companies = slips.Select(s => s.Company).Concat(ledger.Select(r => r.Company)).OfType<string>().Distinct().Order(StringComparer.Ordinal);
        var settlements = companies.Select(company => Settle(company, month, settings, [.. slips.Where(s => s.Company == company)], [.. ledger.Where(r => r.Company == company).Select(Entry)])).ToList();
        return new(slips, settlements, slips.Where(s => s.Company is null).Sum(s => s.TotalFen) + settlements.Sum(s => s.TotalFen), open);
    }

    private static Settlement Settle(string company, Month month, PaySettings settings, IReadOnlyList<SlipDocument> slips, IReadOnlyList<LedgerEntry> own)
    {
        var fees = slips.Count * settings.ServiceFeeFen;
        var ownLines = own.OrderBy(r => r.At).ThenBy(r => r.Id).Select(PaySlip.Line).ToList();
        var lines = slips.SelectMany(s => s.Lines).Concat(ownLines).ToList();
        long Sum(PayLineKind kind) => lines.Where(l => l.Kind == kind).Sum(l => l.Fen);
        return new(company, month.ToString(), slips.Count, fees, Sum(PayLineKind.Bonus), Sum(PayLineKind.Deduction), Sum(PayLineKind.Reward), Sum(PayLineKind.Penalty), Sum(PayLineKind.Loss),
            fees + lines.Sum(l => l.Fen), slips, ownLines);
    }

    /// <summary>The closed scores where there are, of two the later; else those that stand.</summary>
    private async Task<(Dictionary<Guid, Scored> Scored, List<string> Open)> Scores(Guid shopId, Month month, CancellationToken cancel)
    {
        var frozen = (await db.Set<FrozenScores>().Where(f => f.ShopId == shopId && f.MonthKey == month.Key).ToListAsync(cancel))
            .GroupBy(f => f.ScorecardId).Select(g => g.MaxBy(f => f.Revision)!).OrderBy(f => f.At).ThenBy(f => f.Id).ToList();
        var (scored, open) = (new Dictionary<Guid, Scored>(), new List<string>());
        var closed = frozen.ConvertAll(f => f.ScorecardId);
        // What is closed is read as it was kept; the month is worked out only for who is not.
        foreach (var sheet in await Standing(shopId, closed, cancel) ? (await scores.Of(shopId, month, null, cancel)).Where(s => s.Rows.Count > 0 && !closed.Contains(s.ScorecardId)) : [])
        {
            open.Add(sheet.Name);
            foreach (var row in sheet.Rows)
                scored[row.AgentId] = Of(sheet, row, null);
        }
        foreach (var (f, sheet) in frozen.Select(f => (f, FreezeScores.Sheet(f))))
        {
            foreach (var row in sheet.Rows)
                scored[row.AgentId] = Of(sheet, row, f.Id);
        }
        return (scored, open);
    }

    /// <summary>Whether a scorecard in use has people and is not closed.</summary>
    private Task<bool> Standing(Guid shopId, List<Guid> closed, CancellationToken cancel)
    {
        var people = db.Set<ScorecardAgent>().Where(a => a.ShopId == shopId);
        return db.Set<ScorecardRow>().AnyAsync(c => c.ShopId == shopId && c.ArchivedAt == null && !closed.Contains(c.Id) && people.Any(a => a.ScorecardId == c.Id), cancel);
    }

    private static Scored Of(SheetDocument sheet, ScoreRow row, Guid? frozenId) =>
        new(row.Score is null ? null : decimal.Parse(row.Score, System.Globalization.CultureInfo.InvariantCulture), sheet.Full, sheet.Name, sheet.ScorecardId, frozenId);

    private static LedgerEntry Entry(LedgerRow row) => new(
        row.Kind switch { RowKind.Reward => PayLineKind.Reward, RowKind.Loss => PayLineKind.Loss, _ => PayLineKind.Penalty }, row.Cause, row.Fen, row.At, row.Details, row.Id, row.ConversationId, row.Points);
}
