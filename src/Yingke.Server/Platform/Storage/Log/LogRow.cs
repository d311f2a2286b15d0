using System.Data.Common;
using System.Text.Json;
using Yingke.Domain.Conversations;

namespace Yingke.Server.Platform.Storage.Log;

/// <summary>Rows of the log as both writers read them.</summary>
internal static class LogRow
{
    public const string HeadColumns = "head_seq, waiting_since, last_buyer_at, last_seq, last_kind, last_from, last_text, last_at";

    public static Guid Id(DbDataReader row, int column) => row.GetValue(column) switch
    {
        Guid id => id,
        byte[] bytes => new Guid(bytes, true),
        var other => throw new InvalidDataException($"No id: {other.GetType()}"),
    };

    /// <summary>The columns of <see cref="HeadColumns"/>, from <paramref name="start"/> on.</summary>
    public static LogHead Head(DbDataReader row, int start) => new(
        row.GetInt64(start), Instant(row, start + 1), Instant(row, start + 2), row.IsDBNull(start + 3) ? null : row.GetInt64(start + 3),
        Word<EntryKind>(row, start + 4), Word<Sender>(row, start + 5), row.IsDBNull(start + 6) ? null : row.GetString(start + 6), Instant(row, start + 7));

    /// <summary>Columns seq, kind, sender, at, text, details of the entry that <paramref name="wish"/> asked for earlier.</summary>
    public static Entry Entry(DbDataReader row, Append wish, int start = 0) => new()
    {
        ShopId = wish.ShopId,
        ConversationId = wish.ConversationId,
        Seq = row.GetInt64(start),
        Kind = EnumConverters.Parse<EntryKind>(row.GetString(start + 1)),
        From = EnumConverters.Parse<Sender>(row.GetString(start + 2)),
        SenderId = wish.SenderId,
        ClientId = wish.ClientId,
        At = DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(start + 3)),
        Text = row.IsDBNull(start + 4) ? null : row.GetString(start + 4),
        Details = row.IsDBNull(start + 5) ? null : JsonSerializer.Deserialize<EntryDetails>(row.GetString(start + 5), Stored.Json),
    };

    private static DateTimeOffset? Instant(DbDataReader row, int column) =>
        row.IsDBNull(column) ? null : DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(column));

    private static T? Word<T>(DbDataReader row, int column) where T : struct, Enum =>
        row.IsDBNull(column) ? null : EnumConverters.Parse<T>(row.GetString(column));
}
