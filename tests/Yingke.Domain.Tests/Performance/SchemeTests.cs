using Yingke.Domain.Performance;

namespace Yingke.Domain.Tests.Performance;

/// <summary>Scorecards: the shipped ones, what is refused, and how hand-graded lines count. (spec: performance.md, Scorecards)</summary>
public sealed class SchemeTests
{
    [Fact]
    public void Every_shipped_template_may_be_saved_and_has_the_marks_of_the_specification()
    {
        foreach (var shipped in ShippedSchemes.All)
            Should.NotThrow(shipped.Scheme.Check, shipped.Key);
        ShippedSchemes.All.ToDictionary(s => s.Key, s => s.Scheme.Full).ShouldBe(new Dictionary<string, decimal>
        {
            ["platform-presale"] = 100, ["platform-insale"] = 100, ["platform-aftersale"] = 100, ["hotline-400"] = 100, ["taobao-aftersale-130"] = 130,
        }, ignoreOrder: true);
        Of("platform-presale").Items.Select(i => $"{i.Indicator} {i.Full}").ShouldBe(["good_rate 40", "avg_response 40", "call_answer_rate 20"]);
        Of("platform-insale").Items.Select(i => $"{i.Indicator} {i.Full}").ShouldBe(["ticket_on_time 50", "review_time 50"]);
        Of("platform-aftersale").Items.Select(i => $"{i.Indicator} {i.Full}").ShouldBe(["good_rate 30", "avg_response 30", "call_answer_rate 20", "aftersale_satisfaction 20"]);
        Of("hotline-400").Items.Select(i => $"{i.Indicator} {i.Full}").ShouldBe(["call_20s 40", "call_satisfaction 30", "call_inspection 30"]);
    }

    [Theory]
    [InlineData("platform-presale", "good_rate", "0.89", 20)]
    [InlineData("platform-presale", "avg_response", "75", 20)]
    [InlineData("platform-presale", "call_answer_rate", "0.965", 20)]
    [InlineData("platform-presale", "call_answer_rate", "0.95", 16)]
    [InlineData("platform-insale", "review_time", "23400", 25)]
    [InlineData("hotline-400", "call_20s", "0.75", 0)]
    [InlineData("hotline-400", "call_20s", "0.96", 38)]
    [InlineData("hotline-400", "call_satisfaction", null, 30)]
    [InlineData("hotline-400", "call_satisfaction", "0.88", 28)]
    [InlineData("hotline-400", "call_inspection", "89.5", 30)]
    [InlineData("hotline-400", "call_inspection", "88.9", 29)]
    [InlineData("taobao-aftersale-130", "refund_rate", "0.05", 30)]
    [InlineData("taobao-aftersale-130", "refund_rate", "0.0501", 20)]
    [InlineData("taobao-aftersale-130", "refund_rate", "0.10", 10)]
    [InlineData("taobao-aftersale-130", "refund_rate", "0.11", 0)]
    public void A_figure_gives_points(string template, string item, string? figure, int points) =>
        Of(template).Items.Single(i => i.Key == item).Points(figure is null ? null : Fraction.Of(decimal.Parse(figure, System.Globalization.CultureInfo.InvariantCulture)), null).ShouldBe(Fraction.Of(points));

    [Fact]
    public void An_entered_number_goes_before_the_computed_one()
    {
        var item = Of("taobao-aftersale-130").Items.Single(i => i.Key == "refund_rate");
        item.Points(Fraction.Of(0.2m), new(Value: 8)).ShouldBe(Fraction.Of(20));
        item.Points(null, null).ShouldBeNull();
    }

    [Theory]
    [InlineData(HandGrade.Excellent, 20)]
    [InlineData(HandGrade.Good, 15)]
    [InlineData(HandGrade.Fair, 10)]
    [InlineData(HandGrade.Poor, 0)]
    public void A_grade_gives_its_share(HandGrade grade, int points) => Of("taobao-aftersale-130").Items.Single(i => i.Key == "quality").Points(null, new(grade)).ShouldBe(Fraction.Of(points));

    [Theory]
    [InlineData(0, 0, 0, 20)]
    [InlineData(1, 1, 0, 10)]
    [InlineData(0, 0, 1, 10)]
    [InlineData(2, 1, 1, 0)]
    public void Attendance_loses_down_to_nothing(int late, int leave, int absence, int points) =>
        Of("taobao-aftersale-130").Items.Single(i => i.Key == "attendance").Points(null, new(Late: late, Leave: leave, Absence: absence)).ShouldBe(Fraction.Of(points));

