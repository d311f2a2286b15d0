using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Performance;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Performance;
using Yingke.Server.Features.Performance.Scorecards;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Pay;

/// <summary>Reads and replaces what the shop pays and fines; of two editors the second is told that it changed meanwhile.</summary>
internal static class EditPaySettings
{
    public sealed record NamedScorecard(Guid Id, string Name);

    public sealed record PaySettingsAnswer(long Version, PaySettings Settings, IReadOnlyList<NamedScorecard> Scorecards);

    public sealed record PaySettingsRequest(long Version, PaySettings? Settings);

    public static async Task<PaySettingsAnswer> Show(HttpContext http, Db db, CancellationToken cancel)
    {
        var shopId = http.Agent()!.ShopId;
        var row = await db.Set<PaySettingsRow>().SingleOrDefaultAsync(s => s.ShopId == shopId, cancel);
        return new(row?.Version ?? 0, row?.Document ?? new(), await Cards(db, shopId).OrderBy(c => c.CreatedAt).Select(c => new NamedScorecard(c.Id, c.Name)).ToListAsync(cancel));
    }

    public static async Task<PaySettingsAnswer> Replace(PaySettingsRequest request, HttpContext http, Db db, CancellationToken cancel)
    {
        var shopId = http.Agent()!.ShopId;
        var next = request.Settings ?? throw Refusal.Invalid("settings");
        next.Check();
        await db.InTransaction(async () =>
        {
            var row = await db.Set<PaySettingsRow>().AsTracking().SingleOrDefaultAsync(s => s.ShopId == shopId, cancel);
            if ((row?.Version ?? 0) != request.Version)
                throw Refusal.Conflict("settings_changed");
            var wanted = next.Schemes.SelectMany(s => s.ScorecardIds).Except(row?.Document.Schemes.SelectMany(s => s.ScorecardIds) ?? []).ToList();
            if (await Cards(db, shopId).CountAsync(c => wanted.Contains(c.Id), cancel) != wanted.Count)
                throw Refusal.Invalid("settings.schemes", "scorecards of this shop");
            Audit.Add(db, http, "pay_settings.changed", "薪酬设置", row?.Document ?? new PaySettings(), next);
            if (row is null)
                db.Add(new PaySettingsRow { ShopId = shopId, Version = 1, Document = next });
            else
                (row.Version, row.Document) = (row.Version + 1, next);
        }, cancel);
        return await Show(http, db, cancel);
    }

    private static IQueryable<ScorecardRow> Cards(Db db, Guid shopId) => db.Set<ScorecardRow>().Where(c => c.ShopId == shopId && c.ArchivedAt == null);
}
