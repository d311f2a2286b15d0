using Microsoft.EntityFrameworkCore;
using Yingke.Domain.AfterSales;
using Yingke.Domain.Orders;
using Yingke.Server.Platform.Activity;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.AfterSales.Payments;

/// <summary>
/// Calls the gateway for a refund that is committed as pending, and books what it answers. No transaction is open during the call. An outcome that
/// nobody knows is asked for later, never paid again (reliability I23, H67, FL20).
/// </summary>
internal sealed class PayRefunds(Db db, PaymentGateway gateway, Steps steps, Breaker breaker, Pump pump, TimeProvider time, ILogger<PayRefunds> log)
{
    /// <summary>How long a call may take.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(15);

    /// <summary>When a refund of which nothing was heard is asked for: after any call has ended.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Pays what is pending. The caller hears no failure: whatever happens, the refund's row tells.</summary>
    public async Task Pay(Guid shopId, Guid id, CancellationToken cancel)
    {
        var refund = await db.Set<Refund>().SingleAsync(r => r.ShopId == shopId && r.Id == id, cancel);
        if (refund.State != RefundState.Pending)
            return;
        if (refund.Payer == Payer.Platform)
        {
            // The platform's own money: it has left already, and no gateway of the shop's is asked.
            await Settle(shopId, id, new(PaymentState.Paid, "platform"), CancellationToken.None);
            return;
        }
        // A gateway that fails all the time is left alone for a while: the resolving job hands the refund in.
        if (!breaker.IsOpen)
            await Call(refund);
    }

    /// <summary>Hands the refund in, with its own number: to a gateway that has it already this is no new refund.</summary>
    public async Task Call(Refund refund)
    {
        var number = await db.Set<Order>().Where(o => o.ShopId == refund.ShopId && o.Id == refund.OrderId).Select(o => o.Number).SingleAsync(CancellationToken.None);
        PaymentAnswer? answer = null;
        try
        {
            using var limit = new CancellationTokenSource(Timeout);
            // Not the request's token: a closed browser does not make an outcome unknown.
            answer = await gateway.Refund(new(refund.ShopId, refund.Id, number, refund.Fen), limit.Token);
            breaker.Heard();
        }
        catch (Exception failure)
        {
            breaker.Failed();
            log.LogWarning(failure, "The gateway did not answer for a refund; it will be asked");
        }
        if (answer is { State: PaymentState.Paid or PaymentState.Refused })
            await Settle(refund.ShopId, refund.Id, answer, CancellationToken.None);
        else
            await Doubt(refund.ShopId, refund.Id);
    }

    /// <summary>Books a definite outcome, once, whoever brings it: the answer, a report, or the resolving job.</summary>
    /// <returns>False where it was booked before.</returns>
    public async Task<bool> Settle(Guid shopId, Guid id, PaymentAnswer answer, CancellationToken cancel)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                var settled = await db.InTransaction(() => Book(shopId, id, answer, cancel), cancel);
                pump.Wake();
                return settled;
            }
            catch (DbUpdateConcurrencyException) when (tries < 5)
            {
                // Somebody touched the application in between: it is read anew.
                db.ChangeTracker.Clear();
            }
        }
    }

    private async Task<bool> Book(Guid shopId, Guid id, PaymentAnswer answer, CancellationToken cancel)
    {
        db.ChangeTracker.Clear();
        var (now, paid) = (time.Now(), answer.State == PaymentState.Paid);
        // One of all who bring the outcome finds the row unsettled; the others wait for its commit and then find nothing.
        var mine = await db.Set<Refund>().Where(r => r.ShopId == shopId && r.Id == id && (r.State == RefundState.Pending || r.State == RefundState.Unknown))
            .ExecuteUpdateAsync(r => r.SetProperty(x => x.State, paid ? RefundState.Succeeded : RefundState.Failed).SetProperty(x => x.AskAt, (DateTimeOffset?)null)
                .SetProperty(x => x.SettledAt, now).SetProperty(x => x.Reference, answer.Reference).SetProperty(x => x.Failure, paid ? null : answer.Reason ?? "refused"), cancel);
        if (mine == 0)
            return false;
        var refund = await db.Set<Refund>().SingleAsync(r => r.ShopId == shopId && r.Id == id, cancel);
        var application = await db.Set<Application>().AsTracking().SingleAsync(a => a.ShopId == shopId && a.Id == refund.ApplicationId, cancel);
        var before = (application.Due, application.DueAt);
        var kind = LedgerKind.RefundFailed;
        if (paid)
            kind = refund.Kind == RefundKind.Compensation ? LedgerKind.CompensationPaid : application.RefundPaid(refund.Fen, refund.ById, now);
        else if (refund.Kind == RefundKind.Refund)
            application.DropRefund();
        await steps.Note(application, Actor.System(shopId), before, kind, new { fen = refund.Fen, refund.Kind, refund.Payer, answer.Reference, answer.Reason }, now, cancel);
        return true;
    }

    private async Task Doubt(Guid shopId, Guid id)
    {
        var soon = time.Now() + ResolveRefunds.First;
        await db.InTransaction(async () =>
        {
            db.ChangeTracker.Clear();
            var marked = await db.Set<Refund>().Where(r => r.ShopId == shopId && r.Id == id && r.State == RefundState.Pending)
                .ExecuteUpdateAsync(r => r.SetProperty(x => x.State, RefundState.Unknown).SetProperty(x => x.AskAt, soon));
            if (marked == 0)
                return;
            var refund = await db.Set<Refund>().SingleAsync(r => r.ShopId == shopId && r.Id == id);
            var application = await db.Set<Application>().SingleAsync(a => a.ShopId == shopId && a.Id == refund.ApplicationId);
            steps.Write(application, Actor.System(shopId), LedgerKind.RefundUnknown, new { fen = refund.Fen }, time.Now());
        }, CancellationToken.None);
    }
}

/// <summary>Counts a gateway's failures on this node: after some in a row it is left alone for half a minute, so that nobody waits for it in vain.</summary>
internal sealed class Breaker(TimeProvider time)
{
    private const int Tolerated = 5;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);
    private int failures;
    private long openedAt;

    public bool IsOpen => Volatile.Read(ref failures) >= Tolerated && time.GetElapsedTime(Volatile.Read(ref openedAt)) < Pause;

    public void Heard() => Volatile.Write(ref failures, 0);

    public void Failed()
    {
        Volatile.Write(ref openedAt, time.GetTimestamp());
        Interlocked.Increment(ref failures);
    }
}
