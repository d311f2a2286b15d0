using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Yingke.Domain.Quality;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Quality.Inspections;

/// <summary>A version of a sheet. Versions are never changed; the highest of a key is the one that draws use.</summary>
internal sealed class SheetVersion
{
    public Guid ShopId { get; init; }
    public Guid Id { get; init; } = Ids.Next();

    /// <summary>The same for all versions of a sheet.</summary>
    public required string Key { get; init; }
    public int Version { get; init; }
    public DateTimeOffset MadeAt { get; init; }

    /// <summary>Null for the sheets that come with the program.</summary>
    public Guid? MadeBy { get; init; }
    public required InspectionSheet Sheet { get; init; }
}

/// <summary>What the machine found in a closed conversation; made once.</summary>
internal sealed class MachineSheet
{
    public Guid ShopId { get; init; }
    public Guid ConversationId { get; init; }
    public DateTimeOffset ClosedAt { get; init; }
    public DateTimeOffset MadeAt { get; init; }

    /// <summary>Who served, in order, each once.</summary>
    public IReadOnlyList<Guid> Agents { get; init; } = [];

    /// <summary>What buyer and agents said.</summary>
    public int Messages { get; init; }

    /// <summary>Who wrote a phrase that is refused, or asked about, before it is sent.</summary>
    public Guid? HitAgentId { get; init; }
    public IReadOnlyList<Finding> Findings { get; init; } = [];
}

/// <summary>Up to when closed conversations have been looked at, and how far a look at all of them has come.</summary>
internal sealed class MachinePassState
{
    public Guid ShopId { get; init; }
    public DateTimeOffset SeenAt { get; init; }

    /// <summary>Which demand for a look at all logs is being met.</summary>
    public long Version { get; init; }

    /// <summary>The last one of that look; null when it is over.</summary>
    public Guid? AfterId { get; init; }
}

internal enum SampleSubject { Conversations, Calls }

internal sealed class SamplingPlan
{
    public Guid ShopId { get; init; }
    public Guid Id { get; init; } = Ids.Next();
    public required string Name { get; set; }
    public SampleSubject Subject { get; init; }
    public required string SheetKey { get; set; }
    public required SamplingRules Rules { get; set; }
    public IReadOnlyList<Guid> Inspectors { get; set; } = [];
    public bool Enabled { get; set; }

    /// <summary>Where its chance comes from.</summary>
    public long Seed { get; init; }
    public long Version { get; set; }

    /// <summary>The Monday of the last week that was drawn by itself, counted from 0001-01-01.</summary>
    public int DrawnWeek { get; set; }
}

internal enum RevisionKind { Submitted, Appealed, Upheld, Changed }

/// <summary>What became of an inspection, step by step; the database itself keeps it from being changed.</summary>
internal sealed class InspectionRevision
{
    public Guid ShopId { get; init; }
    public Guid TaskId { get; init; }

    /// <summary>From 1.</summary>
    public int Number { get; init; }
    public RevisionKind Kind { get; init; }
    public DateTimeOffset At { get; init; }
    public Guid AgentId { get; init; }

    /// <summary>The reason of an appeal, or of its decision.</summary>
    public string? Text { get; init; }

    /// <summary>Of a score that was given.</summary>
    public SheetMarks? Marks { get; init; }

    /// <summary>The score that stands after it.</summary>
    public long Millionths { get; init; }
}

internal sealed class InspectionTables : IEntityTypeConfiguration<SheetVersion>, IEntityTypeConfiguration<MachineSheet>, IEntityTypeConfiguration<MachinePassState>, IEntityTypeConfiguration<SamplingPlan>,
    IEntityTypeConfiguration<InspectionTask>, IEntityTypeConfiguration<InspectionRevision>, IEntityTypeConfiguration<QualitySettingsRow>
{
    public void Configure(EntityTypeBuilder<SheetVersion> sheets)
    {
        sheets.ToTable("sheet_versions");
        sheets.HasKey(s => new { s.ShopId, s.Id });
        sheets.HasIndex(s => new { s.ShopId, s.Key, s.Version }).IsUnique();
        sheets.Property(s => s.Sheet).HasConversion(new JsonText<InspectionSheet>(), JsonText<InspectionSheet>.Comparer);
    }

    public void Configure(EntityTypeBuilder<MachineSheet> sheets)
    {
        sheets.ToTable("machine_sheets");
        sheets.HasKey(s => new { s.ShopId, s.ConversationId });
        sheets.HasIndex(s => new { s.ShopId, s.ClosedAt });
        sheets.Property(s => s.Agents).HasConversion(new JsonText<IReadOnlyList<Guid>>(), JsonText<IReadOnlyList<Guid>>.Comparer);
        sheets.Property(s => s.Findings).HasConversion(new JsonText<IReadOnlyList<Finding>>(), JsonText<IReadOnlyList<Finding>>.Comparer);
    }

    public void Configure(EntityTypeBuilder<MachinePassState> states)
    {
        states.ToTable("machine_passes");
        states.HasKey(s => s.ShopId);
    }

    public void Configure(EntityTypeBuilder<SamplingPlan> plans)
    {
        plans.ToTable("sampling_plans");
        plans.HasKey(p => new { p.ShopId, p.Id });
        plans.Property(p => p.Rules).HasConversion(new JsonText<SamplingRules>(), JsonText<SamplingRules>.Comparer);
        plans.Property(p => p.Inspectors).HasConversion(new JsonText<IReadOnlyList<Guid>>(), JsonText<IReadOnlyList<Guid>>.Comparer);
    }

    public void Configure(EntityTypeBuilder<InspectionTask> tasks)
    {
        tasks.ToTable("inspection_tasks");
        tasks.HasKey(t => new { t.ShopId, t.Id });
        tasks.HasIndex(t => new { t.ShopId, t.Cause }).IsUnique();
        tasks.HasIndex(t => new { t.ShopId, t.State, t.InspectorId });
        tasks.HasIndex(t => new { t.ShopId, t.AgentId, t.SubmittedAt });
        tasks.HasIndex(t => new { t.ShopId, t.PlanId, t.Week });
        tasks.HasIndex(t => new { t.ShopId, t.SubmittedAt });
        tasks.Property(t => t.Reasons).HasConversion(new JsonText<IReadOnlyList<DrawReason>>(), JsonText<IReadOnlyList<DrawReason>>.Comparer);
        tasks.Property(t => t.Marks).HasConversion(new JsonText<SheetMarks>(), JsonText<SheetMarks>.Comparer);
        tasks.Ignore(t => t.Score);
        tasks.Ignore(t => t.AppealUntil);
    }

    public void Configure(EntityTypeBuilder<InspectionRevision> revisions)
    {
        revisions.ToTable("inspection_revisions");
        revisions.HasKey(r => new { r.ShopId, r.TaskId, r.Number });
        revisions.Property(r => r.Marks).HasConversion((ValueConverter)new JsonText<SheetMarks>());
    }

    public void Configure(EntityTypeBuilder<QualitySettingsRow> settings)
    {
        settings.ToTable("quality_settings");
        settings.HasKey(s => s.ShopId);
        settings.Property(s => s.Document).HasConversion(new JsonText<QualitySettings>(), JsonText<QualitySettings>.Comparer);
    }
}
