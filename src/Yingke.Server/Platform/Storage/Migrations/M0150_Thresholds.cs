using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Yingke.Server.Platform.Storage.Migrations;

/// <summary>Alerts with thresholds of one's own, the channels that each person chose, and web push.</summary>
[DbContext(typeof(Db))]
[Migration("0150_thresholds")]
internal sealed class ThresholdsMigration : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        var m = migrationBuilder;
        var postgres = m.ActiveProvider?.EndsWith("PostgreSQL", StringComparison.Ordinal) == true;
        var (text, whole, instant) = postgres ? ("text", "integer", "bigint") : ("TEXT", "INTEGER", "INTEGER");
        m.AddColumn<Guid>("of_agent_id", "alerts", postgres ? "uuid" : "BLOB", nullable: true);
        m.AddColumn<string>("clock", "alerts", text, nullable: true);
        m.AddColumn<string>("measure", "alerts", text, nullable: true);
        m.AddColumn<int>("value", "alerts", whole, nullable: true);
        m.AddColumn<int>("limit", "alerts", whole, nullable: true);
        m.AddColumn<long>("recovered_at", "alerts", instant, nullable: true);
        m.AddColumn<bool>("off_page", "alerts", postgres ? "boolean" : "INTEGER", nullable: false, defaultValue: false);

        m.Table("alert_choices", c => new { shop_id = c.Id(), agent_id = c.Id(), kind = c.Text(), page = c.Flag(), push = c.Flag(), webhook = c.Flag() }, "shop_id", "agent_id", "kind");
        m.Table("thresholds", c => new
        {
            shop_id = c.Id(), agent_id = c.Id(), measure = c.Text(), enabled = c.Flag(), limit = c.Int(), quiet_minutes = c.Int(), page = c.Flag(), push = c.Flag(), webhook = c.Flag(), is_on = c.Flag(), is_told = c.Flag(),
            told_at = c.Instant(true), value = c.Int(true), looked_at = c.Instant(true), alert_id = c.Id(true), version = c.Long(),
        }, "shop_id", "agent_id", "measure");

        m.Table("push_keys", c => new { shop_id = c.Id(), public_key = c.Text(), private_key = c.Text(), created_at = c.Instant() }, "shop_id");
        m.Table("push_subscriptions", c => new
        {
            shop_id = c.Id(), id = c.Id(), agent_id = c.Id(), session_id = c.Id(), endpoint = c.Text(), p256dh = c.Text(), auth = c.Text(), origin = c.Text(), browser = c.Text(true), created_at = c.Instant(),
            last_at = c.Instant(true), last_error = c.Text(true),
        }, "shop_id", "id");
        m.Unique("push_subscriptions", "endpoint", ["shop_id", "endpoint"]);
        m.Index("push_subscriptions", "agent_id", ["shop_id", "agent_id"]);
        m.Table("push_messages", c => new
        {
            shop_id = c.Id(), id = c.Id(), subscription_id = c.Id(), topic = c.Text(), body = c.Text(), created_at = c.Instant(), tries = c.Int(), retry_at = c.Instant(),
        }, "shop_id", "id");
        m.Index("push_messages", "due", ["retry_at", "shop_id"]);
        m.Index("push_messages", "subscription_id", ["shop_id", "subscription_id"]);
    }
}
