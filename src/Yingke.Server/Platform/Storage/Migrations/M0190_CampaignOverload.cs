using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Yingke.Server.Platform.Storage.Migrations;

/// <summary>A campaign's own threshold and messages of overload, and the ones in force beside the dispatch lock.</summary>
[DbContext(typeof(Db))]
[Migration("0190_campaign_overload")]
internal sealed class CampaignOverloadMigration : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        var type = migrationBuilder.ActiveProvider?.EndsWith("PostgreSQL", StringComparison.Ordinal) == true ? "text" : "TEXT";
        migrationBuilder.AddColumn<string>("overload", "campaigns", type, nullable: true);
        migrationBuilder.AddColumn<string>("lent_overload", "dispatch", type, nullable: true);
    }
}
