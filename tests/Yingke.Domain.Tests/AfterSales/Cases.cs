using Yingke.Domain.AfterSales;
using static Yingke.Domain.AfterSales.ApplicationEvent;
using static Yingke.Domain.AfterSales.ApplicationState;

namespace Yingke.Domain.Tests.AfterSales;

/// <summary>Applications in every state, led there by their verbs.</summary>
internal static class Cases
{
    public static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_772_000_000);
    public static readonly Guid Agent = Guid.CreateVersion7(Now);
    public static readonly ReturnAddress Address = new("仓库 老张", "13800000001", "浙江省杭州市西湖区", "龙井路 1 号");
    public static readonly Parcel Parcel = new("顺丰速运", "SF1234567890");

    public static readonly (ApplicationEvent On, Party By, Action<Application> Verb)[] Verbs =
    [
        (Approve, Party.Agent, a => a.Approve(Agent, Address, Now)),
        (Reject, Party.Agent, a => a.Reject(Agent, "超过退货期", Now)),
        (Withdraw, Party.Buyer, a => a.Withdraw(Now)),
        (ApproveVoucher, Party.System, a => a.ApproveVoucher(Now, Now)),
        (Reapply, Party.Buyer, a => a.Reapply("质量问题", null, Now)),
        (PlatformStepsIn, Party.Buyer, a => a.StepIn(Party.Buyer)),
        (PlatformStepsIn, Party.Platform, a => a.StepIn(Party.Platform)),
        (RefundPaid, Party.System, a => Pay(a)),
        (ParcelSent, Party.Buyer, a => a.SendParcel(Parcel, Party.Buyer, Now)),
        (ParcelSent, Party.Warehouse, a => a.SendParcel(Parcel, Party.Warehouse, Now)),
        (NotSentInTime, Party.System, a => a.NotSent(Now.AddDays(7))),
        (Receive, Party.Agent, a => a.Receive(Party.Agent, Now)),
        (Receive, Party.Buyer, a => a.Receive(Party.Buyer, Now)),
        (FaultFound, Party.Warehouse, a => a.Inspect(Look(true), Party.Warehouse, Now)),
        (FaultNotFound, Party.Agent, a => a.Inspect(Look(false), Party.Agent, Now)),
        (Reship, Party.Agent, a => a.Reship(Parcel, Party.Agent, Agent, Now)),
        (SendRepaired, Party.Agent, a => a.SendRepaired(Parcel, Party.Agent, Agent, Now)),
        (SendAsItWas, Party.Agent, a => a.SendAsItWas(Parcel, Party.Agent, Agent, Now)),
        (PlatformForSeller, Party.Platform, a => a.DecideForSeller(Now)),
        (Close, Party.Agent, a => a.Close(Now)),
    ];

    public static Application New(ApplicationType type, int vouchers = 0, Guid? by = null) =>
        Application.Open(Guid.NewGuid(), "SH1", Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid(), type, 1, vouchers, "质量问题", null, 100, by, null, null, Now);

    public static Inspection Look(bool found) => new(found, true, true, true, true, false, "老张", [Guid.NewGuid()], null);

    public static IEnumerable<ApplicationState> Reachable(ApplicationType type) => Enum.GetValues<ApplicationState>()
        .Where(s => type != ApplicationType.Refund || s is not (SentBack or Received or Inspected or Mismatched or Reshipped or Repaired or AsItWas));

    public static Application In(ApplicationState state, ApplicationType type)
    {
        var a = New(type);
        switch (state)
        {
            case Applied:
                break;
            case Rejected:
                a.Reject(Agent, "超过退货期", Now);
                break;
            case Withdrawn:
                a.Withdraw(Now);
                break;
            case PlatformIn:
                a.Reject(Agent, "超过退货期", Now);
                a.StepIn(Party.Buyer);
                break;
            case Closed:
                a.Reject(Agent, "超过退货期", Now);
                a.StepIn(Party.Buyer);
                a.DecideForSeller(Now);
                break;
            default:
                Approved_on(a, state);
                break;
        }

        a.State.ShouldBe(state);
        return a;
    }

    private static void Approved_on(Application a, ApplicationState state)
    {
        a.Approve(Agent, Address, Now);
        if (state is Approved)
            return;
        if (a.Type != ApplicationType.Refund)
        {
            a.SendParcel(Parcel, Party.Buyer, Now);
            if (state is SentBack)
                return;
            a.Receive(Party.Agent, Now);
            if (state is Received)
                return;
            a.Inspect(Look(state is not (Mismatched or AsItWas)), Party.Agent, Now);
        }

        switch (state)
        {
            case Mismatched:
                a.Agree(Now);
                break;
            case AsItWas:
                a.Agree(Now);
                a.SendAsItWas(Parcel, Party.Agent, Agent, Now);
                a.SettleInvoice(null);
                break;
            case Refunded:
                a.RefundPaid(100, Agent, Now);
                a.SettleInvoice("红字 1");
                break;
            case Reshipped:
                a.Reship(Parcel, Party.Agent, Agent, Now);
                a.SettleInvoice("背书 1");
                break;
            case Repaired:
                a.SendRepaired(Parcel, Party.Agent, Agent, Now);
                a.SettleInvoice(null);
                break;
        }
    }

    // A refund of a case that the platform holds is the platform's decision, another row of the table.
    private static void Pay(Application a)
    {
        if (a.State == PlatformIn)
            throw new RuleViolation("step_not_allowed");
        a.RefundPaid(100, Agent, Now);
    }
}
