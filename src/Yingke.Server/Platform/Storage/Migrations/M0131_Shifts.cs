using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Yingke.Server.Platform.Storage.Migrations;

/// <summary>Shifts, the rota, and what agents ask for: swaps and leave.</summary>
[DbContext(typeof(Db))]
[Migration("0131_shifts")]
internal sealed class ShiftsMigration : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        var m = migrationBuilder;
        m.Table("shifts", c => new { shop_id = c.Id(), id = c.Id(), name = c.Text(), kind = c.Text(), from_minute = c.Int(), to_minute = c.Int(), archived_at = c.Instant(true) }, "shop_id", "id");
        m.Unique("shifts", "name", ["shop_id", "name"], "archived_at IS NULL");
        m.Table("rota_entries", c => new { shop_id = c.Id(), id = c.Id(), day = c.Int(), agent_id = c.Id(), shift_id = c.Id(), lunch = c.Int(true) }, "shop_id", "id");
        m.Unique("rota_entries", "place", ["shop_id", "day", "agent_id", "shift_id"]);
        m.Table("rota_requests", c => new
        {
            shop_id = c.Id(), id = c.Id(), kind = c.Text(), agent_id = c.Id(), day = c.Int(), to_day = c.Int(), entry_id = c.Id(true), with_agent_id = c.Id(true), with_entry_id = c.Id(true),
            reason = c.Text(), state = c.Text(), decided_by = c.Text(true), answer = c.Text(true), at = c.Instant(), decided_at = c.Instant(true),
        }, "shop_id", "id");
        m.Index("rota_requests", "state_day", ["shop_id", "state", "day"]);
        m.Index("rota_requests", "agent_id", ["shop_id", "agent_id"]);
    }
}
