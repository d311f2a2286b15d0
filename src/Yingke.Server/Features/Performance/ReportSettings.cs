using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Yingke.Domain.Performance;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Performance;

/// <summary>A shop's own readings, as one document. (spec: performance.md, Readings)</summary>
internal sealed class ReportSettingsRow
{
    public Guid ShopId { get; init; }
    public long Version { get; set; }
    public required Readings Document { get; set; }
}

internal sealed class ReportSettingsTables : IEntityTypeConfiguration<ReportSettingsRow>
{
    public void Configure(EntityTypeBuilder<ReportSettingsRow> settings)
    {
        settings.ToTable("report_settings");
        settings.HasKey(s => s.ShopId);
        settings.Property(s => s.Document).HasConversion(new JsonText<Readings>());
    }
}

/// <summary>Reads and replaces them; of two editors the second is told that it changed meanwhile. Every figure is reckoned anew from the same facts; what is frozen stays as it was.</summary>
internal static class EditReportSettings
{
    public sealed record ReportSettingsAnswer(long Version, Readings Settings);

    public sealed record ReportSettingsRequest(long Version, Readings? Settings);

    public static async Task<Readings> Readings(this Db db, Guid shopId, CancellationToken cancel) =>
        await db.Set<ReportSettingsRow>().Where(s => s.ShopId == shopId).Select(s => s.Document).SingleOrDefaultAsync(cancel) ?? new();

    public static async Task<ReportSettingsAnswer> Show(HttpContext http, Db db, CancellationToken cancel)
    {
        var shopId = http.Agent()!.ShopId;
        var row = await db.Set<ReportSettingsRow>().SingleOrDefaultAsync(s => s.ShopId == shopId, cancel);
        return new(row?.Version ?? 0, row?.Document ?? new());
    }

    public static async Task<ReportSettingsAnswer> Replace(ReportSettingsRequest request, HttpContext http, Db db, CancellationToken cancel)
    {
        var shopId = http.Agent()!.ShopId;
        var next = request.Settings ?? throw Refusal.Invalid("settings");
        await db.InTransaction(async () =>
        {
            var row = await db.Set<ReportSettingsRow>().AsTracking().SingleOrDefaultAsync(s => s.ShopId == shopId, cancel);
            if ((row?.Version ?? 0) != request.Version)
                throw Refusal.Conflict("settings_changed");
            Audit.Add(db, http, "report_settings.changed", "绩效口径", row?.Document ?? new Readings(), next);
            if (row is null)
                db.Add(new ReportSettingsRow { ShopId = shopId, Version = 1, Document = next });
            else
                (row.Version, row.Document) = (row.Version + 1, next);
        }, cancel);
        return await Show(http, db, cancel);
    }
}
