using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Yingke.Domain.Robot;

namespace Yingke.Server.Features.Robot;

/// <summary>The robot's part of one conversation.</summary>
internal sealed class RobotPartRow
{
    public Guid ShopId { get; init; }
    public Guid ConversationId { get; init; }
    public DateTimeOffset MetAt { get; init; }
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>Why it ended with a person; null where it ended with the robot, or goes on.</summary>
    public RobotLeft? Left { get; set; }
}

/// <summary>What became of one message of a buyer to the robot.</summary>
internal sealed class RobotAnswer
{
    public Guid ShopId { get; init; }
    public Guid ConversationId { get; init; }

    /// <summary>The buyer's message and the robot's.</summary>
    public long Asked { get; init; }
    public long Seq { get; init; }
    public DateTimeOffset At { get; init; }
    public required string Question { get; init; }
    public RobotOutcome Outcome { get; init; }
    public RobotSkill? Skill { get; init; }
    public Guid? EntryId { get; init; }
    public int? Confidence { get; init; }
}

/// <summary>有用, 没用: what the buyer says of an answer; the last word counts.</summary>
internal sealed class RobotRating
{
    public Guid ShopId { get; init; }
    public Guid ConversationId { get; init; }
    public long Seq { get; init; }
    public bool Useful { get; set; }
    public DateTimeOffset At { get; set; }
}

internal sealed class RobotTables : IEntityTypeConfiguration<RobotPartRow>, IEntityTypeConfiguration<RobotAnswer>, IEntityTypeConfiguration<RobotRating>
{
    public void Configure(EntityTypeBuilder<RobotPartRow> parts)
    {
        parts.ToTable("robot_talks");
        parts.HasKey(p => new { p.ShopId, p.ConversationId });
        parts.HasIndex(p => new { p.ShopId, p.EndedAt });
    }

    public void Configure(EntityTypeBuilder<RobotAnswer> answers)
    {
        answers.ToTable("robot_answers");
        answers.HasKey(a => new { a.ShopId, a.ConversationId, a.Asked });
        answers.HasIndex(a => new { a.ShopId, a.At });
    }

    public void Configure(EntityTypeBuilder<RobotRating> ratings)
    {
        ratings.ToTable("robot_ratings");
        ratings.HasKey(r => new { r.ShopId, r.ConversationId, r.Seq });
    }
}
