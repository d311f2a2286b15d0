namespace Yingke.Domain.AfterSales;

/// <summary>What a history file tells of an application that ran its course elsewhere.</summary>
public sealed record PastApplication(
    string SourceId, string Number, ApplicationType Type, ApplicationState State, string Reason, DateTimeOffset AppliedAt, DateTimeOffset? ReviewedAt, Guid? ReviewerId, DateTimeOffset? ReceivedAt,
    long RefundedFen, DateTimeOffset? RefundedAt, Guid? OperatorId, ApplicationState? Resolution, DateTimeOffset? ResolvedAt, int? Stars, DateTimeOffset? RatedAt, DateTimeOffset? ClosedAt, string? ToldResolution = null,
    long? AskedFen = null, string? Text = null, Parcel? Parcel = null, DateTimeOffset? SentAt = null);

public sealed partial class Application
{
    /// <summary>As it is told; no clock runs, and its invoice is no business of ours.</summary>
    public static Application OfPast(Guid shopId, Guid orderId, Guid? lineId, Guid buyerId, PastApplication past) => new()
    {
        ShopId = shopId, Id = Guid.CreateVersion7(past.AppliedAt), Number = past.Number, OrderId = orderId, LineId = lineId, BuyerId = buyerId, Type = past.Type, State = past.State, Quantity = 1,
        Reason = past.Reason, Text = past.Text, AskedFen = past.AskedFen ?? past.RefundedFen, Parcel = past.Parcel, SentAt = past.SentAt, AppliedAt = past.AppliedAt, ReviewedAt = past.ReviewedAt, ReviewerId = past.ReviewerId, ReceivedAt = past.ReceivedAt,
        RefundedFen = past.RefundedFen, RefundedAt = past.RefundedAt, OperatorId = past.OperatorId, Resolution = past.Resolution, ResolvedAt = past.ResolvedAt, InvoiceSettled = past.Resolution is not null,
        Stars = past.Stars, RatedAt = past.RatedAt, ClosedAt = past.ClosedAt, SourceId = past.SourceId,
        ToldResolution = past.ToldResolution, Version = 1,
    };

    /// <summary>
    /// Where it was run elsewhere, a later word of that place moves it on. An end is final, and what was moved here since is not told otherwise.
    /// </summary>
    /// <returns>Whether anything changed.</returns>
    /// <exception cref="RuleViolation"><c>changed_here</c>.</exception>
    public bool Retell(PastApplication past)
    {
        if (RefundFileWords.IsEnd(State) || (past.State == State && past.RefundedFen == RefundedFen && past.Parcel == Parcel))
            return false;
        if (Version != 1)
            throw new RuleViolation("changed_here", $"{State}");
        (State, RefundedFen, RefundedAt, Resolution, ResolvedAt, InvoiceSettled) = (past.State, past.RefundedFen, past.RefundedAt, past.Resolution, past.ResolvedAt, past.Resolution is not null);
        (Parcel, SentAt, ReviewerId, OperatorId, ClosedAt, ToldResolution) = (past.Parcel, past.SentAt, past.ReviewerId, past.OperatorId, past.ClosedAt, past.ToldResolution);
        return true;
    }
}
