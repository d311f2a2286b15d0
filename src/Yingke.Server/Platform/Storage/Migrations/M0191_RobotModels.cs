using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Yingke.Server.Platform.Storage.Migrations;

/// <summary>The language model of a shop, where it has one.</summary>
[DbContext(typeof(Db))]
[Migration("0191_robot_models")]
internal sealed class RobotModelsMigration : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Table("robot_models", c => new { shop_id = c.Id(), is_on = c.Flag(), address = c.Text(), name = c.Text(), seconds = c.Int(), secret = c.Text(true) }, "shop_id");
}
