using System.Globalization;
using System.Text.Json;
using Yingke.Domain.Performance;

namespace Yingke.Domain.Tests.Performance;

/// <summary>Scorecards and pay as the golden cases have them.</summary>
public sealed class GoldenPayTests
{
    [Fact]
    public void Every_golden_scorecard_has_its_points_and_its_score()
    {
        using var rules = Golden.Rules();
        var (wrong, cases) = (new List<string>(), rules.RootElement.GetProperty("scorecards").EnumerateArray().ToList());
        cases.Count.ShouldBeGreaterThan(0);
        foreach (var c in cases)
        {
            var items = c.GetProperty("items").EnumerateArray().ToList();
            var result = Scorecard.Of(
                [.. items.Select(i => (new ScoreItem(Number(i, "full")!.Value, CurveOf(i.GetProperty("curve")), Enum.Parse<Missing>(i.GetProperty("missing").GetString()!, ignoreCase: true)), Number(i, "value")))],
                c.GetProperty("adjustments").EnumerateArray().Select(a => Fraction.Of(a.GetDecimal())));
            var points = items.Select(i => i.TryGetProperty("points", out var p) ? p.GetString() : null);
            var score = c.GetProperty("score").GetString();
            if (!result.Points.Select(p => p?.ToText(2)).SequenceEqual(points) || result.Score?.ToString("0.00", CultureInfo.InvariantCulture) != score)
                wrong.Add($"{result.Score} of {string.Join(' ', result.Points)} instead of {c}");
        }
        wrong.ShouldBeEmpty();
    }

    [Fact]
    public void Every_golden_pay_comes_out_to_the_fen()
    {
        using var rules = Golden.Rules();
        var (wrong, cases) = (new List<string>(), rules.RootElement.GetProperty("pay").EnumerateArray().ToList());
        cases.Count.ShouldBeGreaterThan(0);
        foreach (var c in cases)
        {
            long Fen(string name) => c.GetProperty(name).GetInt64();
            var score = Number(c, "score")!.Value;
            var right = c.GetProperty("rule").GetString() == "share"
                ? Pay.ShareFen(score, Fraction.Of(c.GetProperty("full").GetDecimal()), Fen("pool_fen")) is var bonus && bonus == Fen("bonus_fen")
                    && Pay.BaseFen(Enum.Parse<PayGrade>(c.GetProperty("grade").GetString()!, ignoreCase: true)) + bonus == Fen("wage_fen")
                : Pay.OverTargetFen(score, Fen("bonus_base_fen"), Fen("service_fee_fen")) == Fen("amount_fen");
            if (!right)
                wrong.Add(c.ToString());
        }
        wrong.ShouldBeEmpty();
    }

    [Fact]
    public void A_step_is_a_whole_one()
    {
        var curve = new DeductCurve(97, 1, 2, LowerIsBetter: false);
        curve.Points(Fraction.Of(96.5m), 40).ShouldBe(Fraction.Of(40));
        curve.Points(96, 40).ShouldBe(Fraction.Of(38));
        curve.Points(0, 40).ShouldBe(Fraction.Of(0));
    }

    [Fact]
    public void What_is_left_out_is_weighted_anew_and_nothing_at_all_has_no_score()
    {
        var (a, b) = (new ScoreItem(60, new LinearCurve(0, 100), Missing.Skip), new ScoreItem(40, new LinearCurve(120, 30), Missing.Skip));
        Scorecard.Of([(a, 50), (b, null)], [Fraction.Of(-5)]).Score.ShouldBe(45m);
        Scorecard.Of([(a, null), (b, null)], [Fraction.Of(3)]).Score.ShouldBeNull();
    }

    [Fact]
    public void A_curve_that_says_nothing_is_refused()
    {
        Should.Throw<RuleViolation>(() => new LinearCurve(80, 80).Check()).Code.ShouldBe("invalid_curve");
        Should.Throw<RuleViolation>(() => new DeductCurve(97, 0, 1, false).Check()).Code.ShouldBe("invalid_curve");
        Should.Throw<RuleViolation>(() => new TiersCurve([new(1, 2, 3)]).Check()).Code.ShouldBe("invalid_curve");
        new LinearCurve(120, 30).Check();
    }

    private static Curve CurveOf(JsonElement c) => c.GetProperty("kind").GetString() switch
    {
        "linear" => new LinearCurve(Number(c, "worst")!.Value, Number(c, "best")!.Value),
        "deduct" => new DeductCurve(Number(c, "target")!.Value, Number(c, "step")!.Value, Number(c, "points")!.Value, c.GetProperty("lower_is_better").GetBoolean()),
        _ => new TiersCurve([.. c.GetProperty("tiers").EnumerateArray().Select(t => new Tier(Number(t, "at_least"), Number(t, "at_most"), Number(t, "score")!.Value))]),
    };

    private static Fraction? Number(JsonElement of, string name) =>
        of.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? Fraction.Of(decimal.Parse(value.ToString(), CultureInfo.InvariantCulture)) : null;
}
