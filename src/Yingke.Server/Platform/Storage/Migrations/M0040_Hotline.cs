using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Yingke.Server.Platform.Storage.Migrations;

/// <summary>Calls, who is busy with them, and what a shop sets of its hotline; buyers and orders are found by telephone number.</summary>
[DbContext(typeof(Db))]
[Migration("0040_hotline")]
internal sealed class HotlineMigration : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        var m = migrationBuilder;
        m.Table("calls", c => new
        {
            shop_id = c.Id(), id = c.Id(), source_id = c.Text(), source = c.Text(), phone = c.Text(true), line = c.Text(true), state = c.Text(), queued_at = c.Instant(), ringing_at = c.Instant(true),
            answered_at = c.Instant(true), ended_at = c.Instant(true), agent_id = c.Id(true), survey = c.Text(true), recording_url = c.Text(true), heard = c.Text(), heard_at = c.Instant(),
            buyer_id = c.Id(true), note = c.Text(true), noted_by = c.Id(true), noted_at = c.Instant(true),
        }, "shop_id", "id");
        m.Unique("calls", "source_id", ["shop_id", "source_id"]);
        m.Index("calls", "queued_at_id", ["shop_id", "queued_at", "id"]);
        m.Index("calls", "agent", ["shop_id", "agent_id", "queued_at"], "agent_id IS NOT NULL");
        m.Index("calls", "phone", ["shop_id", "phone"], "phone IS NOT NULL");
        m.Index("calls", "buyer", ["shop_id", "buyer_id"], "buyer_id IS NOT NULL");

        m.Table("call_engagements", c => new
        {
            shop_id = c.Id(), agent_id = c.Id(), call_id = c.Id(), presence = c.Text(), reason = c.Text(true), cause = c.Text(), since = c.Instant(),
        }, "shop_id", "agent_id", "call_id");
        m.Index("call_engagements", "call_id", ["shop_id", "call_id"]);

        m.Table("hotline_settings", c => new { shop_id = c.Id(), version = c.Long(), document = c.Text() }, "shop_id");

        // One telephone, one person: of those who had the same before, the one who came first keeps it.
        m.Sql("UPDATE agents SET extension = NULL WHERE extension IS NOT NULL AND EXISTS (SELECT 1 FROM agents o WHERE o.shop_id = agents.shop_id AND o.extension = agents.extension AND o.id < agents.id)");
        m.Unique("agents", "extension", ["shop_id", "extension"], "extension IS NOT NULL");
        m.Index("buyers", "phone", ["shop_id", "phone"], "phone IS NOT NULL");
        m.Index("orders", "receiver_phone", ["shop_id", "receiver_phone"], "receiver_phone IS NOT NULL");
    }
}
