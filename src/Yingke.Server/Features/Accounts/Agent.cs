using Yingke.Domain.Routing;

namespace Yingke.Server.Features.Accounts;

/// <summary>A person with one sub-account of their own, never shared; owner, supervisors and inspectors are agents too, told apart by their post.</summary>
internal sealed class Agent
{
    public Guid ShopId { get; init; }
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>What the person types when signing in, lower case, unique in the shop.</summary>
    public required string AccountName { get; set; }

    /// <summary>What buyers and colleagues read.</summary>
    public required string Name { get; set; }
    public string? EmployeeNumber { get; set; }

    /// <summary>Null for an account that cannot sign in yet (imported).</summary>
    public string? PasswordHash { get; set; }
    public Guid PostId { get; set; }
    public bool IsOwner { get; init; }

    public Groups Groups { get; set; } = Groups.Presale;
    public bool ImEnabled { get; set; } = true;
    public int Capacity { get; set; } = 10;
    public int Weight { get; set; } = 1;

    /// <summary>The telephone whose calls are this agent's; no two in a shop have the same.</summary>
    public string? Extension { get; set; }
    public Grade Grade { get; set; } = Grade.Normal;

    /// <summary>The outsourcing company; null for the shop's own people.</summary>
    public string? Company { get; set; }
    public string Language { get; set; } = "zh-CN";

    /// <summary>The agent's own words after the shop's welcome.</summary>
    public string? Greeting { get; set; }

    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? SuspendedAt { get; set; }

    /// <summary>Of an account on a temporary place: from this instant on it is over, its data stay.</summary>
    public DateTimeOffset? LapsesAt { get; set; }

    /// <summary>Protected (data protection), set once the second factor is confirmed.</summary>
    public string? TotpSecret { get; set; }

    /// <summary>A protected secret that waits for its first code.</summary>
    public string? PendingTotpSecret { get; set; }

    /// <summary>The last accepted time step: a code works once.</summary>
    public long TotpStep { get; set; }

    public DateTimeOffset? LastSignInAt { get; set; }

    public Presence Presence { get; set; } = Presence.Offline;
    public string? PresenceReason { get; set; }
    public PresenceCause PresenceCause { get; set; } = PresenceCause.SignedOut;
    public DateTimeOffset PresenceSince { get; set; }

    /// <summary>The lease of the agent's connections: renewed while any node holds one, expired after the shop's grace.</summary>
    public DateTimeOffset? SeenAt { get; set; }

    public DateTimeOffset? LastAssignedAt { get; set; }

    public string? SourceId { get; set; }
}

/// <summary>等级.</summary>
internal enum Grade { Normal, Senior, Lead }

/// <summary>Why a presence is what it is.</summary>
internal enum PresenceCause { Self, Supervisor, ConnectionLost, SignedOut, Call }
