namespace Yingke.Domain.Performance;

/// <summary>What a line of a slip or a settlement is.</summary>
public enum PayLineKind { Base, Fee, Bonus, Deduction, Reward, Penalty, Loss }

/// <param name="Cause">A word for what it comes from; that of a ledger row, or of the kind itself.</param>
/// <param name="Fen">Above zero what is paid, below zero what is taken off. Rounded once, here.</param>
/// <param name="Basis">How it was reckoned, or the evidence, in words.</param>
/// <param name="LedgerId">The row of the ledger behind it.</param>
/// <param name="FrozenId">The closed scores behind it.</param>
/// <param name="Points">Those of the row: they count in the score.</param>
public sealed record PayLine(PayLineKind Kind, string Cause, long Fen, string? Basis = null, DateTimeOffset? At = null, Guid? LedgerId = null, Guid? FrozenId = null, Guid? ConversationId = null, decimal? Points = null);

/// <summary>A row of the ledger as a line of its bearer's slip.</summary>
public sealed record LedgerEntry(PayLineKind Kind, string Cause, long Fen, DateTimeOffset At, string Details, Guid Id, Guid? ConversationId, decimal? Points = null);

/// <param name="Company">The outsourcing company; null for the shop's own people.</param>
/// <param name="Score">Null for nobody's, or none.</param>
public sealed record PayPerson(Guid AgentId, string Name, string? Company, PayGrade Grade, decimal? Score, decimal? Full, Guid? ScorecardId, Guid? FrozenId);

/// <summary>The lines of a person's month: base by grade, bonus or deduction by the scheme, and the ledger's rows. Whoever is of a company gets no base: their company is paid a fee for them. (spec: performance.md, Bonus, deductions and wages)</summary>
public static class PaySlip
{
    public static IReadOnlyList<PayLine> Lines(PayPerson person, PaySettings settings, IEnumerable<LedgerEntry> ledger)
    {
        var lines = new List<PayLine>();
        if (person.Company is null)
            lines.Add(new(PayLineKind.Base, "base", settings.BaseFen(person.Grade)));
        if (person is { Score: { } score, Full: { } full } && settings.Schemes.FirstOrDefault(s => person.ScorecardId is { } id && s.ScorecardIds.Contains(id)) is { } scheme)
        {
            var fen = scheme.Fen(score, full, settings.ServiceFeeFen);
            lines.Add(new(fen < 0 ? PayLineKind.Deduction : PayLineKind.Bonus, scheme.Rule == PayRule.Share ? "share" : "over_target", fen, Basis(scheme, score, full, settings), FrozenId: person.FrozenId));
        }
        lines.AddRange(ledger.OrderBy(r => r.At).ThenBy(r => r.Id).Select(Line));
        return lines;
    }

    public static PayLine Line(LedgerEntry row) => new(row.Kind, row.Cause, row.Fen, row.Details, row.At, row.Id, ConversationId: row.ConversationId, Points: row.Points);

    private static string Basis(PayScheme scheme, decimal score, decimal full, PaySettings settings) => scheme.Rule == PayRule.Share
        ? FormattableString.Invariant($"{scheme.Name}：{scheme.PoolFen / 100m:0.00} × {score:0.00} ÷ {full:0.##}，低于 {scheme.PassPercent:0.##}% 为 0")
        : FormattableString.Invariant($"{scheme.Name}：得分 {score:0.00}；高于 {scheme.Over:0.##} 奖 {scheme.BonusBaseFen / 100m:0.00} × 超出部分 %，不高于 {scheme.Under:0.##} 扣 {settings.ServiceFeeFen / 100m:0.00} × {(scheme.Below == BelowTarget.Flat ? FormattableString.Invariant($"{scheme.DeductPercent:0.##}%") : "不足部分 %")}");
}
