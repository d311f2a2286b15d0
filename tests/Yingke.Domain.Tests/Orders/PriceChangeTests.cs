using FsCheck;
using FsCheck.Fluent;
using Yingke.Domain.Orders;

namespace Yingke.Domain.Tests.Orders;

public sealed class PriceChangeTests
{
    private static readonly PriceLimit Wide = new(100, long.MaxValue / 1000);

    [Fact]
    public void A_discount_on_the_whole_is_spread_over_the_lines_to_the_fen()
    {
        var order = Of(freight: 600, 1000, 1000, 1000);
        var price = PriceChange.Of(order, new(null, 100, null), Wide, order.TotalFen);
        price.Lines.Select(l => l.TotalFen).ShouldBe([967, 967, 966]);
        (price.TotalFen, price.FreightFen).ShouldBe((3500, 600));
        PriceChange.Apply(order, price);
        (order.TotalFen, order.Lines.Sum(l => l.TotalFen), order.Version).ShouldBe((3500, 2900, 2));
    }

    [Fact]
    public void Lines_and_freight_may_be_lowered_one_by_one()
    {
        var order = Of(freight: 600, 5000, 3000);
        var price = PriceChange.Of(order, new([new(order.Lines[1].Id, 2500)], null, 0), Wide, order.TotalFen);
        (price.TotalFen, price.FreightFen).ShouldBe((7500, 0));
    }

    [Theory]
    [InlineData(-1, "price_raised")]
    [InlineData(0, "price_not_changed")]
    [InlineData(8001, "price_below_zero")]
    [InlineData(861, "price_below_limit")]
    public void What_is_not_allowed_is_refused(long discount, string code)
    {
        var order = Of(freight: 600, 5000, 3000);
        Should.Throw<RuleViolation>(() => PriceChange.Of(order, new(null, discount, null), new(10, 2000), order.TotalFen)).Code.ShouldBe(code);
    }

    [Fact]
    public void The_limit_counts_from_what_the_order_cost_at_first()
    {
        var order = Of(freight: 0, 10_000);
        PriceChange.Apply(order, PriceChange.Of(order, new(null, 1000, null), new(10, 2000), 10_000));
        Should.Throw<RuleViolation>(() => PriceChange.Of(order, new(null, 1, null), new(10, 2000), 10_000)).Code.ShouldBe("price_below_limit");
        PriceChange.Floor(10_000, new(10, 500)).ShouldBe(9_500);
    }

    [Fact]
    public void Only_an_unpaid_order_has_a_price_to_change()
    {
        var order = Of(freight: 0, 10_000);
        order.State = OrderState.Paid;
        Should.Throw<RuleViolation>(() => PriceChange.Of(order, new(null, 1, null), Wide, 10_000)).Code.ShouldBe("order_not_unpaid");
        Should.Throw<RuleViolation>(() => PriceChange.Apply(order, new([], 0, 1))).Code.ShouldBe("order_not_unpaid");
    }

    [Fact]
    public void However_it_is_discounted_no_line_and_no_total_falls_below_its_bounds()
    {
        var gen = from lines in Gen.Choose(1, 100_000).Select(l => (long)l).NonEmptyListOf()
                  from freight in Gen.Choose(0, 2000)
                  from discount in Gen.Choose(0, 300_000)
                  from percent in Gen.Choose(0, 100)
                  from fen in Gen.Choose(0, 100_000)
                  select (lines, freight, discount, new PriceLimit(percent, fen));
        Prop.ForAll(gen.ToArbitrary(), c =>
        {
            var order = Of(c.freight, [.. c.lines]);
            try
            {
                var price = PriceChange.Of(order, new(null, c.discount, null), c.Item4, order.TotalFen);
                return price.Lines.All(l => l.TotalFen >= 0) && price.Lines.Sum(l => l.TotalFen) + price.FreightFen == price.TotalFen && order.TotalFen - price.TotalFen == c.discount
                    && price.TotalFen >= PriceChange.Floor(order.TotalFen, c.Item4);
            }
            catch (RuleViolation refused)
            {
                return refused.Code switch
                {
                    "price_not_changed" => c.discount == 0,
                    "price_below_zero" => c.discount > c.lines.Sum(),
                    _ => order.TotalFen - c.discount < PriceChange.Floor(order.TotalFen, c.Item4),
                };
            }
        }).QuickCheckThrowOnFailure();
    }

    private static Order Of(long freight, params long[] lines)
    {
        var order = new Order { ShopId = Guid.NewGuid(), Id = Guid.NewGuid(), Number = "1", FreightFen = freight, TotalFen = lines.Sum() + freight };
        order.Lines.AddRange(lines.Select((fen, i) => new OrderLine { ShopId = order.ShopId, OrderId = order.Id, Id = Guid.NewGuid(), Position = i, Title = "茶", Quantity = 1, PriceFen = fen, TotalFen = fen }));
        return order;
    }
}
