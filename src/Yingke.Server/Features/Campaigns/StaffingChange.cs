using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Yingke.Domain.Campaigns;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Campaigns;

/// <summary>Until the end of the campaign, or the three days after it.</summary>
internal enum StaffingPhase { During, After }

/// <summary>Who changed sides for a campaign, what their groups were before, and until when. One at a time in a shop. (spec: campaigns.md, Staffing ratio)</summary>
internal sealed class StaffingChange
{
    public Guid ShopId { get; init; }
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid CampaignId { get; init; }
    public StaffingPhase Phase { get; init; }
    public int PresalePart { get; init; }
    public int AftersalePart { get; init; }
    public required IReadOnlyList<StaffMove> Moves { get; init; }
    public required string ConfirmedBy { get; init; }
    public DateTimeOffset ConfirmedAt { get; init; }
    public DateTimeOffset UndoAt { get; init; }
    public DateTimeOffset? UndoneAt { get; set; }

    /// <summary>Null where it was undone by itself.</summary>
    public string? UndoneBy { get; set; }
    public long Version { get; set; } = 1;
}

internal sealed class StaffingTables : IEntityTypeConfiguration<StaffingChange>
{
    public void Configure(EntityTypeBuilder<StaffingChange> changes)
    {
        changes.ToTable("staffing_moves");
        changes.HasKey(c => new { c.ShopId, c.Id });
        changes.HasIndex(c => c.ShopId, "open").IsUnique().HasFilter("undone_at IS NULL");
        changes.HasIndex(c => new { c.ShopId, c.CampaignId });
        changes.Property(c => c.Moves).HasConversion(new JsonText<IReadOnlyList<StaffMove>>(), JsonText<IReadOnlyList<StaffMove>>.Comparer);
    }
}
