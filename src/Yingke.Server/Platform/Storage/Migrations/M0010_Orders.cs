using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Yingke.Server.Platform.Storage.Migrations;

/// <summary>Orders, their changes, offers, reminders, exceptions and imports; pages seen; secrets of webhooks in.</summary>
[DbContext(typeof(Db))]
[Migration("0010_orders")]
internal sealed class OrdersMigration : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        var m = migrationBuilder;
        Orders(m);
        Beside(m);

        m.Table("page_views", c => new { shop_id = c.Id(), buyer_id = c.Id(), id = c.Id(), at = c.Instant(), title = c.Text(), url = c.Text() }, "shop_id", "buyer_id", "id");
        m.Index("page_views", "at", ["shop_id", "at"]);
        m.Table("inbound_secrets", c => new { shop_id = c.Id(), purpose = c.Text(), secret = c.Text(), created_at = c.Instant() }, "shop_id", "purpose");
    }

    private static void Orders(MigrationBuilder m)
    {
        m.Table("orders", c => new
        {
            shop_id = c.Id(), id = c.Id(), number = c.Text(), buyer_id = c.Id(), platform = c.Text(), state = c.Text(), total_fen = c.Long(), freight_fen = c.Long(),
            paid_fen = c.Long(), placed_at = c.Instant(), paid_at = c.Instant(true), shipped_at = c.Instant(true), picked_up_at = c.Instant(true),
            received_at = c.Instant(true), completed_at = c.Instant(true), closed_at = c.Instant(true), close_reason = c.Text(true), promised_ship_at = c.Instant(true),
            receiver_name = c.Text(true), receiver_phone = c.Text(true), receiver_region = c.Text(true), receiver_street = c.Text(true),
            logistics_company = c.Text(true), logistics_number = c.Text(true), track = c.Text(), buyer_message = c.Text(true), note = c.Text(true),
            confirmed_at = c.Instant(true), open_applications = c.Int(), updated_at = c.Instant(), version = c.Long(),
        }, "shop_id", "id");
        m.Unique("orders", "number", ["shop_id", "number"]);
        m.Index("orders", "buyer_id_placed_at", ["shop_id", "buyer_id", "placed_at"]);
        m.Index("orders", "state_placed_at", ["shop_id", "state", "placed_at"]);
        m.Index("orders", "paid_at", ["shop_id", "paid_at"]);

        m.Table("order_lines", c => new
        {
            shop_id = c.Id(), order_id = c.Id(), id = c.Id(), source_id = c.Text(true), position = c.Int(), kind = c.Text(), product_id = c.Text(true), sku = c.Text(true),
            title = c.Text(), image_url = c.Text(true), url = c.Text(true), quantity = c.Int(), price_fen = c.Long(), total_fen = c.Long(), paid_fen = c.Long(),
            vouchers = c.Int(), used_vouchers = c.Int(), valid_until = c.Instant(true), terms = c.Text(true), refunds_unused = c.Flag(), refunds_expired = c.Flag(),
        }, "shop_id", "order_id", "id");

        m.Table("order_changes", c => new
        {
            shop_id = c.Id(), order_id = c.Id(), id = c.Id(), at = c.Instant(), by_kind = c.Text(), by_id = c.Id(true), by_name = c.Text(true), action = c.Text(),
            old = c.Text(true), @new = c.Text(true),
        }, "shop_id", "order_id", "id");
        m.AppendOnly("order_changes");
    }

    private static void Beside(MigrationBuilder m)
    {
        m.Table("price_offers", c => new
        {
            shop_id = c.Id(), id = c.Id(), order_id = c.Id(), conversation_id = c.Id(true), agent_id = c.Id(), at = c.Instant(), order_version = c.Long(),
            old_total_fen = c.Long(), new_total_fen = c.Long(), new_freight_fen = c.Long(), lines = c.Text(), state = c.Text(), accepted_at = c.Instant(true),
        }, "shop_id", "id");
        m.Index("price_offers", "order_id", ["shop_id", "order_id"]);

        m.Table("payment_reminders", c => new
        {
            shop_id = c.Id(), order_id = c.Id(), buyer_id = c.Id(), day = c.Int(), at = c.Instant(), agent_id = c.Id(true), conversation_id = c.Id(true), text = c.Text(),
        }, "shop_id", "order_id");
        m.Unique("payment_reminders", "buyer_id_day", ["shop_id", "buyer_id", "day"]);
        m.Index("payment_reminders", "at", ["shop_id", "at"]);

        m.Table("order_exceptions", c => new
        {
            shop_id = c.Id(), id = c.Id(), order_id = c.Id(), reported_by = c.Text(), reason = c.Text(), reported_at = c.Instant(), due_at = c.Instant(),
            verified_at = c.Instant(true), verified_by = c.Id(true), result = c.Text(true),
        }, "shop_id", "id");
        m.Index("order_exceptions", "order_id", ["shop_id", "order_id"]);
        m.Index("order_exceptions", "reported_at", ["shop_id", "reported_at"]);

        m.Table("order_imports", c => new
        {
            shop_id = c.Id(), id = c.Id(), file_name = c.Text(), started_by = c.Text(), created_at = c.Instant(), seen_at = c.Instant(), finished_at = c.Instant(true),
            state = c.Text(), rows = c.Long(), percent = c.Int(), imported = c.Long(), unchanged = c.Long(), bad_count = c.Long(), bad = c.Text(), failure = c.Text(true),
        }, "shop_id", "id");
    }
}
