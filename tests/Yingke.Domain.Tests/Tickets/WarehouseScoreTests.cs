using Yingke.Domain.Performance;
using Yingke.Domain.Tickets;

namespace Yingke.Domain.Tests.Tickets;

/// <summary>spec: campaigns.md, Warehouse.</summary>
public sealed class WarehouseScoreTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 2, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Wrong_over_shipped_mean_first_reply_and_mean_attitude_exactly()
    {
        var score = WarehouseScore.Of([Fact(10, WarehouseFault.Wrong, 5), Fact(20, WarehouseFault.TooFew, 4), Fact(null, WarehouseFault.Missing, null), Fact(11, WarehouseFault.None, 4), Fact(null, null, null)], 7);
        score.ShouldBe(new(5, 3, Fraction.Of(3, 7), 3, Fraction.Of(41, 3), 3, Fraction.Of(13, 3)));
    }

    [Fact]
    public void Nothing_to_divide_by_is_no_value() => WarehouseScore.Of([], 0).ShouldBe(new(0, 0, null, 0, null, 0, null));

    [Fact]
    public void Shipped_without_a_fault_is_nought_and_a_value() => WarehouseScore.Of([], 3).WrongRate.ShouldBe(Fraction.Of(0));

    private static WarehouseFact Fact(int? minutes, WarehouseFault? fault, int? stars) => new(Start, minutes is { } m ? Start.AddMinutes(m) : null, fault, stars);
}
