using Yingke.Domain.Performance;

namespace Yingke.Domain.Tests.Performance;

/// <summary>spec: performance.md, Guard rails.</summary>
public sealed class GuardRailsTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
    private static readonly Period Monday = new(new(2026, 3, 2), new(2026, 3, 2), TimeZoneInfo.Utc);
    private static readonly Guid A = Guid.CreateVersion7();
    private static readonly Guid B = Guid.CreateVersion7();

    [Fact]
    public void Orders_paid_in_the_period_are_what_refunds_and_returns_are_shares_of()
    {
        var figures = GuardRails.Of([Order(A, 0, refunded: true), Order(A, 0, refunded: true, returned: true), Order(B, 0), Order(B, 1, refunded: true)], [], Monday, 0, 0);
        (figures["refund_rate"], figures["return_rate"]).ShouldBe((Fraction.Of(2, 3), Fraction.Of(1, 3)));
        figures["ticket_clean_contact"].ShouldBeNull();
    }

    [Theory]
    [InlineData(30, 1)]
    [InlineData(31, 0)]
    [InlineData(0, 0)]
    public void A_buyer_comes_again_within_thirty_days_of_the_first_payment(int daysLater, int again) =>
        GuardRails.Of([Order(A, 0), Order(A, daysLater), Order(B, 0)], [], Monday, 0, 0)["repurchase_rate"].ShouldBe(Fraction.Of(again, 2));

    [Fact]
    public void A_contact_is_clean_if_it_was_the_first_on_time_and_the_buyer_stayed_away()
    {
        var good = new TicketFacts(Noon, Noon.AddHours(1), 1, A, Noon.AddHours(1), Noon.AddHours(2), Reopened: false);
        var figures = GuardRails.Of([], [new(good, false), new(good, true), new(good with { RepliedAt = Noon.AddHours(1.5) }, false), new(good with { Replies = 2 }, false)], Monday, 3, 200);
        figures["ticket_clean_contact"].ShouldBe(Fraction.Of(1, 4));
        figures["complaint_rate"].ShouldBe(Fraction.Of(3, 200));
        GuardRails.Of([], [], Monday, 0, 0)["complaint_rate"].ShouldBeNull();
    }

    private static OrderOutcome Order(Guid buyer, int days, bool refunded = false, bool returned = false) => new(buyer, Noon.AddDays(days), refunded, returned);
}
