using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Yingke.Domain.Alerts;

namespace Yingke.Server.Features.Alerts;

internal enum AlertKind
{
    OfflineMessage, OfflineMessageDue, BadRating, Mention, TicketAssigned, TicketMoved, TicketNear, TicketOverdue, CallbackNear, CallbackMissed, OrderNear, OrderOverdue,
    ForbiddenPhrase, Complaint, InspectionResult, InspectionAppealed, AppealDecided, GoalReview, DutyUncovered, StaffingDue, StaffingMoved, StaffingUndone, Threshold,
}

/// <summary>Something that people must see soon. One row for all whom it concerns; who has seen it is marked apart.</summary>
internal sealed class Alert
{
    public Guid ShopId { get; init; }
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>What it is about, once: the same thing never alerts twice, whatever is tried again.</summary>
    public required string Key { get; init; }
    public AlertKind Kind { get; init; }

    /// <summary>The one whom it is for; null for everybody whom its kind concerns.</summary>
    public Guid? AgentId { get; init; }
    public Guid? ConversationId { get; init; }

    /// <summary>What else it is about: a ticket, a call-back, an order. Shown to whom it is for; without such a one to supervisors of the whole shop, and to those of the company
    /// whose agent has it.</summary>
    public Guid? SubjectId { get; init; }

    /// <summary>Whose matter it is, where neither conversation nor subject say so: supervisors of that agent's company hear of it as well.</summary>
    public Guid? OfAgentId { get; init; }

    /// <summary>The buyer; of a mention, who wrote the note; of a forbidden phrase, who wrote it; of a change of sides, who said so, null where it came to its end.</summary>
    public string? Name { get; init; }

    /// <summary>What was written. Of a duty, which one, and of a change of sides, for what and where to: said in the reader's language.</summary>
    public string? Text { get; init; }

    /// <summary>Of a deadline of an order, which one; said in the reader's language.</summary>
    public string? Clock { get; init; }

    /// <summary>Of a threshold: which figure, what it was, and the limit.</summary>
    public AlertMeasure? Measure { get; init; }
    public int? Value { get; init; }
    public int? Limit { get; init; }

    /// <summary>When the figure was well on the right side again.</summary>
    public DateTimeOffset? RecoveredAt { get; set; }

    /// <summary>Whom it is for does not want it on the page: it goes other ways.</summary>
    public bool OffPage { get; init; }
    public int? Stars { get; init; }
    public DateTimeOffset? DueAt { get; init; }
    public DateTimeOffset At { get; init; }
}

internal sealed class AlertMark
{
    public Guid ShopId { get; init; }
    public Guid AgentId { get; init; }
    public Guid AlertId { get; init; }
    public DateTimeOffset At { get; init; }
}

internal sealed class AlertTables : IEntityTypeConfiguration<Alert>, IEntityTypeConfiguration<AlertMark>
{
    public void Configure(EntityTypeBuilder<Alert> alerts)
    {
        alerts.ToTable("alerts");
        alerts.HasKey(a => new { a.ShopId, a.Id });
        alerts.HasIndex(a => new { a.ShopId, a.Key }).IsUnique();
        alerts.HasIndex(a => new { a.ShopId, a.At });
    }

    public void Configure(EntityTypeBuilder<AlertMark> marks)
    {
        marks.ToTable("alert_marks");
        marks.HasKey(m => new { m.ShopId, m.AgentId, m.AlertId });
        marks.HasIndex(m => new { m.ShopId, m.At });
    }
}
