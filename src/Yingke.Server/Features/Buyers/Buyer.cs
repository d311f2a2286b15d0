using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Buyers;

/// <summary>The customer: anonymous until the shop's server vouches for a member id.</summary>
internal sealed class Buyer
{
    public Guid ShopId { get; init; }
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The shop's own id of the member; null for an anonymous visitor.</summary>
    public string? MemberId { get; set; }
    public required string Name { get; set; }
    public string? Phone { get; set; }
    public IReadOnlyList<string> Tags { get; set; } = [];
    public string? Notes { get; set; }
    public bool Vip { get; set; }
    public DateTimeOffset? BlockedAt { get; set; }
    public string? BlockReason { get; set; }
    public string Language { get; set; } = "zh-CN";
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>The agent who last sent this buyer a message, and when (spec: routing.md, Choosing the agent).</summary>
    public Guid? RecentAgentId { get; set; }
    public DateTimeOffset? RecentAgentAt { get; set; }

    public string? SourceId { get; set; }
}

internal sealed class BuyerTables : IEntityTypeConfiguration<Buyer>
{
    public void Configure(EntityTypeBuilder<Buyer> buyers)
    {
        buyers.ToTable("buyers");
        buyers.HasKey(b => new { b.ShopId, b.Id });
        buyers.HasIndex(b => new { b.ShopId, b.MemberId }).IsUnique();
        buyers.HasIndex(b => new { b.ShopId, b.SourceId }).IsUnique();
        buyers.HasIndex(b => new { b.ShopId, b.Phone }, "phone").HasFilter("phone IS NOT NULL");
        buyers.HasIndex(b => new { b.ShopId }, "blocked").HasFilter("blocked_at IS NOT NULL");
        buyers.Property(b => b.Tags).HasConversion(new JsonText<IReadOnlyList<string>>(), JsonText<IReadOnlyList<string>>.Comparer);
    }
}
