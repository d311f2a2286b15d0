using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Alerts.WebPush;

/// <summary>With what the shop signs its pushes (VAPID, RFC 8292); made when it is first needed.</summary>
internal sealed class PushKey
{
    public Guid ShopId { get; init; }

    /// <summary>The uncompressed point, base64url: browsers subscribe with it.</summary>
    public required string PublicKey { get; init; }

    /// <summary>Protected (data protection).</summary>
    public required string PrivateKey { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
}

/// <summary>A browser that somebody wants to be told in. It ends with the session in which it was subscribed.</summary>
internal sealed class PushSubscription
{
    public Guid ShopId { get; init; }
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid AgentId { get; init; }
    public Guid SessionId { get; init; }
    public required string Endpoint { get; init; }
    public required string P256dh { get; init; }
    public required string Auth { get; init; }

    /// <summary>Where the page came from: whom a push service may ask about us.</summary>
    public required string Origin { get; init; }
    public string? Browser { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? LastAt { get; set; }
    public string? LastError { get; set; }
}

/// <summary>One notice for one browser, until it is delivered or given up.</summary>
internal sealed class PushMessage
{
    public Guid ShopId { get; init; }
    public Guid Id { get; init; } = Ids.Next();
    public Guid SubscriptionId { get; init; }

    /// <summary>A notice that was sent twice replaces itself.</summary>
    public required string Topic { get; init; }
    public required string Body { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public int Tries { get; set; }

    /// <summary>When it is due; while a node sends it, when another may.</summary>
    public DateTimeOffset RetryAt { get; set; }
}

internal sealed class PushTables : IEntityTypeConfiguration<PushKey>, IEntityTypeConfiguration<PushSubscription>, IEntityTypeConfiguration<PushMessage>
{
    public void Configure(EntityTypeBuilder<PushKey> keys)
    {
        keys.ToTable("push_keys");
        keys.HasKey(k => k.ShopId);
    }

    public void Configure(EntityTypeBuilder<PushSubscription> subscriptions)
    {
        subscriptions.ToTable("push_subscriptions");
        subscriptions.HasKey(s => new { s.ShopId, s.Id });
        subscriptions.HasIndex(s => new { s.ShopId, s.Endpoint }).IsUnique();
        subscriptions.HasIndex(s => new { s.ShopId, s.AgentId });
        subscriptions.Property(s => s.P256dh).HasColumnName("p256dh");
    }

    public void Configure(EntityTypeBuilder<PushMessage> messages)
    {
        messages.ToTable("push_messages");
        messages.HasKey(m => new { m.ShopId, m.Id });
        messages.HasIndex(m => new { m.RetryAt, m.ShopId }, "due");
        messages.HasIndex(m => new { m.ShopId, m.SubscriptionId });
    }
}
