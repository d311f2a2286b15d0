using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Yingke.Server.Platform.Storage.Migrations;

/// <summary>Pictures that an agent keeps.</summary>
[DbContext(typeof(Db))]
[Migration("0004_favourite_pictures")]
internal sealed class FavouritePictures : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<long>("kept_at", "files", migrationBuilder.ActiveProvider?.EndsWith("PostgreSQL", StringComparison.Ordinal) == true ? "bigint" : "INTEGER", nullable: true);
        migrationBuilder.Index("files", "kept", ["shop_id", "uploader_id", "kept_at"], "kept_at IS NOT NULL");
    }
}
