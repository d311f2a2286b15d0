namespace Yingke.Server.Features.Accounts;

/// <summary>岗位: a named set of permissions, each with the reach it has.</summary>
internal sealed class Post
{
    public Guid ShopId { get; init; }
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string Name { get; set; }

    /// <summary>The stable name of one of the shipped posts; null for the shop's own.</summary>
    public string? BuiltIn { get; init; }

    /// <summary>Permission id to scope.</summary>
    public required IReadOnlyDictionary<string, Domain.Accounts.Scope> Permissions { get; set; }
}

/// <summary>One signed-in browser. The cookie holds a random token; only its hash is stored.</summary>
internal sealed class Session
{
    public Guid ShopId { get; init; }
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid AgentId { get; init; }
    public required byte[] TokenHash { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset ExpiresAt { get; set; }
    public DateTimeOffset? EndedAt { get; set; }
    public string? Address { get; init; }
    public string? UserAgent { get; init; }
}

/// <summary>A failed sign-in, kept as long as it can still slow or lock somebody.</summary>
internal sealed class SignInFailure
{
    public Guid ShopId { get; init; }
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string AccountName { get; init; }
    public required string Address { get; init; }
    public DateTimeOffset At { get; init; }
}

/// <summary>A key for programs of the shop; shown once, stored hashed.</summary>
internal sealed class ApiKey
{
    public Guid ShopId { get; init; }
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string Name { get; init; }

    /// <summary>The first characters, to tell keys apart in a list.</summary>
    public required string Prefix { get; init; }
    public required byte[] KeyHash { get; init; }

    /// <summary>Permission ids.</summary>
    public required IReadOnlyList<string> Scopes { get; init; }
    public Guid CreatedBy { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? RevokedAt { get; set; }
    public DateTimeOffset? LastUsedAt { get; set; }
}

/// <summary>Who did what, when, from where, old and new; append-only.</summary>
internal sealed class AuditRecord
{
    public Guid ShopId { get; init; }
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public DateTimeOffset At { get; init; }

    /// <summary><c>agent</c>, <c>api_key</c> or <c>system</c>.</summary>
    public required string ActorKind { get; init; }
    public Guid? ActorId { get; init; }
    public required string ActorName { get; init; }
    public string? Address { get; init; }

    /// <summary>Glossary words joined by a dot: <c>agent.post_changed</c>.</summary>
    public required string Action { get; init; }

    /// <summary>What it was done to, in words people know.</summary>
    public required string Subject { get; init; }
    public string? Old { get; init; }
    public string? New { get; init; }
}
