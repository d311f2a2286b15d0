using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Yingke.Server.Platform.Storage.Migrations;

/// <summary>Complaints, every step of them, and what a shop sets of their penalties.</summary>
[DbContext(typeof(Db))]
[Migration("0071_complaints")]
internal sealed class ComplaintsMigration : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        var m = migrationBuilder;
        m.Table("complaints", c => new
        {
            shop_id = c.Id(), id = c.Id(), number = c.Long(), buyer_id = c.Id(), client_id = c.Text(), conversation_id = c.Id(true), order_id = c.Id(true), order_number = c.Text(true), agent_id = c.Id(true),
            text = c.Text(), opened_at = c.Instant(), state = c.Text(), says_outside = c.Flag(), contacted = c.Flag(), bearer = c.Text(true), bearer_id = c.Id(true), fen = c.Long(), reason = c.Text(true),
            answer = c.Text(true), decided_at = c.Instant(true), decided_by = c.Id(true), charge_id = c.Id(true), version = c.Long(),
        }, "shop_id", "id");
        m.Unique("complaints", "number", ["shop_id", "number"]);
        m.Unique("complaints", "buyer_id_client_id", ["shop_id", "buyer_id", "client_id"]);
        m.Index("complaints", "decided_at", ["shop_id", "decided_at"], "decided_at IS NOT NULL");

        m.Table("complaint_steps", c => new { shop_id = c.Id(), id = c.Id(), complaint_id = c.Id(), at = c.Instant(), by_id = c.Id(true), by_name = c.Text(), kind = c.Text(), details = c.Text() }, "shop_id", "id");
        m.Index("complaint_steps", "complaint_id_id", ["shop_id", "complaint_id", "id"]);
        m.AppendOnly("complaint_steps");

        m.Table("complaint_settings", c => new { shop_id = c.Id(), version = c.Long(), slight_fen = c.Long(), general_fen = c.Long(), serious_fen = c.Long() }, "shop_id");
    }
}
