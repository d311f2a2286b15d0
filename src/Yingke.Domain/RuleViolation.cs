namespace Yingke.Domain;

/// <summary>
/// A request that the rules forbid in the present state. The web edge turns it into a problem response;
/// <paramref name="code"/> is stable and part of the API.
/// </summary>
public sealed class RuleViolation(string code, string? detail = null, string? field = null) : Exception(detail ?? code)
{
    /// <summary>Stable snake_case code, e.g. <c>conversation_closed</c>.</summary>
    public string Code { get; } = code;

    /// <summary>The offending field of the request in camelCase, if one is to blame.</summary>
    public string? Field { get; } = field;
}
