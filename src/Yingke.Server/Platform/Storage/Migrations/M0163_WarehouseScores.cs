using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Yingke.Server.Platform.Storage.Migrations;

/// <summary>What came out of a warehouse ticket, and how its requester was treated.</summary>
[DbContext(typeof(Db))]
[Migration("0163_warehouse_scores")]
internal sealed class WarehouseScoresMigration : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Table("warehouse_findings", c => new { shop_id = c.Id(), ticket_id = c.Id(), fault = c.Text(), stars = c.Int(true), found_by = c.Text(), at = c.Instant() }, "shop_id", "ticket_id");
}
