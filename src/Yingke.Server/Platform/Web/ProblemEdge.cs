using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Yingke.Domain;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Platform.Web;

/// <summary>The one place where exceptions become answers. Nothing of the inside leaves: no stack, no SQL, no type names.</summary>
internal sealed partial class ProblemEdge(Dialect dialect, ILogger<ProblemEdge> log) : IExceptionHandler
{
    // Codes of rules that tell of bad input rather than of a state that forbids it.
    private static readonly HashSet<string> BadInput = ["invalid", "weak_password", "over_ceiling", "demand_in_template", "invalid_curve", "item_twice", "base_indicator_missing"];

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        var answer = exception switch
        {
            Refusal refusal => Problem.Of(refusal.Status, refusal.Code, refusal.Message == refusal.Code ? null : refusal.Message, refusal.Field, refusal.More),
            RuleViolation rule => Problem.Of(BadInput.Contains(rule.Code) ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status409Conflict,
                rule.Code, rule.Message == rule.Code ? null : rule.Message, rule.Field),
            BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => Problem.Of(StatusCodes.Status413PayloadTooLarge, "too_large"),
            BadHttpRequestException bad => Problem.Of(bad.StatusCode == StatusCodes.Status400BadRequest ? StatusCodes.Status422UnprocessableEntity : bad.StatusCode, "invalid", field: Field(bad)),
            OperationCanceledException when httpContext.RequestAborted.IsCancellationRequested => Results.StatusCode(StatusCodes.Status499ClientClosedRequest),
            DbUpdateConcurrencyException => Problem.Of(StatusCodes.Status409Conflict, "changed_meanwhile"),
            _ when IsTransient(exception) => Problem.Of(StatusCodes.Status503ServiceUnavailable, "try_again"),
            _ => null,
        };
        if (answer is null)
        {
            log.LogError(exception, "{Method} {Path} failed", httpContext.Request.Method, httpContext.Request.Path);
            answer = Problem.Of(StatusCodes.Status500InternalServerError, "internal", more: new Dictionary<string, object?> { ["trace"] = httpContext.TraceIdentifier });
        }
        if (exception is Refusal { RetryAfter: { } wait })
            httpContext.Response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        await answer.ExecuteAsync(httpContext);
        return true;
    }

    private bool IsTransient(Exception exception)
    {
        for (var e = exception; e is not null; e = e.InnerException)
        {
            if (dialect.IsTransient(e))
                return true;
        }
        return false;
    }

    /// <summary>The JSON path that the parser stumbled over, or the parameter of the query that did not parse, as a field name.</summary>
    private static string? Field(BadHttpRequestException bad) =>
        bad.InnerException is System.Text.Json.JsonException { Path: { Length: > 2 } path } ? path[2..]
        : Parameter().Match(bad.Message) is { Success: true } found ? found.Groups[1].Value
        : null;

    // The framework tells it in words only: Failed to bind parameter "int limit" from "many". Required parameter "DateOnly day" was not provided.
    [GeneratedRegex("""^(?:Failed to bind|Required) parameter "[^"]* (\w+)" """)]
    private static partial Regex Parameter();
}
