using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Yingke.Server.Platform.Storage.Migrations;

/// <summary>Quality inspection: sheets in versions, what the machine found, sampling plans, and the work from draw to decision.</summary>
[DbContext(typeof(Db))]
[Migration("0075_inspections")]
internal sealed class InspectionsMigration : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        var m = migrationBuilder;
        m.Table("sheet_versions", c => new { shop_id = c.Id(), id = c.Id(), key = c.Text(), version = c.Int(), made_at = c.Instant(), made_by = c.Id(true), sheet = c.Text() }, "shop_id", "id");
        m.Unique("sheet_versions", "key_version", ["shop_id", "key", "version"]);
        m.AppendOnly("sheet_versions");

        m.Table("machine_sheets", c => new
        {
            shop_id = c.Id(), conversation_id = c.Id(), closed_at = c.Instant(), made_at = c.Instant(), agents = c.Text(), messages = c.Int(), hit_agent_id = c.Id(true), findings = c.Text(),
        }, "shop_id", "conversation_id");
        m.Index("machine_sheets", "closed_at", ["shop_id", "closed_at"]);
        m.Table("machine_passes", c => new { shop_id = c.Id(), seen_at = c.Instant(), version = c.Long(), after_id = c.Id(true) }, "shop_id");

        m.Table("sampling_plans", c => new
        {
            shop_id = c.Id(), id = c.Id(), name = c.Text(), subject = c.Text(), sheet_key = c.Text(), rules = c.Text(), inspectors = c.Text(), enabled = c.Flag(), seed = c.Long(), version = c.Long(), drawn_week = c.Int(),
        }, "shop_id", "id");

        m.Table("inspection_tasks", c => new
        {
            shop_id = c.Id(), id = c.Id(), cause = c.Text(), plan_id = c.Id(true), week = c.Int(), conversation_id = c.Id(true), call_id = c.Id(true), agent_id = c.Id(), inspector_id = c.Id(true), sheet_id = c.Id(),
            reasons = c.Text(), drawn_at = c.Instant(), state = c.Text(), marks = c.Text(), millionths = c.Long(true), submitted_at = c.Instant(true), appealed_at = c.Instant(true), decided_at = c.Instant(true),
            version = c.Long(),
        }, "shop_id", "id");
        m.Unique("inspection_tasks", "cause", ["shop_id", "cause"]);
        m.Index("inspection_tasks", "state_inspector_id", ["shop_id", "state", "inspector_id"]);
        m.Index("inspection_tasks", "agent_id_submitted_at", ["shop_id", "agent_id", "submitted_at"]);
        m.Index("inspection_tasks", "plan_id_week", ["shop_id", "plan_id", "week"]);
        m.Index("inspection_tasks", "submitted_at", ["shop_id", "submitted_at"]);

        m.Table("inspection_revisions", c => new
        {
            shop_id = c.Id(), task_id = c.Id(), number = c.Int(), kind = c.Text(), at = c.Instant(), agent_id = c.Id(), text = c.Text(true), marks = c.Text(true), millionths = c.Long(),
        }, "shop_id", "task_id", "number");
        m.AppendOnly("inspection_revisions");

        m.Table("quality_settings", c => new { shop_id = c.Id(), version = c.Long(), document = c.Text() }, "shop_id");
    }
}
