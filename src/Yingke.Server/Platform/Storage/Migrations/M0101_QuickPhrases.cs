using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Yingke.Server.Platform.Storage.Migrations;

/// <summary>Packs of quick phrases, who loaded them, who used what.</summary>
[DbContext(typeof(Db))]
[Migration("0101_quick_phrases")]
internal sealed class QuickPhrasesMigration : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        var m = migrationBuilder;
        m.Table("phrase_packs", c => new
        {
            shop_id = c.Id(), id = c.Id(), version = c.Long(), reach = c.Text(), name = c.Text(), groups = c.Text(), owner_id = c.Id(true), phrases = c.Text(), changed_at = c.Instant(),
        }, "shop_id", "id");
        m.Table("phrase_uses", c => new { shop_id = c.Id(), phrase_id = c.Id(), agent_id = c.Id(), day = c.Int(), pack_id = c.Id(), count = c.Int() }, "shop_id", "phrase_id", "agent_id", "day");
        m.Index("phrase_uses", "day", ["shop_id", "day"]);
        m.Table("phrase_loads", c => new { shop_id = c.Id(), pack_id = c.Id(), agent_id = c.Id(), version = c.Long(), at = c.Instant() }, "shop_id", "pack_id", "agent_id");
    }
}
