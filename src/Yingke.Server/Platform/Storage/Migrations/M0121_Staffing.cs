using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Yingke.Server.Platform.Storage.Migrations;

/// <summary>Who changed sides for a campaign and until when; and what was drawn among its people.</summary>
[DbContext(typeof(Db))]
[Migration("0121_staffing")]
internal sealed class StaffingMigration : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        var m = migrationBuilder;
        m.Table("staffing_moves", c => new
        {
            shop_id = c.Id(), id = c.Id(), campaign_id = c.Id(), phase = c.Text(), presale_part = c.Int(), aftersale_part = c.Int(), moves = c.Text(), confirmed_by = c.Text(), confirmed_at = c.Instant(), undo_at = c.Instant(),
            undone_at = c.Instant(true), undone_by = c.Text(true), version = c.Long(),
        }, "shop_id", "id");
        // One at a time in a shop: what is undone must be what was done last.
        m.Unique("staffing_moves", "open", ["shop_id"], "undone_at IS NULL");
        m.Index("staffing_moves", "campaign_id", ["shop_id", "campaign_id"]);
        m.Table("campaign_draws", c => new
        {
            shop_id = c.Id(), id = c.Id(), campaign_id = c.Id(), client_id = c.Text(), name = c.Text(), kind = c.Text(), seed = c.Long(), document = c.Text(), by_name = c.Text(), at = c.Instant(),
        }, "shop_id", "id");
        m.Unique("campaign_draws", "client_id", ["shop_id", "campaign_id", "client_id"]);
        m.AppendOnly("campaign_draws");
    }
}
