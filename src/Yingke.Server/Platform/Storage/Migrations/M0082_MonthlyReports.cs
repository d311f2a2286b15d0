using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Yingke.Server.Platform.Storage.Migrations;

/// <summary>Agents' monthly reports, and what they suggest.</summary>
[DbContext(typeof(Db))]
[Migration("0082_monthly_reports")]
internal sealed class MonthlyReportsMigration : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        var m = migrationBuilder;
        m.Table("monthly_reports", c => new
        {
            shop_id = c.Id(), id = c.Id(), agent_id = c.Id(), month_key = c.Int(), done = c.Text(), problems = c.Text(), plans = c.Text(), figures = c.Text(true), saved_at = c.Instant(), submitted_at = c.Instant(true),
        }, "shop_id", "id");
        m.Unique("monthly_reports", "agent", ["shop_id", "month_key", "agent_id"]);
        m.Table("suggestions", c => new
        {
            shop_id = c.Id(), id = c.Id(), agent_id = c.Id(), subject = c.Text(), evidence = c.Text(), conversation_id = c.Id(true), created_at = c.Instant(), client_id = c.Text(), state = c.Text(), decided_by = c.Text(true),
            decided_at = c.Instant(true), reason = c.Text(true), reward_fen = c.Long(),
        }, "shop_id", "id");
        m.Unique("suggestions", "client_id", ["shop_id", "agent_id", "client_id"]);
    }
}
