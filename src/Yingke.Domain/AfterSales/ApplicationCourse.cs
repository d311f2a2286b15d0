using static Yingke.Domain.AfterSales.ApplicationEvent;
using static Yingke.Domain.AfterSales.ApplicationState;

namespace Yingke.Domain.AfterSales;

/// <summary>
/// The state machine of applications, row by row as the specification's table has it: whatever is not in it is refused.
/// (spec: orders-aftersales.md, After-sales applications)
/// </summary>
public static class ApplicationCourse
{
    /// <param name="RefundOnly">Null: for every type; else only for refund only (true) or only for the others (false).</param>
    private sealed record Edge(ApplicationState From, ApplicationEvent On, ApplicationState To, bool? RefundOnly, params Party[] By);

    private static readonly Edge[] Edges =
    [
        new(Applied, Approve, Approved, null, Party.Agent),
        new(Applied, Reject, Rejected, null, Party.Agent),
        new(Applied, Withdraw, Withdrawn, null, Party.Buyer),
        new(Applied, ApproveVoucher, Approved, true, Party.System),
        new(Rejected, Reapply, Applied, null, Party.Buyer),
        new(Rejected, PlatformStepsIn, PlatformIn, null, Party.Buyer, Party.Platform),
        new(Approved, RefundPaid, Refunded, true, Party.Agent, Party.System),
        new(Approved, ParcelSent, SentBack, false, Party.Buyer, Party.Agent),
        new(Approved, Withdraw, Withdrawn, false, Party.Buyer),
        new(Approved, NotSentInTime, Withdrawn, false, Party.System),
        new(SentBack, Receive, Received, null, Party.Agent, Party.Warehouse),
        new(Received, FaultFound, Inspected, null, Party.Agent, Party.Warehouse),
        new(Received, FaultNotFound, Mismatched, null, Party.Agent, Party.Warehouse),
        new(Inspected, RefundPaid, Refunded, null, Party.Agent, Party.System),
        new(Inspected, Reship, Reshipped, null, Party.Agent, Party.Warehouse),
        new(Inspected, SendRepaired, Repaired, null, Party.Agent, Party.Warehouse),
        new(Mismatched, SendAsItWas, AsItWas, null, Party.Agent, Party.Warehouse),
        new(Mismatched, PlatformStepsIn, PlatformIn, null, Party.Buyer, Party.Platform),
        new(PlatformIn, PlatformForBuyer, Refunded, null, Party.Platform),
        new(PlatformIn, PlatformForSeller, Closed, null, Party.Platform),
        new(Refunded, Close, Closed, null, Party.Agent),
        new(Reshipped, Close, Closed, null, Party.Agent),
        new(Repaired, Close, Closed, null, Party.Agent),
        new(AsItWas, Close, Closed, null, Party.Agent),
    ];

    /// <summary>Applications that nothing happens to any more.</summary>
    public static bool IsOver(this ApplicationState state) => state is Withdrawn or Closed;

    /// <summary>The state after <paramref name="on"/>, or null where the table has no such row.</summary>
    public static ApplicationState? Next(ApplicationState from, ApplicationEvent on, ApplicationType type, Party by)
    {
        foreach (var edge in Edges)
        {
            if (edge.From == from && edge.On == on && edge.By.Contains(by) && (edge.RefundOnly is not { } only || only == (type == ApplicationType.Refund)))
                return edge.To;
        }

        return null;
    }

    /// <summary>What <paramref name="by"/> may do next: the buttons to offer.</summary>
    public static IReadOnlyList<ApplicationEvent> Open(ApplicationState from, ApplicationType type, Party by) =>
        [.. Enum.GetValues<ApplicationEvent>().Where(on => Next(from, on, type, by) is not null)];
}
