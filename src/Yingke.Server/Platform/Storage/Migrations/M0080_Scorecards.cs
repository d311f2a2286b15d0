using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Yingke.Server.Platform.Storage.Migrations;

/// <summary>Scorecards, what is noted by hand for them, and the months that are frozen.</summary>
[DbContext(typeof(Db))]
[Migration("0080_scorecards")]
internal sealed class ScorecardsMigration : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        var m = migrationBuilder;
        m.Table("scorecards", c => new
        {
            shop_id = c.Id(), id = c.Id(), name = c.Text(), role = c.Text(), is_platform = c.Flag(), document = c.Text(), version = c.Long(), created_at = c.Instant(), archived_at = c.Instant(true),
        }, "shop_id", "id");
        m.Unique("scorecards", "name", ["shop_id", "name"], "archived_at IS NULL");
        m.Table("scorecard_agents", c => new { shop_id = c.Id(), agent_id = c.Id(), scorecard_id = c.Id() }, "shop_id", "agent_id");
        m.Table("score_marks", c => new
        {
            shop_id = c.Id(), scorecard_id = c.Id(), month_key = c.Int(), agent_id = c.Id(), item_key = c.Text(), mark = c.Text(), by_id = c.Id(), at = c.Instant(),
        }, "shop_id", "scorecard_id", "month_key", "agent_id", "item_key");
        m.Table("score_adjustments", c => new
        {
            shop_id = c.Id(), id = c.Id(), month_key = c.Int(), agent_id = c.Id(), hundredths = c.Long(), reason = c.Text(), by_id = c.Id(), by_name = c.Text(), at = c.Instant(), client_id = c.Text(),
        }, "shop_id", "id");
        m.Index("score_adjustments", "month_key", ["shop_id", "month_key"]);
        m.Unique("score_adjustments", "client_id", ["shop_id", "by_id", "client_id"]);
        m.Table("frozen_scores", c => new
        {
            shop_id = c.Id(), id = c.Id(), scorecard_id = c.Id(), month_key = c.Int(), revision = c.Int(), name = c.Text(), reason = c.Text(true), by_id = c.Id(), by_name = c.Text(), at = c.Instant(),
            document = c.Text(),
        }, "shop_id", "id");
        m.Unique("frozen_scores", "revision", ["shop_id", "month_key", "scorecard_id", "revision"]);
        m.AppendOnly("frozen_scores");
    }
}
