using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Yingke.Domain.Campaigns;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Campaigns;

/// <summary>Until the end of the campaign, the three days after it, or for as long as overload lasts.</summary>
internal enum StaffingPhase { During, After, Overload }

/// <summary>
/// Who changed sides for a campaign or in overload, what their groups were before, and until when. One of either kind at a time in a shop. (spec: campaigns.md, Staffing ratio;
/// routing.md, Overload)
/// </summary>
internal sealed class StaffingChange
{
    public Guid ShopId { get; init; }
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>Null in overload.</summary>
    public Guid? CampaignId { get; init; }
    public StaffingPhase Phase { get; init; }

    /// <summary>The ratio that was wanted; in overload, how many serve each side with it.</summary>
    public int PresalePart { get; init; }
    public int AftersalePart { get; init; }
    public required IReadOnlyList<StaffMove> Moves { get; init; }
    public required string ConfirmedBy { get; init; }
    public DateTimeOffset ConfirmedAt { get; init; }

    /// <summary>Null in overload, whose end nobody knows.</summary>
    public DateTimeOffset? UndoAt { get; init; }
    public DateTimeOffset? UndoneAt { get; set; }

    /// <summary>Null where it was undone by itself.</summary>
    public string? UndoneBy { get; set; }
    public long Version { get; set; } = 1;
}

internal sealed class StaffingTables : IEntityTypeConfiguration<StaffingChange>
{
    public void Configure(EntityTypeBuilder<StaffingChange> changes)
    {
        changes.ToTable("staffing_changes");
        changes.HasKey(c => new { c.ShopId, c.Id });
        changes.HasIndex(c => c.ShopId, "open").IsUnique().HasFilter("undone_at IS NULL AND phase <> 'overload'");
        changes.HasIndex(c => c.ShopId, "lent").IsUnique().HasFilter("undone_at IS NULL AND phase = 'overload'");
        changes.HasIndex(c => new { c.ShopId, c.CampaignId });
        changes.Property(c => c.Moves).HasConversion(new JsonText<IReadOnlyList<StaffMove>>(), JsonText<IReadOnlyList<StaffMove>>.Comparer);
    }
}
