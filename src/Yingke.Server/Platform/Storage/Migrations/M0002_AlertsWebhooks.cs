using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Yingke.Server.Platform.Storage.Migrations;

/// <summary>Alerts, webhooks, and the indexes behind sweeping, blocking and the wall.</summary>
[DbContext(typeof(Db))]
[Migration("0002_alerts_webhooks")]
internal sealed class AlertsWebhooks : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        var m = migrationBuilder;
        m.Index("files", "unattached", ["shop_id", "uploader_id"], "conversation_id IS NULL");
        m.Index("buyers", "blocked", ["shop_id"], "blocked_at IS NOT NULL");
        m.Index("conversations", "closed_at", ["shop_id", "closed_at"]);
        Alerts(m);
        Webhooks(m);
    }

    private static void Alerts(MigrationBuilder m)
    {
        m.Table("alerts", c => new
        {
            shop_id = c.Id(), id = c.Id(), key = c.Text(), kind = c.Text(), agent_id = c.Id(true), conversation_id = c.Id(), name = c.Text(true),
            text = c.Text(true), stars = c.Int(true), due_at = c.Instant(true), at = c.Instant(),
        }, "shop_id", "id");
        m.Unique("alerts", "key", ["shop_id", "key"]);
        m.Index("alerts", "at", ["shop_id", "at"]);

        m.Table("alert_marks", c => new { shop_id = c.Id(), agent_id = c.Id(), alert_id = c.Id(), at = c.Instant() }, "shop_id", "agent_id", "alert_id");
        m.Index("alert_marks", "at", ["shop_id", "at"]);
    }

    private static void Webhooks(MigrationBuilder m)
    {
        m.Table("webhooks", c => new
        {
            shop_id = c.Id(), id = c.Id(), url = c.Text(), kind = c.Text(), events = c.Text(), secret = c.Text(true), enabled = c.Flag(), created_at = c.Instant(),
            messages_since = c.Instant(true), failures = c.Int(), retry_at = c.Instant(true), claimed_until = c.Instant(true), last_status = c.Int(true),
            last_error = c.Text(true), last_at = c.Instant(true),
        }, "shop_id", "id");

        m.Table("webhook_deliveries", c => new
        {
            shop_id = c.Id(), id = c.Id(), webhook_id = c.Id(), @event = c.Text(), body = c.Text(), state = c.Text(), tries = c.Int(), created_at = c.Instant(),
            queued_at = c.Instant(), tried_at = c.Instant(true), status = c.Int(true), error = c.Text(true),
        }, "shop_id", "id");
        m.Index("webhook_deliveries", "pending", ["shop_id", "webhook_id", "id"], "state = 'pending'");
        m.Index("webhook_deliveries", "webhook_id_created_at", ["shop_id", "webhook_id", "created_at"]);

        m.Table("webhook_cursors", c => new { shop_id = c.Id(), conversation_id = c.Id(), seq = c.Long() }, "shop_id", "conversation_id");
    }
}
