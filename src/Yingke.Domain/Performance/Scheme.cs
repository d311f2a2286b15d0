namespace Yingke.Domain.Performance;

/// <summary>Whom a scorecard is for.</summary>
public enum ScorecardRole { Presale, Insale, Aftersale, Hotline, Other }

/// <summary>A reason for points beside the items, with what it usually is worth: offered, not prescribed.</summary>
public sealed record AdjustmentOffer(string Name, decimal Least, decimal Most);

/// <summary>A scorecard 绩效方案: its items, and whether it is a platform's, which keeps the base indicators of its role. (spec: performance.md, Scorecards)</summary>
public sealed record Scheme(ScorecardRole Role, bool IsPlatform, IReadOnlyList<SchemeItem> Items, IReadOnlyList<AdjustmentOffer> Offers)
{
    public const int MostItems = 40;
    public const int MostName = 40;

    private const decimal MostFull = 1000;
    private const decimal MostPoints = 1000;

    /// <summary>May be any sum.</summary>
    public decimal Full => Items.Sum(i => i.Full);

    /// <summary>Refused when saved, with the item that is to blame.</summary>
    /// <exception cref="RuleViolation"><c>invalid</c>, <c>invalid_curve</c>, <c>item_twice</c> or <c>base_indicator_missing</c>.</exception>
    public void Check()
    {
        if (Items.Count is 0 or > MostItems || Items.Contains(null!))
            throw new RuleViolation("invalid", $"1–{MostItems}", "items");
        for (var i = 0; i < Items.Count; i++)
            Check(Items[i], $"items[{i}]");
        if (Items.DistinctBy(i => i.Key).Count() != Items.Count || Items.Where(i => i.Indicator is not null).GroupBy(i => (i.Of, i.Indicator)).Any(g => g.Count() > 1))
            throw new RuleViolation("item_twice", "each indicator and each key once", "items");
        if (IsPlatform && RoleIndicators.Base(Role).FirstOrDefault(id => !Items.Any(i => i.Kind == ItemKind.Indicator && i.Indicator == id)) is { } missing)
            throw new RuleViolation("base_indicator_missing", missing, "items");
        if (Offers.Count > 20 || Offers.Any(o => string.IsNullOrWhiteSpace(o?.Name) || o.Name.Length > MostName || o.Least > o.Most || Math.Abs(o.Least) > MostPoints || Math.Abs(o.Most) > MostPoints || o.Least.Scale > 2 || o.Most.Scale > 2))
            throw new RuleViolation("invalid", "a name, and points from least to most", "offers");
    }

    private static void Check(SchemeItem item, string field)
    {
        RuleViolation Invalid(string part, string why) => new("invalid", why, $"{field}.{part}");
        if (item.Key is not { Length: > 0 and <= 40 } || !item.Key.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '_' or '-'))
            throw Invalid("key", "lower-case letters, digits, - and _");
        if (item.Full is <= 0 or > MostFull || item.Full.Scale > 2)
            throw Invalid("full", $"above 0, at most {MostFull}, 2 decimals");
        if (item.Name?.Length > MostName || (item.Indicator is null && string.IsNullOrWhiteSpace(item.Name)))
            throw Invalid("name", $"1–{MostName} characters");
        if (item.Kind == ItemKind.Indicator && (item.Of is not { } of || Indicator.Of(of).All(i => i.Id != item.Indicator)))
            throw Invalid("indicator", "one of its section");
        if ((item.Kind == ItemKind.Entered && item.Indicator is not (null or SchemeItem.RefundRate)) || (item.Kind is ItemKind.Graded or ItemKind.Attendance && item.Indicator is not null))
            throw Invalid("indicator", "none of these");
        if (item.Kind == ItemKind.Attendance && (item.Losses is not { } losses || new[] { losses.Late, losses.Leave, losses.Absence }.Any(l => l is < 0 or > MostFull || l.Scale > 2)))
            throw Invalid("losses", $"0–{MostFull}");
        if (item.Kind is not (ItemKind.Indicator or ItemKind.Entered))
            return;
        try
        {
            var curve = (item.Curve ?? throw new RuleViolation("invalid_curve", "missing")).ToCurve();
            if (curve is TiersCurve { Tiers: var tiers } && (tiers.Count > 20 || tiers.Any(t => t.Score < 0 || t.Score > Fraction.Of(item.Full))))
                throw new RuleViolation("invalid_curve", "tiers from 0 to the full marks");
        }
        catch (RuleViolation wrong)
        {
            throw new RuleViolation(wrong.Code, wrong.Message, $"{field}.curve");
        }
    }
}

/// <summary>Which indicators a platform's scorecard of a role must keep (基础考核), and which are offered first (自选考核). (spec: performance.md, Scorecards)</summary>
public static class RoleIndicators
{
    public static IReadOnlyList<string> Base(ScorecardRole role) => role switch
    {
        ScorecardRole.Presale => ["good_rate", "avg_response", "call_answer_rate"],
        ScorecardRole.Insale => ["ticket_on_time", "review_time"],
        ScorecardRole.Aftersale => ["good_rate", "avg_response", "call_answer_rate", "aftersale_satisfaction"],
        _ => [],
    };

    public static IReadOnlyList<string> OfferedBasic(ScorecardRole role) => role switch
    {
        ScorecardRole.Presale => ["reply_rate", "received", "answer_ratio", "attitude", "avg_first_response"],
        ScorecardRole.Insale => ["refunded"],
        ScorecardRole.Aftersale => ["reply_rate", "receptions", "received", "answer_ratio", "attitude", "avg_first_response", "review_time", "refunded", "ticket_on_time"],
        _ => [],
    };

    public static IReadOnlyList<string> OfferedProfessional(ScorecardRole role) => role switch
    {
        ScorecardRole.Presale => ["conversion", "basket", "sales", "sales_share", "payment_success"],
        ScorecardRole.Insale or ScorecardRole.Aftersale => ["ticket_first_contact"],
        _ => [],
    };
}
