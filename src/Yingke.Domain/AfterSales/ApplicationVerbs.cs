using static Yingke.Domain.AfterSales.ApplicationEvent;

namespace Yingke.Domain.AfterSales;

/// <summary>The verbs: one for every event of the specification's table, and the few that leave the state as it is.</summary>
public sealed partial class Application
{
    /// <param name="by">The reviewer; never who opened the application (reliability H71).</param>
    /// <param name="address">Where the goods go back to; needed for all but refund only.</param>
    public LedgerKind Approve(Guid by, ReturnAddress? address, DateTimeOffset now)
    {
        var next = Next(ApplicationEvent.Approve, Party.Agent);
        NotOwn(by);
        if (Type != ApplicationType.Refund && address is null)
            throw new RuleViolation("invalid", "an address is needed", "addressId");
        Enter(next);
        (ReviewedAt, ReviewerId, Address) = (now, by, Type == ApplicationType.Refund ? null : address);
        if (Type == ApplicationType.Refund)
            WaitFor(DueKind.Resolve, now + ApplicationDeadlines.Resolve);
        else
            WaitFor(DueKind.SendBack, now + ApplicationDeadlines.SendBack);
        return LedgerKind.Approved;
    }

    /// <param name="now">The moment.</param>
    /// <param name="payBy">Seven working days from now.</param>
    public LedgerKind ApproveVoucher(DateTimeOffset now, DateTimeOffset payBy)
    {
        if (Vouchers == 0)
            throw new RuleViolation("step_not_allowed");
        Enter(Next(ApplicationEvent.ApproveVoucher, Party.System));
        ReviewedAt = now;
        WaitFor(DueKind.Pay, payBy);
        return LedgerKind.Approved;
    }

    public LedgerKind Reject(Guid by, string reason, DateTimeOffset now)
    {
        var next = Next(ApplicationEvent.Reject, Party.Agent);
        NotOwn(by);
        if (string.IsNullOrWhiteSpace(reason))
            throw new RuleViolation("invalid", "a reason is needed", "reason");
        Enter(next);
        (ReviewedAt, ReviewerId, RejectReason) = (now, by, reason);
        WaitFor(null, null);
        return LedgerKind.Rejected;
    }

    /// <summary>To a colleague who goes on with it, as long as it is open; nothing else of it moves.</summary>
    public LedgerKind HandTo(Guid colleague)
    {
        if (State is ApplicationState.Closed or ApplicationState.Withdrawn)
            throw new RuleViolation("step_not_allowed");
        HandlerId = colleague;
        return LedgerKind.HandedOn;
    }

    public LedgerKind Withdraw(DateTimeOffset now)
    {
        Enter(Next(ApplicationEvent.Withdraw, Party.Buyer));
        ClosedAt = now;
        WaitFor(null, null);
        return LedgerKind.Withdrawn;
    }

    /// <summary>Once more, and only once.</summary>
    public LedgerKind Reapply(string reason, string? text, DateTimeOffset now)
    {
        var next = Next(ApplicationEvent.Reapply, Party.Buyer);
        if (Reapplied)
            throw new RuleViolation("reapplied_already");
        Enter(next);
        (Reapplied, Reason, Text, RejectReason) = (true, reason, text, null);
        WaitFor(DueKind.Review, now + ApplicationDeadlines.Review);
        return LedgerKind.Reapplied;
    }

    /// <summary>Freezes the case: the platform decides.</summary>
    public LedgerKind StepIn(Party by)
    {
        Enter(Next(PlatformStepsIn, by));
        WaitFor(null, null);
        return LedgerKind.PlatformSteppedIn;
    }

    public LedgerKind SendParcel(Parcel parcel, Party by, DateTimeOffset now)
    {
        Enter(Next(ParcelSent, by));
        (Parcel, SentAt) = (parcel, now);
        WaitFor(null, null);
        return LedgerKind.ParcelSent;
    }

    /// <summary>The clock of seven days ran out.</summary>
    public LedgerKind NotSent(DateTimeOffset now)
    {
        var next = Next(NotSentInTime, Party.System);
        if (DueAt is not { } due || now < due)
            throw new RuleViolation("step_not_allowed");
        Enter(next);
        ClosedAt = now;
        WaitFor(null, null);
        return LedgerKind.NotSentInTime;
    }

    public LedgerKind Receive(Party by, DateTimeOffset now)
    {
        Enter(Next(ApplicationEvent.Receive, by));
        ReceivedAt = now;
        WaitFor(DueKind.Resolve, now + ApplicationDeadlines.Resolve);
        return LedgerKind.Received;
    }

