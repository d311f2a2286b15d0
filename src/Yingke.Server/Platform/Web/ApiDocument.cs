using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Yingke.Domain.Routing;

namespace Yingke.Server.Platform.Web;

/// <summary>
/// Makes the API's document say what is really sent, so that types can be made from it: what our converters hide from the framework, what is
/// absent instead of null, and how refusals look.
/// </summary>
internal static class ApiDocument
{
    public const string Name = "v1";

    private static readonly string[] GroupWords = ["presale", "insale", "aftersale"];

    public static IServiceCollection AddApiDocument(this IServiceCollection services) => services.AddOpenApi(Name, options =>
    {
        var known = new Dictionary<string, Type>();
        options.CreateSchemaReferenceId = type => OpenApiOptions.CreateDefaultSchemaReferenceId(type) is { } id ? NameOf(id, type.Type, known) : null;
        options.AddSchemaTransformer((schema, context, _) =>
        {
            Say(schema, context);
            return Task.CompletedTask;
        });
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info.Title = "Yingke";
            document.Info.Description = "What the screens do, and anything else may do. Staff sign in (a cookie, and `X-Yingke: 1` with every change) or send `Authorization: Bearer` and an API key; "
                + "buyers' windows send the token of their visit. A member without a value is left out.";
            // The address is where the document was asked for, not what the program that wrote it listened on.
            document.Servers?.Clear();
            AddProblem(document);
            new Answers(document).LeaveNullOut();
            return Task.CompletedTask;
        });
    });

    private static readonly HashSet<string> OfNoMeaningAlone =
        ["Request", "Answer", "View", "Row", "Begun", "Candidate", "NewRequest", "ChangeRequest", "EditRequest", "AssignRequest", "AddressRequest", "NoteRequest", "RatingRequest"];

    /// <summary>Request alone says little: whose it is comes first. Two types of one name would silently share one description.</summary>
    private static string NameOf(string id, Type type, Dictionary<string, Type> known)
    {
        var kind = Nullable.GetUnderlyingType(type) ?? type;
        if (kind is { IsNested: true, IsGenericType: false } && OfNoMeaningAlone.Contains(id))
            id = kind.DeclaringType!.Name + id;
        else if (kind is { IsGenericType: true, GenericTypeArguments: [{ IsNested: true } of] } && OfNoMeaningAlone.Contains(of.Name))
            id = string.Concat(kind.Name.AsSpan(0, kind.Name.IndexOf('`')), "Of", of.DeclaringType!.Name, of.Name);
        lock (known)
        {
            if (!known.TryAdd(id, kind) && known[id] != kind)
                throw new InvalidOperationException($"{kind.FullName} and {known[id].FullName} are both called {id} in the API's document: rename one.");
        }
        return id;
    }

    private static void Say(OpenApiSchema schema, OpenApiSchemaTransformerContext context)
    {
        var type = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type;
        var orNull = schema.Type & JsonSchemaType.Null ?? 0;
        if (context.JsonPropertyInfo is { } property && IsNullable(property))
            orNull = JsonSchemaType.Null;
        if (type == typeof(string))
            (schema.Type, schema.Enum) = (JsonSchemaType.String | orNull, WordsOf(context.JsonPropertyInfo));
        else if (type == typeof(TimeOnly))
            (schema.Type, schema.Format, schema.Pattern) = (JsonSchemaType.String | orNull, null, "^([01][0-9]|2[0-3]):[0-5][0-9]$");
        else if (type == typeof(Groups))
            (schema.Type, schema.Items) = (JsonSchemaType.Array | orNull, Text(GroupWords));
        else if (type == typeof(int) || type == typeof(long))
            (schema.Type, schema.Pattern) = (JsonSchemaType.Integer | orNull, null);
        else if (type == typeof(double))
            (schema.Type, schema.Pattern, schema.Enum) = (JsonSchemaType.Number | orNull, null, null);
        else if (schema.Type is { } array && array.HasFlag(JsonSchemaType.Array) && context.JsonTypeInfo.ElementType == typeof(string))
            schema.Items = Text(null);
        else if (schema.Properties is { Count: > 0 } && context.JsonTypeInfo.Kind == JsonTypeInfoKind.Object)
            Require(schema, context.JsonTypeInfo);
    }

    /// <summary>What may be null may be left out; where it is certain to be there is for <see cref="Answers"/> to say.</summary>
    private static void Require(OpenApiSchema schema, JsonTypeInfo type)
    {
        schema.Required ??= new HashSet<string>();
        schema.Metadata ??= new Dictionary<string, object>();
        schema.Metadata[Answers.Certain] = type.Properties.Where(p => !IsNullable(p)).Select(p => p.Name).ToList();
        foreach (var property in type.Properties.Where(IsNullable))
            schema.Required.Remove(property.Name);
    }

    private static bool IsNullable(JsonPropertyInfo property) => property.IsGetNullable && (!property.PropertyType.IsValueType || Nullable.GetUnderlyingType(property.PropertyType) is not null);

    private static List<JsonNode>? WordsOf(JsonPropertyInfo? property) =>
        property?.AttributeProvider?.GetCustomAttributes(typeof(WordsOfAttribute), false).OfType<WordsOfAttribute>().SingleOrDefault() is { } words ? Nodes(words.Words) : null;

    private static OpenApiSchema Text(string[]? words) => new() { Type = JsonSchemaType.String, Enum = words is null ? null : Nodes(words) };

    private static List<JsonNode> Nodes(IEnumerable<string> words) => [.. words.Select(word => (JsonNode)JsonValue.Create(word))];

    /// <summary>Every refusal is a problem document (RFC 9457) with a stable code.</summary>
    private static void AddProblem(OpenApiDocument document)
    {
        document.Components ??= new();
        document.Components.Schemas ??= new Dictionary<string, IOpenApiSchema>();
        document.Components.Schemas["Problem"] = new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Description = "A refusal (RFC 9457).",
            Required = new HashSet<string> { "status", "title", "code" },
            Properties = new Dictionary<string, IOpenApiSchema>
            {
                ["type"] = Text(null), ["title"] = Text(null), ["detail"] = Text(null),
                ["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int32" },
                ["code"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "Stable, in snake_case: what programs go by." },
                ["field"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "The member that was wrong." },
                ["permission"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "With `forbidden`: the permission that is missing." },
            },
        };
        foreach (var operation in document.Paths.Values.SelectMany(p => p.Operations?.Values ?? Enumerable.Empty<OpenApiOperation>()))
        {
            operation.Responses ??= [];
            operation.Responses["default"] = new OpenApiResponse
            {
                Description = "Refused",
                Content = new Dictionary<string, OpenApiMediaType> { ["application/problem+json"] = new OpenApiMediaType { Schema = new OpenApiSchemaReference("Problem", document) } },
            };
        }
    }
}
