using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Yingke.Server.Platform.Storage.Migrations;

/// <summary>How a shop reads its reports where the sources leave room.</summary>
[DbContext(typeof(Db))]
[Migration("0200_report_settings")]
internal sealed class ReportSettingsMigration : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Table("report_settings", c => new { shop_id = c.Id(), version = c.Long(), document = c.Text() }, "shop_id");
}
