using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Platform.Operations;

/// <summary>For who watches the process and who sends it traffic.</summary>
internal static class HealthRoutes
{
    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        app.MapGet("/healthz", () => Results.Text("ok")).Public().ExcludeFromDescription();
        app.MapGet("/readyz", async (Readiness readiness, CancellationToken cancel) => await readiness.Refusal(cancel) is { } refusal
            ? Problem.Of(StatusCodes.Status503ServiceUnavailable, refusal)
            : Results.Text("ready")).Public().ExcludeFromDescription();
    }

    /// <summary>A node that is about to go takes no new socket: the balancer, or the client's next attempt, finds another.</summary>
    public static IApplicationBuilder RefuseSocketsWhileDraining(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        if (!context.Request.Path.StartsWithSegments("/hubs", StringComparison.Ordinal) || !context.RequestServices.GetRequiredService<Readiness>().IsDraining)
            return next(context);
        context.Response.Headers.RetryAfter = "2";
        return Problem.Of(StatusCodes.Status503ServiceUnavailable, "draining").ExecuteAsync(context);
    });
}
