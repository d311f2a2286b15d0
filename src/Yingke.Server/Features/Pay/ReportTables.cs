using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Yingke.Server.Features.Pay;

/// <summary>月报: one of each agent and month; once submitted it stays.</summary>
internal sealed class MonthlyReport
{
    public Guid ShopId { get; init; }
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid AgentId { get; init; }
    public int MonthKey { get; init; }
    public string Done { get; set; } = "";
    public string Problems { get; set; } = "";
    public string Plans { get; set; } = "";

    /// <summary>The figures as they were submitted, as JSON.</summary>
    public string? Figures { get; set; }
    public DateTimeOffset SavedAt { get; set; }
    public DateTimeOffset? SubmittedAt { get; set; }
}

internal enum SuggestionState { Filed, Adopted, Declined }

/// <summary>建议: what an agent proposes, with its evidence, and what the supervisor decided.</summary>
internal sealed class Suggestion
{
    public Guid ShopId { get; init; }
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid AgentId { get; init; }
    public required string Subject { get; init; }
    public required string Evidence { get; init; }
    public Guid? ConversationId { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public required string ClientId { get; init; }
    public SuggestionState State { get; set; }
    public string? DecidedBy { get; set; }
    public DateTimeOffset? DecidedAt { get; set; }
    public string? Reason { get; set; }
    public long RewardFen { get; set; }
}

internal sealed class ReportTables : IEntityTypeConfiguration<MonthlyReport>, IEntityTypeConfiguration<Suggestion>
{
    public void Configure(EntityTypeBuilder<MonthlyReport> reports)
    {
        reports.ToTable("monthly_reports");
        reports.HasKey(r => new { r.ShopId, r.Id });
        reports.HasIndex(r => new { r.ShopId, r.MonthKey, r.AgentId }, "agent").IsUnique();
    }

    public void Configure(EntityTypeBuilder<Suggestion> suggestions)
    {
        suggestions.ToTable("suggestions");
        suggestions.HasKey(s => new { s.ShopId, s.Id });
        suggestions.HasIndex(s => new { s.ShopId, s.AgentId, s.ClientId }, "client_id").IsUnique();
    }
}
