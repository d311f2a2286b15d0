using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Yingke.Server.Platform.Storage.Migrations;

/// <summary>Rewards and penalties in points, and the platform's ratings of the shop by day.</summary>
[DbContext(typeof(Db))]
[Migration("0180_points")]
internal sealed class PointsMigration : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        var m = migrationBuilder;
        m.AddColumn<long>("hundredths", "ledger_rows", m.ActiveProvider?.EndsWith("PostgreSQL", StringComparison.Ordinal) == true ? "bigint" : "INTEGER", nullable: false, defaultValue: 0L);
        m.Table("store_ratings", c => new { shop_id = c.Id(), day = c.Int(), rating = c.Text(), by_name = c.Text(), at = c.Instant() }, "shop_id", "day");
    }
}
