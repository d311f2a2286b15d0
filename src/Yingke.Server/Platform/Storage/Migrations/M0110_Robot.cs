using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Yingke.Server.Platform.Storage.Migrations;

/// <summary>The robot: its parts of conversations, its answers, and what buyers say of them.</summary>
[DbContext(typeof(Db))]
[Migration("0110_robot")]
internal sealed class RobotMigration : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        var m = migrationBuilder;
        m.Table("robot_talks", c => new { shop_id = c.Id(), conversation_id = c.Id(), met_at = c.Instant(), ended_at = c.Instant(true), left = c.Text(true) }, "shop_id", "conversation_id");
        m.Index("robot_talks", "ended_at", ["shop_id", "ended_at"]);
        m.Table("robot_answers", c => new
        {
            shop_id = c.Id(), conversation_id = c.Id(), asked = c.Long(), seq = c.Long(), at = c.Instant(), question = c.Text(), outcome = c.Text(), skill = c.Text(true), entry_id = c.Id(true),
            confidence = c.Int(true),
        }, "shop_id", "conversation_id", "asked");
        m.Index("robot_answers", "at", ["shop_id", "at"]);
        m.Table("robot_ratings", c => new { shop_id = c.Id(), conversation_id = c.Id(), seq = c.Long(), useful = c.Flag(), at = c.Instant() }, "shop_id", "conversation_id", "seq");
        m.Index("conversations", "robot", ["shop_id", "place"], "state = 'robot'");
    }
}
