using Yingke.Server.Platform.Web;

namespace Yingke.Server.Platform.Identity;

/// <summary>Who may call a route. Every route carries exactly one; a test reads them from the running program.</summary>
/// <param name="Kind">Who is let in at all.</param>
/// <param name="Permission">What a member of staff needs besides; null for any of them.</param>
/// <param name="Or">Another permission that will do instead.</param>
/// <param name="PeopleOnly">For what a person does about themselves: no program's key will do.</param>
internal sealed record Guard(GuardKind Kind, string? Permission = null, string? Or = null, bool PeopleOnly = false);

internal enum GuardKind { Public, Visitor, Staff }

internal static class Guards
{
    public const string StaffScheme = "Staff";
    public const string VisitorScheme = "Visitor";

    /// <summary>Anybody: the routes that this is said of are listed in a test.</summary>
    public static T Public<T>(this T routes) where T : IEndpointConventionBuilder
    {
        routes.WithMetadata(new Guard(GuardKind.Public));
        return routes;
    }

    public static T RequireVisitor<T>(this T routes) where T : IEndpointConventionBuilder
    {
        routes.WithMetadata(new Guard(GuardKind.Visitor));
        return routes;
    }

    /// <summary>Any signed-in agent, or one whose post has <paramref name="permission"/>.</summary>
    public static T RequireStaff<T>(this T routes, string? permission = null, string? or = null) where T : IEndpointConventionBuilder
    {
        routes.WithMetadata(new Guard(GuardKind.Staff, permission, or));
        return routes;
    }

    /// <summary>A signed-in person, not a program with a key.</summary>
    public static T RequirePerson<T>(this T routes, string? permission = null) where T : IEndpointConventionBuilder
    {
        routes.WithMetadata(new Guard(GuardKind.Staff, permission, PeopleOnly: true));
        return routes;
    }

    /// <summary>Checks the guard of the matched route; a route without one is closed.</summary>
    public static IApplicationBuilder UseGuards(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        // What is no route is the framework's own answer to a wrong method or content type.
        if (context.GetEndpoint() is not RouteEndpoint endpoint)
        {
            await next(context);
            return;
        }
        var refusal = Refuse(context, endpoint.Metadata.GetMetadata<Guard>());
        if (refusal is not null)
            await refusal.ExecuteAsync(context);
        else
            await next(context);
    });

    private static IResult? Refuse(HttpContext context, Guard? guard)
    {
        if (guard is null)
            return Problem.NotFound();
        if (guard.Kind == GuardKind.Public)
            return null;
        if (guard.Kind == GuardKind.Visitor)
            return context.Visitor() is null ? Problem.SignedOut() : null;
        if (context.Agent() is not { } agent)
            return Problem.SignedOut();
        if (IsCrossSite(context, agent))
            return Problem.Of(StatusCodes.Status403Forbidden, "csrf_header_missing");
        if (IsForeignSocket(context, agent))
            return Problem.Of(StatusCodes.Status403Forbidden, "origin_refused");
        if (guard.PeopleOnly && agent.SessionId is null)
            return Problem.Of(StatusCodes.Status403Forbidden, "people_only");
        return guard.Permission is { } permission && !agent.May(permission) && !(guard.Or is { } other && agent.May(other)) ? Problem.Forbidden(permission) : null;
    }

    public static CurrentAgent? Agent(this HttpContext context) => context.Features.Get<CurrentAgent>();

    public static CurrentVisitor? Visitor(this HttpContext context) => context.Features.Get<CurrentVisitor>();

    /// <summary>
    /// No browser asks before it opens a socket to another site, and the cookie travels along: only pages of our own may use it. Programs send
    /// no origin and have a key.
    /// </summary>
    private static bool IsForeignSocket(HttpContext context, CurrentAgent agent) =>
        agent.SessionId is not null && context.Request.Path.StartsWithSegments("/hubs", StringComparison.Ordinal)
        && context.Request.Headers.Origin.ToString() is { Length: > 0 } origin && !context.Request.IsOwnPage(origin);

    /// <summary>Whether a page of <paramref name="origin"/> came from the very host that is asked. The scheme does not count: it ends at a proxy.</summary>
    public static bool IsOwnPage(this HttpRequest request, string origin) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var page) && page.Authority.Equals(request.Host.Value, StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// A cookie travels with forms of other sites, this header does not: browsers ask first before they let a foreign page set it.
    /// Keys are not sent by browsers, sockets check their origin.
    /// </summary>
    private static bool IsCrossSite(HttpContext context, CurrentAgent agent) =>
        agent.SessionId is not null && !HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method)
        && !context.Request.Path.StartsWithSegments("/hubs", StringComparison.Ordinal) && context.Request.Headers["X-Yingke"].Count == 0;
}
