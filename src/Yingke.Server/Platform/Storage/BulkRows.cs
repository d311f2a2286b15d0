using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Yingke.Server.Platform.Storage.Archive;

namespace Yingke.Server.Platform.Storage;

/// <summary>Many new rows of one table within the open transaction, as fast as the database takes them. They are not tracked, and no unique index is asked before.</summary>
internal static class BulkRows
{
    private sealed record Plan(StoredTable Table, IProperty[] Properties);

    private static readonly ConcurrentDictionary<(Type Entity, bool IsPostgres), Plan> Plans = new();

    public static async Task BulkInsert<T>(this Db db, IReadOnlyCollection<T> rows, CancellationToken cancel) where T : class
    {
        if (rows.Count == 0)
            return;
        var transaction = db.Database.CurrentTransaction ?? throw new InvalidOperationException("Rows are written within a transaction.");
        var plan = Plans.GetOrAdd((typeof(T), db.Dialect.IsPostgres), _ => Make(db, typeof(T)));
        await using var writer = await RowWriter.Open(db.Database.GetDbConnection(), transaction.GetDbTransaction(), plan.Table, cancel);
        var values = new object?[plan.Properties.Length];
        foreach (var row in rows)
        {
            for (var i = 0; i < values.Length; i++)
                values[i] = Value(plan.Properties[i], row);
            await writer.Write(values, cancel);
        }
        await writer.Complete(cancel);
    }

    private static Plan Make(Db db, Type entity)
    {
        var table = StoredTable.All(db).Single(t => t.Name == db.Model.FindEntityType(entity)!.GetTableName());
        var store = StoreObjectIdentifier.Table(table.Name, null);
        var properties = db.Model.FindEntityType(entity)!.GetProperties().ToDictionary(p => p.GetColumnName(store)!, StringComparer.Ordinal);
        return new(table, [.. table.Columns.Select(c => properties[c.Name])]);
    }

    private static object? Value(IProperty property, object row)
    {
        var value = property.PropertyInfo!.GetValue(row);
        if (value is not null && property.GetTypeMapping().Converter is { } converter)
            value = converter.ConvertToProvider(value);
        return value is int number ? Convert.ToInt64(number, CultureInfo.InvariantCulture) : value;
    }
}
