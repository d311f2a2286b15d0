using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Yingke.Domain.Tickets;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Tickets;

internal enum TicketStepKind { Opened, Assigned, Replied, Waiting, Resolved, Closed, Reopened, Edited, Planned, Arrived, Confirmed, Watched, Near, Overdue }

/// <summary>One line of a ticket's story: what happened, who did it, and with which words; nothing changes or removes it.</summary>
internal sealed class TicketStep
{
    public Guid ShopId { get; init; }
    public Guid Id { get; init; } = Ids.Next();
    public Guid TicketId { get; init; }
    public DateTimeOffset At { get; init; }
    public Guid? AgentId { get; init; }
    public TicketStepKind Kind { get; init; }
    public string? Text { get; init; }
    public IReadOnlyList<Guid>? Files { get; init; }

    /// <summary>Whom it was handed to.</summary>
    public Guid? ToAgentId { get; init; }
    public string? ToDepartment { get; init; }

    /// <summary>Near and overdue: which clock.</summary>
    public string? Clock { get; init; }
}

internal sealed class TicketWatcher
{
    public Guid ShopId { get; init; }
    public Guid TicketId { get; init; }
    public Guid AgentId { get; init; }
}

/// <summary>The last number that a shop gave to a ticket.</summary>
internal sealed class TicketNumber
{
    public Guid ShopId { get; init; }
    public long Last { get; init; }
}

internal sealed class TicketTables : IEntityTypeConfiguration<Ticket>, IEntityTypeConfiguration<TicketStep>, IEntityTypeConfiguration<TicketWatcher>, IEntityTypeConfiguration<TicketNumber>,
    IEntityTypeConfiguration<TicketSettingsRow>, IEntityTypeConfiguration<OpenedTicket>
{
    public void Configure(EntityTypeBuilder<Ticket> tickets)
    {
        tickets.ToTable("tickets");
        tickets.HasKey(t => new { t.ShopId, t.Id });
        tickets.HasIndex(t => new { t.ShopId, t.Number }).IsUnique();
        tickets.HasIndex(t => new { t.ShopId, t.SourceId }).IsUnique();
        tickets.HasIndex(t => new { t.ShopId, t.State, t.AssigneeId });
        tickets.HasIndex(t => new { t.ShopId, t.BuyerId, t.Id }, "buyer").HasFilter("buyer_id IS NOT NULL");
        tickets.HasIndex(t => new { t.ShopId, t.SubjectId }, "subject").HasFilter("subject_id IS NOT NULL");
        tickets.Property(t => t.Visit).HasConversion((ValueConverter)new JsonText<Visit>());
        tickets.Ignore(t => t.IsOver);
    }

    public void Configure(EntityTypeBuilder<TicketStep> steps)
    {
        steps.ToTable("ticket_steps");
        steps.HasKey(s => new { s.ShopId, s.Id });
        steps.HasIndex(s => new { s.ShopId, s.TicketId, s.At });
        steps.Property(s => s.Files).HasConversion((ValueConverter)new JsonText<IReadOnlyList<Guid>>(), JsonText<IReadOnlyList<Guid>>.Comparer);
    }

    public void Configure(EntityTypeBuilder<TicketWatcher> watchers)
    {
        watchers.ToTable("ticket_watchers");
        watchers.HasKey(w => new { w.ShopId, w.TicketId, w.AgentId });
    }

    public void Configure(EntityTypeBuilder<TicketNumber> numbers)
    {
        numbers.ToTable("ticket_numbers");
        numbers.HasKey(n => n.ShopId);
    }

    public void Configure(EntityTypeBuilder<TicketSettingsRow> settings)
    {
        settings.ToTable("ticket_settings");
        settings.HasKey(s => s.ShopId);
        settings.Property(s => s.Document).HasConversion(new JsonText<TicketSettings>(), JsonText<TicketSettings>.Comparer);
    }

    public void Configure(EntityTypeBuilder<OpenedTicket> opened)
    {
        opened.ToTable("opened_tickets");
        opened.HasKey(o => new { o.ShopId, o.AgentId, o.ClientId });
    }
}

/// <summary>What a double click meets: the sender's own word for the ticket that it opened.</summary>
internal sealed class OpenedTicket
{
    public Guid ShopId { get; init; }
    public Guid AgentId { get; init; }
    public required string ClientId { get; init; }
    public Guid TicketId { get; init; }
}
