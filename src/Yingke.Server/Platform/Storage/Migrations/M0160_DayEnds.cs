using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Yingke.Server.Platform.Storage.Migrations;

/// <summary>Applications are handed on like everything else that somebody leaves behind at the end of a day.</summary>
[DbContext(typeof(Db))]
[Migration("0160_day_ends")]
internal sealed class DayEndsMigration : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        var m = migrationBuilder;
        var postgres = m.ActiveProvider?.EndsWith("PostgreSQL", StringComparison.Ordinal) == true;
        m.AddColumn<Guid>("handler_id", "applications", postgres ? "uuid" : "BLOB", nullable: true);
    }
}
