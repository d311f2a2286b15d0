using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Yingke.Domain.Performance;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Performance.Scorecards;

internal sealed record ScorecardDocument(IReadOnlyList<SchemeItem> Items, IReadOnlyList<AdjustmentOffer> Offers);

internal sealed class ScorecardRow
{
    public Guid ShopId { get; init; }
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string Name { get; set; }
    public ScorecardRole Role { get; init; }

    /// <summary>Keeps the base indicators of its role; decided when it is made.</summary>
    public bool IsPlatform { get; init; }
    public required ScorecardDocument Document { get; set; }
    public long Version { get; set; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? ArchivedAt { get; set; }

    public Scheme Scheme => new(Role, IsPlatform, Document.Items, Document.Offers);
}

/// <summary>Which scorecard an agent is measured by; one at a time.</summary>
internal sealed class ScorecardAgent
{
    public Guid ShopId { get; init; }
    public Guid AgentId { get; init; }
    public Guid ScorecardId { get; init; }
}

/// <summary>What a supervisor noted of one item.</summary>
internal sealed class ScoreMark
{
    public Guid ShopId { get; init; }
    public Guid ScorecardId { get; init; }
    public int MonthKey { get; init; }
    public Guid AgentId { get; init; }
    public required string ItemKey { get; init; }
    public required HandMark Mark { get; set; }
    public Guid ById { get; set; }
    public DateTimeOffset At { get; set; }
}

/// <summary>加减分: points beside the items, with a reason and a person.</summary>
internal sealed class ScoreAdjustment
{
    public Guid ShopId { get; init; }
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public int MonthKey { get; init; }
    public Guid AgentId { get; init; }
    public long Hundredths { get; init; }
    public required string Reason { get; init; }
    public Guid ById { get; init; }
    public required string ByName { get; init; }
    public DateTimeOffset At { get; init; }
    public required string ClientId { get; init; }
}

/// <summary>A month of a scorecard as it was closed, whole: the database itself keeps it from being changed.</summary>
internal sealed class FrozenScores
{
    public Guid ShopId { get; init; }
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid ScorecardId { get; init; }
    public int MonthKey { get; init; }
    public int Revision { get; init; }
    public required string Name { get; init; }
    public string? Reason { get; init; }
    public Guid ById { get; init; }
    public required string ByName { get; init; }
    public DateTimeOffset At { get; init; }

    /// <summary>A <see cref="SheetDocument"/> as JSON, kept as the text that it was written as.</summary>
    public required string Document { get; init; }
}

internal sealed class ScorecardTables : IEntityTypeConfiguration<ScorecardRow>, IEntityTypeConfiguration<ScorecardAgent>, IEntityTypeConfiguration<ScoreMark>,
    IEntityTypeConfiguration<ScoreAdjustment>, IEntityTypeConfiguration<FrozenScores>
{
    public void Configure(EntityTypeBuilder<ScorecardRow> cards)
    {
        cards.ToTable("scorecards");
        cards.HasKey(c => new { c.ShopId, c.Id });
        cards.HasIndex(c => new { c.ShopId, c.Name }, "name").IsUnique().HasFilter("archived_at IS NULL");
        cards.Property(c => c.Document).HasConversion(new JsonText<ScorecardDocument>(), JsonText<ScorecardDocument>.Comparer);
        cards.Ignore(c => c.Scheme);
    }

    public void Configure(EntityTypeBuilder<ScorecardAgent> agents)
    {
        agents.ToTable("scorecard_agents");
        agents.HasKey(a => new { a.ShopId, a.AgentId });
    }

    public void Configure(EntityTypeBuilder<ScoreMark> marks)
    {
        marks.ToTable("score_marks");
        marks.HasKey(m => new { m.ShopId, m.ScorecardId, m.MonthKey, m.AgentId, m.ItemKey });
        marks.Property(m => m.Mark).HasConversion((ValueConverter)new JsonText<HandMark>());
    }

    public void Configure(EntityTypeBuilder<ScoreAdjustment> adjustments)
    {
        adjustments.ToTable("score_adjustments");
        adjustments.HasKey(a => new { a.ShopId, a.Id });
        adjustments.HasIndex(a => new { a.ShopId, a.MonthKey });
        adjustments.HasIndex(a => new { a.ShopId, a.ById, a.ClientId }, "client_id").IsUnique();
    }

    public void Configure(EntityTypeBuilder<FrozenScores> frozen)
    {
        frozen.ToTable("frozen_scores");
        frozen.HasKey(f => new { f.ShopId, f.Id });
        frozen.HasIndex(f => new { f.ShopId, f.MonthKey, f.ScorecardId, f.Revision }, "revision").IsUnique();
    }
}
