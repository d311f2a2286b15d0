using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Yingke.Server.Platform.Jobs;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.History;

/// <summary>What a bad line means for the others (spec: history-format.md).</summary>
internal enum ImportMode { Strict, SkipBad }

/// <summary>What an import is doing.</summary>
internal enum ImportPhase { Reading, Checking, Writing, Finished }

/// <summary>A line that was not imported: its number in the file, the field (null: the line as a whole) and a stable reason.</summary>
internal sealed record BadLine(long Line, string? Field, string Reason);

/// <summary>An import that somebody started in the settings, with its progress; those of the command line leave only what they imported.</summary>
internal sealed class HistoryImport : FileImport
{
    /// <summary>So many bad lines are listed; all of them are in the file that can be downloaded.</summary>
    public const int ListedBadLines = 200;

    public ImportMode Mode { get; init; }
    public ImportPhase Phase { get; set; }

    /// <summary>Lines read so far.</summary>
    public long Lines { get; set; }

    /// <summary>Lines that are new in the shop.</summary>
    public long Imported { get; set; }

    /// <summary>Lines that the shop had already.</summary>
    public long Unchanged { get; set; }
    public long BadCount { get; set; }

    /// <summary>The first of them.</summary>
    public IReadOnlyList<BadLine> Bad { get; set; } = [];

    public void Take(ImportProgress progress) =>
        (Phase, Lines, Imported, Unchanged, BadCount, Bad) = (progress.Phase, progress.Lines, progress.Imported, progress.Unchanged, progress.BadCount, progress.Bad);
}

internal sealed class HistoryTables : IEntityTypeConfiguration<HistoryImport>
{
    public void Configure(EntityTypeBuilder<HistoryImport> imports)
    {
        imports.ToTable("history_imports");
        imports.HasKey(i => new { i.ShopId, i.Id });
        imports.Property(i => i.Bad).HasConversion(new JsonText<IReadOnlyList<BadLine>>(), JsonText<IReadOnlyList<BadLine>>.Comparer);
    }
}
