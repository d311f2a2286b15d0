using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Yingke.Server.Platform.Storage.Migrations;

/// <summary>Who is responsible for which duty, how it is done, and which nobody covers.</summary>
[DbContext(typeof(Db))]
[Migration("0141_duties")]
internal sealed class DutiesMigration : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        var m = migrationBuilder;
        m.Table("duty_people", c => new { shop_id = c.Id(), duty = c.Text(), agent_id = c.Id() }, "shop_id", "duty", "agent_id");
        m.Table("duty_procedures", c => new { shop_id = c.Id(), duty = c.Text(), text = c.Text(), changed_by = c.Text(), changed_at = c.Instant(), version = c.Long() }, "shop_id", "duty");
        m.Table("duty_gaps", c => new { shop_id = c.Id(), duty = c.Text(), since = c.Instant() }, "shop_id", "duty");
    }
}
