using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Yingke.Server.Platform.Storage.Migrations;

/// <summary>Categories, tickets and call-backs; files and alerts that belong to no conversation.</summary>
[DbContext(typeof(Db))]
[Migration("0031_tickets")]
internal sealed class TicketsMigration : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        var m = migrationBuilder;
        Widen(m);
        m.Table("categories", c => new { shop_id = c.Id(), id = c.Id(), parent_id = c.Id(true), name = c.Text(), position = c.Int(), archived_at = c.Instant(true) }, "shop_id", "id");
        m.Table("category_uses", c => new
        {
            shop_id = c.Id(), subject_id = c.Id(), kind = c.Text(), category_id = c.Id(), agent_id = c.Id(true), product = c.Text(true), at = c.Instant(),
        }, "shop_id", "subject_id");
        m.Index("category_uses", "at", ["shop_id", "at"]);
        m.Index("category_uses", "agent_id_at", ["shop_id", "agent_id", "at"]);
        Tickets(m);
        Callbacks(m);
    }

    /// <summary>A file may hang on something else than a conversation, and an alert may be about it.</summary>
    private static void Widen(MigrationBuilder m)
    {
        var postgres = m.ActiveProvider?.EndsWith("PostgreSQL", StringComparison.Ordinal) == true;
        m.AddColumn<Guid>("subject_id", "files", postgres ? "uuid" : "BLOB", nullable: true);
        m.AddColumn<string>("read_with", "files", postgres ? "text" : "TEXT", nullable: true);
        m.Index("files", "subject", ["shop_id", "subject_id"], "subject_id IS NOT NULL");
        if (postgres)
        {
            m.Sql("ALTER TABLE alerts ALTER COLUMN conversation_id DROP NOT NULL");
            m.AddColumn<Guid>("subject_id", "alerts", "uuid", nullable: true);
            return;
        }
        // SQLite cannot make a column nullable: the table is made anew.
        m.Sql("ALTER TABLE alerts RENAME TO alerts_before; DROP INDEX ux_alerts_key; DROP INDEX ix_alerts_at;");
        m.Table("alerts", c => new
        {
            shop_id = c.Id(), id = c.Id(), key = c.Text(), kind = c.Text(), agent_id = c.Id(true), conversation_id = c.Id(true), subject_id = c.Id(true), name = c.Text(true),
            text = c.Text(true), stars = c.Int(true), due_at = c.Instant(true), at = c.Instant(),
        }, "shop_id", "id");
        m.Sql("""
            INSERT INTO alerts (shop_id, id, key, kind, agent_id, conversation_id, name, text, stars, due_at, at)
            SELECT shop_id, id, key, kind, agent_id, conversation_id, name, text, stars, due_at, at FROM alerts_before;
            DROP TABLE alerts_before;
            """);
        m.Unique("alerts", "key", ["shop_id", "key"]);
        m.Index("alerts", "at", ["shop_id", "at"]);
    }

    private static void Tickets(MigrationBuilder m)
    {
        m.Table("tickets", c => new
        {
            shop_id = c.Id(), id = c.Id(), number = c.Long(), kind = c.Text(), priority = c.Text(), state = c.Text(), title = c.Text(), text = c.Text(true), origin = c.Text(), buyer_id = c.Id(true),
            conversation_id = c.Id(true), subject_id = c.Id(true), subject = c.Text(true), department = c.Text(true), assignee_id = c.Id(true), responsible_id = c.Id(true), created_at = c.Instant(),
            reply_due_at = c.Instant(), resolve_due_at = c.Instant(true), replied_at = c.Instant(true), replier_id = c.Id(true), resolved_at = c.Instant(true), resolution = c.Text(true),
            closed_at = c.Instant(true), reopened_at = c.Instant(true), visit = c.Text(true), source_id = c.Text(true), version = c.Long(),
        }, "shop_id", "id");
        m.Unique("tickets", "number", ["shop_id", "number"]);
        m.Unique("tickets", "source_id", ["shop_id", "source_id"]);
        m.Index("tickets", "state_assignee_id", ["shop_id", "state", "assignee_id"]);
        m.Index("tickets", "buyer", ["shop_id", "buyer_id"], "buyer_id IS NOT NULL");
        m.Index("tickets", "subject", ["shop_id", "subject_id"], "subject_id IS NOT NULL");

        m.Table("ticket_steps", c => new
        {
            shop_id = c.Id(), id = c.Id(), ticket_id = c.Id(), at = c.Instant(), agent_id = c.Id(true), kind = c.Text(), text = c.Text(true), files = c.Text(true), to_agent_id = c.Id(true),
            to_department = c.Text(true), clock = c.Text(true),
        }, "shop_id", "id");
        m.Index("ticket_steps", "ticket_id_at", ["shop_id", "ticket_id", "at"]);
        m.AppendOnly("ticket_steps");

        m.Table("ticket_watchers", c => new { shop_id = c.Id(), ticket_id = c.Id(), agent_id = c.Id() }, "shop_id", "ticket_id", "agent_id");
        m.Table("ticket_numbers", c => new { shop_id = c.Id(), last = c.Long() }, "shop_id");
        m.Table("ticket_settings", c => new { shop_id = c.Id(), version = c.Long(), document = c.Text() }, "shop_id");
        m.Table("opened_tickets", c => new { shop_id = c.Id(), agent_id = c.Id(), client_id = c.Text(), ticket_id = c.Id() }, "shop_id", "agent_id", "client_id");
    }

    private static void Callbacks(MigrationBuilder m)
    {
        m.Table("callbacks", c => new
        {
            shop_id = c.Id(), id = c.Id(), key = c.Text(), cause = c.Text(), buyer_id = c.Id(), conversation_id = c.Id(true), ticket_id = c.Id(true), plan_id = c.Id(true), agent_id = c.Id(true),
            note = c.Text(true), created_at = c.Instant(), day_at = c.Instant(), due_at = c.Instant(), state = c.Text(), done_at = c.Instant(true), done_by = c.Id(true), result = c.Text(true), answers = c.Text(true),
        }, "shop_id", "id");
        m.Unique("callbacks", "key", ["shop_id", "key"]);
        m.Index("callbacks", "day_at", ["shop_id", "day_at"]);
        m.Index("callbacks", "buyer_id", ["shop_id", "buyer_id"]);
        m.Index("callbacks", "planned", ["shop_id", "due_at"], "state = 'planned'");

        m.Table("visit_plans", c => new
        {
            shop_id = c.Id(), id = c.Id(), title = c.Text(), questions = c.Text(), created_by = c.Id(), created_at = c.Instant(), client_id = c.Text(),
        }, "shop_id", "id");
        m.Unique("visit_plans", "created_by_client_id", ["shop_id", "created_by", "client_id"]);
    }
}
