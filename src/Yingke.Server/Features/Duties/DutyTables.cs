using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Yingke.Domain.Duties;

namespace Yingke.Server.Features.Duties;

/// <summary>负责人: who is responsible for a duty.</summary>
internal sealed class DutyPerson
{
    public Guid ShopId { get; init; }
    public Duty Duty { get; init; }
    public Guid AgentId { get; init; }
}

/// <summary>A duty's standard procedure in the shop's own words.</summary>
internal sealed class DutyProcedure
{
    public Guid ShopId { get; init; }
    public Duty Duty { get; init; }
    public required string Text { get; set; }
    public required string ChangedBy { get; set; }
    public DateTimeOffset ChangedAt { get; set; }
    public long Version { get; set; }
}

/// <summary>A duty that nobody covers, and since when: each gap is warned of once.</summary>
internal sealed class DutyGap
{
    public Guid ShopId { get; init; }
    public Duty Duty { get; init; }
    public DateTimeOffset Since { get; init; }
}

internal sealed class DutyTables : IEntityTypeConfiguration<DutyPerson>, IEntityTypeConfiguration<DutyProcedure>, IEntityTypeConfiguration<DutyGap>
{
    public void Configure(EntityTypeBuilder<DutyPerson> people)
    {
        people.ToTable("duty_people");
        people.HasKey(p => new { p.ShopId, p.Duty, p.AgentId });
    }

    public void Configure(EntityTypeBuilder<DutyProcedure> procedures)
    {
        procedures.ToTable("duty_procedures");
        procedures.HasKey(p => new { p.ShopId, p.Duty });
        procedures.Property(p => p.Version).IsConcurrencyToken();
    }

    public void Configure(EntityTypeBuilder<DutyGap> gaps)
    {
        gaps.ToTable("duty_gaps");
        gaps.HasKey(g => new { g.ShopId, g.Duty });
    }
}
