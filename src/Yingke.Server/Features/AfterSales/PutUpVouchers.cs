using Microsoft.EntityFrameworkCore;
using Yingke.Domain.AfterSales;
using Yingke.Domain.Orders;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.AfterSales;

/// <summary>
/// 过期自动退: unused vouchers that expired are put up for refund by the system and approved; and whatever the system approved is paid back. Both in
/// turns that find nothing where the work is done, so that they may run as often as they like (spec: orders-aftersales.md, Voucher orders).
/// </summary>
internal sealed class PutUpVouchers(Db db, Apply apply, RefundTurns turns, RequestRefund refunds, TimeProvider time, ILogger<PutUpVouchers> log)
{
    private const int AtOnce = 200;

    /// <summary>Beyond it an expiry is history, imported rather than lived through.</summary>
    private static readonly TimeSpan LookBack = TimeSpan.FromDays(30);

    public async Task Run(CancellationToken cancel)
    {
        await PutUp(cancel);
        await PayBack(cancel);
    }

    private async Task PutUp(CancellationToken cancel)
    {
        var now = time.Now();
        var since = now - LookBack;
        var expired = await (
            from s in db.Set<Shop>()
            join l in db.Set<OrderLine>() on s.Id equals l.ShopId
            where l.RefundsExpired && l.Kind == LineKind.Voucher && l.ValidUntil < now && l.ValidUntil >= since && l.PaidFen > 0
                && l.Vouchers - l.UsedVouchers > db.Set<Application>().Where(a => a.ShopId == l.ShopId && a.OrderId == l.OrderId && a.LineId == l.Id
                    && ((a.State != ApplicationState.Withdrawn && a.State != ApplicationState.Closed) || a.RefundedFen > 0)).Sum(a => a.Vouchers)
            select new { l.ShopId, l.OrderId, l.Id }).Take(AtOnce).ToListAsync(cancel);
        foreach (var line in expired)
        {
            try
            {
                await db.InTransaction(() => PutUp(line.ShopId, line.OrderId, line.Id, cancel), cancel);
            }
            catch (Platform.Web.Refusal refusal)
            {
                log.LogInformation("Expired vouchers are not put up: {Code}", refusal.Code);
            }
            db.ChangeTracker.Clear();
        }
    }

    private async Task PutUp(Guid shopId, Guid orderId, Guid lineId, CancellationToken cancel)
    {
        await turns.Hold(shopId, orderId, cancel);
        var order = await db.Set<Order>().Include(o => o.Lines).SingleAsync(o => o.ShopId == shopId && o.Id == orderId, cancel);
        var line = order.Lines.Single(l => l.Id == lineId);
        var taken = await db.Set<Application>().Where(a => a.ShopId == shopId && a.OrderId == orderId && a.LineId == lineId
            && ((a.State != ApplicationState.Withdrawn && a.State != ApplicationState.Closed) || a.RefundedFen > 0)).SumAsync(a => a.Vouchers, cancel);
        var unused = line.Vouchers - line.UsedVouchers - taken;
        if (unused > 0 && order.State is not (OrderState.Placed or OrderState.Closed))
            await apply.Open(Actor.System(shopId), order, line, ApplicationType.Refund, unused, "过期自动退", null, null, cancel);
    }

    private async Task PayBack(CancellationToken cancel)
    {
        // A gateway that refused is asked again an hour later, not with every turn.
        var lately = time.Now().AddHours(-1);
        var approved = await (
            from s in db.Set<Shop>()
            join a in db.Set<Application>() on s.Id equals a.ShopId
            where a.State == ApplicationState.Approved && a.Vouchers > 0 && a.ReviewerId == null && !a.RefundOnWay && a.SourceId == null
                && !db.Set<Refund>().Any(r => r.ShopId == a.ShopId && r.ApplicationId == a.Id && r.At > lately)
            orderby a.DueAt
            select new { a.ShopId, a.Id, a.Version }).Take(AtOnce).ToListAsync(cancel);
        foreach (var a in approved)
        {
            try
            {
                // One key for one attempt: a gateway's refusal raises the version, and the next turn asks anew.
                await refunds.Handle(Actor.System(a.ShopId), a.Id, new($"voucher:{a.Id:N}:{a.Version}", null, null), cancel);
            }
            catch (Exception refused) when (refused is Yingke.Domain.RuleViolation or Platform.Web.Refusal or DbUpdateConcurrencyException)
            {
                log.LogWarning(refused, "Approved vouchers are not paid back yet");
            }
            db.ChangeTracker.Clear();
        }
    }
}
