using Microsoft.EntityFrameworkCore;
using Yingke.Domain.AfterSales;
using Yingke.Domain.Deadlines;
using Yingke.Domain.Orders;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.AfterSales.Payments;
using Yingke.Server.Features.Conversations;
using Yingke.Server.Platform.Activity;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.AfterSales;

/// <param name="Key">Chosen by who asks, once per refund meant.</param>
internal sealed record RefundRequest(string? Key, long? GoodsFen, long? FreightFen);

/// <summary>
/// Books a refund under the turns of its order and its agent, then has it paid. The row is committed before the gateway hears of it. Above the
/// post's limit it waits for a second person (spec: orders-aftersales.md, refund ceiling; reliability I22, I23, H65, H66, H71).
/// </summary>
internal sealed class RequestRefund(Db db, Steps steps, RefundTurns turns, PayRefunds pay, ShopDirectory shops, Pump pump, TimeProvider time)
{
    /// <param name="by">Who asks.</param>
    /// <param name="applicationId">The application it is for.</param>
    /// <param name="request">How much.</param>
    /// <param name="cancel">Ends the booking, never a call to the gateway.</param>
    /// <param name="payer">Whose money.</param>
    /// <param name="http">The request, for the audit log; null for the program by itself.</param>
    public async Task<Refund> Handle(Actor by, Guid applicationId, RefundRequest request, CancellationToken cancel, Payer payer = Payer.Shop, HttpContext? http = null)
    {
        var key = SendMessage.CheckClientId(request.Key ?? throw Refusal.Invalid("key"));
        if (request.GoodsFen is < 0)
            throw Refusal.Invalid("goodsFen");
        if (request.FreightFen is < 0)
            throw Refusal.Invalid("freightFen");
        if (await Known(by, applicationId, key, request, cancel) is { } known)
            return known;
        Refund booked;
        bool isNew;
        try
        {
            (booked, isNew) = await db.InTransaction(() => Book(by, applicationId, key, request, payer, http, cancel), cancel);
        }
        catch (DbUpdateException twice) when (db.Dialect.UniqueViolation(twice) is not null)
        {
            // The same key on another node, a moment ago.
            db.ChangeTracker.Clear();
            return await Known(by, applicationId, key, request, cancel) ?? throw Refusal.Conflict("changed_meanwhile");
        }
        pump.Wake();
        if (isNew && booked.State == RefundState.Pending)
            await pay.Pay(booked.ShopId, booked.Id, cancel);
        return await db.Set<Refund>().SingleAsync(r => r.ShopId == booked.ShopId && r.Id == booked.Id, CancellationToken.None);
    }

    private async Task<(Refund Refund, bool IsNew)> Book(Actor by, Guid applicationId, string key, RefundRequest request, Payer payer, HttpContext? http, CancellationToken cancel)
    {
        var now = time.Now();
        var orderId = await db.Set<Application>().Where(a => a.ShopId == by.ShopId && a.Id == applicationId).Select(a => (Guid?)a.OrderId).SingleOrDefaultAsync(cancel) ?? throw Refusal.NotFound();
        await turns.Hold(by.ShopId, orderId, cancel);
        if (by.Id is { } agent && by.Party != Party.System)
            await turns.Hold(by.ShopId, agent, cancel);
        // The same request again, a moment ago: it held the turn before.
        if (await Known(by, applicationId, key, request, cancel) is { } known)
            return (known, false);
        var order = await db.Set<Order>().Include(o => o.Lines).SingleAsync(o => o.ShopId == by.ShopId && o.Id == orderId, cancel);
        var application = await db.Set<Application>().AsTracking().SingleAsync(a => a.ShopId == by.ShopId && a.Id == applicationId, cancel);
        application.BookRefund();
        var wish = await Wish(application, order, request, cancel);
        RefundCeiling.Check(order.ToPaid(), await db.BookedParts(by.ShopId, orderId, cancel), wish);
        var zone = (await shops.Shop(by.ShopId, cancel)).Zone;
        var day = DayNumber(now, zone);
        var waits = payer == Payer.Shop && by.Party != Party.System && await NeedsSecond(by, orderId, day, wish.Fen, cancel);
        var refund = new Refund
        {
            ShopId = by.ShopId, Id = Guid.CreateVersion7(now), ApplicationId = applicationId, OrderId = orderId, LineId = application.LineId, Kind = RefundKind.Refund,
            State = waits ? RefundState.Waiting : RefundState.Pending, Payer = payer, GoodsFen = wish.GoodsFen, FreightFen = wish.FreightFen, Vouchers = application.Vouchers, Key = key,
            ById = by.Party == Party.System ? null : by.Id, Day = day, At = now, AskAt = waits ? null : now + PayRefunds.Patience,
        };
        db.Add(refund);
        await steps.Note(application, by, (application.Due, application.DueAt), LedgerKind.RefundRequested, new { goodsFen = wish.GoodsFen, freightFen = wish.FreightFen, waits, payer }, now, cancel);
        if (http is not null)
            Audit.Add(db, http, "refund.requested", application.Number, null, new { refund.GoodsFen, refund.FreightFen, refund.State, refund.Payer });
        return (refund, true);
    }

