using Yingke.Domain.Routing;

namespace Yingke.Domain.QuickPhrases;

/// <summary>Whose a pack is: everybody's, some groups', one agent's.</summary>
public enum PackReach { Shared, Group, Personal }

/// <summary>A text, a picture, or both, called by a code or by its initials.</summary>
public sealed record QuickPhrase
{
    public const int LongestText = 2_000;
    public const int LongestTitle = 30;
    public const int LongestCode = 20;

    public Guid Id { get; init; }

    /// <summary>Letters and digits, or none.</summary>
    public string? Code { get; init; }
    public string? Title { get; init; }
    public string Text { get; init; } = "";
    public Guid? FileId { get; init; }
    public DateOnly? ValidFrom { get; init; }
    public DateOnly? ValidTo { get; init; }

    public bool HoldsOn(DateOnly day) => !(day < ValidFrom) && !(day > ValidTo);
}

/// <summary>快捷短语包: phrases that are kept, loaded and changed together. (spec: campaigns.md, Quick phrases and pictures)</summary>
public sealed class PhrasePack
{
    public const int MostPhrases = 500;
    public const int LongestName = 30;

    private PhrasePack() { }

    public Guid ShopId { get; private set; }
    public Guid Id { get; private set; }

    /// <summary>Higher with every change: what tells workbenches, and the supervisor, that theirs is old.</summary>
    public long Version { get; private set; }
    public PackReach Reach { get; private set; }
    public string Name { get; private set; } = "";

    /// <summary>For a group's pack.</summary>
    public Groups Groups { get; private set; }

    /// <summary>For a personal one.</summary>
    public Guid? OwnerId { get; private set; }
    public IReadOnlyList<QuickPhrase> Phrases { get; private set; } = [];
    public DateTimeOffset ChangedAt { get; private set; }

    public static PhrasePack Begin(Guid shopId, PackReach reach, Guid agentId, DateTimeOffset now) =>
        new() { ShopId = shopId, Id = Guid.CreateVersion7(now), Reach = reach, OwnerId = reach == PackReach.Personal ? agentId : null };

    /// <summary>All of it at once.</summary>
    /// <exception cref="RuleViolation">Somebody else changed it meanwhile, or something is missing, too long or there twice.</exception>
    public void Write(long version, string? name, Groups groups, IReadOnlyList<QuickPhrase> phrases, DateTimeOffset now)
    {
        if (version != Version)
            throw new RuleViolation("changed_meanwhile");
        if ((Reach == PackReach.Group) != (groups != Groups.None))
            throw new RuleViolation("invalid", "groups for a group's pack only", "groups");
        if (phrases.Count > MostPhrases)
            throw new RuleViolation("invalid", $"at most {MostPhrases}", "phrases");
        var next = phrases.Select(Checked).ToList();
        if (next.Where(p => p.Code is not null).GroupBy(p => p.Code).Any(g => g.Count() > 1))
            throw new RuleViolation("code_twice", null, "phrases.code");
        (Name, Groups, Phrases, Version, ChangedAt) = (Line(name, "name", LongestName), groups, next, version + 1, now);
    }

    public bool IsFor(Guid agentId, Groups groups) => Reach switch
    {
        PackReach.Shared => true,
        PackReach.Group => (Groups & groups) != 0,
        _ => OwnerId == agentId,
    };

    private static QuickPhrase Checked(QuickPhrase phrase)
    {
        var text = (phrase.Text ?? "").Trim();
        if (text.Length > QuickPhrase.LongestText || (text.Length == 0 && phrase.FileId is null))
            throw new RuleViolation("invalid", $"1–{QuickPhrase.LongestText} characters, or a picture", "phrases.text");
        var code = string.IsNullOrWhiteSpace(phrase.Code) ? null : phrase.Code.Trim().ToLowerInvariant();
        if (code is not null && (code.Length > QuickPhrase.LongestCode || !code.All(char.IsAsciiLetterOrDigit)))
            throw new RuleViolation("invalid", $"up to {QuickPhrase.LongestCode} letters and digits", "phrases.code");
        if (phrase.ValidTo < phrase.ValidFrom)
            throw new RuleViolation("invalid", "ends before it begins", "phrases.validTo");
        return phrase with { Text = text, Code = code, Title = string.IsNullOrWhiteSpace(phrase.Title) ? null : Line(phrase.Title, "phrases.title", QuickPhrase.LongestTitle) };
    }

    private static string Line(string? text, string field, int longest) =>
        (text ?? "").Trim() is { Length: > 0 } line && line.Length <= longest && !line.Any(char.IsControl) ? line : throw new RuleViolation("invalid", $"1–{longest} characters in one line", field);
}
