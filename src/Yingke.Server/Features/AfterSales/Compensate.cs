using Microsoft.EntityFrameworkCore;
using Yingke.Domain.AfterSales;
using Yingke.Domain.Conversations;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Conversations;
using Yingke.Server.Platform.Activity;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.AfterSales;

internal sealed record CompensationRequest(string? Key, long? Fen, string? Reason, string? Bearer, IReadOnlyList<Guid>? Files);

/// <summary>
/// 赔付, beside the refund ceiling: with evidence, who bears it, and always a second person's approval; one per application that was not declined, so
/// that the same loss is made good once (spec: orders-aftersales.md, compensation; reliability I25, H69).
/// </summary>
internal sealed class Compensate(Db db, Steps steps, RefundTurns turns, ShopDirectory shops, Pump pump, TimeProvider time)
{
    private const long MostFen = 10_000_000;
    private static readonly string[] Bearers = ["shop", "agent", "warehouse", "carrier", "supplier"];

    public async Task<Refund> Handle(Actor by, Guid applicationId, CompensationRequest request, HttpContext http, CancellationToken cancel)
    {
        var key = SendMessage.CheckClientId(request.Key ?? throw Refusal.Invalid("key"));
        var fen = request.Fen is > 0 and <= MostFen ? request.Fen.Value : throw Refusal.Invalid("fen", $"1–{MostFen}");
        var reason = MessageText.Check(request.Reason, 500, "reason");
        var bearer = Bearers.Contains(request.Bearer) ? request.Bearer! : throw Refusal.Invalid("bearer", string.Join(" | ", Bearers));
        if (request.Files is not { Count: > 0 })
            throw Refusal.Invalid("files", "evidence is needed");
        var booked = await db.InTransaction(async () =>
        {
            await turns.Hold(by.ShopId, applicationId, cancel);
            var application = await db.Set<Application>().AsTracking().SingleOrDefaultAsync(a => a.ShopId == by.ShopId && a.Id == applicationId, cancel) ?? throw Refusal.NotFound();
            if (await db.Set<Refund>().SingleOrDefaultAsync(r => r.ShopId == by.ShopId && r.Key == key, cancel) is { } known)
                return known.ApplicationId == applicationId && known.Kind == RefundKind.Compensation && known.Fen == fen && known.Reason == reason ? known : throw Refusal.Conflict("key_conflict");
            if (await db.Set<Refund>().AnyAsync(r => r.ShopId == by.ShopId && r.ApplicationId == applicationId && r.Kind == RefundKind.Compensation
                && r.State != RefundState.Declined && r.State != RefundState.Failed, cancel))
                throw Refusal.Conflict("compensated_already");
            var now = time.Now();
            var files = await db.Attach(by.ShopId, by.Id!.Value, applicationId, request.Files, "files", cancel);
            var compensation = new Refund
            {
                ShopId = by.ShopId, Id = Guid.CreateVersion7(now), ApplicationId = applicationId, OrderId = application.OrderId, Kind = RefundKind.Compensation, State = RefundState.Waiting,
                GoodsFen = fen, Key = key, Reason = reason, Bearer = bearer, Evidence = files, ById = by.Id, Day = RequestRefund.DayNumber(now, (await shops.Shop(by.ShopId, cancel)).Zone), At = now,
            };
            db.Add(compensation);
            Audit.Add(db, http, "compensation.requested", application.Number, null, new { fen, reason, bearer });
            await steps.Note(application, by, (application.Due, application.DueAt), LedgerKind.CompensationRequested, new { fen, reason, bearer, files }, now, cancel);
            return compensation;
        }, cancel);
        pump.Wake();
        return booked;
    }
}
