using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Yingke.Server.Features.Pay;

/// <summary>A month that was paid, for ever: the database itself keeps it from being changed. A correction is a further revision.</summary>
internal sealed class PayRun
{
    public Guid ShopId { get; init; }
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public int MonthKey { get; init; }
    public int Revision { get; init; }
    public string? Reason { get; init; }
    public Guid ById { get; init; }
    public required string ByName { get; init; }
    public DateTimeOffset At { get; init; }

    /// <summary>Of all slips and of what companies get besides.</summary>
    public long TotalFen { get; init; }

    /// <summary>The outsourcing companies' <see cref="Settlement"/>s as JSON.</summary>
    public required string Settlements { get; init; }
}

internal sealed class PaySlipRow
{
    public Guid ShopId { get; init; }
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid RunId { get; init; }
    public int MonthKey { get; init; }
    public int Revision { get; init; }
    public Guid AgentId { get; init; }

    /// <summary>Whose lead may see it: as it was when the month was closed.</summary>
    public string? Company { get; init; }
    public long TotalFen { get; init; }

    /// <summary>A <see cref="SlipDocument"/> as JSON.</summary>
    public required string Document { get; init; }
}

/// <summary>A message left while nobody was on duty within hours: to be answered by the end of the next day.</summary>
internal sealed class OfflineDuty
{
    public Guid ShopId { get; init; }
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid ConversationId { get; init; }
    public Guid BuyerId { get; init; }
    public int Day { get; init; }
    public DateTimeOffset LeftAt { get; init; }
    public DateTimeOffset DueAt { get; init; }
    public DateTimeOffset? SettledAt { get; init; }
    public DateTimeOffset? AnsweredAt { get; init; }
}

internal sealed class PayTables : IEntityTypeConfiguration<PayRun>, IEntityTypeConfiguration<PaySlipRow>, IEntityTypeConfiguration<OfflineDuty>
{
    public void Configure(EntityTypeBuilder<PayRun> runs)
    {
        runs.ToTable("pay_runs");
        runs.HasKey(r => new { r.ShopId, r.Id });
        runs.HasIndex(r => new { r.ShopId, r.MonthKey, r.Revision }, "revision").IsUnique();
    }

    public void Configure(EntityTypeBuilder<PaySlipRow> slips)
    {
        slips.ToTable("pay_slips");
        slips.HasKey(s => new { s.ShopId, s.Id });
        slips.HasIndex(s => new { s.ShopId, s.RunId, s.AgentId }, "agent").IsUnique();
        slips.HasIndex(s => new { s.ShopId, s.AgentId, s.MonthKey });
    }

    public void Configure(EntityTypeBuilder<OfflineDuty> duties)
    {
        duties.ToTable("offline_duties");
        duties.HasKey(d => new { d.ShopId, d.Id });
        duties.HasIndex(d => new { d.ShopId, d.ConversationId, d.Day }, "day").IsUnique();
        duties.HasIndex(d => new { d.DueAt, d.ShopId }, "open").HasFilter("settled_at IS NULL");
    }
}
