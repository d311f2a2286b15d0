using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Yingke.Server.Platform.Storage.Migrations;

/// <summary>What the staff say among themselves.</summary>
[DbContext(typeof(Db))]
[Migration("0142_staff_talk")]
internal sealed class StaffTalkMigration : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        var m = migrationBuilder;
        m.Table("staff_channels", c => new { shop_id = c.Id(), channel = c.Text(), head = c.Long() }, "shop_id", "channel");
        m.Table("staff_messages", c => new
        {
            shop_id = c.Id(), channel = c.Text(), seq = c.Long(), agent_id = c.Id(), client_id = c.Text(), text = c.Text(), links = c.Text(), at = c.Instant(),
        }, "shop_id", "channel", "seq");
        m.Unique("staff_messages", "client", ["shop_id", "agent_id", "client_id"]);
        m.Table("staff_read_marks", c => new { shop_id = c.Id(), agent_id = c.Id(), channel = c.Text(), seq = c.Long() }, "shop_id", "agent_id", "channel");
    }
}
