using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Yingke.Server.Platform.Storage.Migrations;

/// <summary>Places above a shop's quota for a month, and the accounts on them.</summary>
[DbContext(typeof(Db))]
[Migration("0162_temporary_quotas")]
internal sealed class TemporaryQuotasMigration : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        var m = migrationBuilder;
        var postgres = m.ActiveProvider?.EndsWith("PostgreSQL", StringComparison.Ordinal) == true;
        m.AddColumn<long>("lapses_at", "agents", postgres ? "bigint" : "INTEGER", nullable: true);
        m.Table("temporary_quotas", c => new { shop_id = c.Id(), id = c.Id(), places = c.Int(), from_at = c.Instant(), until_at = c.Instant(), orders = c.Int(), applied_by = c.Text() }, "shop_id", "id");
        m.Index("temporary_quotas", "until_at", ["shop_id", "until_at"]);
    }
}
