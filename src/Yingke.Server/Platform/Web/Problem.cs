using Microsoft.AspNetCore.Mvc;
using Yingke.Domain.Accounts;

namespace Yingke.Server.Platform.Web;

/// <summary>Refusals as RFC 9457 problem details with a stable <c>code</c>; the web owns the words.</summary>
internal static class Problem
{
    public static IResult Of(int status, string code, string? detail = null, string? field = null, IDictionary<string, object?>? more = null)
    {
        var problem = new ProblemDetails { Status = status, Title = Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(status), Detail = detail, Type = "about:blank" };
        problem.Extensions["code"] = code;
        if (field is not null)
            problem.Extensions["field"] = field;
        foreach (var (name, value) in more ?? new Dictionary<string, object?>())
            problem.Extensions[name] = value;
        return Results.Json(problem, statusCode: status, contentType: "application/problem+json");
    }

    public static IResult NotFound() => Of(StatusCodes.Status404NotFound, "not_found");

    public static IResult SignedOut() => Of(StatusCodes.Status401Unauthorized, "signed_out");

    public static IResult Forbidden(string permission) =>
        Of(StatusCodes.Status403Forbidden, "forbidden", Denial.Of(permission), more: new Dictionary<string, object?> { ["permission"] = permission });

    /// <summary>Bad input: which field, and what is wrong with it.</summary>
    public static IResult Invalid(string field, string? detail = null) => Of(StatusCodes.Status422UnprocessableEntity, "invalid", detail, field);
}

/// <summary>Ends a request with a problem from anywhere below it. For what is not a rule of the domain: not visible, not allowed, bad input.</summary>
internal sealed class Refusal(int status, string code, string? field = null, string? detail = null) : Exception(detail ?? code)
{
    public int Status { get; } = status;
    public string Code { get; } = code;
    public string? Field { get; } = field;
    public IDictionary<string, object?>? More { get; init; }

    /// <summary>When it is worth asking again.</summary>
    public TimeSpan? RetryAfter { get; init; }

    public static Refusal NotFound() => new(StatusCodes.Status404NotFound, "not_found");

    public static Refusal Forbidden(string permission) => new(StatusCodes.Status403Forbidden, "forbidden", detail: Denial.Of(permission))
    {
        More = new Dictionary<string, object?> { ["permission"] = permission },
    };

    public static Refusal Conflict(string code) => new(StatusCodes.Status409Conflict, code);

    public static Refusal Invalid(string field, string? detail = null) => new(StatusCodes.Status422UnprocessableEntity, "invalid", field, detail);
}
