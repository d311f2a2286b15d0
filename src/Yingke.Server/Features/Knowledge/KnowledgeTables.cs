using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Yingke.Domain.Knowledge;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Knowledge;

/// <summary>Which state of its published entries a shop has: higher with every change of what is in use.</summary>
internal sealed class KnowledgeBaseRow
{
    public Guid ShopId { get; init; }
    public long Version { get; set; }
}

internal sealed class KnowledgeTables : IEntityTypeConfiguration<KnowledgeBaseRow>, IEntityTypeConfiguration<KnowledgeEntry>, IEntityTypeConfiguration<KnowledgeRevision>, IEntityTypeConfiguration<UnansweredQuestion>
{
    /// <summary>What an entry is sought by on the editors' screen, as texts are compared; written with every change of the entry.</summary>
    public const string Sought = "Sought";

    /// <summary>The category of what is being written.</summary>
    public const string CategoryId = "CategoryId";

    public void Configure(EntityTypeBuilder<KnowledgeBaseRow> bases)
    {
        bases.ToTable("knowledge_bases");
        bases.HasKey(b => b.ShopId);
    }

    public void Configure(EntityTypeBuilder<KnowledgeEntry> entries)
    {
        entries.ToTable("knowledge_entries");
        entries.HasKey(e => new { e.ShopId, e.Id });
        entries.HasIndex(e => new { e.ShopId, e.ServedIn });
        entries.HasIndex(e => new { e.ShopId, e.State, e.Id });
        entries.Property(e => e.Version).IsConcurrencyToken();
        entries.Property(e => e.Content).HasConversion(new JsonText<KnowledgeContent>(), JsonText<KnowledgeContent>.Comparer);
        entries.Property(e => e.Published).HasConversion(new JsonText<KnowledgeContent?>(), JsonText<KnowledgeContent?>.Comparer);
        entries.Property<string>(Sought).IsRequired();
        entries.Property<Guid?>(CategoryId);
    }

    public void Configure(EntityTypeBuilder<KnowledgeRevision> revisions)
    {
        revisions.ToTable("knowledge_revisions");
        revisions.HasKey(r => new { r.ShopId, r.EntryId, r.Number });
        revisions.Property(r => r.Content).HasConversion(new JsonText<KnowledgeContent>(), JsonText<KnowledgeContent>.Comparer);
    }

    public void Configure(EntityTypeBuilder<UnansweredQuestion> questions)
    {
        questions.ToTable("unanswered_questions");
        questions.HasKey(q => new { q.ShopId, q.Id });
        questions.HasIndex(q => new { q.ShopId, q.Plain }).IsUnique();
        questions.HasIndex(q => new { q.ShopId, q.State, q.LastAt });
        // Counted by several nodes at once: whoever is second counts again.
        questions.Property(q => q.ByRobot).IsConcurrencyToken();
        questions.Property(q => q.BySearch).IsConcurrencyToken();
    }
}
