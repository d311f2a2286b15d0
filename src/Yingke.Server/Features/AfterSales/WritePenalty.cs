using Microsoft.EntityFrameworkCore;
using Yingke.Domain.AfterSales;
using Yingke.Domain.Conversations;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Performance;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.AfterSales;

/// <summary>A fault that the inspection missed and that led to a complaint or a loss: one row in the ledger of penalties, for who inspected (spec: orders-aftersales.md, inspection).</summary>
internal static class WritePenalty
{
    public sealed record Request(long? Fen, string? Reason);

    private const string Cause = "inspection_missed";
    private const long MostFen = 1_000_000;

    public static async Task<IResult> Handle(Guid id, Request request, HttpContext http, Db db, TimeProvider time, CancellationToken cancel)
    {
        var by = http.Agent()!;
        var reason = MessageText.Check(request.Reason, 500, "reason");
        var fen = request.Fen is >= 0 and <= MostFen ? request.Fen.Value : throw Refusal.Invalid("fen", $"0–{MostFen}");
        await db.MustSee(by, id, cancel);
        await db.InTransaction(async () =>
        {
            var number = await db.Set<Application>().Where(a => a.ShopId == by.ShopId && a.Id == id).Select(a => a.Number).SingleAsync(cancel);
            var inspected = await db.Set<ServiceStep>().Where(s => s.ShopId == by.ShopId && s.ApplicationId == id && (s.Kind == LedgerKind.FaultFound || s.Kind == LedgerKind.FaultNotFound)).FirstOrDefaultAsync(cancel)
                ?? throw Refusal.Conflict("not_inspected_yet");
            var row = new LedgerRow { ShopId = by.ShopId, Cause = Cause, SubjectId = id, AgentId = inspected.ById, Fen = -fen, At = time.Now(), Details = $"售后单 {number}：{reason}" };
            if (!await db.Enter(row, cancel))
                throw Refusal.Conflict("penalty_written_already");
            Audit.Add(db, http, "penalty.written", $"{inspected.ByName} · {number}", null, new { fen, reason });
        }, cancel);
        return Results.NoContent();
    }
}
