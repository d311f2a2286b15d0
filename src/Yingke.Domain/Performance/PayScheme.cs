namespace Yingke.Domain.Performance;

/// <summary>按得分比例 or 超额奖励. (spec: performance.md, Bonus, deductions and wages)</summary>
public enum PayRule { Share, OverTarget }

/// <summary>How the scores of some scorecards become money.</summary>
/// <param name="Key">Its own name for the data.</param>
public sealed record PayScheme(
    string Key, string Name, PayRule Rule, IReadOnlyList<Guid> ScorecardIds, long PoolFen = Pay.DefaultPoolFen, decimal PassPercent = Pay.DefaultPassPercent, long BonusBaseFen = Pay.DefaultBonusBaseFen,
    decimal Over = Pay.DefaultOver, decimal Under = Pay.DefaultUnder, decimal DeductPercent = Pay.DefaultDeductPercent, BelowTarget Below = BelowTarget.Flat)
{
    /// <summary>Above zero a bonus, below zero a deduction.</summary>
    public long Fen(decimal score, decimal full, long serviceFeeFen) => Rule == PayRule.Share
        ? Pay.ShareFen(Fraction.Of(score), Fraction.Of(full), PoolFen, PassPercent)
        : Pay.OverTargetFen(Fraction.Of(score), BonusBaseFen, serviceFeeFen, Over, Under, DeductPercent, Below);
}

/// <summary>What a shop pays and fines: all amounts with the defaults of the specification. Rewards have none there, so they begin at 0. (spec: performance.md, Bonus, deductions and wages)</summary>
public sealed record PaySettings
{
    public const long MostFen = 100_000_000;
    public const decimal MostPoints = 100;

    public IReadOnlyList<PayScheme> Schemes { get; init; } = [new("share", "按得分比例", PayRule.Share, []), new("over_target", "超额奖励", PayRule.OverTarget, [])];
    public long NormalBaseFen { get; init; } = Pay.BaseFen(PayGrade.Normal);
    public long SeniorBaseFen { get; init; } = Pay.BaseFen(PayGrade.Senior);
    public long LeadBaseFen { get; init; } = Pay.BaseFen(PayGrade.Lead);

    /// <summary>Of an outsourcing company, for each agent and month.</summary>
    public long ServiceFeeFen { get; init; } = Pay.DefaultServiceFeeFen;
    public long OfflineUnansweredFen { get; init; } = 5_000;
    public long ReportLateFen { get; init; } = 5_000;
    public long ShippingLateFen { get; init; }
    public long PickupLateFen { get; init; }
    public long SuggestionFen { get; init; }
    public long CleanQuarterFen { get; init; }

    /// <summary>Of an upheld hit, by how grave the phrase is. (spec: quality.md, Forbidden phrases)</summary>
    public long PhraseBlockFen { get; init; }
    public long PhraseWarnFen { get; init; }
    public long PhraseMarkFen { get; init; }

    /// <summary>Points beside the amount, by <see cref="PointCauses"/>: an adjustment of the month's score. None unless said. (spec: performance.md, Ledger: amounts or points are settings)</summary>
    public IReadOnlyDictionary<string, decimal> Points { get; init; } = new Dictionary<string, decimal>();

    public static IReadOnlyList<string> PointCauses { get; } =
    [
        "callback_missed", "offline_unanswered", "report_late", "shipping_late", "pickup_late", "complaint_slight", "complaint_general", "complaint_serious", "suggestion", "clean_quarter", "phrase_block", "phrase_warn", "phrase_mark",
    ];

    public long Hundredths(string cause) => (long)(Points.GetValueOrDefault(cause) * 100);

    public long BaseFen(PayGrade grade) => grade switch
    {
        PayGrade.Normal => NormalBaseFen,
        PayGrade.Senior => SeniorBaseFen,
        _ => LeadBaseFen,
    };

    /// <exception cref="RuleViolation"><c>invalid</c> with the setting to blame.</exception>
    public void Check()
    {
        static RuleViolation Invalid(string field, string why) => new("invalid", why, "settings." + field);
        foreach (var (fen, field) in new[]
        {
            (NormalBaseFen, "normalBaseFen"), (SeniorBaseFen, "seniorBaseFen"), (LeadBaseFen, "leadBaseFen"), (ServiceFeeFen, "serviceFeeFen"), (OfflineUnansweredFen, "offlineUnansweredFen"),
            (ReportLateFen, "reportLateFen"), (ShippingLateFen, "shippingLateFen"), (PickupLateFen, "pickupLateFen"), (SuggestionFen, "suggestionFen"), (CleanQuarterFen, "cleanQuarterFen"),
            (PhraseBlockFen, "phraseBlockFen"), (PhraseWarnFen, "phraseWarnFen"), (PhraseMarkFen, "phraseMarkFen"),
        })
        {
            if (fen is < 0 or > MostFen)
                throw Invalid(field, $"0–{MostFen}");
        }
        if (Points is null || Points.Any(p => !PointCauses.Contains(p.Key) || !Fits(p.Value, MostPoints)))
            throw Invalid("points", $"0–{MostPoints}, 2 decimals");
        if (Schemes is null or { Count: > 20 } || Schemes.Any(s => s?.ScorecardIds is null || s.Key is not { Length: > 0 and <= 40 } || string.IsNullOrWhiteSpace(s.Name) || s.Name.Length > 40)
            || Schemes.DistinctBy(s => s.Key).Count() != Schemes.Count)
            throw Invalid("schemes", "at most 20, each with a key and a name");
        if (Schemes.SelectMany(s => s.ScorecardIds).GroupBy(id => id).Any(g => g.Count() > 1))
            throw Invalid("schemes", "each scorecard once");
        foreach (var s in Schemes)
        {
            if (s.PoolFen is < 0 or > MostFen || s.BonusBaseFen is < 0 or > MostFen || !Fits(s.PassPercent, 100) || !Fits(s.DeductPercent, 100) || !Fits(s.Over, 10_000) || !Fits(s.Under, 10_000) || s.Under > s.Over)
                throw Invalid("schemes", "amounts from 0, percent up to 100, the lower bound not above the upper");
        }

        static bool Fits(decimal value, decimal most) => value >= 0 && value <= most && value.Scale <= 2;
    }
}
