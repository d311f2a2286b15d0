using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Yingke.Server.Platform.Storage.Migrations;

/// <summary>Courses with their quizzes, and every attempt at them.</summary>
[DbContext(typeof(Db))]
[Migration("0140_training")]
internal sealed class TrainingMigration : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        var m = migrationBuilder;
        m.Table("training_courses", c => new
        {
            shop_id = c.Id(), id = c.Id(), title = c.Text(), stage = c.Text(), groups = c.Text(), material = c.Text(), questions = c.Text(), pass_mark = c.Int(), every_days = c.Int(true),
            anew_since = c.Instant(true), changed_at = c.Instant(), changed_by = c.Text(), archived_at = c.Instant(true), version = c.Long(),
        }, "shop_id", "id");
        m.Unique("training_courses", "title", ["shop_id", "title"], "archived_at IS NULL");
        m.Table("training_attempts", c => new
        {
            shop_id = c.Id(), id = c.Id(), course_id = c.Id(), agent_id = c.Id(), at = c.Instant(), percent = c.Int(), passed = c.Flag(), course_version = c.Long(), answers = c.Text(),
        }, "shop_id", "id");
        m.Index("training_attempts", "agent_id_course_id", ["shop_id", "agent_id", "course_id"]);
    }
}
