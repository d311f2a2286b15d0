using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Yingke.Domain.AfterSales;
using Yingke.Domain.Orders;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.AfterSales;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Commands;

/// <summary>
/// Looks whether the money that went back is one sum wherever it is written: in the refunds, on the applications, in the ledger; and never more
/// than was paid (spec: orders-aftersales.md, refund ceiling).
/// </summary>
internal static class CheckRefunds
{
    private sealed record Paid(Guid Id, Guid OrderId, Guid ApplicationId, long Fen);

    public static async Task<IReadOnlyList<string>> Run(Db db, Shop shop, CancellationToken cancel)
    {
        var problems = new List<string>();
        var paid = await db.Set<Refund>().Where(r => r.ShopId == shop.Id && r.Kind == RefundKind.Refund && r.State == RefundState.Succeeded)
            .Select(r => new Paid(r.Id, r.OrderId, r.ApplicationId, r.GoodsFen + r.FreightFen)).ToListAsync(cancel);
        var applications = await db.Set<Application>().Where(a => a.ShopId == shop.Id && (a.RefundedFen > 0 || db.Set<Refund>().Any(r => r.ShopId == shop.Id && r.ApplicationId == a.Id)))
            .Select(a => new { a.Id, a.Number, a.OrderId, a.RefundedFen, IsPast = a.SourceId != null }).ToListAsync(cancel);
        var ofApplication = paid.ToLookup(p => p.ApplicationId);
        foreach (var a in applications.Where(a => !a.IsPast))
        {
            if (ofApplication[a.Id].Sum(p => p.Fen) is var sum && sum != a.RefundedFen)
                problems.Add($"{shop.Code}: application {a.Number} says {a.RefundedFen} fen were refunded, its refunds say {sum}");
        }
        var told = (await db.Set<ServiceStep>().Where(s => s.ShopId == shop.Id && (s.Kind == LedgerKind.RefundPaid || s.Kind == LedgerKind.PlatformForBuyer)).Select(s => new { s.ApplicationId, s.Details }).ToListAsync(cancel))
            .GroupBy(s => s.ApplicationId).ToDictionary(g => g.Key, g => g.Sum(s => FenOf(s.Details)));
        foreach (var id in ofApplication.Select(p => p.Key).Union(told.Keys))
        {
            if (ofApplication[id].Sum(p => p.Fen) is var sum && sum != told.GetValueOrDefault(id))
                problems.Add($"{shop.Code}: application {id}: {sum} fen were refunded, its ledger tells of {told.GetValueOrDefault(id)}");
        }
        // With what an imported history says was refunded before, and what is on its way. A past alone is taken as it was told.
        var past = applications.Where(a => a.IsPast).ToLookup(a => a.OrderId, a => a.RefundedFen);
        var back = (await db.Set<Refund>().Where(r => r.ShopId == shop.Id && r.Kind == RefundKind.Refund && r.State != RefundState.Failed && r.State != RefundState.Declined)
            .Select(r => new { r.OrderId, Fen = r.GoodsFen + r.FreightFen }).ToListAsync(cancel)).GroupBy(r => r.OrderId).ToDictionary(g => g.Key, g => g.Sum(r => r.Fen) + past[g.Key].Sum());
        foreach (var page in back.Keys.Chunk(500))
        {
            foreach (var order in await db.Set<Order>().Where(o => o.ShopId == shop.Id && page.Contains(o.Id)).Select(o => new { o.Id, o.Number, o.PaidFen }).ToListAsync(cancel))
            {
                if (back[order.Id] > order.PaidFen)
                    problems.Add($"{shop.Code}: {back[order.Id]} fen go back of order {order.Number}, of which {order.PaidFen} were paid");
            }
        }
        return problems;
    }

    private static long FenOf(string? details) =>
        details is not null && JsonSerializer.Deserialize<JsonElement>(details) is { ValueKind: JsonValueKind.Object } told && told.TryGetProperty("fen", out var fen) ? fen.GetInt64() : 0;
}
