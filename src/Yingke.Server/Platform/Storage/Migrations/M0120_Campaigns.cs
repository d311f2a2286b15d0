using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Yingke.Server.Platform.Storage.Migrations;

/// <summary>Campaigns, what they announced and reviewed, the days on which indicators leave the scorecards; and the way from a buyer to their stints, by which an order is attributed at once.</summary>
[DbContext(typeof(Db))]
[Migration("0120_campaigns")]
internal sealed class CampaignsMigration : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        var m = migrationBuilder;
        m.Table("campaigns", c => new
        {
            shop_id = c.Id(), id = c.Id(), name = c.Text(), start_at = c.Instant(), end_at = c.Instant(), measure = c.Text(), broadcasts = c.Flag(), review_minute = c.Int(true), plan = c.Text(), version = c.Long(),
            created_by = c.Text(), created_at = c.Instant(), stopped_at = c.Instant(true), stopped_by = c.Text(true),
        }, "shop_id", "id");
        m.Index("campaigns", "end_at", ["shop_id", "end_at"]);
        m.Table("campaign_broadcasts", c => new { shop_id = c.Id(), campaign_id = c.Id(), hour_at = c.Instant(), sent_at = c.Instant(true), document = c.Text() }, "shop_id", "campaign_id", "hour_at");
        m.AppendOnly("campaign_broadcasts");
        m.Table("campaign_reviews", c => new { shop_id = c.Id(), campaign_id = c.Id(), day = c.Int(), at = c.Instant(), document = c.Text() }, "shop_id", "campaign_id", "day");
        m.Table("excluded_days", c => new { shop_id = c.Id(), cause_id = c.Id(), name = c.Text(), from_day = c.Int(), to_day = c.Int(), indicators = c.Text() }, "shop_id", "cause_id");
        m.Index("stints", "buyer_id_day", ["shop_id", "buyer_id", "day"]);
    }
}
