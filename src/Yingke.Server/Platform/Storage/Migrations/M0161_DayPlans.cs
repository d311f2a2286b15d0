using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Yingke.Server.Platform.Storage.Migrations;

/// <summary>The daily work of each post, and who did what of it.</summary>
[DbContext(typeof(Db))]
[Migration("0161_day_plans")]
internal sealed class DayPlansMigration : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        var m = migrationBuilder;
        m.Table("day_plans", c => new { shop_id = c.Id(), post_id = c.Id(), from_day = c.Int(), tasks = c.Text(), version = c.Int(), changed_by = c.Text(), changed_at = c.Instant() }, "shop_id", "post_id", "from_day");
        m.Table("day_ticks", c => new { shop_id = c.Id(), day = c.Int(), agent_id = c.Id(), task_id = c.Id(), post_id = c.Id(), at = c.Instant() }, "shop_id", "day", "agent_id", "task_id");
    }
}
