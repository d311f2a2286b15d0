using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Yingke.Domain.StaffTalk;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.StaffTalk;

internal enum StaffLinkKind { Conversation, Ticket }

/// <summary>What a message of the staff points at.</summary>
internal sealed record StaffLink(StaffLinkKind Kind, Guid Id);

/// <summary>A channel's head: whoever writes holds it, so that seq runs without gaps in the order of the commits.</summary>
internal sealed class StaffChannelRow
{
    public Guid ShopId { get; init; }
    public StaffChannel Channel { get; init; }
    public long Head { get; set; }
}

internal sealed class StaffMessage
{
    public Guid ShopId { get; init; }
    public StaffChannel Channel { get; init; }
    public long Seq { get; init; }
    public Guid AgentId { get; init; }

    /// <summary>Chosen by the sender: the same one again is the same message.</summary>
    public required string ClientId { get; init; }
    public required string Text { get; init; }
    public required IReadOnlyList<StaffLink> Links { get; init; }
    public DateTimeOffset At { get; init; }
}

/// <summary>How far somebody has read.</summary>
internal sealed class StaffReadMark
{
    public Guid ShopId { get; init; }
    public Guid AgentId { get; init; }
    public StaffChannel Channel { get; init; }
    public long Seq { get; set; }
}

internal sealed class StaffTalkTables : IEntityTypeConfiguration<StaffChannelRow>, IEntityTypeConfiguration<StaffMessage>, IEntityTypeConfiguration<StaffReadMark>
{
    public void Configure(EntityTypeBuilder<StaffChannelRow> channels)
    {
        channels.ToTable("staff_channels");
        channels.HasKey(c => new { c.ShopId, c.Channel });
    }

    public void Configure(EntityTypeBuilder<StaffMessage> messages)
    {
        messages.ToTable("staff_messages");
        messages.HasKey(m => new { m.ShopId, m.Channel, m.Seq });
        messages.HasIndex(m => new { m.ShopId, m.AgentId, m.ClientId }, "client").IsUnique();
        messages.Property(m => m.Links).HasConversion(new JsonText<IReadOnlyList<StaffLink>>(), JsonText<IReadOnlyList<StaffLink>>.Comparer);
    }

    public void Configure(EntityTypeBuilder<StaffReadMark> marks)
    {
        marks.ToTable("staff_read_marks");
        marks.HasKey(m => new { m.ShopId, m.AgentId, m.Channel });
    }
}
