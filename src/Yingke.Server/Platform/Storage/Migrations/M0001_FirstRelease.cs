using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Yingke.Server.Platform.Storage.Migrations;

/// <summary>Accounts, buyers, conversations with their log, routing.</summary>
[DbContext(typeof(Db))]
[Migration("0001_first_release")]
internal sealed class FirstRelease : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        Accounts(migrationBuilder);
        Conversations(migrationBuilder);
        Routing(migrationBuilder);
        Platform(migrationBuilder);
    }

    private static void Accounts(MigrationBuilder m)
    {
        m.Table("shops", c => new
        {
            id = c.Id(), code = c.Text(), name = c.Text(), public_key = c.Text(), time_zone = c.Text(), sub_account_quota = c.Int(),
            settings = c.Text(), settings_version = c.Long(), identity_secret = c.Text(), previous_identity_secret = c.Text(true),
            previous_identity_secret_until = c.Instant(true), created_at = c.Instant(), source_id = c.Text(true),
        }, "id");
        m.Unique("shops", "code", ["code"]);
        m.Unique("shops", "public_key", ["public_key"]);

        m.Table("agents", c => new
        {
            shop_id = c.Id(), id = c.Id(), account_name = c.Text(), name = c.Text(), employee_number = c.Text(true), password_hash = c.Text(true),
            post_id = c.Id(), is_owner = c.Flag(), groups = c.Text(), im_enabled = c.Flag(), capacity = c.Int(), weight = c.Int(),
            extension = c.Text(true), grade = c.Text(), company = c.Text(true), language = c.Text(), greeting = c.Text(true),
            created_at = c.Instant(), suspended_at = c.Instant(true), totp_secret = c.Text(true), pending_totp_secret = c.Text(true),
            totp_step = c.Long(), last_sign_in_at = c.Instant(true), presence = c.Text(), presence_reason = c.Text(true),
            presence_cause = c.Text(), presence_since = c.Instant(), seen_at = c.Instant(true), last_assigned_at = c.Instant(true), source_id = c.Text(true),
        }, "shop_id", "id");
        m.Unique("agents", "account_name", ["shop_id", "account_name"]);
        m.Unique("agents", "source_id", ["shop_id", "source_id"]);

        m.Table("posts", c => new { shop_id = c.Id(), id = c.Id(), name = c.Text(), built_in = c.Text(true), permissions = c.Text() }, "shop_id", "id");
        m.Unique("posts", "name", ["shop_id", "name"]);

        m.Table("sessions", c => new
        {
            shop_id = c.Id(), id = c.Id(), agent_id = c.Id(), token_hash = c.Bytes(), created_at = c.Instant(), expires_at = c.Instant(),
            ended_at = c.Instant(true), address = c.Text(true), user_agent = c.Text(true),
        }, "shop_id", "id");
        m.Unique("sessions", "token_hash", ["shop_id", "token_hash"]);
        m.Index("sessions", "agent_id", ["shop_id", "agent_id"]);

        m.Table("sign_in_failures", c => new { shop_id = c.Id(), id = c.Id(), account_name = c.Text(), address = c.Text(), at = c.Instant() }, "shop_id", "id");
        m.Index("sign_in_failures", "account_name_at", ["shop_id", "account_name", "at"]);

        m.Table("api_keys", c => new
        {
            shop_id = c.Id(), id = c.Id(), name = c.Text(), prefix = c.Text(), key_hash = c.Bytes(), scopes = c.Text(), created_by = c.Id(),
            created_at = c.Instant(), revoked_at = c.Instant(true), last_used_at = c.Instant(true),
        }, "shop_id", "id");
        m.Unique("api_keys", "key_hash", ["shop_id", "key_hash"]);

        m.Table("audit_records", c => new
        {
            shop_id = c.Id(), id = c.Id(), at = c.Instant(), actor_kind = c.Text(), actor_id = c.Id(true), actor_name = c.Text(),
            address = c.Text(true), action = c.Text(), subject = c.Text(), old = c.Text(true), @new = c.Text(true),
        }, "shop_id", "id");
        m.Index("audit_records", "at", ["shop_id", "at"]);
        m.AppendOnly("audit_records");
    }

    private static void Conversations(MigrationBuilder m)
    {
        m.Table("buyers", c => new
        {
            shop_id = c.Id(), id = c.Id(), member_id = c.Text(true), name = c.Text(), phone = c.Text(true), tags = c.Text(), notes = c.Text(true),
            vip = c.Flag(), blocked_at = c.Instant(true), block_reason = c.Text(true), language = c.Text(), created_at = c.Instant(),
            recent_agent_id = c.Id(true), recent_agent_at = c.Instant(true), source_id = c.Text(true),
        }, "shop_id", "id");
        m.Unique("buyers", "member_id", ["shop_id", "member_id"]);
        m.Unique("buyers", "source_id", ["shop_id", "source_id"]);

        m.Table("conversations", c => new
        {
            shop_id = c.Id(), id = c.Id(), buyer_id = c.Id(), state = c.Text(), inquiry = c.Text(), source = c.Text(), channel = c.Text(),
            place = c.Long(), agent_id = c.Id(true), opened_at = c.Instant(), assigned_at = c.Instant(true), closed_at = c.Instant(true),
            closed_by = c.Text(true), close_reason = c.Text(true), close_tags = c.Text(true), head_seq = c.Long(), waiting_since = c.Instant(true),
            last_buyer_at = c.Instant(true), last_seq = c.Long(true), last_kind = c.Text(true), last_from = c.Text(true), last_text = c.Text(true),
            last_at = c.Instant(true), agent_read_seq = c.Long(), buyer_read_seq = c.Long(), due_at = c.Instant(true), product = c.Text(true),
            order = c.Text(true), source_id = c.Text(true),
        }, "shop_id", "id");
        m.Unique("conversations", "open_buyer", ["shop_id", "buyer_id"], "state <> 'closed'");
        m.Unique("conversations", "source_id", ["shop_id", "source_id"]);
        m.Index("conversations", "state_agent_id", ["shop_id", "state", "agent_id"]);
        m.Index("conversations", "buyer_id_opened_at", ["shop_id", "buyer_id", "opened_at"]);
        m.Index("conversations", "opened_at", ["shop_id", "opened_at"]);
        m.Index("conversations", "agent_id_closed_at", ["shop_id", "agent_id", "closed_at"]);

        // Heads move with every message: room on each page keeps PostgreSQL from touching the indexes then.
        if (m.ActiveProvider?.EndsWith("PostgreSQL", StringComparison.Ordinal) == true)
            m.Sql("ALTER TABLE conversations SET (fillfactor = 50); ALTER TABLE buyers SET (fillfactor = 70);");

        m.Table("entries", c => new
        {
            shop_id = c.Id(), conversation_id = c.Id(), seq = c.Long(), kind = c.Text(), sender = c.Text(), sender_id = c.Id(true),
            client_id = c.Text(true), at = c.Instant(), text = c.Text(true), details = c.Text(true),
        }, "shop_id", "conversation_id", "seq");
        m.Unique("entries", "client_id", ["shop_id", "conversation_id", "sender_id", "client_id"], "client_id IS NOT NULL");
        m.Index("entries", "recall", ["shop_id", "conversation_id"], "kind = 'recall'");

        m.Table("ratings", c => new
        {
            shop_id = c.Id(), conversation_id = c.Id(), agent_id = c.Id(true), stars = c.Int(), tags = c.Text(), text = c.Text(true), at = c.Instant(),
        }, "shop_id", "conversation_id");
        m.Index("ratings", "at", ["shop_id", "at"]);

        m.Table("stars", c => new { shop_id = c.Id(), agent_id = c.Id(), conversation_id = c.Id() }, "shop_id", "agent_id", "conversation_id");

        m.Table("mentions", c => new { shop_id = c.Id(), conversation_id = c.Id(), agent_id = c.Id() }, "shop_id", "conversation_id", "agent_id");

        m.Table("files", c => new
        {
            shop_id = c.Id(), id = c.Id(), name = c.Text(), type = c.Text(), size = c.Long(), width = c.Int(true), height = c.Int(true),
            uploader_id = c.Id(), created_at = c.Instant(), conversation_id = c.Id(true),
        }, "shop_id", "id");
        m.Index("files", "conversation_id", ["shop_id", "conversation_id"]);
    }

    private static void Routing(MigrationBuilder m)
    {
        m.Table("dispatch", c => new { shop_id = c.Id(), next_place = c.Long() }, "shop_id");

        m.Table("assignments", c => new
        {
            shop_id = c.Id(), id = c.Id(), conversation_id = c.Id(), agent_id = c.Id(), groups = c.Text(), at = c.Instant(), why = c.Text(),
            ended_at = c.Instant(true), end_cause = c.Text(true),
        }, "shop_id", "id");
        m.Index("assignments", "conversation_id_at", ["shop_id", "conversation_id", "at"]);
        m.Index("assignments", "agent_id_at", ["shop_id", "agent_id", "at"]);

        m.Table("presence_changes", c => new
        {
            shop_id = c.Id(), id = c.Id(), agent_id = c.Id(), at = c.Instant(), presence = c.Text(), reason = c.Text(true), cause = c.Text(),
        }, "shop_id", "id");
        m.Index("presence_changes", "agent_id_at", ["shop_id", "agent_id", "at"]);
    }

    private static void Platform(MigrationBuilder m)
    {
        m.Table("facts", c => new
        {
            shop_id = c.Id(), id = c.Id(), type = c.Text(), at = c.Instant(), subject_id = c.Id(), details = c.Text(true),
            tries = c.Int(), retry_at = c.Instant(true),
        }, "shop_id", "id");

        m.Table("job_leases", c => new { name = c.Text(), holder = c.Text(), number = c.Long(), until = c.Instant() }, "name");

        m.Table("data_protection_keys", c => new { id = c.Text(), xml = c.Text() }, "id");
    }
}
