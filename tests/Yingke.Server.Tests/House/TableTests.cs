using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Tests.Hosting;

namespace Yingke.Server.Tests.House;

/// <summary>What the migrations made is what the model maps, on the database under test; and every table belongs to shops.</summary>
public sealed class TableTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    /// <summary>The tables that belong to no shop (spec: guarantees.md, Storage and scale).</summary>
    private static readonly string[] Global = ["shops", "job_leases", "data_protection_keys", "__EFMigrationsHistory", "__EFMigrationsLock"];

    [Fact]
    public Task Every_table_of_a_shop_has_keys_and_unique_indexes_that_start_with_it() => server.Host.Look(db =>
    {
        var tables = db.Model.GetEntityTypes().Where(t => !Global.Contains(t.GetTableName())).ToList();
        tables.Count.ShouldBeGreaterThan(15);
        foreach (var table in tables)
        {
            table.FindProperty("ShopId").ShouldNotBeNull(table.Name);
            foreach (var key in table.GetKeys().Select(k => k.Properties).Concat(table.GetIndexes().Where(i => i.IsUnique).Select(i => i.Properties)))
                key[0].Name.ShouldBe("ShopId", $"{table.Name}: {string.Join(", ", key.Select(p => p.Name))}");
        }
        return Task.FromResult(true);
    });

    [Fact]
    public Task The_migrated_database_is_what_the_model_maps() => server.Host.Look(async db =>
    {
        var stored = await Schema.Read(db);
        var mapped = Schema.Of(db.Model);
        stored.Keys.Except(Global).ShouldBe(mapped.Keys.Except(Global), ignoreOrder: true);
        foreach (var (table, expected) in mapped)
            stored[table].ShouldBe(expected, ignoreOrder: true, customMessage: table);
        return true;
    });

    [Fact]
    public Task Of_what_is_stored_of_shops_every_key_starts_with_the_shop_too() => server.Host.Look(async db =>
    {
        foreach (var (table, lines) in (await Schema.Read(db)).Where(t => !Global.Contains(t.Key)))
        {
            foreach (var line in lines.Where(l => l.StartsWith("key ", StringComparison.Ordinal) || l.StartsWith("unique ", StringComparison.Ordinal)))
                line.ShouldContain("(shop_id", customMessage: $"{table}: {line}");
        }
        return true;
    });
}

/// <summary>Tables as lines of text: columns with their nullability, keys and indexes with their columns.</summary>
internal static class Schema
{
    public static Dictionary<string, List<string>> Of(IModel model) => model.GetEntityTypes().ToDictionary(t => t.GetTableName()!, t =>
    {
        var store = StoreObjectIdentifier.Table(t.GetTableName()!, t.GetSchema());
        string Columns(IEnumerable<IProperty> properties) => $"({string.Join(", ", properties.Select(p => p.GetColumnName(store)))})";
        return t.GetProperties().Select(p => $"column {p.GetColumnName(store)}{(p.IsNullable ? " null" : "")}")
            .Append("key " + Columns(t.FindPrimaryKey()!.Properties))
            .Concat(t.GetIndexes().Select(i => $"{(i.IsUnique ? "unique" : "index")} {i.GetDatabaseName()} {Columns(i.Properties)}{(i.GetFilter() is null ? "" : " filtered")}")).ToList();
    });

    public static async Task<Dictionary<string, List<string>>> Read(Db db)
    {
        await db.Database.OpenConnectionAsync();
        var connection = db.Database.GetDbConnection();
        return db.Dialect.IsPostgres ? await Postgres(connection) : await Sqlite(connection);
    }

    private static async Task<Dictionary<string, List<string>>> Sqlite(DbConnection connection)
    {
        var tables = new Dictionary<string, List<string>>();
        foreach (var (name, _) in await Rows(connection, "SELECT name, '' FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"))
        {
            var lines = tables[name] = [];
            var key = new SortedDictionary<int, string>();
            foreach (var (column, rest) in await Rows(connection, $"SELECT name, \"notnull\" || ' ' || pk FROM pragma_table_info('{name}')"))
            {
                var (notNull, place) = (rest[0] == '1', int.Parse(rest[2..], System.Globalization.CultureInfo.InvariantCulture));
                lines.Add($"column {column}{(notNull ? "" : " null")}");
                if (place > 0)
                    key[place] = column;
            }
            lines.Add($"key ({string.Join(", ", key.Values)})");
            foreach (var (index, kind) in await Rows(connection, $"SELECT name, \"unique\" || ' ' || partial FROM pragma_index_list('{name}') WHERE origin = 'c'"))
            {
                var columns = (await Rows(connection, $"SELECT name, '' FROM pragma_index_info('{index}') ORDER BY seqno")).Select(c => c.Name);
                lines.Add($"{(kind[0] == '1' ? "unique" : "index")} {index} ({string.Join(", ", columns)}){(kind[2] == '1' ? " filtered" : "")}");
            }
        }
        return tables;
    }

    private static async Task<Dictionary<string, List<string>>> Postgres(DbConnection connection)
    {
        var tables = new Dictionary<string, List<string>>();
        foreach (var (name, _) in await Rows(connection, "SELECT tablename, '' FROM pg_tables WHERE schemaname = 'public'"))
        {
            var lines = tables[name] = [.. (await Rows(connection, $"SELECT column_name, is_nullable FROM information_schema.columns WHERE table_schema = 'public' AND table_name = '{name}'"))
                .Select(c => $"column {c.Name}{(c.More == "YES" ? " null" : "")}")];
            foreach (var (index, kind) in await Rows(connection, $"""
                SELECT i.relname, (CASE WHEN x.indisprimary THEN 'key' WHEN x.indisunique THEN 'unique' ELSE 'index' END) || ' ' || (x.indpred IS NOT NULL)::text || ' '
                    || (SELECT string_agg(a.attname, ', ' ORDER BY k.n) FROM unnest(x.indkey::smallint[]) WITH ORDINALITY k(attnum, n) JOIN pg_attribute a ON a.attrelid = x.indrelid AND a.attnum = k.attnum)
                FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class t ON t.oid = x.indrelid WHERE t.relname = '{name}' AND t.relkind = 'r'
                """))
            {
                var parts = kind.Split(' ', 3);
                lines.Add(parts[0] == "key" ? $"key ({parts[2]})" : $"{parts[0]} {index} ({parts[2]}){(parts[1] == "true" ? " filtered" : "")}");
            }
        }
        return tables;
    }

    private static async Task<List<(string Name, string More)>> Rows(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<(string, string)>();
        while (await reader.ReadAsync())
            rows.Add((reader.GetString(0), reader.GetString(1)));
        return rows;
    }
}
