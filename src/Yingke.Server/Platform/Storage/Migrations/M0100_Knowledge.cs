using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Yingke.Server.Platform.Storage.Migrations;

/// <summary>The knowledge base, its versions, and questions without an answer.</summary>
[DbContext(typeof(Db))]
[Migration("0100_knowledge")]
internal sealed class KnowledgeMigration : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        var m = migrationBuilder;
        m.Table("knowledge_bases", c => new { shop_id = c.Id(), version = c.Long() }, "shop_id");
        m.Table("knowledge_entries", c => new
        {
            shop_id = c.Id(), id = c.Id(), version = c.Long(), state = c.Text(), content = c.Text(), published = c.Text(true), revision = c.Int(), served_in = c.Long(), writer_id = c.Id(), writer_name = c.Text(),
            created_at = c.Instant(), changed_at = c.Instant(), note = c.Text(true), sought = c.Text(), category_id = c.Id(true),
        }, "shop_id", "id");
        m.Index("knowledge_entries", "served_in", ["shop_id", "served_in"]);
        m.Index("knowledge_entries", "state_id", ["shop_id", "state", "id"]);
        m.Table("knowledge_revisions", c => new
        {
            shop_id = c.Id(), entry_id = c.Id(), number = c.Int(), content = c.Text(), writer_name = c.Text(), reviewer_name = c.Text(), at = c.Instant(),
        }, "shop_id", "entry_id", "number");
        m.AppendOnly("knowledge_revisions");
        m.Table("unanswered_questions", c => new
        {
            shop_id = c.Id(), id = c.Id(), plain = c.Text(), text = c.Text(), by_robot = c.Int(), by_search = c.Int(), first_at = c.Instant(), last_at = c.Instant(), state = c.Text(), entry_id = c.Id(true),
        }, "shop_id", "id");
        m.Unique("unanswered_questions", "plain", ["shop_id", "plain"]);
        m.Index("unanswered_questions", "state_last_at", ["shop_id", "state", "last_at"]);
    }
}
