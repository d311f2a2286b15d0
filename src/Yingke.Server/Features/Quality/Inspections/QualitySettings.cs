using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Quality;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Quality.Inspections;

/// <summary>What the machine looks for besides words. (spec: quality.md, Inspection)</summary>
internal sealed record QualitySettings
{
    /// <summary>An answer that took longer, in service hours, is proposed as slow.</summary>
    public int SlowSeconds { get; init; } = MachinePass.DefaultSlowSeconds;
}

internal sealed class QualitySettingsRow
{
    public Guid ShopId { get; init; }
    public long Version { get; set; }
    public required QualitySettings Document { get; set; }
}

/// <summary>Reads and replaces them as one document; of two editors the second is told that it changed meanwhile.</summary>
internal static class EditQualitySettings
{
    public sealed record QualitySettingsAnswer(long Version, QualitySettings Settings);

    public sealed record QualitySettingsRequest(long Version, QualitySettings? Settings);

    public static async Task<QualitySettings> QualitySettings(this Db db, Guid shopId, CancellationToken cancel) =>
        await db.Set<QualitySettingsRow>().Where(s => s.ShopId == shopId).Select(s => s.Document).SingleOrDefaultAsync(cancel) ?? new();

    public static async Task<QualitySettingsAnswer> Show(HttpContext http, Db db, CancellationToken cancel)
    {
        var shopId = http.Agent()!.ShopId;
        var row = await db.Set<QualitySettingsRow>().SingleOrDefaultAsync(s => s.ShopId == shopId, cancel);
        return new(row?.Version ?? 0, row?.Document ?? new());
    }

    public static async Task<QualitySettingsAnswer> Replace(QualitySettingsRequest request, HttpContext http, Db db, CancellationToken cancel)
    {
        var shopId = http.Agent()!.ShopId;
        var next = Check(request.Settings ?? throw Refusal.Invalid("settings"));
        await db.InTransaction(async () =>
        {
            var row = await db.Set<QualitySettingsRow>().AsTracking().SingleOrDefaultAsync(s => s.ShopId == shopId, cancel);
            if ((row?.Version ?? 0) != request.Version)
                throw Refusal.Conflict("settings_changed");
            Audit.Add(db, http, "quality_settings.changed", "质检设置", row?.Document ?? new QualitySettings(), next);
            if (row is null)
                db.Add(new QualitySettingsRow { ShopId = shopId, Version = 1, Document = next });
            else
                (row.Version, row.Document) = (row.Version + 1, next);
        }, cancel);
        return await Show(http, db, cancel);
    }

    private static QualitySettings Check(QualitySettings settings) => settings.SlowSeconds is >= 10 and <= 3600 ? settings : throw Refusal.Invalid("settings.slowSeconds", "10–3600");
}
