using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Yingke.Server.Platform.Storage.Migrations;

/// <summary>Forbidden phrases of shops, the texts exempt from them, their hits, and what is imported of them.</summary>
[DbContext(typeof(Db))]
[Migration("0070_phrases")]
internal sealed class PhrasesMigration : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        var m = migrationBuilder;
        m.Table("phrases", c => new
        {
            shop_id = c.Id(), id = c.Id(), text = c.Text(), plain = c.Text(), severity = c.Text(), replacement = c.Text(true), note = c.Text(true), is_off = c.Flag(), is_shipped = c.Flag(),
        }, "shop_id", "id");
        m.Unique("phrases", "plain", ["shop_id", "plain"]);

        m.Table("exempt_texts", c => new { shop_id = c.Id(), id = c.Id(), text = c.Text(), plain = c.Text() }, "shop_id", "id");
        m.Unique("exempt_texts", "plain", ["shop_id", "plain"]);

        m.Table("phrase_lists", c => new { shop_id = c.Id(), version = c.Long(), words = c.Text() }, "shop_id");

        m.Table("phrase_hits", c => new
        {
            shop_id = c.Id(), id = c.Id(), conversation_id = c.Id(), agent_id = c.Id(), client_id = c.Text(), seq = c.Long(true), outcome = c.Text(), phrase = c.Text(), severity = c.Text(), starts_at = c.Int(),
            ends_at = c.Int(), text = c.Text(), at = c.Instant(), upheld = c.Maybe(), verdict_note = c.Text(true), verdict_by = c.Id(true), verdict_at = c.Instant(true),
        }, "shop_id", "id");
        m.Unique("phrase_hits", "message", ["shop_id", "conversation_id", "agent_id", "client_id", "outcome", "starts_at", "phrase"]);
        m.Index("phrase_hits", "agent_id_id", ["shop_id", "agent_id", "id"]);

        m.Table("phrase_imports", c => new
        {
            shop_id = c.Id(), id = c.Id(), file_name = c.Text(), started_by = c.Text(), created_at = c.Instant(), seen_at = c.Instant(), finished_at = c.Instant(true), state = c.Text(), failure = c.Text(true),
            severity = c.Text(), percent = c.Int(), entries = c.Int(), known = c.Int(), repeated = c.Int(), bad_count = c.Int(), bad = c.Text(), messages = c.Int(), hit_messages = c.Int(), hit_entries = c.Int(),
            adopted_at = c.Instant(true), adopted = c.Int(),
        }, "shop_id", "id");
        m.Table("phrase_candidates", c => new
        {
            shop_id = c.Id(), import_id = c.Id(), number = c.Int(), text = c.Text(), plain = c.Text(), severity = c.Text(), replacement = c.Text(true), note = c.Text(true), hits = c.Int(), examples = c.Text(),
            is_taken = c.Flag(),
        }, "shop_id", "import_id", "number");
    }
}
