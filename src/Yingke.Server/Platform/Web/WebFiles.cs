using Microsoft.Net.Http.Headers;

namespace Yingke.Server.Platform.Web;

/// <summary>What browsers are told about every answer, and the built web part.</summary>
internal static class WebFiles
{
    public static IApplicationBuilder UseSecurityHeaders(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        // Last of all, where nobody said otherwise: an answer to an exception starts with headers that were cleared.
        context.Response.OnStarting(() => Set(context));
        return next(context);
    });

    private static Task Set(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.TryAdd("X-Content-Type-Options", "nosniff");
        headers.TryAdd("Referrer-Policy", "same-origin");
        // Pictures of cards come from a shop's own hosts over https; which of them are shown the web part decides by the shop's list (docs/decisions/0007).
        headers.TryAdd("Content-Security-Policy", "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob: https:; connect-src 'self' ws: wss:; "
            + "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'");
        if (context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal))
            headers.TryAdd("Cache-Control", "no-store, private");
        return Task.CompletedTask;
    }

    /// <summary>Hashed assets for ever, everything else after asking; unknown paths of the app get its page.</summary>
    public static void UseWebFiles(this WebApplication app)
    {
        app.UseDefaultFiles();
        app.UseStaticFiles(new StaticFileOptions
        {
            OnPrepareResponse = file => file.Context.Response.Headers.CacheControl =
                file.Context.Request.Path.StartsWithSegments("/assets", StringComparison.Ordinal) ? "public, max-age=31536000, immutable" : "no-cache",
        });
        app.MapFallbackToFile("{*path:nonfile:regex(^(?!api/|hubs/|openapi/|storefront/|assets/).*$)}", "index.html", new StaticFileOptions
        {
            OnPrepareResponse = file => file.Context.Response.Headers[HeaderNames.CacheControl] = "no-cache",
        }).WithMetadata(new Identity.Guard(Identity.GuardKind.Public));
    }
}
