using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Webhooks;

/// <summary>Who listens: any program, or a group's robot of 钉钉 or 企业微信.</summary>
internal enum WebhookKind { Generic, Dingtalk, Wecom }

internal enum DeliveryState { Pending, Done, Dead }

/// <summary>An address of the shop's that is told what happens. Its deliveries leave one after the other, in order; while it is down they wait.</summary>
internal sealed class Webhook
{
    public Guid ShopId { get; init; }
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string Url { get; set; }
    public WebhookKind Kind { get; init; }
    public required IReadOnlyList<string> Events { get; set; }

    /// <summary>Protected (data protection): signs what is sent. The robots of 企业微信 have none.</summary>
    public string? Secret { get; set; }
    public bool Enabled { get; set; } = true;
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>From when on it wants messages; null while it does not.</summary>
    public DateTimeOffset? MessagesSince { get; set; }

    /// <summary>Failures in a row, and when the next attempt is due.</summary>
    public int Failures { get; set; }
    public DateTimeOffset? RetryAt { get; set; }

    /// <summary>A node works on its deliveries until then.</summary>
    public DateTimeOffset? ClaimedUntil { get; set; }
    public int? LastStatus { get; set; }
    public string? LastError { get; set; }
    public DateTimeOffset? LastAt { get; set; }
}

/// <summary>One body for one webhook.</summary>
internal sealed class WebhookDelivery
{
    public Guid ShopId { get; init; }

    /// <summary>Also the id of the event, by which a receiver knows a repetition.</summary>
    public Guid Id { get; init; } = Ids.Next();
    public Guid WebhookId { get; init; }
    public required string Event { get; init; }
    public required string Body { get; init; }
    public DeliveryState State { get; set; }
    public int Tries { get; set; }
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When its day of attempts began: at first, or when it was sent anew.</summary>
    public DateTimeOffset QueuedAt { get; set; }
    public DateTimeOffset? TriedAt { get; set; }
    public int? Status { get; set; }
    public string? Error { get; set; }
}

/// <summary>How far a conversation's messages have been handed to webhooks.</summary>
internal sealed class WebhookCursor
{
    public Guid ShopId { get; init; }
    public Guid ConversationId { get; init; }
    public long Seq { get; set; }
}

internal sealed class WebhookTables : IEntityTypeConfiguration<Webhook>, IEntityTypeConfiguration<WebhookDelivery>, IEntityTypeConfiguration<WebhookCursor>
{
    public void Configure(EntityTypeBuilder<Webhook> webhooks)
    {
        webhooks.ToTable("webhooks");
        webhooks.HasKey(w => new { w.ShopId, w.Id });
        webhooks.Property(w => w.Events).HasConversion(new JsonText<IReadOnlyList<string>>(), JsonText<IReadOnlyList<string>>.Comparer);
    }

    public void Configure(EntityTypeBuilder<WebhookDelivery> deliveries)
    {
        deliveries.ToTable("webhook_deliveries");
        deliveries.HasKey(d => new { d.ShopId, d.Id });
        deliveries.HasIndex(d => new { d.ShopId, d.WebhookId, d.Id }, "pending").HasFilter("state = 'pending'");
        deliveries.HasIndex(d => new { d.ShopId, d.WebhookId, d.CreatedAt });
    }

    public void Configure(EntityTypeBuilder<WebhookCursor> cursors)
    {
        cursors.ToTable("webhook_cursors");
        cursors.HasKey(c => new { c.ShopId, c.ConversationId });
        // A node that slept past its lease must not hand messages on twice.
        cursors.Property(c => c.Seq).IsConcurrencyToken();
    }
}

/// <summary>What a webhook may ask for. All but messages and alerts are facts of the same name.</summary>
internal static class WebhookEvents
{
    public const string MessageCreated = "message.created";

    /// <summary>What somebody chose to be sent here.</summary>
    public const string AlertRaised = "alert.raised";
    public const string Test = "test";

    public static readonly string[] Facts =
    [
        "conversation.opened", "conversation.assigned", "conversation.transferred", "conversation.closed", "conversation.rated", "offline_message.left", "offline_message.due", "order.changed", "aftersale.changed",
    ];

    public static readonly string[] All = [.. Facts, MessageCreated, AlertRaised];
}

/// <summary>Section <c>Webhooks</c> of the configuration.</summary>
internal sealed class WebhookLimits
{
    /// <summary>Lets webhooks reach private addresses: for a receiver in one's own network.</summary>
    public bool AllowPrivate { get; set; }
    public int TimeoutSeconds { get; set; } = 10;
}
