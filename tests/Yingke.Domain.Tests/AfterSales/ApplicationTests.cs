using Yingke.Domain.AfterSales;

namespace Yingke.Domain.Tests.AfterSales;

public sealed class ApplicationTests
{
    private static readonly DateTimeOffset Now = Cases.Now;

    [Fact]
    public void A_return_runs_its_whole_course_with_its_deadlines()
    {
        var a = Cases.New(ApplicationType.Return, by: Guid.NewGuid());
        (a.Due, a.DueAt).ShouldBe((DueKind.Review, Now.AddHours(12)));
        a.Approve(Cases.Agent, Cases.Address, Now.AddHours(1));
        (a.Due, a.DueAt).ShouldBe((DueKind.SendBack, Now.AddHours(1).AddDays(7)));
        a.SendParcel(Cases.Parcel, Party.Buyer, Now.AddDays(1));
        (a.Due, a.DueAt).ShouldBe((null, null));
        a.Receive(Party.Warehouse, Now.AddDays(2));
        (a.Due, a.DueAt).ShouldBe((DueKind.Resolve, Now.AddDays(3)));
        a.Inspect(Cases.Look(true), Party.Agent, Now.AddDays(2));
        a.DueAt.ShouldBe(Now.AddDays(3));
        a.RefundPaid(1200, Cases.Agent, Now.AddDays(2));
        (a.State, a.RefundedFen, a.DueAt, a.Invoice).ShouldBe((ApplicationState.Refunded, 1200, null, InvoiceStep.Reversal));
        Should.Throw<RuleViolation>(() => a.Close(Now)).Code.ShouldBe("invoice_open");
        a.SettleInvoice("红字 0001");
        a.Close(Now.AddDays(2));
        a.State.ShouldBe(ApplicationState.Closed);
    }

    [Fact]
    public void Who_opened_it_neither_approves_nor_rejects_it()
    {
        var a = Cases.New(ApplicationType.Refund, by: Cases.Agent);
        Should.Throw<RuleViolation>(() => a.Approve(Cases.Agent, null, Now)).Code.ShouldBe("own_application");
        Should.Throw<RuleViolation>(() => a.Reject(Cases.Agent, "不符", Now)).Code.ShouldBe("own_application");
        a.Approve(Guid.NewGuid(), null, Now);
    }

    [Theory]
    [InlineData(ApplicationType.Return)]
    [InlineData(ApplicationType.Exchange)]
    [InlineData(ApplicationType.Repair)]
    public void All_but_refund_only_need_an_address(ApplicationType type) =>
        Should.Throw<RuleViolation>(() => Cases.New(type).Approve(Cases.Agent, null, Now)).Field.ShouldBe("addressId");

    [Fact]
    public void A_rejection_needs_a_reason_and_the_buyer_applies_once_more_only()
    {
        var a = Cases.New(ApplicationType.Refund);
        Should.Throw<RuleViolation>(() => a.Reject(Cases.Agent, " ", Now)).Field.ShouldBe("reason");
        a.Reject(Cases.Agent, "已签收", Now);
        a.Reapply("未收到", null, Now.AddHours(3));
        a.DueAt.ShouldBe(Now.AddHours(15));
        a.Reject(Cases.Agent, "已签收", Now);
        Should.Throw<RuleViolation>(() => a.Reapply("未收到", null, Now)).Code.ShouldBe("reapplied_already");
        a.StepIn(Party.Buyer);
    }

    [Fact]
    public void What_was_not_sent_is_withdrawn_after_seven_days_and_not_before()
    {
        var a = Cases.In(ApplicationState.Approved, ApplicationType.Return);
        Should.Throw<RuleViolation>(() => a.NotSent(Now.AddDays(7).AddMilliseconds(-1)));
        a.NotSent(Now.AddDays(7));
        a.State.ShouldBe(ApplicationState.Withdrawn);
    }

    [Fact]
    public void Goods_go_back_as_they_were_only_after_the_buyer_agreed()
    {
        var a = Cases.New(ApplicationType.Return);
        a.Approve(Cases.Agent, Cases.Address, Now);
        a.SendParcel(Cases.Parcel, Party.Agent, Now);
        a.Receive(Party.Agent, Now);
        a.Inspect(Cases.Look(false), Party.Agent, Now);
        Should.Throw<RuleViolation>(() => a.SendAsItWas(Cases.Parcel, Party.Agent, Cases.Agent, Now)).Code.ShouldBe("agreement_missing");
        a.Agree(Now);
        a.SendAsItWas(Cases.Parcel, Party.Agent, Cases.Agent, Now);
        a.Invoice.ShouldBe(InvoiceStep.OriginalBack);
    }