    /// <summary>For vouchers the amount is computed, never given.</summary>
    private async Task<RefundPart> Wish(Application application, Order order, RefundRequest request, CancellationToken cancel)
    {
        if (application.Vouchers == 0)
            return new(application.LineId, request.GoodsFen ?? throw Refusal.Invalid("goodsFen"), request.FreightFen ?? 0);
        var line = order.Lines.Single(l => l.Id == application.LineId);
        var before = await db.Set<Refund>().Booked(order.ShopId, order.Id).Where(r => r.LineId == line.Id).SumAsync(r => r.Vouchers, cancel);
        var fen = VoucherRefund.Fen(line.PaidFen, line.Vouchers, before, application.Vouchers);
        return request.GoodsFen is null || request.GoodsFen == fen ? new(line.Id, fen, request.FreightFen ?? 0) : throw Refusal.Invalid("goodsFen", $"{fen}");
    }

    private async Task<bool> NeedsSecond(Actor by, Guid orderId, int day, long fen, CancellationToken cancel)
    {
        var post = await db.Set<Agent>().Where(a => a.ShopId == by.ShopId && a.Id == by.Id).Select(a => (Guid?)a.PostId).SingleOrDefaultAsync(cancel);
        var limit = (await db.AfterSales(by.ShopId, cancel)).LimitOf(post);
        var ofOrder = await db.Set<Refund>().Booked(by.ShopId, orderId).SumAsync(r => r.GoodsFen + r.FreightFen, cancel);
        var ofDay = await db.Set<Refund>().Where(r => r.ShopId == by.ShopId && r.ById == by.Id && r.Day == day && r.State != RefundState.Failed && r.State != RefundState.Declined)
            .SumAsync(r => r.GoodsFen + r.FreightFen, cancel);
        return limit.NeedsSecond(ofOrder, ofDay, fen);
    }

    private async Task<Refund?> Known(Actor by, Guid applicationId, string key, RefundRequest request, CancellationToken cancel)
    {
        var known = await db.Set<Refund>().SingleOrDefaultAsync(r => r.ShopId == by.ShopId && r.Key == key, cancel);
        var same = known is null || (known.ApplicationId == applicationId && known.Kind == RefundKind.Refund && (request.GoodsFen is null || known.GoodsFen == request.GoodsFen)
            && known.FreightFen == (request.FreightFen ?? 0));
        return same ? known : throw Refusal.Conflict("key_conflict");
    }

    public static int DayNumber(DateTimeOffset at, TimeZoneInfo zone)
    {
        var day = LocalDay.Of(at, zone);
        return (day.Year * 10_000) + (day.Month * 100) + day.Day;
    }
}
