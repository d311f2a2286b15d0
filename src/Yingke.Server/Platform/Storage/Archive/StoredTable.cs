using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Yingke.Server.Platform.Storage.Archive;

/// <summary>What a column holds, on either database.</summary>
internal enum ColumnKind { Id, Whole, Flag, Text, Bytes }

internal sealed record StoredColumn(string Name, ColumnKind Kind, bool IsShort);

/// <summary>
/// A table as both databases have it: the model's columns, and rows of plain values (Guid, long, bool, string, byte[]). Backups and moves
/// carry rows in this form, so that what was taken from one database can be put into the other.
/// </summary>
internal sealed record StoredTable(string Name, IReadOnlyList<StoredColumn> Columns, IReadOnlyList<string> Key)
{
    /// <summary>Leases belong to the nodes that run just now.</summary>
    private static readonly string[] OfTheMoment = ["job_leases"];

    /// <summary>All tables of the model, in a fixed order.</summary>
    public static IReadOnlyList<StoredTable> All(Db db) =>
        [.. db.GetService<IDesignTimeModel>().Model.GetRelationalModel().Tables.Where(t => !OfTheMoment.Contains(t.Name)).OrderBy(t => t.Name, StringComparer.Ordinal).Select(Of)];

    private static StoredTable Of(ITable table) =>
        new(table.Name, [.. table.Columns.OrderBy(c => c.Name, StringComparer.Ordinal).Select(Of)], [.. table.PrimaryKey!.Columns.Select(c => c.Name)]);

    private static StoredColumn Of(IColumn column)
    {
        var property = column.PropertyMappings[0].Property;
        var own = Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType;
        var stored = property.GetTypeMapping().Converter?.ProviderClrType ?? own;
        stored = Nullable.GetUnderlyingType(stored) ?? stored;
        var kind = own == typeof(Guid) ? ColumnKind.Id
            : stored == typeof(long) || stored == typeof(int) ? ColumnKind.Whole
            : stored == typeof(bool) ? ColumnKind.Flag
            : stored == typeof(string) ? ColumnKind.Text
            : stored == typeof(byte[]) ? ColumnKind.Bytes
            : throw new InvalidOperationException($"{column.Table.Name}.{column.Name} is of a kind that backups do not know: {stored}.");
        return new(column.Name, kind, stored == typeof(int));
    }

    public static string Quote(string name) => '"' + name + '"';

    public string ColumnList => string.Join(", ", Columns.Select(c => Quote(c.Name)));

    /// <summary>All rows in key order, as the open transaction sees them.</summary>
    public async IAsyncEnumerable<object?[]> Read(DbConnection connection, DbTransaction? transaction, [EnumeratorCancellation] CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandTimeout = 0;
        command.CommandText = $"SELECT {ColumnList} FROM {Quote(Name)} ORDER BY {string.Join(", ", Key.Select(Quote))}";
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
        {
            var row = new object?[Columns.Count];
            for (var i = 0; i < row.Length; i++)
                row[i] = rows.IsDBNull(i) ? null : Value(rows, i, Columns[i].Kind);
            yield return row;
        }
    }

    private static object Value(DbDataReader row, int column, ColumnKind kind) => kind switch
    {
        ColumnKind.Id => row.GetValue(column) is byte[] bytes ? new Guid(bytes, bigEndian: true) : row.GetGuid(column),
        ColumnKind.Whole => Convert.ToInt64(row.GetValue(column), System.Globalization.CultureInfo.InvariantCulture),
        ColumnKind.Flag => row.GetBoolean(column),
        ColumnKind.Text => row.GetString(column),
        _ => (byte[])row.GetValue(column),
    };
}
