using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Yingke.Domain.History;

/// <summary>Takes the fields out of one line and notes what is wrong. After an error it hands out harmless values: the line is refused anyway.</summary>
internal sealed partial class LineReader
{
    public const int MaxId = 200;
    public const int MaxName = 200;
    public const int MaxText = 65_536;

    private readonly Dictionary<string, JsonElement> fields = new(StringComparer.Ordinal);
    private readonly HashSet<string> asked = new(StringComparer.Ordinal);
    private readonly List<HistoryError> errors = [];

    public LineReader(JsonElement root)
    {
        foreach (var property in root.EnumerateObject())
        {
            if (TextOf(property) is not { } name)
                Error(null, "invalid_text");
            else if (!fields.TryAdd(name, property.Value))
                Error(name, "duplicate_field");
        }
    }

    public IReadOnlyList<HistoryError> Errors => errors;

    public void Error(string? field, string reason) => errors.Add(new HistoryError(field, reason));

    public string Id(string field) => OptionalId(field, required: true) ?? "";

    public string? OptionalId(string field, bool required = false)
    {
        var id = Text(field, MaxId, required);
        if (id is not null && (id.Length == 0 || id.Any(char.IsControl)))
            Error(field, "invalid_id");
        return id;
    }

    public string? Text(string field, int max, bool required = true)
    {
        if (Take(field, required) is not { } value)
            return null;
        if (value.ValueKind != JsonValueKind.String)
        {
            Error(field, "wrong_type");
            return null;
        }

        var text = TextOf(value);
        if (text is null || text.Contains('\0', StringComparison.Ordinal))
        {
            Error(field, "invalid_text");
            return null;
        }

        if (text.Length > max)
            Error(field, "too_long");
        return text;
    }

    public string Word(string field, params ReadOnlySpan<string> words) => OptionalWord(field, true, words) ?? "";

    public string? OptionalWord(string field, bool required, params ReadOnlySpan<string> words)
    {
        var word = Text(field, MaxText, required);
        if (word is not null && !words.Contains(word))
            Error(field, "unknown_value");
        return word;
    }

    public IReadOnlyList<string> Words(string field, params ReadOnlySpan<string> words)
    {
        if (Take(field, required: true) is not { } value)
            return [];
        if (value.ValueKind != JsonValueKind.Array || value.EnumerateArray().Any(e => e.ValueKind != JsonValueKind.String))
        {
            Error(field, "wrong_type");
            return [];
        }

        var seen = new List<string>();
        foreach (var element in value.EnumerateArray())
        {
            if (TextOf(element) is not { } word || !words.Contains(word))
                Error(field, "unknown_value");
            else if (seen.Contains(word))
                Error(field, "duplicate_value");
            else
                seen.Add(word);
        }

        return seen;
    }

    public int? Whole(string field, int min, int max, bool required)
    {
        if (Take(field, required) is not { } value)
            return null;
        if (value.ValueKind != JsonValueKind.Number || !value.TryGetDecimal(out var number) || number != decimal.Truncate(number))
        {
            Error(field, "wrong_type");
            return null;
        }

        if (number < min || number > max)
        {
            Error(field, "out_of_range");
            return null;
        }

        return (int)number;
    }

    /// <summary>A number of at most 6 decimals.</summary>
    public decimal Number(string field, decimal min, decimal max)
    {
        if (Take(field, required: true) is not { } value)
            return 0;
        if (value.ValueKind != JsonValueKind.Number || !value.TryGetDecimal(out var number) || number != decimal.Round(number, 6))
        {
            Error(field, "wrong_type");
            return 0;
        }

        if (number < min || number > max)
            Error(field, "out_of_range");
        // Without the zeros at its end: 88 and 88.0 are one score.
        return number / 1.000000000000000000000000000000m;
    }

    public DateTimeOffset Instant(string field)
    {
        var text = Text(field, MaxText);
        if (text is null)
            return default;
        if (InstantPattern().IsMatch(text)
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var at))
        {
            return at;
        }

        Error(field, "invalid_instant");
        return default;
    }

    public DateTimeOffset? OptionalInstant(string field) => fields.TryGetValue(field, out var value) && value.ValueKind != JsonValueKind.Null ? Instant(field) : Absent(field);

    public TimeOnly Time(string field)
    {
        var text = Text(field, MaxText);
        if (!TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) && text is not null)
            Error(field, "invalid_time");
        return time;
    }

    private DateTimeOffset? Absent(string field)
    {
        asked.Add(field);
        return null;
    }

    public void Finish(bool strict)
    {
        if (!strict)
            return;
        foreach (var field in fields.Keys.Where(f => !asked.Contains(f)))
            Error(field, "unknown_field");
    }

    /// <summary>The field's value; an optional one may also be given as null.</summary>
    private JsonElement? Take(string field, bool required)
    {
        asked.Add(field);
        var present = fields.TryGetValue(field, out var value) && value.ValueKind != JsonValueKind.Null;
        if (!present && required)
            Error(field, "missing");
        return present ? value : null;
    }

    // JSON can spell half a surrogate pair (\ud800), .NET refuses to hand it out as text.
    private static string? TextOf(JsonElement value)
    {
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>A list of objects, each read like a line of its own; an error in one is the list's.</summary>
    public IReadOnlyList<T> Objects<T>(string field, int max, Func<LineReader, T> read)
    {
        if (Take(field, required: true) is not { } value)
            return [];
        if (value.ValueKind != JsonValueKind.Array || value.EnumerateArray().Any(e => e.ValueKind != JsonValueKind.Object))
        {
            Error(field, "wrong_type");
            return [];
        }

        if (value.GetArrayLength() > max)
            Error(field, "too_long");
        var all = new List<T>();
        foreach (var element in value.EnumerateArray())
        {
            var one = new LineReader(element);
            all.Add(read(one));
            one.Finish(strict: true);
            foreach (var error in one.Errors)
                Error($"{field}.{error.Field}", error.Reason);
        }

        return all;
    }

    private static string? TextOf(JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>ISO 8601 with offset and up to milliseconds. (spec: history-format.md)</summary>
    [GeneratedRegex(@"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,3})?)?(Z|[+-][0-9]{2}:[0-9]{2})\z", RegexOptions.CultureInvariant)]
    private static partial Regex InstantPattern();
}
