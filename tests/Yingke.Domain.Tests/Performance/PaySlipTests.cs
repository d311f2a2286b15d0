using Yingke.Domain.Performance;

namespace Yingke.Domain.Tests.Performance;

/// <summary>Slips: base, bonus or deduction, and the ledger's rows. (spec: performance.md, Bonus, deductions and wages)</summary>
public sealed class PaySlipTests
{
    private static readonly Guid Card = Guid.NewGuid();

    [Theory]
    [InlineData(PayGrade.Normal, "91", 100, 200_000, 91_000)]
    [InlineData(PayGrade.Senior, "69.99", 100, 250_000, 0)]
    [InlineData(PayGrade.Lead, "70", 100, 300_000, 70_000)]
    [InlineData(PayGrade.Normal, "130", 100, 200_000, 130_000)]
    [InlineData(PayGrade.Normal, "123.67", 130, 200_000, 95_131)]
    public void Of_the_shops_own_people_by_share(PayGrade grade, string score, int full, long baseFen, long bonusFen) =>
        Fen(Person(grade, null, score, full), PayRule.Share).ShouldBe([(PayLineKind.Base, baseFen), (PayLineKind.Bonus, bonusFen)]);

    [Theory]
    [InlineData("120", PayLineKind.Bonus, 20_000)]
    [InlineData("100", PayLineKind.Bonus, 0)]
    [InlineData("80.01", PayLineKind.Bonus, 0)]
    [InlineData("80", PayLineKind.Deduction, -140_000)]
    [InlineData("-3", PayLineKind.Deduction, -140_000)]
    public void Of_a_companys_people_over_target_and_without_a_base(string score, PayLineKind kind, long fen) =>
        Fen(Person(PayGrade.Normal, "云客服", score, 100), PayRule.OverTarget).ShouldBe([(kind, fen)]);

    [Theory]
    [InlineData("100", 100, 80, 0)]
    [InlineData("80.01", 100, 80, 0)]
    [InlineData("80", 100, 80, -140_000)]
    [InlineData("70.5", 100, 80, -206_500)]
    [InlineData("99.99", 100, 100, -70)]
    public void Below_the_target_a_shop_may_deduct_in_proportion(string score, int over, int under, long fen)
    {
        var scheme = new PayScheme("s", "方案", PayRule.OverTarget, [Card], Over: over, Under: under, Below: BelowTarget.Proportional);
        PaySlip.Lines(Person(PayGrade.Normal, "云客服", score, 100), new() { Schemes = [scheme] }, []).ShouldHaveSingleItem().Fen.ShouldBe(fen);
    }

    [Fact]
    public void Without_a_score_or_a_scheme_there_is_no_bonus_line()
    {
        Fen(Person(PayGrade.Normal, null, null, 100), PayRule.Share).ShouldBe([(PayLineKind.Base, 200_000)]);
        PaySlip.Lines(Person(PayGrade.Normal, null, "90", 100), new(), []).ShouldHaveSingleItem().Kind.ShouldBe(PayLineKind.Base);
    }

    [Fact]
    public void Every_row_of_the_ledger_is_a_line_in_the_order_of_time()
    {
        var day = new DateTimeOffset(2026, 3, 5, 0, 0, 0, TimeSpan.Zero);
        LedgerEntry Row(PayLineKind kind, long fen, int days) => new(kind, "x", fen, day.AddDays(days), "…", Guid.NewGuid(), null);
        var lines = PaySlip.Lines(Person(PayGrade.Normal, null, null, null), new(), [Row(PayLineKind.Loss, -100, 3), Row(PayLineKind.Reward, 50, 1), Row(PayLineKind.Penalty, -5_000, 2)]);
        lines.Select(l => l.Fen).ShouldBe([200_000, 50, -5_000, -100]);
        lines.Skip(1).ShouldAllBe(l => l.LedgerId != null);
    }

    [Fact]
    public void Settings_that_make_no_sense_are_refused_by_their_name()
    {
        Should.NotThrow(new PaySettings().Check);
        Field(new() { NormalBaseFen = -1 }).ShouldBe("settings.normalBaseFen");
        Field(new() { ReportLateFen = PaySettings.MostFen + 1 }).ShouldBe("settings.reportLateFen");
        var scheme = new PayScheme("a", "甲", PayRule.OverTarget, [Card]);
        Field(new() { Schemes = [scheme, scheme with { Key = "b" }] }).ShouldBe("settings.schemes");
        Field(new() { Schemes = [scheme with { Under = 101 }] }).ShouldBe("settings.schemes");
        Field(new() { Schemes = [scheme with { PassPercent = 101 }] }).ShouldBe("settings.schemes");
    }

    private static string? Field(PaySettings settings) => Should.Throw<RuleViolation>(settings.Check).Field;

    private static PayPerson Person(PayGrade grade, string? company, string? score, int? full) =>
        new(Guid.NewGuid(), "小竹", company, grade, score is null ? null : decimal.Parse(score, System.Globalization.CultureInfo.InvariantCulture), full, Card, Guid.NewGuid());

    private static IEnumerable<(PayLineKind, long)> Fen(PayPerson person, PayRule rule) => PaySlip.Lines(person, new() { Schemes = [new("s", "方案", rule, [Card])] }, []).Select(l => (l.Kind, l.Fen));
}
