using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Yingke.Domain.Hotline;
using Yingke.Domain.Routing;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Hotline;

/// <summary>An agent busy with a call, and the presence that comes back when it is over.</summary>
internal sealed class Engagement
{
    public Guid ShopId { get; init; }
    public Guid AgentId { get; init; }
    public Guid CallId { get; init; }
    public Presence Presence { get; init; }
    public string? Reason { get; init; }
    public PresenceCause Cause { get; init; }
    public DateTimeOffset Since { get; init; }
}

internal sealed class HotlineTables : IEntityTypeConfiguration<Call>, IEntityTypeConfiguration<Engagement>, IEntityTypeConfiguration<HotlineSettingsRow>
{
    public void Configure(EntityTypeBuilder<Call> calls)
    {
        calls.ToTable("calls");
        calls.HasKey(c => new { c.ShopId, c.Id });
        calls.HasIndex(c => new { c.ShopId, c.SourceId }).IsUnique();
        calls.HasIndex(c => new { c.ShopId, c.QueuedAt, c.Id });
        calls.HasIndex(c => new { c.ShopId, c.AgentId, c.QueuedAt }, "agent").HasFilter("agent_id IS NOT NULL");
        calls.HasIndex(c => new { c.ShopId, c.Phone }, "phone").HasFilter("phone IS NOT NULL");
        calls.HasIndex(c => new { c.ShopId, c.BuyerId }, "buyer").HasFilter("buyer_id IS NOT NULL");
        calls.Property(c => c.Heard).HasConversion(new JsonText<IReadOnlyList<CallEvent>>(), JsonText<IReadOnlyList<CallEvent>>.Comparer);
        calls.Ignore(c => c.IsOver);
    }

    public void Configure(EntityTypeBuilder<Engagement> engagements)
    {
        engagements.ToTable("call_engagements");
        engagements.HasKey(e => new { e.ShopId, e.AgentId, e.CallId });
        engagements.HasIndex(e => new { e.ShopId, e.CallId });
    }

    public void Configure(EntityTypeBuilder<HotlineSettingsRow> settings)
    {
        settings.ToTable("hotline_settings");
        settings.HasKey(s => s.ShopId);
        settings.Property(s => s.Document).HasConversion(new JsonText<HotlineSettings>(), JsonText<HotlineSettings>.Comparer);
    }
}
