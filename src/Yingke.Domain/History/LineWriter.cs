using System.Globalization;
using System.Text.Json;

namespace Yingke.Domain.History;

/// <summary>Writes one line's fields in the order of the calls; what is null is left out.</summary>
internal sealed class LineWriter(Utf8JsonWriter json, TimeZoneInfo zone)
{
    public void Text(string field, string? value)
    {
        if (value is not null)
            json.WriteString(field, value);
    }

    public void Whole(string field, int? value)
    {
        if (value is { } number)
            json.WriteNumber(field, number);
    }

    public void Number(string field, decimal value) => json.WriteNumber(field, value);

    public void Long(string field, long value) => json.WriteNumber(field, value);

    public void OptionalInstant(string field, DateTimeOffset? value)
    {
        if (value is { } at)
            Instant(field, at);
    }

    public void Time(string field, TimeOnly value) => json.WriteString(field, value.ToString("HH:mm", CultureInfo.InvariantCulture));

    public void Instant(string field, DateTimeOffset value) =>
        json.WriteString(field, TimeZoneInfo.ConvertTime(value, zone).ToString("yyyy-MM-dd'T'HH:mm:ss.fffzzz", CultureInfo.InvariantCulture));

    public void Objects<T>(string field, IEnumerable<T> all, Action<LineWriter, T> write)
    {
        json.WriteStartArray(field);
        foreach (var one in all)
        {
            json.WriteStartObject();
            write(this, one);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    public void Words(string field, IEnumerable<string> words)
    {
        json.WriteStartArray(field);
        foreach (var word in words)
            json.WriteStringValue(word);
        json.WriteEndArray();
    }
}
