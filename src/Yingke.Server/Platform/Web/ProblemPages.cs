using Microsoft.AspNetCore.Diagnostics;

namespace Yingke.Server.Platform.Web;

/// <summary>Answers that the framework leaves empty, such as 404 for a path that no route knows or 415 for a form, as problems like all others.</summary>
internal static class ProblemPages
{
    public static IApplicationBuilder UseProblemPages(this IApplicationBuilder app) => app.UseStatusCodePages(Explain);

    private static Task Explain(StatusCodeContext context)
    {
        var (http, status) = (context.HttpContext, context.HttpContext.Response.StatusCode);
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
}
