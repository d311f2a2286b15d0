using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Yingke.Server.Features.Deadlines;

internal enum ClockEnd { Met, Dropped }

/// <summary>
/// One deadline that runs: of a ticket, an order, an application, a call-back. Whatever has to be done by an instant starts one and ends it when it
/// is done; what happens when it is not lies with the reactions to <c>clock.near</c> and <c>clock.passed</c>.
/// </summary>
internal sealed class DueClock
{
    public Guid ShopId { get; init; }
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>Glossary words: <c>ticket_reply</c>, <c>order_ship</c>. One open clock per shop, kind and subject.</summary>
    public required string Kind { get; init; }
    public Guid SubjectId { get; init; }

    /// <summary>What people read on the board; never an id.</summary>
    public required string Title { get; init; }

    /// <summary>Who must see to it, if it is somebody's.</summary>
    public Guid? AgentId { get; set; }
    public DateTimeOffset StartedAt { get; init; }
    public DateTimeOffset? NearAt { get; init; }
    public DateTimeOffset DueAt { get; init; }

    /// <summary>When the engine looks at it again: near, then due, then never.</summary>
    public DateTimeOffset? NextAt { get; set; }
    public DateTimeOffset? NearPassedAt { get; set; }
    public DateTimeOffset? PassedAt { get; set; }
    public DateTimeOffset? EndedAt { get; set; }
    public ClockEnd? End { get; set; }
}

internal sealed class DeadlineTables : IEntityTypeConfiguration<DueClock>
{
    public void Configure(EntityTypeBuilder<DueClock> clocks)
    {
        clocks.ToTable("clocks");
        clocks.HasKey(c => new { c.ShopId, c.Id });
        clocks.HasIndex(c => new { c.ShopId, c.SubjectId, c.Kind }, "open").IsUnique().HasFilter("ended_at IS NULL");
        clocks.HasIndex(c => new { c.ShopId, c.DueAt }, "due").HasFilter("ended_at IS NULL");
        // The engine's own: over all shops, and small, since what has passed or ended is not in it.
        clocks.HasIndex(c => new { c.NextAt, c.ShopId }, "next").HasFilter("next_at IS NOT NULL");
    }
}
