using System.Globalization;
using Yingke.Domain.Accounts;
using Yingke.Domain.Performance;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Performance.Scorecards;

/// <param name="Figure">As reports show it; null is no value.</param>
/// <param name="Value">As it enters the curve, 6 decimals.</param>
/// <param name="Points">6 decimals; null where the item is left out.</param>
internal sealed record ScoreLine(string Key, string? Figure, string? Value, string? Points, HandMark? Mark);

/// <param name="Cause">Of the ledger's row that brings the points; null for what a supervisor noted here.</param>
internal sealed record AdjustmentView(Guid Id, decimal Points, string Reason, string? ByName, DateTimeOffset At, string? Cause = null);

/// <param name="Counted">The full marks of what is not left out.</param>
/// <param name="Score">2 decimals; null if everything is left out.</param>
internal sealed record ScoreRow(
    Guid AgentId, string Name, string? Company, IReadOnlyList<ScoreLine> Lines, string? Basic, string? Professional, IReadOnlyList<AdjustmentView> Adjustments, decimal Counted, string? Score);

/// <summary>A month of a scorecard: the scheme, and every agent's raw values, points, subtotals and score. What is shown before it is frozen is what the freeze keeps.</summary>
/// <param name="Excluded">Which indicators were left out on which days, and what for; null for none.</param>
internal sealed record SheetDocument(
    Guid ScorecardId, string Name, ScorecardRole Role, bool IsPlatform, string Month, decimal Full, IReadOnlyList<SchemeItem> Items, IReadOnlyList<AdjustmentOffer> Offers, IReadOnlyList<ScoreRow> Rows,
    IReadOnlyList<ExcludedView>? Excluded = null)
{
    private const int Decimals = 6;

    /// <summary>With the rows that <paramref name="viewer"/> may see: a company's as it was then.</summary>
    public SheetDocument For(CurrentAgent viewer) => viewer.Reach(Permission.ReportsView) switch
    {
        Scope.All => this,
        Scope.Own => this with { Rows = [.. Rows.Where(r => r.Company == viewer.Company)] },
        _ => this with { Rows = [.. Rows.Where(r => r.AgentId == viewer.AgentId)] },
    };

    public static ScoreRow Row(Guid agentId, string name, string? company, SheetScore score, IReadOnlyList<AdjustmentView> adjustments) => new(
        agentId, name, company, [.. score.Lines.Select(Line)], score.Basic?.ToText(Decimals), score.Professional?.ToText(Decimals), adjustments, score.Counted, score.Score?.ToString("0.00", CultureInfo.InvariantCulture));

    private static ScoreLine Line(SheetLine line) => new(
        line.Item.Key, line.Figure?.ToText(line.Item.UnitOf() is Unit.Count or Unit.Fen ? 0 : Decimals), line.Value?.ToText(Decimals), line.Points?.ToText(Decimals), line.Mark);
}

internal static class MonthText
{
    /// <summary>A month of a request.</summary>
    public static Month Needed(string? text, string field = "month") => Month.Parse(text) ?? throw Refusal.Invalid(field, "YYYY-MM");
}
