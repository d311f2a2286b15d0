using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Yingke.Domain.QuickPhrases;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.QuickPhrases;

/// <summary>How often an agent used a phrase on a day of the shop's calendar.</summary>
internal sealed class PhraseUse
{
    public Guid ShopId { get; init; }
    public Guid PhraseId { get; init; }
    public Guid AgentId { get; init; }

    /// <summary><see cref="DateOnly.DayNumber"/>.</summary>
    public int Day { get; init; }
    public Guid PackId { get; init; }
    public int Count { get; set; }
}

/// <summary>Which version of a pack an agent's workbench holds.</summary>
internal sealed class PackLoad
{
    public Guid ShopId { get; init; }
    public Guid PackId { get; init; }
    public Guid AgentId { get; init; }
    public long Version { get; set; }
    public DateTimeOffset At { get; set; }
}

internal sealed class QuickPhraseTables : IEntityTypeConfiguration<PhrasePack>, IEntityTypeConfiguration<PhraseUse>, IEntityTypeConfiguration<PackLoad>
{
    public void Configure(EntityTypeBuilder<PhrasePack> packs)
    {
        packs.ToTable("phrase_packs");
        packs.HasKey(p => new { p.ShopId, p.Id });
        packs.Property(p => p.Version).IsConcurrencyToken();
        packs.Property(p => p.Phrases).HasConversion(new JsonText<IReadOnlyList<QuickPhrase>>(), JsonText<IReadOnlyList<QuickPhrase>>.Comparer);
    }

    public void Configure(EntityTypeBuilder<PhraseUse> uses)
    {
        uses.ToTable("phrase_uses");
        uses.HasKey(u => new { u.ShopId, u.PhraseId, u.AgentId, u.Day });
        uses.HasIndex(u => new { u.ShopId, u.Day });
    }

    public void Configure(EntityTypeBuilder<PackLoad> loads)
    {
        loads.ToTable("phrase_loads");
        loads.HasKey(l => new { l.ShopId, l.PackId, l.AgentId });
    }
}
