using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Yingke.Domain.Conversations;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Conversations;

/// <summary>1 to 5 stars, once per conversation, within the shop's window after closing.</summary>
internal sealed class Rating
{
    public Guid ShopId { get; init; }
    public Guid ConversationId { get; init; }

    /// <summary>Who served last; null if nobody did.</summary>
    public Guid? AgentId { get; init; }
    public int Stars { get; init; }
    public IReadOnlyList<string> Tags { get; init; } = [];
    public string? Text { get; init; }
    public DateTimeOffset At { get; init; }
}

/// <summary>An agent's own mark on a conversation.</summary>
internal sealed class Star
{
    public Guid ShopId { get; init; }
    public Guid AgentId { get; init; }
    public Guid ConversationId { get; init; }
}

/// <summary>A colleague named in a note: may read the conversation from then on.</summary>
internal sealed class Mention
{
    public Guid ShopId { get; init; }
    public Guid ConversationId { get; init; }
    public Guid AgentId { get; init; }
}

/// <summary>An uploaded picture or file; the bytes lie in the files folder under its id.</summary>
internal sealed class StoredFile
{
    public Guid ShopId { get; init; }
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string Name { get; init; }
    public required string Type { get; init; }
    public long Size { get; init; }
    public int? Width { get; init; }
    public int? Height { get; init; }

    /// <summary>The buyer or agent who sent it.</summary>
    public Guid UploaderId { get; init; }
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Set when a message refers to it; what is never attached is swept.</summary>
    public Guid? ConversationId { get; set; }

    /// <summary>Set for a favourite picture of the agent who is its uploader: it hangs in no message itself, copies of it do.</summary>
    public DateTimeOffset? KeptAt { get; set; }

    /// <summary>Or the ticket, application or order that it hangs on; and the permission with which it is read there.</summary>
    public Guid? SubjectId { get; set; }
    public string? ReadWith { get; set; }
}

internal sealed class ConversationTables :
    IEntityTypeConfiguration<Conversation>, IEntityTypeConfiguration<Entry>, IEntityTypeConfiguration<Rating>, IEntityTypeConfiguration<Star>, IEntityTypeConfiguration<Mention>, IEntityTypeConfiguration<StoredFile>
{
    public void Configure(EntityTypeBuilder<Conversation> conversations)
    {
        conversations.ToTable("conversations");
        conversations.HasKey(c => new { c.ShopId, c.Id });
        // One open conversation per buyer and shop, whatever two nodes do at once.
        conversations.HasIndex(c => new { c.ShopId, c.BuyerId }, "open_buyer").IsUnique().HasFilter("state <> 'closed'");
        conversations.HasIndex(c => new { c.ShopId, c.State, c.AgentId });
        conversations.HasIndex(c => new { c.ShopId, c.BuyerId, c.Id });
        conversations.HasIndex(c => new { c.ShopId, c.OpenedAt });
        conversations.HasIndex(c => new { c.ShopId, c.ClosedAt });
        conversations.HasIndex(c => new { c.ShopId, c.AgentId, c.ClosedAt });
        conversations.HasIndex(c => new { c.ShopId, c.SourceId }).IsUnique();
        conversations.HasIndex(c => new { c.ShopId, c.Place }, "queued").HasFilter("state = 'queued'");
        conversations.HasIndex(c => new { c.ShopId, c.Place }, "robot").HasFilter("state = 'robot'");
        conversations.Property(c => c.Product).HasConversion((ValueConverter)new JsonText<Card>());
        conversations.Property(c => c.Order).HasConversion((ValueConverter)new JsonText<Card>());
        conversations.Property(c => c.CloseTags).HasConversion((ValueConverter)new JsonText<IReadOnlyList<string>>(), JsonText<IReadOnlyList<string>>.Comparer);
    }

    public void Configure(EntityTypeBuilder<Entry> entries)
    {
        entries.ToTable("entries");
        entries.HasKey(e => new { e.ShopId, e.ConversationId, e.Seq });
        entries.HasIndex(e => new { e.ShopId, e.ConversationId, e.SenderId, e.ClientId }, "client_id").IsUnique().HasFilter("client_id IS NOT NULL");
        entries.HasIndex(e => new { e.ShopId, e.ConversationId }, "recall").HasFilter("kind = 'recall'");
        entries.HasIndex(e => new { e.ShopId, e.SourceId }).IsUnique().HasFilter("source_id <> ''");
        entries.Property(e => e.From).HasColumnName("sender");
        entries.Property(e => e.Details).HasConversion((ValueConverter)new JsonText<EntryDetails>());
    }

    public void Configure(EntityTypeBuilder<Rating> ratings)
    {
        ratings.ToTable("ratings");
        ratings.HasKey(r => new { r.ShopId, r.ConversationId });
        ratings.HasIndex(r => new { r.ShopId, r.At });
        ratings.Property(r => r.Tags).HasConversion(new JsonText<IReadOnlyList<string>>(), JsonText<IReadOnlyList<string>>.Comparer);
    }

    public void Configure(EntityTypeBuilder<Star> stars)
    {
        stars.ToTable("stars");
        stars.HasKey(s => new { s.ShopId, s.AgentId, s.ConversationId });
    }

    public void Configure(EntityTypeBuilder<Mention> mentions)
    {
        mentions.ToTable("mentions");
        mentions.HasKey(m => new { m.ShopId, m.ConversationId, m.AgentId });
    }

    public void Configure(EntityTypeBuilder<StoredFile> files)
    {
        files.ToTable("files");
        files.HasKey(f => new { f.ShopId, f.Id });
        files.HasIndex(f => new { f.ShopId, f.ConversationId });
        files.HasIndex(f => new { f.ShopId, f.UploaderId }, "unattached").HasFilter("conversation_id IS NULL");
        files.HasIndex(f => new { f.ShopId, f.UploaderId, f.KeptAt }, "kept").HasFilter("kept_at IS NOT NULL");
        files.HasIndex(f => new { f.ShopId, f.SubjectId }, "subject").HasFilter("subject_id IS NOT NULL");
    }
}
