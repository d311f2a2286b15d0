using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Yingke.Server.Platform.Storage.Migrations;

/// <summary>Imports, and the source system's ids of messages.</summary>
[DbContext(typeof(Db))]
[Migration("0003_history")]
internal sealed class HistoryMigration : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Table("history_imports", c => new
        {
            shop_id = c.Id(), id = c.Id(), file_name = c.Text(), mode = c.Text(), started_by = c.Text(), created_at = c.Instant(), seen_at = c.Instant(),
            finished_at = c.Instant(true), state = c.Text(), phase = c.Text(), lines = c.Long(), imported = c.Long(), unchanged = c.Long(),
            bad_count = c.Long(), bad = c.Text(), failure = c.Text(true),
        }, "shop_id", "id");

        migrationBuilder.AddColumn<string>("source_id", "entries", migrationBuilder.ActiveProvider?.EndsWith("PostgreSQL", StringComparison.Ordinal) == true ? "text" : "TEXT", nullable: true);
        // Only what came from elsewhere with an id: what is written in the product costs nothing here.
        migrationBuilder.Unique("entries", "source_id", ["shop_id", "source_id"], "source_id <> ''");
    }
}
