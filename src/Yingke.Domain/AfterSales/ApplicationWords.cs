namespace Yingke.Domain.AfterSales;

/// <summary>What the buyer asks for: refund only, return, exchange, repair. (spec: orders-aftersales.md, After-sales applications)</summary>
public enum ApplicationType { Refund, Return, Exchange, Repair }

/// <summary>
/// Where an application stands: 待审核, 已同意, 已拒绝, 已撤销, 买家已寄回, 商家已收货, 已验货, 验货不符, 平台介入, 已退款, 已换货, 已维修, 原返, 已关闭.
/// (spec: orders-aftersales.md)
/// </summary>
public enum ApplicationState
{
    Applied, Approved, Rejected, Withdrawn, SentBack, Received, Inspected, Mismatched, PlatformIn, Refunded, Reshipped, Repaired, AsItWas, Closed,
}

/// <summary>Everything that moves an application. (spec: orders-aftersales.md, the table of states)</summary>
public enum ApplicationEvent
{
    Approve, Reject, Withdraw, ApproveVoucher, Reapply, PlatformStepsIn, RefundPaid, ParcelSent, NotSentInTime, Receive, FaultFound, FaultNotFound, Reship,
    SendRepaired, SendAsItWas, PlatformForBuyer, PlatformForSeller, Close,
}

/// <summary>Who makes a step.</summary>
public enum Party { Buyer, Agent, Warehouse, System, Platform }

/// <summary>What becomes of the invoice: red-letter reversal 红冲, endorsement 背书, the original goes back 原票寄回.</summary>
public enum InvoiceStep { Reversal, Endorsement, OriginalBack }

/// <summary>What an application waits for, by when. (spec: orders-aftersales.md, the table of rules)</summary>
public enum DueKind { Review, SendBack, Resolve, Pay }

/// <summary>What an entry of the ledger 服务台账 tells of: every event, and what happens between two states.</summary>
public enum LedgerKind
{
    Applied, Approved, Rejected, Withdrawn, Reapplied, PlatformSteppedIn, ParcelSent, NotSentInTime, Received, FaultFound, FaultNotFound, Reshipped,
    RepairedAndSent, SentAsItWas, PlatformForBuyer, PlatformForSeller, Closed, Agreed, InvoiceSettled, RefundRequested, RefundConfirmed, RefundDeclined,
    RefundUnknown, RefundFailed, RefundPaid, CompensationRequested, CompensationPaid, DeadlinePassed, Rated, RepeatComplaint, HandedOn,
}
