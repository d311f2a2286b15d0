using Microsoft.EntityFrameworkCore;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.AfterSales.Payments;

/// <summary>The sandbox's behaviour and its books, for who sets up a shop and rehearses what may go wrong.</summary>
internal static class SandboxRoutes
{
    public sealed record View(SandboxMode Mode, int DelayMs, int Refunds, long PaidFen);

    public sealed record Request(SandboxMode? Mode, int? DelayMs);

    private const int LongestDelayMs = 60_000;

    public static async Task<View> Show(HttpContext http, Db db, CancellationToken cancel)
    {
        var shopId = http.Agent()!.ShopId;
        var account = await db.Set<SandboxAccount>().SingleOrDefaultAsync(a => a.ShopId == shopId, cancel) ?? new();
        var paid = db.Set<SandboxRefund>().Where(r => r.ShopId == shopId && r.State == SandboxState.Paid);
        return new(account.Mode, account.DelayMs, await paid.CountAsync(cancel), await paid.SumAsync(r => r.Fen, cancel));
    }

    public static async Task<View> Change(Request request, HttpContext http, Db db, CancellationToken cancel)
    {
        var shopId = http.Agent()!.ShopId;
        var (mode, delay) = (request.Mode ?? throw Refusal.Invalid("mode"), request.DelayMs ?? 0);
        if (delay is < 0 or > LongestDelayMs)
            throw Refusal.Invalid("delayMs", $"0–{LongestDelayMs}");
        await db.InTransaction(async () =>
        {
            var account = await db.Set<SandboxAccount>().AsTracking().SingleOrDefaultAsync(a => a.ShopId == shopId, cancel);
            Audit.Add(db, http, "sandbox.changed", "支付沙箱", new { account?.Mode, account?.DelayMs }, new { Mode = mode, DelayMs = delay });
            if (account is null)
                db.Add(new SandboxAccount { ShopId = shopId, Mode = mode, DelayMs = delay });
            else
                (account.Mode, account.DelayMs) = (mode, delay);
        }, cancel);
        return await Show(http, db, cancel);
    }
}
