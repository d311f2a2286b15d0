using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Yingke.Server.Platform.Storage.Migrations;

/// <summary>Who changed sides is no longer a campaign's alone: overload lends people, too, for as long as it lasts.</summary>
[DbContext(typeof(Db))]
[Migration("0210_lending")]
internal sealed class LendingMigration : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        var m = migrationBuilder;
        m.Table("staffing_changes", c => new
        {
            shop_id = c.Id(), id = c.Id(), campaign_id = c.Id(true), phase = c.Text(), presale_part = c.Int(), aftersale_part = c.Int(), moves = c.Text(), confirmed_by = c.Text(), confirmed_at = c.Instant(), undo_at = c.Instant(true),
            undone_at = c.Instant(true), undone_by = c.Text(true), version = c.Long(),
        }, "shop_id", "id");
        m.Sql("INSERT INTO staffing_changes (shop_id, id, campaign_id, phase, presale_part, aftersale_part, moves, confirmed_by, confirmed_at, undo_at, undone_at, undone_by, version) "
            + "SELECT shop_id, id, campaign_id, phase, presale_part, aftersale_part, moves, confirmed_by, confirmed_at, undo_at, undone_at, undone_by, version FROM staffing_moves");
        m.DropTable("staffing_moves");
        // One at a time of either kind: what is undone must be what was done last.
        m.Unique("staffing_changes", "open", ["shop_id"], "undone_at IS NULL AND phase <> 'overload'");
        m.Unique("staffing_changes", "lent", ["shop_id"], "undone_at IS NULL AND phase = 'overload'");
        m.Index("staffing_changes", "campaign_id", ["shop_id", "campaign_id"]);
        m.AddColumn<int>("lent", "overload_steps", m.ActiveProvider?.EndsWith("PostgreSQL", StringComparison.Ordinal) == true ? "integer" : "INTEGER", nullable: true);
    }
}
