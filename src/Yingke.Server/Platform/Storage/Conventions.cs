using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Yingke.Server.Platform.Storage;

/// <summary>How types and names of the model become those of the database, the same on both.</summary>
internal static class Conventions
{
    public static void Configure(ModelConfigurationBuilder conventions, Dialect dialect)
    {
        conventions.Properties<DateTimeOffset>().HaveConversion<InstantConverter>();
        conventions.Properties<Enum>().HaveConversion<string>();
        // Big-endian bytes keep the order of UUIDv7 on SQLite; PostgreSQL has a type of its own.
        if (!dialect.IsPostgres)
            conventions.Properties<Guid>().HaveConversion<GuidBytesConverter>();
    }

    public static void Name(ModelBuilder model)
    {
        foreach (var entity in model.Model.GetEntityTypes())
        {
            entity.SetTableName(Snake(entity.GetTableName()!));
            foreach (var property in entity.GetProperties())
            {
                if (property.FindAnnotation("Relational:ColumnName") is null)
                    property.SetColumnName(Snake(property.Name));
                var type = Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType;
                if (type.IsEnum)
                    property.SetValueConverter(EnumConverters.For(type));
            }
            foreach (var key in entity.GetKeys())
                key.SetName("pk_" + entity.GetTableName());
            foreach (var index in entity.GetIndexes())
                index.SetDatabaseName((index.IsUnique ? "ux_" : "ix_") + entity.GetTableName() + "_"
                    + (index.Name ?? string.Join('_', index.Properties.Skip(1).Select(p => Snake(p.Name)))));
        }
    }

    public static string Snake(string name)
    {
        var text = new StringBuilder(name.Length + 8);
        for (var i = 0; i < name.Length; i++)
        {
            if (char.IsUpper(name[i]) && i > 0 && name[i - 1] != '_' && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1]))))
                text.Append('_');
            text.Append(char.ToLowerInvariant(name[i]));
        }
        return text.ToString();
    }

    /// <summary>The stored form of an instant, for SQL written by hand (parameters there skip the converters).</summary>
    public static long Stored(this DateTimeOffset at) => at.ToUnixTimeMilliseconds();

    private sealed class InstantConverter() : ValueConverter<DateTimeOffset, long>(
        at => at.ToUnixTimeMilliseconds(), ms => DateTimeOffset.FromUnixTimeMilliseconds(ms));

    private sealed class GuidBytesConverter() : ValueConverter<Guid, byte[]>(
        id => id.ToByteArray(true), bytes => new Guid(bytes, true));
}

/// <summary>Enums as short snake_case text, flags as a comma-separated list of it.</summary>
internal static class EnumConverters
{
    public static ValueConverter For(Type type) =>
        (ValueConverter)Activator.CreateInstance(typeof(EnumText<>).MakeGenericType(type))!;

    public static string Text<T>(T value) where T : struct, Enum => Words<T>.Of.TryGetValue(value, out var word) ? word : Make(value);

    public static T Parse<T>(string text) where T : struct, Enum =>
        Words<T>.Values.TryGetValue(text, out var value) ? value : Enum.Parse<T>(text.Replace("_", "", StringComparison.Ordinal), ignoreCase: true);

    private static string Make<T>(T value) where T : struct, Enum => string.Join(',', value.ToString().Split(", ").Select(Conventions.Snake));

    /// <summary>Every value's word, made once: the log's writer asks for several of each message.</summary>
    private static class Words<T> where T : struct, Enum
    {
        public static readonly Dictionary<T, string> Of = Enum.GetValues<T>().Distinct().ToDictionary(v => v, Make);
        public static readonly Dictionary<string, T> Values = Of.ToDictionary(w => w.Value, w => w.Key);
    }

    private sealed class EnumText<T>() : ValueConverter<T, string>(value => Text(value), text => Parse<T>(text)) where T : struct, Enum;
}

/// <summary>Small documents inside a row (settings, cards, reasons), as JSON text.</summary>
internal sealed class JsonText<T>() : ValueConverter<T, string>(
    value => JsonSerializer.Serialize(value, Stored.Json), text => JsonSerializer.Deserialize<T>(text, Stored.Json)!)
{
    /// <summary>Documents are replaced, never changed in place.</summary>
    public static ValueComparer<T> Comparer { get; } = new((a, b) => ReferenceEquals(a, b), value => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(value), value => value);
}

/// <summary>One way of writing JSON, for what is stored, answered and pushed: camelCase members, snake_case values, Chinese as it is.</summary>
internal static class Stored
{
    // Options that hold the same converters share what they find out about types: the second server of a process starts with it.
    private static readonly JsonConverter[] Converters =
        [new GroupsConverter(), new TimeOfDayConverter(), new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false)];

    public static readonly JsonSerializerOptions Json = Configure(new JsonSerializerOptions(JsonSerializerDefaults.Web));

    public static JsonSerializerOptions Configure(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        foreach (var converter in Converters)
            options.Converters.Add(converter);
        return options;
    }
}
