using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Yingke.Domain.Alerts;

namespace Yingke.Server.Features.Alerts.Thresholds;

/// <summary>A limit that somebody set for a figure, and how the last look left it.</summary>
internal sealed class ThresholdRow
{
    public Guid ShopId { get; init; }
    public Guid AgentId { get; init; }
    public AlertMeasure Measure { get; init; }

    /// <summary>Switched off it keeps what was chosen.</summary>
    public bool Enabled { get; set; }
    public int Limit { get; set; }
    public int QuietMinutes { get; set; }
    public bool Page { get; set; }
    public bool Push { get; set; }
    public bool Webhook { get; set; }
    public bool IsOn { get; set; }
    public bool IsTold { get; set; }
    public DateTimeOffset? ToldAt { get; set; }

    /// <summary>As it was when the state last changed.</summary>
    public int? Value { get; set; }
    public DateTimeOffset? LookedAt { get; set; }

    /// <summary>The alert of the present crossing, to be marked when it is over.</summary>
    public Guid? AlertId { get; set; }

    /// <summary>Counts the changes: of two nodes that saw the same crossing, one is too late. From the millisecond of its making on, so that no number comes twice.</summary>
    public required long Version { get; set; }

    public ThresholdState State => new(IsOn, IsTold, ToldAt);
}

internal sealed class ThresholdTables : IEntityTypeConfiguration<ThresholdRow>
{
    public void Configure(EntityTypeBuilder<ThresholdRow> rows)
    {
        rows.ToTable("thresholds");
        rows.HasKey(t => new { t.ShopId, t.AgentId, t.Measure });
        rows.Property(t => t.Version).IsConcurrencyToken();
        rows.Ignore(t => t.State);
    }
}
