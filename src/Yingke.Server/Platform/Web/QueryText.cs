namespace Yingke.Server.Platform.Web;

internal static class QueryText
{
    /// <summary>A query with NUL in it is refused, as a body is: PostgreSQL cannot take it, and nobody means it.</summary>
    public static IApplicationBuilder UseCleanQueries(this IApplicationBuilder app) => app.Use((context, next) =>
        context.Request.QueryString.HasValue && context.Request.Query.FirstOrDefault(q => q.Key.Contains('\0', StringComparison.Ordinal) || q.Value.Any(v => v!.Contains('\0', StringComparison.Ordinal))) is { Key: not null } bad
            ? Problem.Invalid(bad.Key.Replace("\0", "", StringComparison.Ordinal), "contains NUL").ExecuteAsync(context)
            : next(context));
}
