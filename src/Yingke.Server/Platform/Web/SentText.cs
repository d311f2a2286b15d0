using System.Text.Json;
using System.Text.Json.Serialization;

namespace Yingke.Server.Platform.Web;

/// <summary>Every text of every body: no NUL, which PostgreSQL cannot store and nobody means. Half a surrogate pair the reader refuses by itself.</summary>
internal sealed class SentText : JsonConverter<string>
{
    public static readonly SentText Instance = new();

    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String)
            throw new JsonException();
        try
        {
            return reader.GetString() is { } text && !text.Contains('\0', StringComparison.Ordinal) ? text : throw new JsonException("contains NUL");
        }
        catch (InvalidOperationException half)
        {
            throw new JsonException(half.Message, half);
        }
    }

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);

    // Members of a dictionary are named by what was sent, too.
    public override string ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetString()!;

    public override void WriteAsPropertyName(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WritePropertyName(value);
}
