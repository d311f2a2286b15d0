using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Yingke.Domain.Tickets;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Tickets.Callbacks;

/// <summary>Regular visits to many buyers, planned at once, with their questions.</summary>
internal sealed class VisitPlan
{
    public Guid ShopId { get; init; }
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string Title { get; init; }
    public IReadOnlyList<string> Questions { get; init; } = [];
    public Guid CreatedBy { get; init; }
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>The sender's own word for it: sent twice, it is planned once.</summary>
    public required string ClientId { get; init; }
}

internal sealed class CallbackTables : IEntityTypeConfiguration<Callback>, IEntityTypeConfiguration<VisitPlan>
{
    public void Configure(EntityTypeBuilder<Callback> callbacks)
    {
        callbacks.ToTable("callbacks");
        callbacks.HasKey(c => new { c.ShopId, c.Id });
        callbacks.HasIndex(c => new { c.ShopId, c.Key }).IsUnique();
        callbacks.HasIndex(c => new { c.ShopId, c.DayAt });
        callbacks.HasIndex(c => new { c.ShopId, c.BuyerId });
        // Only what may still be answered: the job that looks for answers reads nothing else.
        callbacks.HasIndex(c => new { c.ShopId, c.DueAt }, "planned").HasFilter("state = 'planned'");
        callbacks.Property(c => c.Answers).HasConversion((ValueConverter)new JsonText<IReadOnlyList<string>>(), JsonText<IReadOnlyList<string>>.Comparer);
    }

    public void Configure(EntityTypeBuilder<VisitPlan> plans)
    {
        plans.ToTable("visit_plans");
        plans.HasKey(p => new { p.ShopId, p.Id });
        plans.HasIndex(p => new { p.ShopId, p.CreatedBy, p.ClientId }).IsUnique();
        plans.Property(p => p.Questions).HasConversion(new JsonText<IReadOnlyList<string>>(), JsonText<IReadOnlyList<string>>.Comparer);
    }
}
