using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using Microsoft.EntityFrameworkCore.Migrations.Operations.Builders;

namespace Yingke.Server.Platform.Storage.Migrations;

/// <summary>The column types of both databases, one word each.</summary>
internal sealed class Columns(MigrationBuilder migration, ColumnsBuilder columns)
{
    private bool IsPostgres => migration.ActiveProvider?.EndsWith("PostgreSQL", StringComparison.Ordinal) == true;

    public OperationBuilder<AddColumnOperation> Id(bool nullable = false) => Column<Guid>(IsPostgres ? "uuid" : "BLOB", nullable);

    /// <summary>Unix milliseconds, UTC.</summary>
    public OperationBuilder<AddColumnOperation> Instant(bool nullable = false) => Long(nullable);

    public OperationBuilder<AddColumnOperation> Long(bool nullable = false) => Column<long>(IsPostgres ? "bigint" : "INTEGER", nullable);

    public OperationBuilder<AddColumnOperation> Int(bool nullable = false) => Column<int>(IsPostgres ? "integer" : "INTEGER", nullable);

    public OperationBuilder<AddColumnOperation> Flag() => Column<bool>(IsPostgres ? "boolean" : "INTEGER", false);

    /// <summary>Yes, no, or not known yet.</summary>
    public OperationBuilder<AddColumnOperation> Maybe() => Column<bool>(IsPostgres ? "boolean" : "INTEGER", true);

    public OperationBuilder<AddColumnOperation> Text(bool nullable = false) => Column<string>(IsPostgres ? "text" : "TEXT", nullable);

    public OperationBuilder<AddColumnOperation> Bytes(bool nullable = false) => Column<byte[]>(IsPostgres ? "bytea" : "BLOB", nullable);

    private OperationBuilder<AddColumnOperation> Column<T>(string type, bool nullable) => columns.Column<T>(type, nullable: nullable);
}

internal static class MigrationExtensions
{
    /// <summary>A table with its primary key; index names follow <c>ux_</c> or <c>ix_</c>, the table and what comes after the shop.</summary>
    public static void Table<T>(this MigrationBuilder migration, string name, Func<Columns, T> columns, params string[] key)
    {
        var properties = typeof(T).GetProperties().Select(p => p.Name).ToArray();
        if (key.Except(properties).FirstOrDefault() is { } missing)
            throw new InvalidOperationException($"The key of {name} names {missing}, which is no column.");
        migration.CreateTable(name, builder => columns(new Columns(migration, builder)));
        migration.Operations.OfType<CreateTableOperation>().Last(t => t.Name == name).PrimaryKey =
            new AddPrimaryKeyOperation { Name = "pk_" + name, Table = name, Columns = key };
    }

    /// <summary>The database itself refuses changes and removals, whoever asks.</summary>
    public static void AppendOnly(this MigrationBuilder migration, string table)
    {
        if (migration.ActiveProvider?.EndsWith("PostgreSQL", StringComparison.Ordinal) == true)
        {
            migration.Sql($"""
                CREATE FUNCTION {table}_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '{table} is append-only'; END $$;
                CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION {table}_append_only();
                """);
            return;
        }
        foreach (var change in new[] { "UPDATE", "DELETE" })
            migration.Sql($"CREATE TRIGGER {table}_no_{change.ToLowerInvariant()} BEFORE {change} ON {table} BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END;");
    }

    public static void Unique(this MigrationBuilder migration, string table, string name, string[] columns, string? filter = null) =>
        migration.CreateIndex($"ux_{table}_{name}", table, columns, unique: true, filter: filter);

    public static void Index(this MigrationBuilder migration, string table, string name, string[] columns, string? filter = null) =>
        migration.CreateIndex($"ix_{table}_{name}", table, columns, filter: filter);
}
