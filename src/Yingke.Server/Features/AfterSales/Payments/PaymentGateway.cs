namespace Yingke.Server.Features.AfterSales.Payments;

/// <summary>Money to send back to where it came from. <paramref name="RefundId"/> is the gateway's number for it: the same number is the same refund.</summary>
internal sealed record Payment(Guid ShopId, Guid RefundId, string OrderNumber, long Fen);

/// <summary>What a gateway knows of a refund. <see cref="NotKnown"/>: it never took it in.</summary>
internal enum PaymentState { Paid, Refused, Processing, NotKnown }

internal sealed record PaymentAnswer(PaymentState State, string? Reference = null, string? Reason = null);

/// <summary>
/// The seam to who pays. Real gateways come with a shop's contract and certificates; built in is the sandbox. An implementation refuses to pay one
/// number twice, and throws where it does not know what became of a call.
/// </summary>
internal abstract class PaymentGateway
{
    public abstract Task<PaymentAnswer> Refund(Payment payment, CancellationToken cancel);

    public abstract Task<PaymentAnswer> Ask(Guid shopId, Guid refundId, CancellationToken cancel);
}
