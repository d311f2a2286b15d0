using Microsoft.EntityFrameworkCore;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.AfterSales.Payments;

/// <summary>
/// Asks the gateway what became of refunds of which nothing definite was heard: after a lost answer, a timeout, or a crash between its answer and
/// our commit. Only if it never took a refund in is the same one, with the same number, handed in again (reliability I23, I24: known within 5 minutes).
/// </summary>
internal sealed class ResolveRefunds(Db db, PaymentGateway gateway, PayRefunds pay, TimeProvider time, ILogger<ResolveRefunds> log)
{
    /// <summary>The first question, and the longest wait between two.</summary>
    public static readonly TimeSpan First = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);
    private const int AtOnce = 100;

    public async Task Run(CancellationToken cancel)
    {
        var now = time.Now();
        var due = await db.Set<Refund>().Where(r => r.AskAt != null && r.AskAt <= now).OrderBy(r => r.AskAt).Take(AtOnce).ToListAsync(cancel);
        foreach (var refund in due)
        {
            cancel.ThrowIfCancellationRequested();
            if (await Claim(refund, now, cancel))
                await Resolve(refund, cancel);
        }
    }

    /// <summary>Whoever moves the time of the next question asks this one.</summary>
    private async Task<bool> Claim(Refund refund, DateTimeOffset now, CancellationToken cancel)
    {
        var next = now + TimeSpan.FromSeconds(Math.Min(Longest.TotalSeconds, First.TotalSeconds * (1 << Math.Min(refund.Asked, 10)))) + PayRefunds.Timeout;
        using var turn = await db.Dialect.EnterWrite(cancel);
        return await db.Set<Refund>().Where(r => r.ShopId == refund.ShopId && r.Id == refund.Id && r.AskAt == refund.AskAt)
            .ExecuteUpdateAsync(r => r.SetProperty(x => x.AskAt, next).SetProperty(x => x.Asked, x => x.Asked + 1), cancel) == 1;
    }

    private async Task Resolve(Refund refund, CancellationToken cancel)
    {
        if (refund.Payer == Payer.Platform)
        {
            await pay.Settle(refund.ShopId, refund.Id, new(PaymentState.Paid, "platform"), cancel);
            return;
        }
        PaymentAnswer answer;
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            limit.CancelAfter(PayRefunds.Timeout);
            answer = await gateway.Ask(refund.ShopId, refund.Id, limit.Token);
        }
        catch (Exception failure) when (!cancel.IsCancellationRequested)
        {
            log.LogWarning(failure, "The gateway does not say what became of a refund; it will be asked again");
            return;
        }
        if (answer.State is PaymentState.Paid or PaymentState.Refused)
            await pay.Settle(refund.ShopId, refund.Id, answer, cancel);
        else if (answer.State == PaymentState.NotKnown)
            await pay.Call(refund);
    }
}
