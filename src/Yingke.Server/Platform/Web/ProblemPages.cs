using System.Globalization;
using System.Reflection;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Metadata;

namespace Yingke.Server.Platform.Web;

/// <summary>Answers that the framework leaves empty, such as 404 for a path that no route knows or 415 for a form, as problems like all others.</summary>
internal static class ProblemPages
{
    public static IApplicationBuilder UseProblemPages(this IApplicationBuilder app) => app.UseStatusCodePages(Explain);

    private static Task Explain(StatusCodeContext context)
    {
        var (http, status) = (context.HttpContext, context.HttpContext.Response.StatusCode);
        if (status == StatusCodes.Status400BadRequest && Unparsed(http) is { } field)
            return Problem.Invalid(field).ExecuteAsync(http);
        var code = status switch
        {
            StatusCodes.Status404NotFound => "not_found",
            StatusCodes.Status405MethodNotAllowed => "method_not_allowed",
            StatusCodes.Status413PayloadTooLarge => "too_large",
            StatusCodes.Status415UnsupportedMediaType => "unsupported_media_type",
            _ => "refused",
        };
        return http.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal) ? Problem.Of(status, code).ExecuteAsync(http) : Task.CompletedTask;
    }

    /// <summary>The optional parameter that did not parse: routes refuse a wrong one without saying which.</summary>
    private static string? Unparsed(HttpContext http) =>
        http.GetEndpoint()?.Metadata.OfType<IParameterBindingMetadata>()
            .FirstOrDefault(p => p.HasTryParse && http.Request.Query.TryGetValue(p.Name, out var text) && !Parses(text, p.ParameterInfo.ParameterType))?.Name;

    private static bool Parses(string? text, Type wanted)
    {
        var type = Nullable.GetUnderlyingType(wanted) ?? wanted;
        return string.IsNullOrEmpty(text)
            || (Parser(type, typeof(string), typeof(IFormatProvider), type.MakeByRefType())?.Invoke(null, [text, CultureInfo.InvariantCulture, null])
                ?? Parser(type, typeof(string), type.MakeByRefType())?.Invoke(null, [text, null])) is not false;
    }

    private static MethodInfo? Parser(Type type, params Type[] parameters) => type.GetMethod("TryParse", BindingFlags.Public | BindingFlags.Static, parameters);
}
