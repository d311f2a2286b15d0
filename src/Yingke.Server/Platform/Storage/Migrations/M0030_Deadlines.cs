using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Yingke.Server.Platform.Storage.Migrations;

/// <summary>Clocks, and the ledger of rewards and penalties.</summary>
[DbContext(typeof(Db))]
[Migration("0030_deadlines")]
internal sealed class DeadlinesMigration : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        var m = migrationBuilder;
        m.Table("clocks", c => new
        {
            shop_id = c.Id(), id = c.Id(), kind = c.Text(), subject_id = c.Id(), title = c.Text(), agent_id = c.Id(true), started_at = c.Instant(), near_at = c.Instant(true),
            due_at = c.Instant(), next_at = c.Instant(true), near_passed_at = c.Instant(true), passed_at = c.Instant(true), ended_at = c.Instant(true), end = c.Text(true),
        }, "shop_id", "id");
        m.Unique("clocks", "open", ["shop_id", "subject_id", "kind"], "ended_at IS NULL");
        m.Index("clocks", "due", ["shop_id", "due_at"], "ended_at IS NULL");
        m.Index("clocks", "next", ["next_at", "shop_id"], "next_at IS NOT NULL");

        m.Table("ledger_rows", c => new
        {
            shop_id = c.Id(), id = c.Id(), cause = c.Text(), subject_id = c.Id(), agent_id = c.Id(true), fen = c.Long(), at = c.Instant(), details = c.Text(),
        }, "shop_id", "id");
        m.Unique("ledger_rows", "cause", ["shop_id", "cause", "subject_id"]);
        m.Index("ledger_rows", "at", ["shop_id", "at"]);
    }
}
