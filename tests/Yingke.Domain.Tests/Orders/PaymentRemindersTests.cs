using System.Globalization;
using System.Text.Json;
using Yingke.Domain.Orders;

namespace Yingke.Domain.Tests.Orders;

public sealed class PaymentRemindersTests
{
    private static readonly TimeZoneInfo Utc = TimeZoneInfo.Utc;
    private static readonly DateTimeOffset Now = new(2026, 11, 11, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_golden_cases_come_out_as_they_are()
    {
        using var rules = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Golden.Folder, "rules.json")));
        var cases = rules.RootElement.GetProperty("reminders").EnumerateArray().ToList();
        cases.Count.ShouldBeGreaterThan(20);
        var wrong = new List<string>();
        foreach (var c in cases)
        {
            var orders = c.GetProperty("orders").EnumerateArray().Select(o => new Remindable(
                o.GetProperty("id").GetString()!, o.GetProperty("buyer").GetString()!, State(o.GetProperty("state").GetString()!), At(o, "placed_at")!.Value, At(o, "paid_at"), At(o, "reminded_at"))).ToList();
            var list = PaymentReminders.Of(orders, At(c, "now")!.Value, TimeSpan.FromMinutes(c.GetProperty("delay_minutes").GetInt32()), Utc);
            var expected = c.GetProperty("remind").EnumerateArray().Select(r => r.GetString()!).ToList();
            if (!list.Remind.Select(r => r.Id).SequenceEqual(expected))
                wrong.Add($"{c}: {string.Join(' ', list.Remind.Select(r => r.Id))}");
            // Every unpaid order is either reminded of or told why not.
            (list.Remind.Count + list.Others.Count).ShouldBe(orders.Count(o => o.State == OrderState.Placed));
        }
        wrong.ShouldBeEmpty();
    }

    [Fact]
    public void Each_other_order_is_told_why_it_is_not_reminded_of()
    {
        var list = PaymentReminders.Of(
        [
            Placed("young", "a", 29), Placed("b-old", "b", 90), Placed("b-new", "b", 60), Placed("c", "c", 60), new("c-paid", "c", OrderState.Paid, Now.AddHours(-3), Now.AddHours(-2), null),
            Placed("d-again", "d", 60) with { RemindedAt = Now.AddDays(-1) }, Placed("e-today", "e", 60), Placed("e-was", "e", 70) with { RemindedAt = Now.AddHours(-1) }, Placed("just", "f", 30),
        ], Now, TimeSpan.FromMinutes(30), Utc);
        list.Remind.Select(r => r.Id).ShouldBe(["b-old", "just"]);
        list.Others.Select(o => (o.Order.Id, o.Why)).ShouldBe(
        [
            ("e-was", WhyNotReminded.AlreadyReminded), ("b-new", WhyNotReminded.AnotherFirst), ("c", WhyNotReminded.PaidToday), ("d-again", WhyNotReminded.AlreadyReminded),
            ("e-today", WhyNotReminded.BuyerRemindedToday), ("young", WhyNotReminded.TooYoung),
        ], ignoreOrder: true);
    }

    [Theory]
    [InlineData("您好，请尽快付款", "付款")]
    [InlineData("催一下", "催")]
    [InlineData("快 付 哦", "快付")]
    [InlineData("赶\u200B紧下单", "赶紧")]
    [InlineData("付，款", "付款")]
    public void A_demand_is_found_however_it_is_written(string text, string demand)
    {
        ReminderText.DemandIn(text).ShouldBe(demand);
        Should.Throw<RuleViolation>(() => ReminderText.Check(text)).Code.ShouldBe("demand_in_template");
    }

    [Fact]
    public void A_question_about_the_parcel_is_let_through_and_filled_in()
    {
        ReminderText.DemandIn("您好，{商品}库存不多了，需要今天发出吗？").ShouldBeNull();
        ReminderText.Fill("{买家}您好，{商品}还有小样", "苏晓", "白毫银针").ShouldBe("苏晓您好，白毫银针还有小样");
    }

    private static Remindable Placed(string id, string buyer, int minutes) => new(id, buyer, OrderState.Placed, Now.AddMinutes(-minutes), null, null);

    private static OrderState State(string word) => word switch { "placed" => OrderState.Placed, "paid" => OrderState.Paid, "closed" => OrderState.Closed, _ => Enum.Parse<OrderState>(word, ignoreCase: true) };

    private static DateTimeOffset? At(JsonElement of, string name) =>
        of.GetProperty(name).GetString() is { } text ? DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal) : null;
}
