using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Yingke.Server.Platform.Storage.Migrations;

/// <summary>Overload: its state beside the dispatch lock, and its steps.</summary>
[DbContext(typeof(Db))]
[Migration("0130_overload")]
internal sealed class OverloadMigration : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        var m = migrationBuilder;
        var postgres = m.ActiveProvider?.EndsWith("PostgreSQL", StringComparison.Ordinal) == true;
        m.AddColumn<bool>("overload_on", "dispatch", postgres ? "boolean" : "INTEGER", nullable: false, defaultValue: false);
        m.AddColumn<string>("overload_mode", "dispatch", postgres ? "text" : "TEXT", nullable: false, defaultValue: "automatic");
        m.AddColumn<long>("overload_since", "dispatch", postgres ? "bigint" : "INTEGER", nullable: true);
        m.Index("conversations", "queued", ["shop_id", "place"], "state = 'queued'");
        m.Table("overload_steps", c => new
        {
            shop_id = c.Id(), id = c.Id(), at = c.Instant(), is_on = c.Flag(), mode = c.Text(), agent_name = c.Text(true), reason = c.Text(true), load = c.Int(), threshold = c.Int(),
        }, "shop_id", "id");
        m.AppendOnly("overload_steps");
    }
}
