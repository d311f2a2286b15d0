using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Yingke.Server.Platform.Storage.Migrations;

/// <summary>Stints as reports read them, how far logs are projected, service times that were, and inspections.</summary>
[DbContext(typeof(Db))]
[Migration("0060_performance")]
internal sealed class PerformanceMigration : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        var m = migrationBuilder;
        m.Table("stints", c => new
        {
            shop_id = c.Id(), conversation_id = c.Id(), number = c.Int(), agent_id = c.Id(), groups = c.Text(), buyer_id = c.Id(), inquiry = c.Text(), assigned_at = c.Instant(), start_at = c.Instant(),
            day = c.Int(), receptions = c.Int(), turns = c.Int(), answered = c.Int(), response_ms = c.Long(), firsts = c.Int(), first_ms = c.Long(), within60 = c.Int(), within120 = c.Int(),
            within180 = c.Int(), night_turns = c.Int(), night_on_time = c.Int(), agent_messages = c.Int(), buyer_messages = c.Int(), ratings = c.Int(), good_ratings = c.Int(),
        }, "shop_id", "conversation_id", "number");
        m.Index("stints", "day_agent_id", ["shop_id", "day", "agent_id"]);

        m.Table("projected_logs", c => new { shop_id = c.Id(), conversation_id = c.Id(), seq = c.Long(), is_open = c.Flag() }, "shop_id", "conversation_id");
        m.Index("projected_logs", "open", ["shop_id", "conversation_id"], "is_open");
        m.Table("projections", c => new { shop_id = c.Id(), seen_at = c.Instant(true), version = c.Long() }, "shop_id");

        m.Table("past_service_times", c => new { shop_id = c.Id(), until = c.Instant(), service = c.Text(), time_zone = c.Text() }, "shop_id", "until");

        m.Table("inspections", c => new
        {
            shop_id = c.Id(), id = c.Id(), conversation_id = c.Id(true), call_id = c.Id(true), agent_id = c.Id(), millionths = c.Long(), at = c.Instant(), source_id = c.Text(true),
        }, "shop_id", "id");
        m.Unique("inspections", "source_id", ["shop_id", "source_id"]);
        m.Index("inspections", "at", ["shop_id", "at"]);

        m.AddColumn<int>("replies", "tickets", m.ActiveProvider?.EndsWith("PostgreSQL", StringComparison.Ordinal) == true ? "integer" : "INTEGER", nullable: false, defaultValue: 0);
        m.Sql("""
            UPDATE tickets SET replies = (SELECT COUNT(*) FROM ticket_steps s WHERE s.shop_id = tickets.shop_id AND s.ticket_id = tickets.id AND s.kind = 'replied');
            UPDATE tickets SET replies = replies + 1 WHERE replied_at IS NOT NULL AND NOT EXISTS (
                SELECT 1 FROM ticket_steps s WHERE s.shop_id = tickets.shop_id AND s.ticket_id = tickets.id AND s.kind = 'replied' AND s.at = tickets.replied_at);
            """);
        // Reports look for them by day.
        m.Index("orders", "placed_at", ["shop_id", "placed_at"]);
    }
}
