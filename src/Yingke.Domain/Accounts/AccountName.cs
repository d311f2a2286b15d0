namespace Yingke.Domain.Accounts;

/// <summary>What a person types to sign in: one way of writing it, so that nobody can be mistaken for another. (spec: accounts.md)</summary>
public static class AccountName
{
    public const int MaxLength = 40;

    /// <summary>As it is compared and stored.</summary>
    public static string Normalize(string typed) => typed.Trim().ToLowerInvariant();

    /// <summary>1–40 letters (of any script), digits, dots, hyphens and underscores, the first a letter or a digit.</summary>
    /// <exception cref="RuleViolation"><c>invalid</c>, field <c>accountName</c>.</exception>
    public static string Check(string typed)
    {
        var name = Normalize(typed);
        return name.Length is > 0 and <= MaxLength && char.IsLetterOrDigit(name[0]) && name.All(c => char.IsLetterOrDigit(c) || c is '.' or '-' or '_')
            ? name
            : throw new RuleViolation("invalid", $"1–{MaxLength} letters, digits, dots, hyphens, underscores", "accountName");
    }
}
