using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Yingke.Domain.Routing;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Routing;

/// <summary>The row that every choice of an agent in the shop locks first, so that two nodes never push an agent over capacity.</summary>
internal sealed class Dispatch
{
    public Guid ShopId { get; init; }

    /// <summary>The place of the next inflow.</summary>
    public long NextPlace { get; set; } = 1;

    /// <summary>Overload stands in the row that every inflow holds anyway, so that each of them is weighed against what is true.</summary>
    public bool OverloadOn { get; set; }
    public OverloadMode OverloadMode { get; set; }
    public DateTimeOffset? OverloadSince { get; set; }

    /// <summary>What a running campaign has otherwise; null for the shop's settings alone.</summary>
    public LentOverload? LentOverload { get; set; }
}

/// <summary>A campaign's own threshold and messages for as long as it runs.</summary>
/// <param name="Version">Of the campaign, so that a change of it is seen.</param>
internal sealed record LentOverload(Guid CampaignId, long Version, string Name, OwnOverload Own);

/// <summary>One agent's holding of one conversation, with the reason why: "为何分给我".</summary>
internal sealed class Assignment
{
    public Guid ShopId { get; init; }
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid ConversationId { get; init; }
    public Guid AgentId { get; init; }

    /// <summary>The agent's groups at the time: a group's figures count the stints of who was in it then.</summary>
    public Groups Groups { get; init; }
    public DateTimeOffset At { get; init; }
    public required Why Why { get; init; }
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary><c>closed</c>, <c>transferred</c> or <c>requeued</c>.</summary>
    public string? EndCause { get; set; }
}

/// <summary>Why an agent got a conversation.</summary>
/// <param name="Tier">The tier of routing.md that decided, or <c>transfer</c>, <c>claim</c>, <c>takeover</c>, <c>import</c>.</param>
internal sealed record Why([property: WordsOf(typeof(Tier), "transfer", "claim", "takeover", "import")] string Tier, IReadOnlyList<PassedOverAgents> PassedOver, int? Open = null, int? Weight = null, string? By = null, string? Reason = null);

/// <summary>Who was passed over for one reason: all counted, the first few by name, so that a desk of hundreds does not write a page with each assignment.</summary>
internal sealed record PassedOverAgents(PassedOver Because, int Count, IReadOnlyList<PassedOverAgent> Agents);

internal sealed record PassedOverAgent(Guid AgentId, string AgentName);

/// <summary>One step of overload: it began, ended, was forced or set free, or people were lent meanwhile. Never changed.</summary>
internal sealed class OverloadStep
{
    public Guid ShopId { get; init; }
    public Guid Id { get; init; } = Ids.Next();
    public DateTimeOffset At { get; init; }
    public bool IsOn { get; init; }
    public OverloadMode Mode { get; init; }

    /// <summary>Who said so; null where the load did.</summary>
    public string? AgentName { get; init; }
    public string? Reason { get; init; }
    public int Load { get; init; }
    public int Threshold { get; init; }

    /// <summary>How many people were lent; how many came back, below 0. Null of a step of overload itself.</summary>
    public int? Lent { get; init; }
}

/// <summary>A change of presence, for attendance and shift reports.</summary>
internal sealed class PresenceChange
{
    public Guid ShopId { get; init; }
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid AgentId { get; init; }
    public DateTimeOffset At { get; init; }
    public Presence Presence { get; init; }
    public string? Reason { get; init; }
    public PresenceCause Cause { get; init; }
}

internal sealed class RoutingTables : IEntityTypeConfiguration<Dispatch>, IEntityTypeConfiguration<Assignment>, IEntityTypeConfiguration<PresenceChange>, IEntityTypeConfiguration<OverloadStep>
{
    public void Configure(EntityTypeBuilder<Dispatch> rows)
    {
        rows.ToTable("dispatch");
        rows.HasKey(d => d.ShopId);
        rows.Property(d => d.LentOverload).HasConversion((ValueConverter)new JsonText<LentOverload>(), JsonText<LentOverload>.Comparer);
    }

    public void Configure(EntityTypeBuilder<Assignment> assignments)
    {
        assignments.ToTable("assignments");
        assignments.HasKey(a => new { a.ShopId, a.Id });
        assignments.HasIndex(a => new { a.ShopId, a.ConversationId, a.At });
        assignments.HasIndex(a => new { a.ShopId, a.AgentId, a.At });
        assignments.Property(a => a.Why).HasConversion((ValueConverter)new JsonText<Why>());
    }

    public void Configure(EntityTypeBuilder<OverloadStep> steps)
    {
        steps.ToTable("overload_steps");
        steps.HasKey(s => new { s.ShopId, s.Id });
    }

    public void Configure(EntityTypeBuilder<PresenceChange> changes)
    {
        changes.ToTable("presence_changes");
        changes.HasKey(c => new { c.ShopId, c.Id });
        changes.HasIndex(c => new { c.ShopId, c.AgentId, c.At });
    }
}
