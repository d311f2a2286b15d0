using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Yingke.Domain.Quality;
using Yingke.Server.Platform.Jobs;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Quality.Phrases.Imports;

/// <summary>A row of the file that cannot be a phrase.</summary>
internal sealed record BadPhrase(long Row, string Text, string Reason);

/// <summary>A message that an entry would hit.</summary>
internal sealed record HitExample(Guid ConversationId, string Text, int Start, int End);

/// <summary>A list of phrases that was sent up, tried on what agents wrote, and taken in when somebody says so.</summary>
internal sealed class PhraseImport : FileImport
{
    public const int ListedBad = 50;

    public PhraseSeverity Severity { get; init; }
    public int Percent { get; set; }

    /// <summary>New phrases of the file, each once.</summary>
    public int Entries { get; set; }

    /// <summary>In the shop's list already.</summary>
    public int Known { get; set; }
    public int Repeated { get; set; }
    public int BadCount { get; set; }
    public IReadOnlyList<BadPhrase> Bad { get; set; } = [];

    /// <summary>How many messages it was tried on, how many of them it would hit, and with how many of its entries.</summary>
    public int Messages { get; set; }
    public int HitMessages { get; set; }
    public int HitEntries { get; set; }

    public DateTimeOffset? AdoptedAt { get; set; }
    public int Adopted { get; set; }
}

/// <summary>One entry of the file, numbered from the one that hits most.</summary>
internal sealed class PhraseCandidate
{
    public Guid ShopId { get; init; }
    public Guid ImportId { get; init; }
    public int Number { get; init; }
    public required string Text { get; init; }
    public required string Plain { get; init; }
    public PhraseSeverity Severity { get; set; }
    public string? Replacement { get; init; }
    public string? Note { get; init; }

    /// <summary>How many messages it would have hit.</summary>
    public int Hits { get; init; }
    public IReadOnlyList<HitExample> Examples { get; init; } = [];
    public bool IsTaken { get; set; } = true;
}

internal sealed class PhraseImportTables : IEntityTypeConfiguration<PhraseImport>, IEntityTypeConfiguration<PhraseCandidate>
{
    public void Configure(EntityTypeBuilder<PhraseImport> imports)
    {
        imports.ToTable("phrase_imports");
        imports.HasKey(i => new { i.ShopId, i.Id });
        imports.Property(i => i.Bad).HasConversion(new JsonText<IReadOnlyList<BadPhrase>>(), JsonText<IReadOnlyList<BadPhrase>>.Comparer);
    }

    public void Configure(EntityTypeBuilder<PhraseCandidate> candidates)
    {
        candidates.ToTable("phrase_candidates");
        candidates.HasKey(c => new { c.ShopId, c.ImportId, c.Number });
        candidates.Property(c => c.Examples).HasConversion(new JsonText<IReadOnlyList<HitExample>>(), JsonText<IReadOnlyList<HitExample>>.Comparer);
    }
}