    [Fact]
    public void An_inspection_needs_a_name_and_a_picture()
    {
        var a = Cases.In(ApplicationState.Received, ApplicationType.Exchange);
        Should.Throw<RuleViolation>(() => a.Inspect(Cases.Look(true) with { Inspector = "" }, Party.Agent, Now)).Field.ShouldBe("inspector");
        Should.Throw<RuleViolation>(() => a.Inspect(Cases.Look(true) with { Pictures = [] }, Party.Agent, Now)).Field.ShouldBe("pictures");
        a.Inspect(Cases.Look(true), Party.Agent, Now);
        a.DueAt.ShouldBeNull();
    }

    [Fact]
    public void The_platform_decides_for_the_buyer_with_a_refund_and_for_the_seller_with_the_end()
    {
        var buyer = Cases.In(ApplicationState.PlatformIn, ApplicationType.Return);
        buyer.RefundPaid(500, null, Now).ShouldBe(LedgerKind.PlatformForBuyer);
        buyer.State.ShouldBe(ApplicationState.Refunded);
        var seller = Cases.In(ApplicationState.PlatformIn, ApplicationType.Return);
        seller.DecideForSeller(Now);
        seller.State.ShouldBe(ApplicationState.Closed);
    }

    [Theory]
    [InlineData(30, 6, ApplicationType.Return, 31, "OutOfReturnWindow")]
    [InlineData(30, 6, ApplicationType.Return, 30, "")]
    [InlineData(7, 6, ApplicationType.Exchange, 8, "OutOfReturnWindow")]
    [InlineData(7, 6, ApplicationType.Repair, 170, "")]
    [InlineData(7, 6, ApplicationType.Repair, 200, "OutOfWarranty")]
    [InlineData(7, 6, ApplicationType.Refund, 100, "")]
    public void A_policy_warns(int days, int months, ApplicationType type, int after, string expected)
    {
        var policy = new ReturnPolicy(Guid.NewGuid(), null, Now, days, "", months, false, "");
        string.Join(',', ReturnPolicies.Warnings(policy, type, Now, Now.AddDays(after))).ShouldBe(expected);
    }

    [Fact]
    public void The_version_at_the_time_holds_and_the_products_own_comes_first()
    {
        ReturnPolicy Version(string? product, int day, int window) => new(Guid.NewGuid(), product, Now.AddDays(day), window, "", 0, false, "");
        ReturnPolicy[] versions = [Version(null, 0, 7), Version(null, 10, 15), Version("tea", 5, 3), Version("tea", 20, 1)];
        int? At(string? product, int day) => ReturnPolicies.At(versions, product, Now.AddDays(day))?.ReturnDays;
        At(null, -1).ShouldBeNull();
        (At(null, 0), At(null, 9), At(null, 10), At("tea", 4), At("tea", 5), At("tea", 19), At("tea", 20), At("pot", 20)).ShouldBe((7, 7, 15, 7, 3, 3, 1, 15));
    }

    [Fact]
    public void The_weekly_summary_counts_shares_and_means()
    {
        WeekCase Case(ApplicationType type, string reason, int hours) =>
            new(Guid.NewGuid(), type, reason, "建盏", Now, Now.AddHours(hours), null, null, null, hours > 3);
        var week = WeekSummary.Of([Case(ApplicationType.Repair, "裂纹", 1), Case(ApplicationType.Return, "裂纹", 2), Case(ApplicationType.Exchange, "裂纹", 3), Case(ApplicationType.Refund, "未收到", 6)]);
        (week.Applications, week.Repairs, week.OfGoods, week.RepairShare, week.Repeats).ShouldBe((4, 1, 3, 1m / 3, 1));
        week.Steps[0].ShouldBe(new WeekStep("review", 4, 3 * 3600));
        week.Hints.ShouldBe([new QualityHint("建盏", "裂纹", 3)]);
        WeekSummary.Of([]).RepairShare.ShouldBeNull();
    }
}
