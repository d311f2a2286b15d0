using Microsoft.EntityFrameworkCore;
using Yingke.Domain.AfterSales;
using Yingke.Domain.Conversations;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.AfterSales.Payments;
using Yingke.Server.Platform.Activity;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.AfterSales;

internal sealed record DeclineRequest(string? Reason);

/// <summary>The second person: never who asked for the refund. Confirms, and it is paid; declines with a reason, and its room is free again.</summary>
internal sealed class ConfirmRefund(Db db, Steps steps, PayRefunds pay, Pump pump, TimeProvider time)
{
    public async Task<Refund> Confirm(Actor by, Guid id, HttpContext http, CancellationToken cancel)
    {
        await db.InTransaction(async () =>
        {
            var (refund, application) = await Waiting(by, id, cancel);
            var now = time.Now();
            (refund.State, refund.ConfirmedBy, refund.AskAt) = (RefundState.Pending, by.Id, now + PayRefunds.Patience);
            Audit.Add(db, http, "refund.confirmed", application.Number, null, new { refund.Kind, refund.Fen });
            await steps.Note(application, by, (application.Due, application.DueAt), LedgerKind.RefundConfirmed, new { refund.Kind, fen = refund.Fen }, now, cancel);
        }, cancel);
        pump.Wake();
        await pay.Pay(by.ShopId, id, cancel);
        return await db.Set<Refund>().SingleAsync(r => r.ShopId == by.ShopId && r.Id == id, CancellationToken.None);
    }

    public async Task<Refund> Decline(Actor by, Guid id, string? why, HttpContext http, CancellationToken cancel)
    {
        var reason = MessageText.Check(why, 200, "reason");
        var declined = await db.InTransaction(async () =>
        {
            var (refund, application) = await Waiting(by, id, cancel);
            (refund.State, refund.ConfirmedBy, refund.SettledAt, refund.Failure) = (RefundState.Declined, by.Id, time.Now(), reason);
            if (refund.Kind == RefundKind.Refund)
                application.DropRefund();
            Audit.Add(db, http, "refund.declined", application.Number, null, new { refund.Kind, refund.Fen, reason });
            await steps.Note(application, by, (application.Due, application.DueAt), LedgerKind.RefundDeclined, new { refund.Kind, fen = refund.Fen, reason }, time.Now(), cancel);
            return refund;
        }, cancel);
        pump.Wake();
        return declined;
    }

    private async Task<(Refund Refund, Application Application)> Waiting(Actor by, Guid id, CancellationToken cancel)
    {
        var found = await db.Set<Refund>().SingleOrDefaultAsync(r => r.ShopId == by.ShopId && r.Id == id, cancel) ?? throw Refusal.NotFound();
        // Two second persons at once: the lock of the refund's row lets one of them in after the other.
        var sql = "SELECT * FROM refunds WHERE shop_id = {0} AND id = {1}" + (db.Dialect.IsPostgres ? " FOR UPDATE" : "");
        var refund = await db.Set<Refund>().FromSqlRaw(sql, Key(by.ShopId), Key(found.Id)).AsTracking().SingleAsync(cancel);
        if (refund.State != RefundState.Waiting)
            throw Refusal.Conflict("refund_not_waiting");
        if (refund.ById == by.Id)
            throw Refusal.Conflict("second_person_needed");
        var application = await db.Set<Application>().AsTracking().SingleAsync(a => a.ShopId == by.ShopId && a.Id == refund.ApplicationId, cancel);
        return (refund, application);
    }

    private object Key(Guid id) => db.Dialect.IsPostgres ? id : id.ToByteArray(true);
}
