using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Yingke.Server.Features.Accounts;

/// <summary>What another system signs its webhooks to us with: one for each purpose (orders, calls …) of a shop.</summary>
internal sealed class InboundSecret
{
    public Guid ShopId { get; init; }
    public required string Purpose { get; init; }
    public required string Secret { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
}

internal sealed class InboundSecretTables : IEntityTypeConfiguration<InboundSecret>
{
    public void Configure(EntityTypeBuilder<InboundSecret> secrets)
    {
        secrets.ToTable("inbound_secrets");
        secrets.HasKey(s => new { s.ShopId, s.Purpose });
    }
}
