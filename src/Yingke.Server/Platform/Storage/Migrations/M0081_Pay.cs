using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Yingke.Server.Platform.Storage.Migrations;

/// <summary>Who bears a row of the ledger and what it is; pay settings, closed pay runs and their slips, and what became of messages that nobody was there for.</summary>
[DbContext(typeof(Db))]
[Migration("0081_pay")]
internal sealed class PayMigration : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        var m = migrationBuilder;
        var postgres = m.ActiveProvider?.EndsWith("PostgreSQL", StringComparison.Ordinal) == true;
        var (text, id) = (postgres ? "text" : "TEXT", postgres ? "uuid" : "BLOB");
        m.AddColumn<string>("kind", "ledger_rows", text, nullable: false, defaultValue: "penalty");
        m.AddColumn<string>("company", "ledger_rows", text, nullable: true);
        m.AddColumn<Guid>("conversation_id", "ledger_rows", id, nullable: true);
        m.AddColumn<string>("by_name", "ledger_rows", text, nullable: true);

        m.Table("pay_settings", c => new { shop_id = c.Id(), version = c.Long(), document = c.Text() }, "shop_id");
        m.Table("pay_runs", c => new
        {
            shop_id = c.Id(), id = c.Id(), month_key = c.Int(), revision = c.Int(), reason = c.Text(true), by_id = c.Id(), by_name = c.Text(), at = c.Instant(), total_fen = c.Long(), settlements = c.Text(),
        }, "shop_id", "id");
        m.Unique("pay_runs", "revision", ["shop_id", "month_key", "revision"]);
        m.AppendOnly("pay_runs");
        m.Table("pay_slips", c => new
        {
            shop_id = c.Id(), id = c.Id(), run_id = c.Id(), month_key = c.Int(), revision = c.Int(), agent_id = c.Id(), company = c.Text(true), total_fen = c.Long(), document = c.Text(),
        }, "shop_id", "id");
        m.Unique("pay_slips", "agent", ["shop_id", "run_id", "agent_id"]);
        m.Index("pay_slips", "agent_id_month_key", ["shop_id", "agent_id", "month_key"]);
        m.AppendOnly("pay_slips");

        m.Table("offline_duties", c => new
        {
            shop_id = c.Id(), id = c.Id(), conversation_id = c.Id(), buyer_id = c.Id(), day = c.Int(), left_at = c.Instant(), due_at = c.Instant(), settled_at = c.Instant(true), answered_at = c.Instant(true),
        }, "shop_id", "id");
        m.Unique("offline_duties", "day", ["shop_id", "conversation_id", "day"]);
        m.Index("offline_duties", "open", ["due_at", "shop_id"], "settled_at IS NULL");
    }
}
