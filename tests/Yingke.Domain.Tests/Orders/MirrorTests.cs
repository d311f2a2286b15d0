using Yingke.Domain.Orders;

namespace Yingke.Domain.Tests.Orders;

public sealed class MirrorTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 2, 0, 0, TimeSpan.Zero);
    private static readonly ShippingTimes Times = new(TimeSpan.FromHours(24), TimeSpan.FromHours(48), ShippingFrom.Payment);

    [Fact]
    public void The_later_word_wins_whatever_the_order_of_arrival()
    {
        var order = Mirror.New(Guid.NewGuid(), Guid.NewGuid(), Said(OrderState.Placed, 0));
        Mirror.Take(order, Said(OrderState.Shipped, 20)).ShouldBeTrue();
        Mirror.Take(order, Said(OrderState.Paid, 10)).ShouldBeFalse();
        order.State.ShouldBe(OrderState.Shipped);
        Mirror.Take(order, Said(OrderState.Shipped, 20)).ShouldBeFalse();
        // A file has one time for several states: the further one counts.
        Mirror.Take(order, Said(OrderState.Completed, 20)).ShouldBeTrue();
        Mirror.Take(order, Said(OrderState.Shipped, 20)).ShouldBeFalse();
    }

    [Fact]
    public void A_line_keeps_its_id_and_one_that_is_gone_goes()
    {
        var order = Mirror.New(Guid.NewGuid(), Guid.NewGuid(), Said(OrderState.Placed, 0) with { Lines = [Line("a", null), Line("b", "s2")] });
        var (first, second) = (order.Lines[0].Id, order.Lines[1].Id);
        Mirror.Take(order, Said(OrderState.Paid, 1) with { Lines = [Line("b2", "s2")] });
        order.Lines.Select(l => (l.Id, l.Title)).ShouldBe([(second, "b2")]);
        Mirror.Take(order, Said(OrderState.Paid, 2) with { Lines = [Line("b3", "s2"), Line("c", null)] });
        order.Lines.Select(l => l.Title).ShouldBe(["b3", "c"]);
        order.Lines.ShouldNotContain(l => l.Id == first);
    }

    [Fact]
    public void A_file_of_details_knows_lines_by_title_then_by_place_and_makes_older_price_cards_stale_only_when_it_tells_something()
    {
        var order = Mirror.New(Guid.NewGuid(), Guid.NewGuid(), Said(OrderState.Placed, 0) with { Lines = [Line("a", "s1"), Line("b", "s2")] });
        var (first, second, version) = (order.Lines[0].Id, order.Lines[1].Id, order.Version);
        var total = order.Lines[1].TotalFen = 77;
        Mirror.Detail(order, [Line("b", null), Line("c", null)]);
        order.Lines.OrderBy(l => l.Position).Select(l => (l.Id, l.Title)).ShouldBe([(second, "b"), (first, "c")]);
        order.Lines.Single(l => l.Id == second).TotalFen.ShouldBe(total);
        order.Version.ShouldBe(version + 1);
        Mirror.Detail(order, [Line("b", null), Line("c", null)]);
        order.Version.ShouldBe(version + 1);
    }

    [Fact]
    public void A_note_of_the_shop_is_not_overwritten_and_the_first_trace_is_the_pick_up()
    {
        var order = Mirror.New(Guid.NewGuid(), Guid.NewGuid(), Said(OrderState.Shipped, 0) with { Note = "平台备注", Track = [new(Start.AddHours(2), "已揽收"), new(Start.AddHours(9), "到达杭州")] });
        order.PickedUpAt.ShouldBe(Start.AddHours(2));
        order.Track[0].Text.ShouldBe("到达杭州");
        order.Note = "老客，多放小样";
        Mirror.Take(order, Said(OrderState.Received, 30) with { Note = "平台备注二" });
        order.Note.ShouldBe("老客，多放小样");
        order.Track.Count.ShouldBe(2);
    }

    [Fact]
    public void Shipping_runs_from_payment_or_placing_or_to_what_was_promised()
    {
        var order = Mirror.New(Guid.NewGuid(), Guid.NewGuid(), Said(OrderState.Paid, 0));
        Shipping.ShipBy(order, Times).ShouldBe(Start.AddHours(25));
        Shipping.PickUpBy(order, Times).ShouldBe(Start.AddHours(49));
        Shipping.ShipBy(order, Times with { From = ShippingFrom.Placing }).ShouldBe(Start.AddHours(24));
        order.PromisedShipAt = Start.AddDays(7);
        (Shipping.ShipBy(order, Times), Shipping.PickUpBy(order, Times)).ShouldBe((Start.AddDays(7), Start.AddDays(8)));
        order.Lines.ForEach(l => l.Kind = LineKind.Voucher);
        Shipping.ShipBy(order, Times).ShouldBeNull();
        Shipping.ShipBy(Mirror.New(Guid.NewGuid(), Guid.NewGuid(), Said(OrderState.Placed, 0) with { PaidAt = null }), Times).ShouldBeNull();
    }

    [Theory]
    [InlineData("=\"1234567890123456789\"", "1234567890123456789", false)]
    [InlineData(" '20240105001 ", "20240105001", false)]
    [InlineData("1.23457E+18", "1.23457E+18", true)]
    [InlineData("1e5", "1e5", true)]
    [InlineData("E2024", "E2024", false)]
    public void Numbers_are_cleaned_and_damaged_ones_known(string text, string plain, bool damaged)
    {
        OrderNumber.Plain(text).ShouldBe(plain);
        OrderNumber.IsDamaged(plain).ShouldBe(damaged);
    }

    [Theory]
    [InlineData("¥12.80", 1280L)]
    [InlineData("1,280.5元", 128050L)]
    [InlineData("0", 0L)]
    [InlineData("12.805", null)]
    [InlineData("-3", null)]
    [InlineData("免费", null)]
    [InlineData("", null)]
    public void Amounts_are_read_to_the_fen(string text, long? fen) => Amount.Fen(text).ShouldBe(fen);

    [Fact]
    public void Only_what_has_not_left_is_changed()
    {
        var order = Mirror.New(Guid.NewGuid(), Guid.NewGuid(), Said(OrderState.Placed, 0) with { PaidAt = null, TotalFen = 3000, Lines = [Line("a", null) with { Quantity = 3, TotalFen = 3000 }] });
        Unshipped.ChangeLine(order, order.Lines[0].Id, "红色", 2);
        (order.TotalFen, order.Lines[0].Sku, order.Lines[0].Quantity).ShouldBe((2000, "红色", 2));
        Unshipped.Confirm(order, Start);
        Should.Throw<RuleViolation>(() => Unshipped.Confirm(order, Start)).Code.ShouldBe("already_confirmed");
        order.State = OrderState.Paid;
        Should.Throw<RuleViolation>(() => Unshipped.ChangeLine(order, order.Lines[0].Id, null, 1)).Code.ShouldBe("order_not_unpaid");
        Should.Throw<RuleViolation>(() => Unshipped.Cancel(order, "不要了", Start)).Code.ShouldBe("order_paid");
        order.State = OrderState.Shipped;
        Should.Throw<RuleViolation>(() => Unshipped.ChangeAddress(order, new("苏", "138", "浙江", "西湖"))).Code.ShouldBe("order_not_unshipped");
    }

    [Fact]
    public void The_badge_tells_what_matters_most()
    {
        Order.BadgeOf(OrderState.Placed, 0).ShouldBe(OrderBadge.Unpaid);
        Order.BadgeOf(OrderState.Shipped, 1).ShouldBe(OrderBadge.Aftersale);
        Order.BadgeOf(OrderState.Received, 0).ShouldBe(OrderBadge.Shipped);
        Order.BadgeOf(OrderState.Closed, 0).ShouldBe(OrderBadge.Done);
    }

    private static PlatformOrder Said(OrderState state, int hour) => new()
    {
        Number = "N1", State = state, PlacedAt = Start, PaidAt = Start.AddHours(1), UpdatedAt = Start.AddHours(hour), TotalFen = 1000, Lines = [Line("茶", null)],
    };

    private static PlatformLine Line(string title, string? id) => new() { Title = title, SourceId = id, PriceFen = 1000, TotalFen = 1000 };
}
