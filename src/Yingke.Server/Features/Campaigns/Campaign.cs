using Yingke.Domain.Campaigns;
using Yingke.Server.Features.Accounts;

namespace Yingke.Server.Features.Campaigns;

internal enum CampaignState { Planned, Running, Ended, Stopped }

/// <summary>大促活动: some days that a shop prepares for. (spec: campaigns.md)</summary>
internal sealed class Campaign
{
    public Guid ShopId { get; init; }
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string Name { get; set; }
    public DateTimeOffset StartAt { get; set; }

    /// <summary>The first instant that is no longer of it; earlier than planned once it was stopped.</summary>
    public DateTimeOffset EndAt { get; set; }

    /// <summary>What decides the PK.</summary>
    public Measure Measure { get; set; }

    /// <summary>整点播报.</summary>
    public bool Broadcasts { get; set; }

    /// <summary>Minutes after midnight at which supervisors get the goal review; null for none.</summary>
    public int? ReviewMinute { get; set; }
    public required CampaignPlan Plan { get; set; }

    /// <summary>Its own threshold and messages of overload; null for the shop's.</summary>
    public OwnOverload? Overload { get; set; }
    public long Version { get; set; } = 1;
    public required string CreatedBy { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? StoppedAt { get; set; }
    public string? StoppedBy { get; set; }

    public CampaignState StateAt(DateTimeOffset now) => StoppedAt is not null ? CampaignState.Stopped : now < StartAt ? CampaignState.Planned : now < EndAt ? CampaignState.Running : CampaignState.Ended;
}

/// <summary>What was announced on a full hour, for ever: the key keeps a second one out, whichever node tries.</summary>
internal sealed class HourlyBroadcast
{
    public Guid ShopId { get; init; }
    public Guid CampaignId { get; init; }
    public DateTimeOffset HourAt { get; init; }

    /// <summary>When it was sent; null for an hour that nobody was there to announce, worked out afterwards.</summary>
    public DateTimeOffset? SentAt { get; init; }
    public required BroadcastDocument Document { get; init; }
}

/// <summary>目标检视: the state of the goals of a day, as it was given to the supervisors.</summary>
internal sealed class GoalReview
{
    public Guid ShopId { get; init; }
    public Guid CampaignId { get; init; }

    /// <summary>The shop's local day, counted from 0001-01-01.</summary>
    public int Day { get; init; }
    public DateTimeOffset At { get; init; }
    public required ReviewDocument Document { get; init; }
}
