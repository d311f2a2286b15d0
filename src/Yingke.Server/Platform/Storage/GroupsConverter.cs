using System.Text.Json;
using System.Text.Json.Serialization;
using Yingke.Domain.Routing;

namespace Yingke.Server.Platform.Storage;

/// <summary>An agent's groups as a list of names; a single group as one name.</summary>
internal sealed class GroupsConverter : JsonConverter<Groups>
{
    private static readonly Groups[] Single = [Groups.Presale, Groups.Insale, Groups.Aftersale];

    public override Groups Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String)
            return Parse(reader.GetString());
        if (reader.TokenType != JsonTokenType.StartArray)
            throw new JsonException();
        var groups = Groups.None;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            groups |= Parse(reader.TokenType == JsonTokenType.String ? reader.GetString() : throw new JsonException());
        return groups;
    }

    public override void Write(Utf8JsonWriter writer, Groups value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (var group in Single.Where(g => value.HasFlag(g)))
            writer.WriteStringValue(Name(group));
        writer.WriteEndArray();
    }

    private static string Name(Groups group) => JsonNamingPolicy.SnakeCaseLower.ConvertName(group.ToString());

    private static Groups Parse(string? name) => Single.FirstOrDefault(g => Name(g) == name) is var group and not Groups.None ? group : throw new JsonException();
}
