using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Yingke.Domain.Quality;

namespace Yingke.Server.Features.Quality.Complaints;

internal enum ComplaintStepKind { Opened, Established, Upheld, Rejected }

/// <summary>One revision of a complaint, as it was then; never changed.</summary>
internal sealed class ComplaintStep
{
    public Guid ShopId { get; init; }
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid ComplaintId { get; init; }
    public DateTimeOffset At { get; init; }

    /// <summary>Null for the buyer.</summary>
    public Guid? ById { get; init; }
    public required string ByName { get; init; }
    public ComplaintStepKind Kind { get; init; }

    /// <summary>A <see cref="Revision"/> as JSON.</summary>
    public required string Details { get; init; }
}

/// <summary>What a complaint was after a step.</summary>
internal sealed record Revision(ComplaintGrade Grade, bool SaysOutside, bool Contacted, ComplaintBearer? Bearer, string? BearerName, long Fen, string? Reason, string? Answer);

/// <summary>What an upheld complaint costs by its grade, unless the officer says otherwise (spec: quality.md, Complaints).</summary>
internal sealed class ComplaintSettings
{
    public Guid ShopId { get; init; }
    public long Version { get; set; }
    public long SlightFen { get; set; } = 50_000;
    public long GeneralFen { get; set; } = 250_000;
    public long SeriousFen { get; set; } = 500_000;

    public long Of(ComplaintGrade grade) => grade switch { ComplaintGrade.Slight => SlightFen, ComplaintGrade.General => GeneralFen, _ => SeriousFen };
}

internal sealed class ComplaintTables : IEntityTypeConfiguration<Complaint>, IEntityTypeConfiguration<ComplaintStep>, IEntityTypeConfiguration<ComplaintSettings>
{
    public void Configure(EntityTypeBuilder<Complaint> complaints)
    {
        complaints.ToTable("complaints");
        complaints.HasKey(c => new { c.ShopId, c.Id });
        complaints.HasIndex(c => new { c.ShopId, c.Number }).IsUnique();
        complaints.HasIndex(c => new { c.ShopId, c.BuyerId, c.ClientId }).IsUnique();
        complaints.HasIndex(c => new { c.ShopId, c.DecidedAt }, "decided_at").HasFilter("decided_at IS NOT NULL");
        complaints.Ignore(c => c.Grade);
    }

    public void Configure(EntityTypeBuilder<ComplaintStep> steps)
    {
        steps.ToTable("complaint_steps");
        steps.HasKey(s => new { s.ShopId, s.Id });
        steps.HasIndex(s => new { s.ShopId, s.ComplaintId, s.Id });
    }

    public void Configure(EntityTypeBuilder<ComplaintSettings> settings)
    {
        settings.ToTable("complaint_settings");
        settings.HasKey(s => s.ShopId);
    }
}
