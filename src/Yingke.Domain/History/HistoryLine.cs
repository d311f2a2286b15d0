using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Yingke.Domain.History;

/// <summary>What is wrong with a line: the field (null: the line as a whole) and a stable reason.</summary>
public sealed record HistoryError(string? Field, string Reason);

/// <summary>A parsed line, or the reasons why it is none.</summary>
public sealed record HistoryRead(HistoryLine? Line, IReadOnlyList<HistoryError> Errors);

/// <summary>
/// One line of the history format. Each type is a record of its own that reads and writes its fields in the order of the specification's
/// table; a new type adds a record and a row of <see cref="Types"/>. (spec: history-format.md)
/// </summary>
public abstract record HistoryLine
{
    // Chinese stays readable; the file is no HTML.
    private static readonly JsonWriterOptions Form = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Types that the format knows.</summary>
    private static readonly Dictionary<string, Func<LineReader, HistoryLine>> Types = new(StringComparer.Ordinal)
    {
        [ShopLine.Word] = ShopLine.Read,
        [AgentLine.Word] = AgentLine.Read,
        [BuyerLine.Word] = BuyerLine.Read,
        [InflowLine.Word] = InflowLine.Read,
        [AssignLine.Word] = AssignLine.Read,
        [MessageLine.Word] = MessageLine.Read,
        [RatingLine.Word] = RatingLine.Read,
        [CloseLine.Word] = CloseLine.Read,
        [OrderHistoryLine.Word] = OrderHistoryLine.Read,
        [AftersaleHistoryLine.Word] = AftersaleHistoryLine.Read,
        [TicketLine.Word] = TicketLine.Read,
        [CallLine.Word] = CallLine.Read,
        [InspectionLine.Word] = InspectionLine.Read,
    };

    public abstract string Type { get; }

    /// <summary>The source system's id, unique per type and shop, where the type has one.</summary>
    public virtual string? SourceId => null;

    /// <summary>
    /// Two lines are the same if this is: by id, or, without one, by all fields. Equal ones without an id are told apart by their ordinal
    /// among equals, which the reader of the file counts. (spec: history-format.md, Identity)
    /// </summary>
    public string Identity => SourceId is { } id ? $"{Type} {id}" : Write(TimeZoneInfo.Utc);

    /// <summary>Reads one line. In strict mode a field that the type does not have is an error, else it is left out.</summary>
    public static HistoryRead Parse(string json, bool strict = true)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return Read(document.RootElement, strict);
        }
        catch (JsonException)
        {
            return Refused(null, "not_json");
        }
    }

    /// <summary>
    /// The canonical form: type first, fields in the table's order, absent ones left out, instants with milliseconds and the offset that the
    /// shop's zone has at that instant. Reading it back and writing it again gives the same text.
    /// </summary>
    public string Write(TimeZoneInfo zone)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Form))
        {
            json.WriteStartObject();
            json.WriteString("type", Type);
            WriteFields(new LineWriter(json, zone));
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>The first field that reads otherwise in <paramref name="other"/>, or that only one of the two has; null if they are the same.</summary>
    public string? DifferenceTo(HistoryLine other)
    {
        var (own, others) = (Fields(this), Fields(other));
        return own.Keys.Concat(others.Keys).FirstOrDefault(field => own.GetValueOrDefault(field) != others.GetValueOrDefault(field));
    }

    private static Dictionary<string, string> Fields(HistoryLine line)
    {
        using var written = JsonDocument.Parse(line.Write(TimeZoneInfo.Utc));
        return written.RootElement.EnumerateObject().ToDictionary(f => f.Name, f => f.Value.GetRawText(), StringComparer.Ordinal);
    }

    internal abstract void WriteFields(LineWriter to);

    private static HistoryRead Read(JsonElement root, bool strict)
    {
        if (root.ValueKind != JsonValueKind.Object)
            return Refused(null, "not_an_object");
        var reader = new LineReader(root);
        if (reader.Text("type", 40) is not { } type)
            return new HistoryRead(null, reader.Errors);
        if (!Types.TryGetValue(type, out var read))
            return Refused("type", "unknown_type");
        var line = read(reader);
        reader.Finish(strict);
        return reader.Errors.Count == 0 ? new HistoryRead(line, []) : new HistoryRead(null, reader.Errors);
    }

    private static HistoryRead Refused(string? field, string reason) => new(null, [new HistoryError(field, reason)]);
}

/// <summary>A line that tells of a conversation at an instant.</summary>
public abstract record ConversationLine(string Conversation, DateTimeOffset At) : HistoryLine
{
    /// <summary>Order of events of one conversation in the same millisecond: inflow, assign, message, rating, close. (spec: performance.md, Stints)</summary>
    internal abstract int Rank { get; }
}
