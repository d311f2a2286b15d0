namespace Yingke.Domain.Accounts;

/// <summary>Nobody gives more than they have, and nobody changes what is above them. (spec: accounts.md)</summary>
public static class Granting
{
    /// <summary>
    /// The first permission of <paramref name="wanted"/> that is missing from <paramref name="held"/> or reaches further there, or null.
    /// <paramref name="sameCompany"/>: whether <see cref="Scope.Own"/> means the same agents for both sides.
    /// </summary>
    public static string? Beyond(IReadOnlyDictionary<string, Scope> held, IReadOnlyDictionary<string, Scope> wanted, bool sameCompany = true)
    {
        foreach (var (id, scope) in wanted)
        {
            if (!Covers(held, id, scope, sameCompany))
                return id;
        }

        return null;
    }

    /// <summary>
    /// The first permission in which <paramref name="before"/> and <paramref name="after"/> differ and whose wider side is beyond
    /// <paramref name="held"/>, or null: taking away is as much a decision as giving.
    /// </summary>
    public static string? BeyondChange(
        IReadOnlyDictionary<string, Scope> held, IReadOnlyDictionary<string, Scope> before, IReadOnlyDictionary<string, Scope> after)
    {
        foreach (var id in before.Keys.Union(after.Keys, StringComparer.Ordinal))
        {
            Scope? was = before.TryGetValue(id, out var b) ? b : null, becomes = after.TryGetValue(id, out var a) ? a : null;
            if (was != becomes && ((was is { } old && !Covers(held, id, old, true)) || (becomes is { } next && !Covers(held, id, next, true))))
                return id;
        }

        return null;
    }

    // The scopes are declared from the widest to the narrowest.
    private static bool Covers(IReadOnlyDictionary<string, Scope> held, string id, Scope wanted, bool sameCompany) =>
        held.TryGetValue(id, out var scope) && scope <= wanted && (sameCompany || wanted != Scope.Own || scope == Scope.All);
}
