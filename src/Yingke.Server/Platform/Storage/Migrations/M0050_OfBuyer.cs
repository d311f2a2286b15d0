using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Yingke.Server.Platform.Storage.Migrations;

/// <summary>What a buyer has, in the order in which it is shown: else a planner that trusts in luck walks the whole shop backwards.</summary>
[DbContext(typeof(Db))]
[Migration("0050_of_buyer")]
internal sealed class OfBuyerMigration : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        var m = migrationBuilder;
        m.DropIndex("ix_orders_buyer_id_placed_at", "orders");
        m.Index("orders", "buyer_id_id", ["shop_id", "buyer_id", "id"]);
        m.Index("orders", "unpaid", ["shop_id", "buyer_id"], "state = 'placed'");
        m.Index("orders", "aftersale", ["shop_id", "buyer_id"], "open_applications > 0");
        m.DropIndex("ix_tickets_buyer", "tickets");
        m.Index("tickets", "buyer", ["shop_id", "buyer_id", "id"], "buyer_id IS NOT NULL");
        m.DropIndex("ix_conversations_buyer_id_opened_at", "conversations");
        m.Index("conversations", "buyer_id_id", ["shop_id", "buyer_id", "id"]);
    }
}
