using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Yingke.Domain.AfterSales;

namespace Yingke.Domain.Tests.AfterSales;

/// <summary>reliability I22 and the golden vouchers: no fen more than was paid.</summary>
public sealed class MoneyTests
{
    private static readonly TimeZoneInfo Shanghai = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    [Fact]
    public void Vouchers_are_refunded_as_the_golden_cases_say()
    {
        using var rules = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Golden.Folder, "rules.json")));
        var cases = 0;
        foreach (var order in rules.RootElement.GetProperty("vouchers").EnumerateArray())
        {
            var (paid, count, before) = (order.GetProperty("paid_fen").GetInt64(), order.GetProperty("vouchers").GetInt32(), 0);
            foreach (var refund in order.GetProperty("refunds").EnumerateArray())
            {
                var more = refund.GetProperty("vouchers").GetInt32();
                VoucherRefund.Fen(paid, count, before, more).ShouldBe(refund.GetProperty("refund_fen").GetInt64(), order.ToString());
                before += more;
                cases++;
            }
        }

        cases.ShouldBeGreaterThan(20);
        TestContext.Current.TestOutputHelper?.WriteLine($"{cases} golden voucher refunds");
    }

    [Fact]
    public void Over_all_vouchers_exactly_what_was_paid_comes_back() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2_000), Prop.ForAll(ArbMap.Default.ArbFor<int[]>(), ArbMap.Default.ArbFor<uint>(), (parts, paid) =>
        {
            var counts = parts.Select(p => (int)(Math.Abs((long)p) % 9) + 1).ToList();
            var (n, before, sum) = (counts.Sum(), 0, 0L);
            foreach (var count in counts)
            {
                var fen = VoucherRefund.Fen(paid, n, before, count);
                fen.ShouldBeGreaterThanOrEqualTo(0);
                (sum, before) = (sum + fen, before + count);
            }

            if (n > 0)
                sum.ShouldBe(paid);
        }));

    [Theory]
    [InlineData(0, 1)]
    [InlineData(3, 0)]
    [InlineData(2, 2)]
    [InlineData(0, 4)]
    [InlineData(-1, 1)]
    [InlineData(0, -1)]
    public void No_more_vouchers_than_there_are(int refunded, int more)
    {
        if (refunded == 0 && more == 1)
            VoucherRefund.Fen(100, 3, refunded, more).ShouldBe(33);
        else
            Should.Throw<RuleViolation>(() => VoucherRefund.Fen(100, 3, refunded, more)).Field.ShouldBe("vouchers");
    }

    [Fact]
    public void Random_refunds_never_pass_any_ceiling_and_what_is_refused_would_have()
    {
        var (granted, refused) = (0, 0);
        var wishes = from line in Gen.Choose(0, 3) from goods in Gen.Choose(-2, 4_000) from freight in Gen.Frequency((3, Gen.Constant(0)), (1, Gen.Choose(-1, 900))) select (line, goods, freight);
        var orders = from lines in Gen.Choose(1, 3).SelectMany(n => Gen.Choose(0, 5_000).ArrayOf(n)) from freight in Gen.Choose(0, 800) from off in Gen.Choose(0, 600)
                     from asked in wishes.ArrayOf(12) select (lines, freight, off, asked);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(5_000), Prop.ForAll(orders.ToArbitrary(), drawn =>
        {
            var ids = drawn.lines.Select((_, i) => new Guid(i + 1, 0, 0, new byte[8])).ToList();
            // A discount on the whole order: the lines together may be more than what was paid.
            var order = new PaidOrder(Math.Max(0, drawn.lines.Sum(l => (long)l) + drawn.freight - drawn.off), drawn.freight, ids.Zip(drawn.lines).ToDictionary(p => p.First, p => (long)p.Second));
            var booked = new List<RefundPart>();
            foreach (var (line, goods, freight) in drawn.asked)
            {
                var wish = new RefundPart(line < ids.Count ? ids[line] : null, goods, freight);
                try
                {
                    RefundCeiling.Check(order, booked, wish);
                    booked.Add(wish);
                    granted++;
                    Holds(order, booked).ShouldBeTrue();
                    (wish.GoodsFen >= 0 && wish.FreightFen >= 0 && wish.Fen > 0).ShouldBeTrue();
                }
                catch (RuleViolation)
                {
                    refused++;
                    (wish.GoodsFen < 0 || wish.FreightFen < 0 || wish.Fen == 0 || !Holds(order, [.. booked, wish])).ShouldBeTrue($"{wish} of {order} after {booked.Count}");
                }
            }
        }));
        TestContext.Current.TestOutputHelper?.WriteLine($"{granted} refunds granted, {refused} refused");
        granted.ShouldBeGreaterThan(1_000);
        refused.ShouldBeGreaterThan(1_000);
    }

    [Theory]
    [InlineData(0, 0, 500, false)]
    [InlineData(0, 0, 501, true)]
    [InlineData(450, 450, 50, false)]
    [InlineData(450, 450, 51, true)]
    [InlineData(0, 1_980, 20, false)]
    [InlineData(0, 1_980, 21, true)]
    public void Above_the_posts_limit_of_order_or_day_a_second_person_is_needed(long ofOrder, long ofDay, long fen, bool second) =>
        new RefundLimit(500, 2_000).NeedsSecond(ofOrder, ofDay, fen).ShouldBe(second);

    [Fact]
    public void Without_a_limit_nobody_else_is_needed() => new RefundLimit(null, null).NeedsSecond(1_000_000, 1_000_000, 1_000_000).ShouldBeFalse();

    [Theory]
    [InlineData("2026-03-02", "2026-03-11")] // Monday → Wednesday of the next week
    [InlineData("2026-03-06", "2026-03-17")] // Friday
    [InlineData("2026-03-07", "2026-03-17")] // Saturday
    [InlineData("2026-09-28", "2026-10-14")] // with the holidays of 1–7 October
    public void Seven_working_days_skip_weekends_and_holidays(string from, string due)
    {
        var holidays = Enumerable.Range(1, 7).Select(d => new DateOnly(2026, 10, d)).ToHashSet();
        WorkingDays.After(DateOnly.Parse(from, null), 7, holidays).ShouldBe(DateOnly.Parse(due, null));
        WorkingDays.Due(new DateTimeOffset(DateOnly.Parse(from, null).ToDateTime(new TimeOnly(23, 59)), TimeSpan.FromHours(8)), 7, holidays, Shanghai)
            .ShouldBe(new DateTimeOffset(DateOnly.Parse(due, null).AddDays(1).ToDateTime(TimeOnly.MinValue), TimeSpan.FromHours(8)));
    }

    private static bool Holds(PaidOrder order, List<RefundPart> booked) =>
        booked.Sum(b => b.Fen) <= order.PaidFen && booked.Sum(b => b.FreightFen) <= order.FreightFen
        && booked.Where(b => b.LineId is not null).GroupBy(b => b.LineId!.Value).All(g => g.Sum(b => b.GoodsFen) <= order.Lines.GetValueOrDefault(g.Key));
}
