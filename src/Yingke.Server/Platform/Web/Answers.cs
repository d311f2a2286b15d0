using Microsoft.OpenApi;

namespace Yingke.Server.Platform.Web;

/// <summary>
/// What answers consist of, however deep: there nothing is ever null, a member without a value is left out and all others are certain. Bodies of
/// requests keep their null: it means that a value is taken away.
/// </summary>
internal sealed class Answers(OpenApiDocument document)
{
    /// <summary>Under this name a description of an object carries the members that are never without a value.</summary>
    public const string Certain = "certain";

    private readonly HashSet<string> seen = [];

    public void LeaveNullOut()
    {
        foreach (var answer in document.Paths.Values.SelectMany(p => p.Operations?.Values ?? Enumerable.Empty<OpenApiOperation>()).SelectMany(o => o.Responses?.Values ?? Enumerable.Empty<IOpenApiResponse>()))
        {
            foreach (var content in answer.Content?.Values ?? Enumerable.Empty<OpenApiMediaType>())
                Visit(content.Schema);
        }
    }

    private void Visit(IOpenApiSchema? described)
    {
        if (described is OpenApiSchemaReference { Reference.Id: { } id })
        {
            if (!seen.Add(id) || !document.Components!.Schemas!.TryGetValue(id, out described))
                return;
        }
        if (described is not OpenApiSchema schema)
            return;
        foreach (var (name, member) in schema.Properties?.ToList() ?? [])
        {
            schema.Properties![name] = WithoutNull(member);
            Visit(schema.Properties[name]);
        }
        if (schema.Metadata?.TryGetValue(Certain, out var certain) == true)
            schema.Required = ((List<string>)certain).Where(name => schema.Properties?.ContainsKey(name) == true).ToHashSet();
        Visit(schema.Items);
        Visit(schema.AdditionalProperties);
    }

    private static IOpenApiSchema WithoutNull(IOpenApiSchema member)
    {
        if (member is not OpenApiSchema schema)
            return member;
        if (schema.Type is { } type && type != JsonSchemaType.Null)
            schema.Type = type & ~JsonSchemaType.Null;
        return schema.OneOf is { Count: 2 } either && either.SingleOrDefault(one => one.Type != JsonSchemaType.Null) is { } value ? value : schema;
    }
}
