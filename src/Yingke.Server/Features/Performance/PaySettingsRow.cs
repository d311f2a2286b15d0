using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Yingke.Domain.Performance;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Performance;

/// <summary>What a shop pays and fines, as one document. It stands beside the ledger, whose writers ask it for amounts.</summary>
internal sealed class PaySettingsRow
{
    public Guid ShopId { get; init; }
    public long Version { get; set; }
    public required PaySettings Document { get; set; }
}

internal sealed class PaySettingsTables : IEntityTypeConfiguration<PaySettingsRow>
{
    public void Configure(EntityTypeBuilder<PaySettingsRow> settings)
    {
        settings.ToTable("pay_settings");
        settings.HasKey(s => s.ShopId);
        settings.Property(s => s.Document).HasConversion((ValueConverter)new JsonText<PaySettings>());
    }
}

internal static class PaySettingsOfShop
{
    public static async Task<PaySettings> PaySettings(this Db db, Guid shopId, CancellationToken cancel) =>
        await db.Set<PaySettingsRow>().Where(s => s.ShopId == shopId).Select(s => s.Document).SingleOrDefaultAsync(cancel) ?? new();
}
