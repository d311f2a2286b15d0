using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Yingke.Server.Platform.Storage.Migrations;

/// <summary>By which rebuild a log was cut last: a rebuild begins without deleting what was before it.</summary>
[DbContext(typeof(Db))]
[Migration("0220_rebuilds")]
internal sealed class RebuildsMigration : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        var m = migrationBuilder;
        var number = m.ActiveProvider?.EndsWith("PostgreSQL", StringComparison.Ordinal) == true ? "bigint" : "INTEGER";
        m.AddColumn<long>("rebuilds", "projections", number, nullable: false, defaultValue: 0L);
        m.AddColumn<long>("rebuild", "projected_logs", number, nullable: false, defaultValue: 0L);
    }
}
