using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Yingke.Domain.Quality;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Quality.Phrases;

internal sealed class PhraseTables : IEntityTypeConfiguration<Phrase>, IEntityTypeConfiguration<ExemptText>, IEntityTypeConfiguration<PhraseList>, IEntityTypeConfiguration<PhraseHitRecord>
{
    public void Configure(EntityTypeBuilder<Phrase> phrases)
    {
        phrases.ToTable("phrases");
        phrases.HasKey(p => new { p.ShopId, p.Id });
        phrases.HasIndex(p => new { p.ShopId, p.Plain }).IsUnique();
        phrases.Ignore(p => p.Listed);
    }

    public void Configure(EntityTypeBuilder<ExemptText> exempt)
    {
        exempt.ToTable("exempt_texts");
        exempt.HasKey(e => new { e.ShopId, e.Id });
        exempt.HasIndex(e => new { e.ShopId, e.Plain }).IsUnique();
    }

    public void Configure(EntityTypeBuilder<PhraseList> lists)
    {
        lists.ToTable("phrase_lists");
        lists.HasKey(l => l.ShopId);
        lists.Property(l => l.Words).HasConversion(new JsonText<CourtesyWords>(), JsonText<CourtesyWords>.Comparer);
    }

    public void Configure(EntityTypeBuilder<PhraseHitRecord> hits)
    {
        hits.ToTable("phrase_hits");
        hits.HasKey(h => new { h.ShopId, h.Id });
        hits.HasIndex(h => new { h.ShopId, h.ConversationId, h.AgentId, h.ClientId, h.Outcome, h.StartsAt, h.Phrase }, "message").IsUnique();
        hits.HasIndex(h => new { h.ShopId, h.AgentId, h.Id });
    }
}
