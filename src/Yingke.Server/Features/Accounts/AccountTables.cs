using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Yingke.Domain.Accounts;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Accounts;

internal sealed class AccountTables :
    IEntityTypeConfiguration<Shop>, IEntityTypeConfiguration<Agent>, IEntityTypeConfiguration<Post>, IEntityTypeConfiguration<Session>,
    IEntityTypeConfiguration<SignInFailure>, IEntityTypeConfiguration<ApiKey>, IEntityTypeConfiguration<AuditRecord>
{
    public void Configure(EntityTypeBuilder<Shop> shops)
    {
        shops.ToTable("shops");
        shops.HasKey(s => s.Id);
        shops.HasIndex(s => s.Code, "code").IsUnique();
        shops.HasIndex(s => s.PublicKey, "public_key").IsUnique();
        shops.Property(s => s.Settings).HasConversion((ValueConverter)new JsonText<ShopSettings>());
        shops.Ignore(s => s.Zone);
    }

    public void Configure(EntityTypeBuilder<Agent> agents)
    {
        agents.ToTable("agents");
        agents.HasKey(a => new { a.ShopId, a.Id });
        agents.HasIndex(a => new { a.ShopId, a.AccountName }).IsUnique();
        agents.HasIndex(a => new { a.ShopId, a.SourceId }).IsUnique();
        agents.HasIndex(a => new { a.ShopId, a.Extension }, "extension").IsUnique().HasFilter("extension IS NOT NULL");
    }

    public void Configure(EntityTypeBuilder<Post> posts)
    {
        posts.ToTable("posts");
        posts.HasKey(p => new { p.ShopId, p.Id });
        posts.HasIndex(p => new { p.ShopId, p.Name }).IsUnique();
        posts.Property(p => p.Permissions).HasConversion(
            new JsonText<IReadOnlyDictionary<string, Scope>>(), JsonText<IReadOnlyDictionary<string, Scope>>.Comparer);
    }

    public void Configure(EntityTypeBuilder<Session> sessions)
    {
        sessions.ToTable("sessions");
        sessions.HasKey(s => new { s.ShopId, s.Id });
        sessions.HasIndex(s => new { s.ShopId, s.TokenHash }).IsUnique();
        sessions.HasIndex(s => new { s.ShopId, s.AgentId });
    }

    public void Configure(EntityTypeBuilder<SignInFailure> failures)
    {
        failures.ToTable("sign_in_failures");
        failures.HasKey(f => new { f.ShopId, f.Id });
        failures.HasIndex(f => new { f.ShopId, f.AccountName, f.At });
    }

    public void Configure(EntityTypeBuilder<ApiKey> keys)
    {
        keys.ToTable("api_keys");
        keys.HasKey(k => new { k.ShopId, k.Id });
        keys.HasIndex(k => new { k.ShopId, k.KeyHash }).IsUnique();
        keys.Property(k => k.Scopes).HasConversion(new JsonText<IReadOnlyList<string>>(), JsonText<IReadOnlyList<string>>.Comparer);
    }

    public void Configure(EntityTypeBuilder<AuditRecord> records)
    {
        records.ToTable("audit_records");
        records.HasKey(r => new { r.ShopId, r.Id });
        records.HasIndex(r => new { r.ShopId, r.At });
    }
}
