namespace Yingke.Domain.AfterSales;

/// <summary>Where the goods go back to, as it was when it was chosen.</summary>
public sealed record ReturnAddress(string Contact, string Phone, string Region, string Street);

/// <summary>A parcel on its way: who carries it, and its number.</summary>
public sealed record Parcel(string Company, string Number);

/// <summary>What was found when the goods came back: four ticks, pictures and a name. (spec: orders-aftersales.md, inspection)</summary>
/// <param name="FaultFound">Whether the fault is real.</param>
/// <param name="ByCertificate">A certificate of the brand's service point rather than the shop's own finding.</param>
/// <param name="Inspector">The name of who looked.</param>
/// <param name="Pictures">Files.</param>
public sealed record Inspection(
    bool FaultFound, bool Model, bool Quantity, bool Label, bool Packaging, bool ByCertificate, string Inspector, IReadOnlyList<Guid> Pictures, string? Note);

/// <summary>
/// An after-sales application 售后单. Every verb moves it along <see cref="ApplicationCourse"/> and returns what the ledger says of it; whatever the
/// table does not have is refused and changes nothing. (spec: orders-aftersales.md)
/// </summary>
public sealed partial class Application
{
    private Application() { }

    public Guid ShopId { get; private set; }
    public Guid Id { get; private set; }

    /// <summary>What people call it by: 售后单号, unique in the shop.</summary>
    public string Number { get; private set; } = "";
    public Guid OrderId { get; private set; }

    /// <summary>The line of the order; null for one that was imported without.</summary>
    public Guid? LineId { get; private set; }
    public Guid? BuyerId { get; private set; }
    public Guid? ConversationId { get; private set; }
    public ApplicationType Type { get; private set; }
    public ApplicationState State { get; private set; }
    public int Quantity { get; private set; }

    /// <summary>How many vouchers of a voucher line; 0 for goods.</summary>
    public int Vouchers { get; private set; }
    public string Reason { get; private set; } = "";
    public string? Text { get; private set; }

    /// <summary>What the buyer asks to get back.</summary>
    public long AskedFen { get; private set; }
    public DateTimeOffset AppliedAt { get; private set; }

    /// <summary>The agent who opened it for the buyer; null when the buyer or the system did.</summary>
    public Guid? AppliedBy { get; private set; }
    public bool Reapplied { get; private set; }

    /// <summary>The version of the policy at the time of application. It holds, whatever comes later.</summary>
    public Guid? PolicyId { get; private set; }
    public DateTimeOffset? ReviewedAt { get; private set; }
    public Guid? ReviewerId { get; private set; }

    /// <summary>Whom it was handed to; without one it is its reviewer's, and before that of who opened it. (spec: accounts.md, going off duty)</summary>
    public Guid? HandlerId { get; private set; }
    public string? RejectReason { get; private set; }
    public ReturnAddress? Address { get; private set; }
    public Parcel? Parcel { get; private set; }
    public DateTimeOffset? SentAt { get; private set; }
    public DateTimeOffset? ReceivedAt { get; private set; }
    public Inspection? Inspection { get; private set; }
    public DateTimeOffset? InspectedAt { get; private set; }
    public DateTimeOffset? AgreedAt { get; private set; }

    /// <summary>What went to the buyer: the new goods, the repaired ones, or the old ones as they were.</summary>
    public Parcel? Reply { get; private set; }

    /// <summary>A refund is asked for, on its way or unknown: nothing else happens until that is settled, so that goods and money never both leave.</summary>
    public bool RefundOnWay { get; private set; }
    public long RefundedFen { get; private set; }
    public DateTimeOffset? RefundedAt { get; private set; }

    /// <summary>已退款, 已换货, 已维修 or 原返, kept after closing.</summary>
    public ApplicationState? Resolution { get; private set; }
    public DateTimeOffset? ResolvedAt { get; private set; }
    public Guid? OperatorId { get; private set; }

    public InvoiceStep? Invoice { get; private set; }
    public bool InvoiceSettled { get; private set; }

    /// <summary>Of the reversal or endorsement; null where no invoice had been issued.</summary>
    public string? InvoiceNumber { get; private set; }
    public DateTimeOffset? ClosedAt { get; private set; }
    public DueKind? Due { get; private set; }
    public DateTimeOffset? DueAt { get; private set; }

    /// <summary>The same buyer had the same problem before: the supervisor should know.</summary>
    public bool Repeat { get; private set; }
    public int? Stars { get; private set; }
    public DateTimeOffset? RatedAt { get; private set; }
    public string? SourceId { get; private set; }

    /// <summary>The history file's own word for the resolution: a refund is told as <c>refund</c> or as <c>return</c>, and goes out as it came in.</summary>
    public string? ToldResolution { get; private set; }

    /// <summary>How it ended, in a word of the history format; null while it has not.</summary>
    public string? ResolutionWord => ToldResolution ?? Resolution switch
    {
        ApplicationState.Refunded => Type == ApplicationType.Return ? "return" : "refund",
        ApplicationState.Reshipped => "exchange",
        ApplicationState.Repaired => "repair",
        ApplicationState.AsItWas => "as_it_was",
        _ => null,
    };

    /// <summary>Counts the changes: of two at once the second is refused.</summary>
    public long Version { get; private set; }

    public static Application Open(
        Guid shopId, string number, Guid orderId, Guid lineId, Guid buyerId, ApplicationType type, int quantity, int vouchers, string reason, string? text, long askedFen,
        Guid? appliedBy, Guid? policyId, Guid? conversationId, DateTimeOffset now, bool repeat = false, Guid? id = null) => new()
    {
        ShopId = shopId, Id = id ?? Guid.CreateVersion7(now), Number = number, OrderId = orderId, LineId = lineId, BuyerId = buyerId, ConversationId = conversationId, Type = type,
        State = ApplicationState.Applied, Quantity = quantity, Vouchers = vouchers, Reason = reason, Text = text, AskedFen = askedFen, AppliedAt = now, AppliedBy = appliedBy,
        PolicyId = policyId, Repeat = repeat, Due = DueKind.Review, DueAt = now + ApplicationDeadlines.Review, Version = 1,
    };

    /// <summary>Refused where the table has no such row, before anything is changed.</summary>
    /// <exception cref="RuleViolation"><c>step_not_allowed</c>.</exception>
    public void Must(ApplicationEvent on, Party by) => Next(on, by);

    private ApplicationState Next(ApplicationEvent on, Party by)
    {
        var next = ApplicationCourse.Next(State, on, Type, by) ?? throw new RuleViolation("step_not_allowed", $"{on} in {State}");
        if (RefundOnWay && on is not (ApplicationEvent.RefundPaid or ApplicationEvent.PlatformForBuyer))
            throw new RuleViolation("refund_on_way");
        return next;
    }

    private void Enter(ApplicationState next)
    {
        State = next;
        Version++;
    }

    private void WaitFor(DueKind? kind, DateTimeOffset? at) => (Due, DueAt) = (kind, at);

    /// <summary>An outcome: the clock stops, and the invoice is to be seen to.</summary>
    private void Resolve(ApplicationState resolution, InvoiceStep invoice, Guid? by, DateTimeOffset now)
    {
        Enter(resolution);
        (Resolution, ResolvedAt, OperatorId, ToldResolution) = (resolution, now, by, null);
        (Invoice, InvoiceSettled) = (invoice, false);
        WaitFor(null, null);
    }
}
