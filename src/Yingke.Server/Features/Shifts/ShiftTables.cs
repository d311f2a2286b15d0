using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Yingke.Domain.Shifts;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Shifts;

/// <summary>班次: hours that recur, by which the rota is made.</summary>
internal sealed class ShiftRow
{
    public Guid ShopId { get; init; }
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string Name { get; set; }
    public ShiftKind Kind { get; init; }
    public int FromMinute { get; set; }
    public int ToMinute { get; set; }
    public DateTimeOffset? ArchivedAt { get; set; }

    public ShiftTimes Times => new(FromMinute, ToMinute);
}

/// <summary>Somebody's shift on a day.</summary>
internal sealed class RotaEntryRow
{
    public Guid ShopId { get; init; }
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The day's number, as <see cref="DateOnly.DayNumber"/>.</summary>
    public int Day { get; set; }
    public Guid AgentId { get; set; }
    public Guid ShiftId { get; set; }

    /// <summary>When lunch begins, in minutes from midnight.</summary>
    public int? Lunch { get; set; }
}

internal enum RotaRequestKind { Swap, Leave }

/// <summary>A swap waits for the colleague first, then, like leave, for whoever plans.</summary>
internal enum RotaRequestState { Asked, Open, Approved, Declined, Withdrawn }

internal sealed class RotaRequestRow
{
    public Guid ShopId { get; init; }
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public RotaRequestKind Kind { get; init; }
    public Guid AgentId { get; init; }
    public int Day { get; init; }

    /// <summary>The last day of leave; of a swap its one day.</summary>
    public int ToDay { get; init; }
    public Guid? EntryId { get; init; }
    public Guid? WithAgentId { get; init; }

    /// <summary>What is taken in exchange; null where the colleague takes the shift over.</summary>
    public Guid? WithEntryId { get; init; }
    public required string Reason { get; init; }
    public RotaRequestState State { get; set; }
    public string? DecidedBy { get; set; }
    public string? Answer { get; set; }
    public DateTimeOffset At { get; init; }
    public DateTimeOffset? DecidedAt { get; set; }
}

internal sealed class ShiftTables : IEntityTypeConfiguration<ShiftRow>, IEntityTypeConfiguration<RotaEntryRow>, IEntityTypeConfiguration<RotaRequestRow>
{
    public void Configure(EntityTypeBuilder<ShiftRow> shifts)
    {
        shifts.ToTable("shifts");
        shifts.HasKey(s => new { s.ShopId, s.Id });
        shifts.HasIndex(s => new { s.ShopId, s.Name }, "name").IsUnique().HasFilter("archived_at IS NULL");
        shifts.Ignore(s => s.Times);
    }

    public void Configure(EntityTypeBuilder<RotaEntryRow> entries)
    {
        entries.ToTable("rota_entries");
        entries.HasKey(e => new { e.ShopId, e.Id });
        entries.HasIndex(e => new { e.ShopId, e.Day, e.AgentId, e.ShiftId }, "place").IsUnique();
    }

    public void Configure(EntityTypeBuilder<RotaRequestRow> requests)
    {
        requests.ToTable("rota_requests");
        requests.HasKey(r => new { r.ShopId, r.Id });
        requests.HasIndex(r => new { r.ShopId, r.State, r.Day }, "state_day");
        requests.HasIndex(r => new { r.ShopId, r.AgentId });
    }
}

internal static class ShiftQueries
{
    /// <summary>Days of approved leave that reach into the span.</summary>
    public static IQueryable<RotaRequestRow> LeaveIn(this Db db, Guid shopId, int from, int to) => db.Set<RotaRequestRow>()
        .Where(r => r.ShopId == shopId && r.Kind == RotaRequestKind.Leave && r.State == RotaRequestState.Approved && r.Day <= to && r.ToDay >= from);
}
