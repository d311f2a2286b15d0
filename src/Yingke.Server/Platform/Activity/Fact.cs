using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Platform.Activity;

/// <summary>Something that happened, written in the transaction that made it happen and handed to the reactions afterwards, at least once.</summary>
internal sealed class Fact
{
    public Guid ShopId { get; init; }

    public Guid Id { get; init; } = Ids.Next();

    /// <summary>Glossary words joined by a dot, in the past tense: <c>conversation.closed</c>.</summary>
    public required string Type { get; init; }

    public DateTimeOffset At { get; init; }

    /// <summary>What it happened to: a conversation, an agent, …</summary>
    public Guid SubjectId { get; init; }

    /// <summary>Further details as JSON.</summary>
    public string? Details { get; init; }

    /// <summary>How often its reactions failed, and when they are tried again.</summary>
    public int Tries { get; set; }
    public DateTimeOffset? RetryAt { get; set; }
}

internal sealed class FactTables : IEntityTypeConfiguration<Fact>
{
    public void Configure(EntityTypeBuilder<Fact> facts)
    {
        facts.ToTable("facts");
        facts.HasKey(f => new { f.ShopId, f.Id });
    }
}