    [Fact]
    public void Subtotals_are_reweighted_like_the_total_and_add_up_to_it()
    {
        // Of 130 only quality 15 of 20, cooperation 20 of 20 and attendance 20 of 20 count: 55 of 60, which is 119.1666… of 130, and 4.5 beside.
        var marks = new Dictionary<string, HandMark> { ["quality"] = new(HandGrade.Good), ["cooperation"] = new(HandGrade.Excellent) };
        var sheet = ScoreSheet.Of(Of("taobao-aftersale-130"), _ => null, item => marks.GetValueOrDefault(item.Key), [2.5m, 2m]);
        (sheet.Counted, sheet.Score, sheet.Basic!.Value.ToText(4), sheet.Professional!.Value.ToText(4)).ShouldBe((60, 123.67m, "86.6667", "32.5000"));
    }

    [Fact]
    public void A_score_is_not_clamped_and_there_is_none_where_everything_is_left_out()
    {
        var one = new Scheme(ScorecardRole.Other, false, [new("quality", ItemSection.Basic, ItemKind.Graded, 20, Name: "素质")], []);
        ScoreSheet.Of(one, _ => null, _ => new HandMark(HandGrade.Poor), [-5m]).Score.ShouldBe(-5m);
        ScoreSheet.Of(one, _ => null, _ => new HandMark(HandGrade.Excellent), [5m]).Score.ShouldBe(25m);
        ScoreSheet.Of(one, _ => null, _ => null, [5m]).Score.ShouldBeNull();
    }

    [Theory]
    [InlineData("good_rate")]
    [InlineData("avg_response")]
    [InlineData("call_answer_rate")]
    public void A_platforms_scorecard_keeps_the_base_indicators_of_its_role(string id)
    {
        var scheme = Of("platform-presale");
        Refused(scheme with { Items = [.. scheme.Items.Where(i => i.Indicator != id)] }).ShouldBe(("base_indicator_missing", "items"));
        Should.NotThrow((scheme with { IsPlatform = false, Items = [.. scheme.Items.Where(i => i.Indicator != id)] }).Check);
    }

    [Fact]
    public void What_makes_no_sense_is_refused_with_the_line_that_is_to_blame()
    {
        var good = Of("platform-presale");
        Scheme With(SchemeItem item) => good with { Items = [.. good.Items, item] };
        SchemeItem Item(CurveForm? curve) => new("more", ItemSection.Professional, ItemKind.Indicator, 10, Missing.Skip, curve, Section.Sales, "conversion");
        Should.NotThrow(With(Item(new(CurveKind.Linear, 10, 40))).Check);
        Refused(With(Item(new(CurveKind.Linear, 10, 10)))).ShouldBe(("invalid_curve", "items[3].curve"));
        Refused(With(Item(new(CurveKind.Linear, 10)))).ShouldBe(("invalid_curve", "items[3].curve"));
        Refused(With(Item(null))).ShouldBe(("invalid_curve", "items[3].curve"));
        Refused(With(Item(new(CurveKind.Deduct, Target: 90, Step: 0, Points: 1)))).ShouldBe(("invalid_curve", "items[3].curve"));
        Refused(With(Item(new(CurveKind.Deduct, Target: 90, Step: 1, Points: -1)))).ShouldBe(("invalid_curve", "items[3].curve"));
        Refused(With(Item(new(CurveKind.Tiers, Tiers: [])))).ShouldBe(("invalid_curve", "items[3].curve"));
        Refused(With(Item(new(CurveKind.Tiers, Tiers: [new(5, 6, 1)])))).ShouldBe(("invalid_curve", "items[3].curve"));
        Refused(With(Item(new(CurveKind.Tiers, Tiers: [new(5, null, 11)])))).ShouldBe(("invalid_curve", "items[3].curve"));
        Refused(With(Item(new(CurveKind.Linear, 10, 40)) with { Full = 0 })).ShouldBe(("invalid", "items[3].full"));
        Refused(With(Item(new(CurveKind.Linear, 10, 40)) with { Indicator = "attitude" })).ShouldBe(("invalid", "items[3].indicator"));
        Refused(With(Item(new(CurveKind.Linear, 10, 40)) with { Key = "good_rate" })).ShouldBe(("item_twice", "items"));
        Refused(With(Item(new(CurveKind.Linear, 10, 40)) with { Of = Section.All, Indicator = "good_rate" })).ShouldBe(("item_twice", "items"));
        Refused(good with { Items = [] }).ShouldBe(("invalid", "items"));
    }

    private static Scheme Of(string key) => ShippedSchemes.All.Single(s => s.Key == key).Scheme;

    private static (string, string?) Refused(Scheme scheme) => Should.Throw<RuleViolation>(scheme.Check) is var refusal ? (refusal.Code, refusal.Field) : default;
}
