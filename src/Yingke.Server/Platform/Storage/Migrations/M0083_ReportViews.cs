using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Yingke.Server.Platform.Storage.Migrations;

/// <summary>Saved views of the report, and the files that are written each month.</summary>
[DbContext(typeof(Db))]
[Migration("0083_report_views")]
internal sealed class ReportViewsMigration : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        var m = migrationBuilder;
        m.Table("report_views", c => new { shop_id = c.Id(), id = c.Id(), agent_id = c.Id(), name = c.Text(), view = c.Text() }, "shop_id", "id");
        m.Unique("report_views", "name", ["shop_id", "agent_id", "name"]);
        m.Table("report_files", c => new { shop_id = c.Id(), id = c.Id(), month_key = c.Int(), name = c.Text(), content = c.Bytes(), at = c.Instant() }, "shop_id", "id");
        m.Unique("report_files", "month_key", ["shop_id", "month_key"]);
    }
}
