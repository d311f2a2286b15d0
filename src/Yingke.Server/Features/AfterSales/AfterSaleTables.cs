using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Yingke.Domain.AfterSales;
using Yingke.Domain.Orders;
using Yingke.Server.Features.AfterSales.Payments;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.AfterSales;

internal sealed class AfterSaleTables :
    IEntityTypeConfiguration<Application>, IEntityTypeConfiguration<ServiceStep>, IEntityTypeConfiguration<Refund>, IEntityTypeConfiguration<ShopAddress>,
    IEntityTypeConfiguration<PolicyVersion>, IEntityTypeConfiguration<RefundTurn>, IEntityTypeConfiguration<AfterSaleSettingsRow>, IEntityTypeConfiguration<SandboxRefund>,
    IEntityTypeConfiguration<SandboxAccount>, IEntityTypeConfiguration<OrderLine>
{
    public void Configure(EntityTypeBuilder<Application> applications)
    {
        applications.ToTable("applications");
        applications.HasKey(a => new { a.ShopId, a.Id });
        applications.HasIndex(a => new { a.ShopId, a.Number }).IsUnique();
        applications.HasIndex(a => new { a.ShopId, a.SourceId }).IsUnique();
        applications.HasIndex(a => new { a.ShopId, a.OrderId });
        applications.HasIndex(a => new { a.ShopId, a.BuyerId, a.AppliedAt });
        applications.HasIndex(a => new { a.ShopId, a.State, a.DueAt });
        applications.HasIndex(a => new { a.ShopId, a.AppliedAt });
        applications.Property(a => a.Version).IsConcurrencyToken();
        applications.Property(a => a.Address).HasConversion((ValueConverter)new JsonText<ReturnAddress>());
        applications.Property(a => a.Parcel).HasConversion((ValueConverter)new JsonText<Parcel>());
        applications.Property(a => a.Reply).HasConversion((ValueConverter)new JsonText<Parcel>());
        applications.Property(a => a.Inspection).HasConversion((ValueConverter)new JsonText<Inspection>());
    }

    public void Configure(EntityTypeBuilder<ServiceStep> steps)
    {
        steps.ToTable("service_steps");
        steps.HasKey(s => new { s.ShopId, s.ApplicationId, s.Id });
    }

    public void Configure(EntityTypeBuilder<Refund> refunds)
    {
        refunds.ToTable("refunds");
        refunds.HasKey(r => new { r.ShopId, r.Id });
        refunds.HasIndex(r => new { r.ShopId, r.Key }).IsUnique();
        refunds.HasIndex(r => new { r.ShopId, r.OrderId });
        refunds.HasIndex(r => new { r.ShopId, r.ApplicationId });
        refunds.HasIndex(r => new { r.ShopId, r.ById, r.Day });
        // The resolving job's own: over all shops, and small, since what is settled is not in it.
        refunds.HasIndex(r => new { r.AskAt, r.ShopId }, "ask").HasFilter("ask_at IS NOT NULL");
        refunds.Ignore(r => r.Fen);
        refunds.Property(r => r.Evidence).HasConversion(new JsonText<IReadOnlyList<Guid>>(), JsonText<IReadOnlyList<Guid>>.Comparer);
    }

    public void Configure(EntityTypeBuilder<ShopAddress> addresses)
    {
        addresses.ToTable("return_addresses");
        addresses.HasKey(a => new { a.ShopId, a.Id });
    }

    public void Configure(EntityTypeBuilder<PolicyVersion> versions)
    {
        versions.ToTable("return_policies");
        versions.HasKey(v => new { v.ShopId, v.Id });
        versions.HasIndex(v => new { v.ShopId, v.ProductId, v.EffectiveAt });
    }

    public void Configure(EntityTypeBuilder<RefundTurn> turns)
    {
        turns.ToTable("refund_turns");
        turns.HasKey(t => new { t.ShopId, t.SubjectId });
    }

    public void Configure(EntityTypeBuilder<AfterSaleSettingsRow> settings)
    {
        settings.ToTable("aftersale_settings");
        settings.HasKey(s => s.ShopId);
        settings.Property(s => s.Document).HasConversion(new JsonText<AfterSaleSettings>(), JsonText<AfterSaleSettings>.Comparer);
    }

    public void Configure(EntityTypeBuilder<SandboxRefund> refunds)
    {
        refunds.ToTable("sandbox_refunds");
        refunds.HasKey(r => new { r.ShopId, r.Id });
    }

    public void Configure(EntityTypeBuilder<SandboxAccount> accounts)
    {
        accounts.ToTable("sandbox_accounts");
        accounts.HasKey(a => a.ShopId);
    }

    /// <summary>The lines whose vouchers go back by themselves once they expired.</summary>
    public void Configure(EntityTypeBuilder<OrderLine> lines) =>
        lines.HasIndex(l => new { l.ShopId, l.ValidUntil }, "expiring").HasFilter("refunds_expired");
}
