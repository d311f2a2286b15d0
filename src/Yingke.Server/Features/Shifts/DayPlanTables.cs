using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Yingke.Domain.Shifts;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Shifts;

/// <summary>A post's daily work from a day on, until the next of the same post: the days that are over keep what held for them.</summary>
internal sealed class DayPlanRow
{
    public Guid ShopId { get; init; }
    public Guid PostId { get; init; }

    /// <summary>The first day that it holds for, as <see cref="DateOnly.DayNumber"/>.</summary>
    public int FromDay { get; init; }
    public required IReadOnlyList<DayTask> Tasks { get; set; }

    /// <summary>Counts all changes of the post's plan: one made from an older look is refused.</summary>
    public int Version { get; set; }
    public required string ChangedBy { get; set; }
    public DateTimeOffset ChangedAt { get; set; }
}

/// <summary>Somebody did a piece of their day's work.</summary>
internal sealed class DayTick
{
    public Guid ShopId { get; init; }
    public int Day { get; init; }
    public Guid AgentId { get; init; }
    public Guid TaskId { get; init; }

    /// <summary>The post that they had then.</summary>
    public Guid PostId { get; init; }
    public DateTimeOffset At { get; init; }
}

internal sealed class DayPlanTables : IEntityTypeConfiguration<DayPlanRow>, IEntityTypeConfiguration<DayTick>
{
    public void Configure(EntityTypeBuilder<DayPlanRow> plans)
    {
        plans.ToTable("day_plans");
        plans.HasKey(p => new { p.ShopId, p.PostId, p.FromDay });
        plans.Property(p => p.Tasks).HasConversion(new JsonText<IReadOnlyList<DayTask>>(), JsonText<IReadOnlyList<DayTask>>.Comparer);
    }

    public void Configure(EntityTypeBuilder<DayTick> ticks)
    {
        ticks.ToTable("day_ticks");
        ticks.HasKey(t => new { t.ShopId, t.Day, t.AgentId, t.TaskId });
    }
}

internal static class DayPlanQueries
{
    /// <summary>What held for a post on a day; null where nothing was planned yet.</summary>
    public static Task<DayPlanRow?> PlanOf(this Db db, Guid shopId, Guid postId, int day, CancellationToken cancel) =>
        db.Set<DayPlanRow>().Where(p => p.ShopId == shopId && p.PostId == postId && p.FromDay <= day).OrderByDescending(p => p.FromDay).FirstOrDefaultAsync(cancel);
}