    /// <summary>A refund or a return as it was is due within 24 h of receipt; new or repaired goods are not.</summary>
    public LedgerKind Inspect(Inspection inspection, Party by, DateTimeOffset now)
    {
        var next = Next(inspection.FaultFound ? FaultFound : FaultNotFound, by);
        if (string.IsNullOrWhiteSpace(inspection.Inspector))
            throw new RuleViolation("invalid", "who looked?", "inspector");
        if (inspection.Pictures.Count == 0)
            throw new RuleViolation("invalid", "at least one picture", "pictures");
        Enter(next);
        (Inspection, InspectedAt) = (inspection, now);
        if (inspection.FaultFound && Type is ApplicationType.Exchange or ApplicationType.Repair)
            WaitFor(null, null);
        return inspection.FaultFound ? LedgerKind.FaultFound : LedgerKind.FaultNotFound;
    }

    /// <summary>A refund is asked for; one at a time.</summary>
    public void BookRefund()
    {
        _ = State == ApplicationState.PlatformIn ? Next(PlatformForBuyer, Party.Platform) : Next(ApplicationEvent.RefundPaid, Party.Agent);
        if (RefundOnWay)
            throw new RuleViolation("refund_on_way");
        RefundOnWay = true;
        Version++;
    }

    /// <summary>It was declined by the second person or refused by the gateway: no money has left.</summary>
    public void DropRefund()
    {
        RefundOnWay = false;
        Version++;
    }

    /// <summary>The money has left: by an agent's order, or by the platform's decision for the buyer.</summary>
    public LedgerKind RefundPaid(long fen, Guid? by, DateTimeOffset now)
    {
        var platform = State == ApplicationState.PlatformIn;
        _ = platform ? Next(PlatformForBuyer, Party.Platform) : Next(ApplicationEvent.RefundPaid, Party.System);
        Resolve(ApplicationState.Refunded, InvoiceStep.Reversal, by, now);
        (RefundOnWay, RefundedFen, RefundedAt) = (false, RefundedFen + fen, now);
        return platform ? LedgerKind.PlatformForBuyer : LedgerKind.RefundPaid;
    }

    public LedgerKind Reship(Parcel parcel, Party by, Guid? agent, DateTimeOffset now)
    {
        Next(ApplicationEvent.Reship, by);
        Resolve(ApplicationState.Reshipped, InvoiceStep.Endorsement, agent, now);
        Reply = parcel;
        return LedgerKind.Reshipped;
    }

    public LedgerKind SendRepaired(Parcel parcel, Party by, Guid? agent, DateTimeOffset now)
    {
        Next(ApplicationEvent.SendRepaired, by);
        Resolve(ApplicationState.Repaired, InvoiceStep.OriginalBack, agent, now);
        Reply = parcel;
        return LedgerKind.RepairedAndSent;
    }

    /// <summary>The buyer agrees that the goods come back as they are.</summary>
    public LedgerKind Agree(DateTimeOffset now)
    {
        if (State != ApplicationState.Mismatched)
            throw new RuleViolation("step_not_allowed");
        if (AgreedAt is not null)
            throw new RuleViolation("agreed_already");
        AgreedAt = now;
        Version++;
        return LedgerKind.Agreed;
    }

    /// <summary>原返, only after the buyer's agreement is recorded. The original invoice goes with the goods.</summary>
    public LedgerKind SendAsItWas(Parcel parcel, Party by, Guid? agent, DateTimeOffset now)
    {
        Next(ApplicationEvent.SendAsItWas, by);
        if (AgreedAt is null)
            throw new RuleViolation("agreement_missing");
        Resolve(ApplicationState.AsItWas, InvoiceStep.OriginalBack, agent, now);
        Reply = parcel;
        return LedgerKind.SentAsItWas;
    }

    public LedgerKind DecideForSeller(DateTimeOffset now)
    {
        Enter(Next(PlatformForSeller, Party.Platform));
        ClosedAt = now;
        return LedgerKind.PlatformForSeller;
    }

    /// <param name="number">Of the red-letter invoice or the endorsed one, or the parcel with the original; null where none had been issued.</param>
    public LedgerKind SettleInvoice(string? number)
    {
        if (Invoice is null || State.IsOver())
            throw new RuleViolation("step_not_allowed");
        if (InvoiceSettled)
            throw new RuleViolation("invoice_settled_already");
        (InvoiceSettled, InvoiceNumber) = (true, number);
        Version++;
        return LedgerKind.InvoiceSettled;
    }

    /// <summary>A case cannot be closed while its invoice step is open.</summary>
    public LedgerKind Close(DateTimeOffset now)
    {
        var next = Next(ApplicationEvent.Close, Party.Agent);
        if (!InvoiceSettled)
            throw new RuleViolation("invoice_open");
        Enter(next);
        ClosedAt = now;
        return LedgerKind.Closed;
    }

    public LedgerKind Rate(int stars, DateTimeOffset now)
    {
        if (ResolvedAt is null)
            throw new RuleViolation("step_not_allowed");
        if (Stars is not null)
            throw new RuleViolation("already_rated");
        (Stars, RatedAt) = (stars, now);
        Version++;
        return LedgerKind.Rated;
    }

    private void NotOwn(Guid by)
    {
        if (AppliedBy == by)
            throw new RuleViolation("own_application");
    }
}
