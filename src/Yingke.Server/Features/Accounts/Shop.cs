namespace Yingke.Server.Features.Accounts;

/// <summary>The tenant: everything belongs to exactly one shop.</summary>
internal sealed class Shop
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>What people type when they sign in; unique over all shops.</summary>
    public required string Code { get; init; }

    public required string Name { get; set; }

    /// <summary>Names the shop in the one script line on its pages; not a secret.</summary>
    public required string PublicKey { get; init; }

    public string TimeZone { get; set; } = "Asia/Shanghai";

    /// <summary>How many sub-accounts the owner may make, suspended ones not counted.</summary>
    public int SubAccountQuota { get; set; } = 50;

    public required ShopSettings Settings { get; set; }

    /// <summary>Counts the changes of <see cref="Settings"/>, so that two editors cannot overwrite each other unseen.</summary>
    public long SettingsVersion { get; set; } = 1;

    /// <summary>Signs the identity of members (HMAC); the previous one is honoured until it expires after a rotation.</summary>
    public required string IdentitySecret { get; set; }
    public string? PreviousIdentitySecret { get; set; }
    public DateTimeOffset? PreviousIdentitySecretUntil { get; set; }

    public DateTimeOffset CreatedAt { get; init; }

    public string? SourceId { get; set; }

    public TimeZoneInfo Zone => TimeZoneInfo.FindSystemTimeZoneById(TimeZone);
}
