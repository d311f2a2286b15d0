using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;

namespace Yingke.Server.Platform.Storage.Archive;

/// <summary>Rows as JSON lines, the same bytes for the same row wherever it was read.</summary>
internal static class Rows
{
    private static readonly JsonWriterOptions Form = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(ArrayBufferWriter<byte> to, StoredTable table, object?[] row)
    {
        using var json = new Utf8JsonWriter(to, Form);
        json.WriteStartArray();
        for (var i = 0; i < row.Length; i++)
        {
            switch (row[i])
            {
                case null: json.WriteNullValue(); break;
                case Guid id: json.WriteStringValue(id); break;
                case long number: json.WriteNumberValue(number); break;
                case bool flag: json.WriteBooleanValue(flag); break;
                case byte[] bytes: json.WriteBase64StringValue(bytes); break;
                case string text: json.WriteStringValue(text); break;
                default: throw new InvalidOperationException($"{table.Name}.{table.Columns[i].Name} holds a {row[i]!.GetType()}.");
            }
        }
        json.WriteEndArray();
    }

    public static object?[] Read(string line, IReadOnlyList<StoredColumn> columns)
    {
        using var json = JsonDocument.Parse(line);
        if (json.RootElement.ValueKind != JsonValueKind.Array || json.RootElement.GetArrayLength() != columns.Count)
            throw new InvalidDataException("A row has another number of columns than its table.");
        return [.. json.RootElement.EnumerateArray().Select((value, i) => value.ValueKind == JsonValueKind.Null ? null : Value(value, columns[i].Kind))];
    }

    private static object Value(JsonElement value, ColumnKind kind) => kind switch
    {
        ColumnKind.Id => value.GetGuid(),
        ColumnKind.Whole => value.GetInt64(),
        ColumnKind.Flag => value.GetBoolean(),
        ColumnKind.Bytes => value.GetBytesFromBase64(),
        _ => value.GetString()!,
    };
}

/// <summary>Count and checksum of a table's rows. The checksum does not depend on their order: text sorts differently on the two databases.</summary>
internal sealed class RowSum
{
    private readonly ArrayBufferWriter<byte> buffer = new();
    private UInt128 sum;

    public long Count { get; private set; }

    public string Checksum => sum.ToString("x32", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Counts the row; its bytes are valid until the next.</summary>
    public ReadOnlyMemory<byte> Add(StoredTable table, object?[] row)
    {
        buffer.ResetWrittenCount();
        Rows.Write(buffer, table, row);
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(buffer.WrittenSpan, hash);
        sum += System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(hash);
        Count++;
        return buffer.WrittenMemory;
    }
}
