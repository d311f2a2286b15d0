using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Yingke.Server.Platform.Storage.Migrations;

/// <summary>After-sales applications with their ledger, refunds, addresses and policies; the sandbox gateway's own books.</summary>
[DbContext(typeof(Db))]
[Migration("0020_after_sales")]
internal sealed class AfterSalesMigration : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        var m = migrationBuilder;
        Applications(m);
        Refunds(m);
        m.Table("return_addresses", c => new
        {
            shop_id = c.Id(), id = c.Id(), contact = c.Text(), phone = c.Text(), region = c.Text(), street = c.Text(), is_default = c.Flag(), removed_at = c.Instant(true),
        }, "shop_id", "id");
        m.Table("return_policies", c => new
        {
            shop_id = c.Id(), id = c.Id(), product_id = c.Text(true), effective_at = c.Instant(), created_at = c.Instant(), return_days = c.Int(), exceptions = c.Text(),
            warranty_months = c.Int(), unsaleable = c.Flag(), text = c.Text(),
        }, "shop_id", "id");
        m.Index("return_policies", "product_id_effective_at", ["shop_id", "product_id", "effective_at"]);
        m.Table("aftersale_settings", c => new { shop_id = c.Id(), version = c.Long(), document = c.Text() }, "shop_id");
        m.Index("order_lines", "expiring", ["shop_id", "valid_until"], "refunds_expired");
        Sandbox(m);
    }

    private static void Applications(MigrationBuilder m)
    {
        m.Table("applications", c => new
        {
            shop_id = c.Id(), id = c.Id(), number = c.Text(), order_id = c.Id(), line_id = c.Id(true), buyer_id = c.Id(true), conversation_id = c.Id(true), type = c.Text(),
            state = c.Text(), quantity = c.Int(), vouchers = c.Int(), reason = c.Text(), text = c.Text(true), asked_fen = c.Long(), applied_at = c.Instant(), applied_by = c.Id(true),
            reapplied = c.Flag(), policy_id = c.Id(true), reviewed_at = c.Instant(true), reviewer_id = c.Id(true), reject_reason = c.Text(true), address = c.Text(true),
            parcel = c.Text(true), sent_at = c.Instant(true), received_at = c.Instant(true), inspection = c.Text(true), inspected_at = c.Instant(true), agreed_at = c.Instant(true),
            reply = c.Text(true), refund_on_way = c.Flag(), refunded_fen = c.Long(), refunded_at = c.Instant(true), resolution = c.Text(true), resolved_at = c.Instant(true),
            operator_id = c.Id(true), invoice = c.Text(true), invoice_settled = c.Flag(), invoice_number = c.Text(true), closed_at = c.Instant(true), due = c.Text(true),
            due_at = c.Instant(true), repeat = c.Flag(), stars = c.Int(true), rated_at = c.Instant(true), source_id = c.Text(true), told_resolution = c.Text(true), version = c.Long(),
        }, "shop_id", "id");
        m.Unique("applications", "number", ["shop_id", "number"]);
        m.Unique("applications", "source_id", ["shop_id", "source_id"]);
        m.Index("applications", "order_id", ["shop_id", "order_id"]);
        m.Index("applications", "buyer_id_applied_at", ["shop_id", "buyer_id", "applied_at"]);
        m.Index("applications", "state_due_at", ["shop_id", "state", "due_at"]);
        m.Index("applications", "applied_at", ["shop_id", "applied_at"]);

        m.Table("service_steps", c => new
        {
            shop_id = c.Id(), application_id = c.Id(), id = c.Id(), at = c.Instant(), kind = c.Text(), by_kind = c.Text(), by_id = c.Id(true), by_name = c.Text(true),
            details = c.Text(true),
        }, "shop_id", "application_id", "id");
        m.AppendOnly("service_steps");
    }

    private static void Refunds(MigrationBuilder m)
    {
        m.Table("refunds", c => new
        {
            shop_id = c.Id(), id = c.Id(), application_id = c.Id(), order_id = c.Id(), line_id = c.Id(true), kind = c.Text(), state = c.Text(), payer = c.Text(),
            goods_fen = c.Long(), freight_fen = c.Long(), vouchers = c.Int(), key = c.Text(), reason = c.Text(true), bearer = c.Text(true), evidence = c.Text(), by_id = c.Id(true),
            day = c.Int(), at = c.Instant(), confirmed_by = c.Id(true), ask_at = c.Instant(true), asked = c.Int(), settled_at = c.Instant(true), reference = c.Text(true),
            failure = c.Text(true),
        }, "shop_id", "id");
        m.Unique("refunds", "key", ["shop_id", "key"]);
        m.Index("refunds", "order_id", ["shop_id", "order_id"]);
        m.Index("refunds", "application_id", ["shop_id", "application_id"]);
        m.Index("refunds", "by_id_day", ["shop_id", "by_id", "day"]);
        m.Index("refunds", "ask", ["ask_at", "shop_id"], "ask_at IS NOT NULL");
        m.Table("refund_turns", c => new { shop_id = c.Id(), subject_id = c.Id(), turns = c.Long() }, "shop_id", "subject_id");
    }

    private static void Sandbox(MigrationBuilder m)
    {
        m.Table("sandbox_refunds", c => new
        {
            shop_id = c.Id(), id = c.Id(), order_number = c.Text(), fen = c.Long(), state = c.Text(), calls = c.Int(), asks = c.Int(), made_at = c.Instant(), paid_at = c.Instant(true),
        }, "shop_id", "id");
        m.Table("sandbox_accounts", c => new { shop_id = c.Id(), mode = c.Text(), delay_ms = c.Int() }, "shop_id");
    }
}
