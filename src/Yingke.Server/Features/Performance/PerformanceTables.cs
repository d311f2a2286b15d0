using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Yingke.Domain.Performance;
using Yingke.Domain.Routing;

namespace Yingke.Server.Features.Performance;

/// <summary>A consultation as reports read it: cut out of its conversation's log, and made anew whenever the log moves on. (spec: performance.md, Stints)</summary>
internal sealed record StintRow
{
    public Guid ShopId { get; init; }
    public Guid ConversationId { get; init; }

    /// <summary>Its place among the conversation's stints.</summary>
    public int Number { get; init; }
    public Guid AgentId { get; init; }

    /// <summary>The agent's groups when it was assigned.</summary>
    public Groups Groups { get; init; }
    public Guid BuyerId { get; init; }
    public Inquiry Inquiry { get; init; }
    public DateTimeOffset AssignedAt { get; init; }
    public DateTimeOffset StartAt { get; init; }

    /// <summary>The local day of its start, counted from 0001-01-01.</summary>
    public int Day { get; init; }

    public int Receptions { get; init; }
    public int Turns { get; init; }
    public int Answered { get; init; }
    public long ResponseMs { get; init; }
    public int Firsts { get; init; }
    public long FirstMs { get; init; }
    public int Within60 { get; init; }
    public int Within120 { get; init; }
    public int Within180 { get; init; }
    public int NightTurns { get; init; }
    public int NightOnTime { get; init; }
    public int AgentMessages { get; init; }
    public int BuyerMessages { get; init; }
    public int Ratings { get; init; }
    public int GoodRatings { get; init; }

    public ChatCounts Counts => new()
    {
        Receptions = Receptions, Turns = Turns, Answered = Answered, ResponseMs = ResponseMs, Firsts = Firsts, FirstMs = FirstMs, Within60 = Within60, Within120 = Within120, Within180 = Within180,
        NightTurns = NightTurns, NightOnTime = NightOnTime, AgentMessages = AgentMessages, BuyerMessages = BuyerMessages, Ratings = Ratings, GoodRatings = GoodRatings,
    };
}

/// <summary>How far a conversation's log is in the stints.</summary>
internal sealed class ProjectedLog
{
    public Guid ShopId { get; init; }
    public Guid ConversationId { get; init; }
    public long Seq { get; init; }

    /// <summary>It was open then: it will move on.</summary>
    public bool IsOpen { get; init; }

    /// <summary>Cut by this rebuild or since: one of an earlier time has it cut anew.</summary>
    public long Rebuild { get; init; }
}

/// <summary>Up to when a shop's conversations were looked at; null asks for a look at all of them.</summary>
internal sealed class Projection
{
    public Guid ShopId { get; init; }
    public DateTimeOffset? SeenAt { get; set; }

    /// <summary>Grows whenever all of them are to be looked at: a look that began before has not seen what came.</summary>
    public long Version { get; set; }

    /// <summary>How many times all of them were asked to be cut anew.</summary>
    public long Rebuilds { get; set; }
}

internal sealed class PerformanceTables : IEntityTypeConfiguration<StintRow>, IEntityTypeConfiguration<ProjectedLog>, IEntityTypeConfiguration<Projection>
{
    public void Configure(EntityTypeBuilder<StintRow> stints)
    {
        stints.ToTable("stints");
        stints.HasKey(s => new { s.ShopId, s.ConversationId, s.Number });
        stints.Ignore(s => s.Counts);
        stints.HasIndex(s => new { s.ShopId, s.Day, s.AgentId });
        stints.HasIndex(s => new { s.ShopId, s.BuyerId, s.Day });
    }

    public void Configure(EntityTypeBuilder<ProjectedLog> logs)
    {
        logs.ToTable("projected_logs");
        logs.HasKey(l => new { l.ShopId, l.ConversationId });
        logs.HasIndex(l => new { l.ShopId, l.ConversationId }, "open").HasFilter("is_open");
    }

    public void Configure(EntityTypeBuilder<Projection> projections)
    {
        projections.ToTable("projections");
        projections.HasKey(p => p.ShopId);
    }
}
